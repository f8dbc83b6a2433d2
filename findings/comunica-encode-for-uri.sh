#!/usr/bin/env bash
# Comunica's ENCODE_FOR_URI does not encode slashes and commas.
#
# Versions: @comunica/query-sparql-rdfjs 5.4.1 (npm), n3 2.13.12 (npm), pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: ENCODE_FOR_URI escapes all that is reserved in a URI (SPARQL 1.1, 17.4.3.11, fn:encode-for-uri), so that
#           a code of any characters is one segment of a path.
# Seen:     Oxigraph and rdflib do so. Comunica leaves / , ; : ? # & = + $ @ as they are. An IRI that a query makes of
#           a code is then another one than the same query makes elsewhere: what stands in the graph is not found,
#           without an error, and what comes after # is no part of the path any more.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix . @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12 >npm.log 2>&1
cat >data.ttl <<'TURTLE'
@prefix : <http://example.org/> .
:row1 :code "E06 1" . <http://example.org/council/E06%201> :name "one" .
:row2 :code "E06/2" . <http://example.org/council/E06%2F2> :name "two" .
:row3 :code "E06,3" . <http://example.org/council/E06%2C3> :name "three" .
:row4 :code "E06#4" . <http://example.org/council/E06%234> :name "four" .
TURTLE
cat >query.rq <<'SPARQL'
PREFIX : <http://example.org/>
SELECT ?council ?name {
  ?row :code ?code
  BIND(IRI(CONCAT("http://example.org/council/", ENCODE_FOR_URI(?code))) AS ?council)
  OPTIONAL { ?council :name ?name }
}
ORDER BY ?row
SPARQL
cat >check.cjs <<'NODE'
const { readFileSync } = require("node:fs");
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");
const N3 = require("n3");
const store = new N3.Store(new N3.Parser().parse(readFileSync("data.ttl", "utf8")));
(async () => {
  const answer = await new QueryEngine().queryBindings(readFileSync("query.rq", "utf8"), { sources: [store] });
  for (const row of await answer.toArray()) {
    console.log(`Comunica ${row.get("council").value} ${row.get("name")?.value ?? "not found"}`);
  }
})();
NODE
cat >check.py <<'PYTHON'
import pyoxigraph
import rdflib

with open("query.rq", encoding="utf-8") as file:
    query = file.read()
store = pyoxigraph.Store()
store.load(path="data.ttl", format=pyoxigraph.RdfFormat.TURTLE)
for row in store.query(query):
    print("Oxigraph", row["council"].value, row["name"].value if row["name"] else "not found")
for row in rdflib.Graph().parse("data.ttl").query(query):
    print("rdflib", row.council, row.name or "not found")
PYTHON
{ node check.cjs && venv/bin/python check.py; } 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
Comunica http://example.org/council/E06%201 one
Comunica http://example.org/council/E06/2 not found
Comunica http://example.org/council/E06,3 not found
Comunica http://example.org/council/E06#4 not found
Oxigraph http://example.org/council/E06%201 one
Oxigraph http://example.org/council/E06%2F2 two
Oxigraph http://example.org/council/E06%2C3 three
Oxigraph http://example.org/council/E06%234 four
rdflib http://example.org/council/E06%201 one
rdflib http://example.org/council/E06%2F2 two
rdflib http://example.org/council/E06%2C3 three
rdflib http://example.org/council/E06%234 four
EXPECTED
