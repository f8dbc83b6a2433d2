#!/usr/bin/env bash
# In pySHACL and rdflib, ^[0-9]{3}$ takes a code with a line end after it.
#
# Versions: pyshacl 0.40.1, rdflib 7.6.0, pyoxigraph 0.5.13, rdf-validate-shacl 0.6.5 (npm), n3 2.13.12 (npm).
# Expected: sh:pattern and REGEX are the matching of XPath (SHACL, 4.4.3; SPARQL 1.1, 17.4.3.14; fn:matches), in which
#           $ matches the end of the entire string unless the flag "m" is set. So "201\n" is not three digits.
# Seen:     Both ask Python's re.search, whose $ also matches before a last line end: the code conforms and passes
#           FILTER(REGEX()), but is another literal than "201", which joins, lookups and sh:in miss. Oxigraph and
#           rdf-validate-shacl refuse it. sh:maxLength shows it in all.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyshacl==0.40.1 rdflib==7.6.0 pyoxigraph==0.5.13
npm install --silent --no-audit --no-fund --prefix . rdf-validate-shacl@0.6.5 n3@2.13.12 >npm.log 2>&1
cat >data.ttl <<'TURTLE'
PREFIX : <http://example.org/>
:right a :Council ; :code "201" .
:longer a :Council ; :code "2011" .
:lineEnd a :Council ; :code "201\n" .
TURTLE
for what in 'sh:pattern "^[0-9]{3}$"' 'sh:maxLength 3'; do
  name=$(echo "$what" | cut -c4-6)
  cat >"$name.ttl" <<TURTLE
PREFIX : <http://example.org/>
PREFIX sh: <http://www.w3.org/ns/shacl#>
:shape a sh:NodeShape ; sh:targetClass :Council ; sh:property [ sh:path :code ; $what ] .
TURTLE
done
cat >check.mjs <<'NODE'
import { readFileSync } from "node:fs";
import N3 from "n3";
import Validator from "rdf-validate-shacl";

const read = (path) => new N3.Store(new N3.Parser().parse(readFileSync(path, "utf8")));
for (const [name, shapes] of [["pattern", "pat.ttl"], ["maxLength", "max.ttl"]]) {
  const report = await new Validator(read(shapes)).validate(read("data.ttl"));
  const found = report.results.map((result) => result.focusNode.value.slice(19)).sort();
  console.log(`${name}: rdf-validate-shacl reports:`, ...found);
}
NODE
cat >check.py <<'PYTHON'
import pyoxigraph
import pyshacl
import rdflib

graph = rdflib.Graph().parse("data.ttl")
store = pyoxigraph.Store()
store.load(path="data.ttl")
for name, shapes in (("pattern", "pat.ttl"), ("maxLength", "max.ttl")):
    _, report, _ = pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(shapes))
    print(f"{name}: pySHACL reports:", *sorted(node[19:] for node in report.objects(None, rdflib.SH.focusNode)))
query = 'SELECT ?x { ?x <http://example.org/code> ?code FILTER(!REGEX(?code, "^[0-9]{3}$")) } ORDER BY ?x'
print("REGEX: rdflib does not match:", *(row.x[19:] for row in graph.query(query)))
print("REGEX: Oxigraph does not match:", *(row["x"].value[19:] for row in store.query(query)))
PYTHON
{ venv/bin/python check.py && node check.mjs; } 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
REGEX: Oxigraph does not match: lineEnd longer
REGEX: rdflib does not match: longer
maxLength: pySHACL reports: lineEnd longer
maxLength: rdf-validate-shacl reports: lineEnd longer
pattern: pySHACL reports: longer
pattern: rdf-validate-shacl reports: lineEnd longer
EXPECTED
