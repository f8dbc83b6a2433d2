#!/usr/bin/env bash
# Comunica finds no cycles: ?x p+ ?x returns only what points to itself.
#
# Versions: @comunica/query-sparql-rdfjs 5.4.1 (npm), n3 2.13.12 (npm), pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: p+ connects whatever one or more steps connect (SPARQL 1.1, 9.4 and 18.4, OneOrMorePath), and a variable
#           has one value in a row: ?x skos:broader+ ?x returns each concept of a cycle, which checks of SKOS look for.
# Seen:     Comunica returns the concept that is broader than itself in one step and none of a longer cycle, also in
#           GRAPH, with ^, with | and with VALUES: a faulty scheme looks sound. With two variables and FILTER(?x = ?y)
#           it finds all of them.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix . @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12 >npm.log 2>&1
cat >scheme.ttl <<'TURTLE'
PREFIX : <http://example.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
:care skos:broader :help . :help skos:broader :care .
:self skos:broader :self .
:homes skos:broader :care .
TURTLE
cat >queries.json <<'JSON'
{
  "broader+": "SELECT ?x { ?x skos:broader+ ?x }",
  "(^broader)+": "SELECT ?x { ?x (^skos:broader)+ ?x }",
  "VALUES": "SELECT ?x { VALUES ?x { :care :help } ?x skos:broader+ ?x }",
  "two variables": "SELECT ?x { ?x skos:broader+ ?y FILTER(?x = ?y) }"
}
JSON
cat >check.cjs <<'NODE'
const { readFileSync } = require("node:fs");
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");
const N3 = require("n3");
const store = new N3.Store(new N3.Parser().parse(readFileSync("scheme.ttl", "utf8")));
const prefixes = "PREFIX : <http://example.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> ";
(async () => {
  for (const [name, query] of Object.entries(JSON.parse(readFileSync("queries.json", "utf8")))) {
    const rows = await (await new QueryEngine().queryBindings(prefixes + query, { sources: [store] })).toArray();
    console.log(`${name}: Comunica:`, ...rows.map((row) => row.get("x").value.slice(19)).sort());
  }
})();
NODE
cat >check.py <<'PYTHON'
import json

import pyoxigraph
import rdflib

PREFIXES = "PREFIX : <http://example.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
graph = rdflib.Graph().parse("scheme.ttl")
store = pyoxigraph.Store()
store.load(path="scheme.ttl")
with open("queries.json", encoding="utf-8") as file:
    queries = json.load(file)
for name, query in queries.items():
    print(f"{name}: Oxigraph:", *sorted(row["x"].value[19:] for row in store.query(PREFIXES + query)))
    print(f"{name}: rdflib:", *sorted(row.x[19:] for row in graph.query(PREFIXES + query)))
PYTHON
{ node check.cjs && venv/bin/python check.py; } 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
(^broader)+: Comunica: self
(^broader)+: Oxigraph: care help self
(^broader)+: rdflib: care help self
VALUES: Comunica:
VALUES: Oxigraph: care help
VALUES: rdflib: care help
broader+: Comunica: self
broader+: Oxigraph: care help self
broader+: rdflib: care help self
two variables: Comunica: care help self
two variables: Oxigraph: care help self
two variables: rdflib: care help self
EXPECTED
