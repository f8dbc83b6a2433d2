#!/usr/bin/env bash
# In Comunica, a subquery that counts nothing takes all other rows with it.
#
# Versions: @comunica/query-sparql-rdfjs 5.4.1 (npm), n3 2.13.12 (npm), pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: COUNT without GROUP BY is one row, also of no solutions: 0 (SPARQL 1.1, 11.2 and 18.5.1, Aggregation). Joined
#           with two reports it is two rows, each with 0.
# Seen:     Alone, Comunica gives the row with 0. Joined with anything, before or after it, there are no rows at all if
#           the counted pattern is a property that the graph does not have, without an error: two reports
#           without problems look like no reports. SUM does the same. A property that exists but whose values are
#           filtered out gives 0, so that a test on richer data does not show it. OPTIONAL around the subquery helps.
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
PREFIX : <http://example.org/>
:report1 :pages 12 .
:report2 :pages 7 .
TURTLE
cat >queries.json <<'JSON'
{
  "count alone": "SELECT ('-' AS ?x) (COUNT(?p) AS ?n) { ?r :problem ?p }",
  "pattern, then count": "SELECT ?x ?n { ?x :pages ?pages { SELECT (COUNT(?p) AS ?n) { ?r :problem ?p } } }",
  "count, then pattern": "SELECT ?x ?n { { SELECT (COUNT(?p) AS ?n) { ?r :problem ?p } } ?x :pages ?pages }",
  "filtered to nothing": "SELECT ?x ?n { ?x :pages ?pages { SELECT (COUNT(?p) AS ?n) { ?r :pages ?p FILTER(?p > 99) } } }",
  "in OPTIONAL": "SELECT ?x ?n { ?x :pages ?pages OPTIONAL { SELECT (COUNT(?p) AS ?n) { ?r :problem ?p } } }"
}
JSON
cat >check.cjs <<'NODE'
const { readFileSync } = require("node:fs");
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");
const N3 = require("n3");
const store = new N3.Store(new N3.Parser().parse(readFileSync("data.ttl", "utf8")));
(async () => {
  for (const [name, query] of Object.entries(JSON.parse(readFileSync("queries.json", "utf8")))) {
    const text = `PREFIX : <http://example.org/> ${query}`;
    const rows = await (await new QueryEngine().queryBindings(text, { sources: [store] })).toArray();
    const told = rows.map((row) => `${row.get("x").value.split("/").pop()}=${row.get("n").value}`).sort();
    console.log(`${name}: Comunica:`, ...(told.length ? told : ["no rows"]));
  }
})();
NODE
cat >check.py <<'PYTHON'
import json

import pyoxigraph
import rdflib

graph = rdflib.Graph().parse("data.ttl")
store = pyoxigraph.Store()
store.load(path="data.ttl")
with open("queries.json", encoding="utf-8") as file:
    queries = json.load(file)
for name, query in queries.items():
    text = f"PREFIX : <http://example.org/> {query}"
    rows = [(row["x"].value, row["n"].value) for row in store.query(text)]
    print(f"{name}: Oxigraph:", *sorted(f"{x.rpartition('/')[2]}={n}" for x, n in rows))
    print(f"{name}: rdflib:", *sorted(f"{row.x.rpartition('/')[2]}={row.n}" for row in graph.query(text)))
PYTHON
{ node check.cjs && venv/bin/python check.py; } 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
count alone: Comunica: -=0
count alone: Oxigraph: -=0
count alone: rdflib: -=0
count, then pattern: Comunica: no rows
count, then pattern: Oxigraph: report1=0 report2=0
count, then pattern: rdflib: report1=0 report2=0
filtered to nothing: Comunica: report1=0 report2=0
filtered to nothing: Oxigraph: report1=0 report2=0
filtered to nothing: rdflib: report1=0 report2=0
in OPTIONAL: Comunica: report1=0 report2=0
in OPTIONAL: Oxigraph: report1=0 report2=0
in OPTIONAL: rdflib: report1=0 report2=0
pattern, then count: Comunica: no rows
pattern, then count: Oxigraph: report1=0 report2=0
pattern, then count: rdflib: report1=0 report2=0
EXPECTED
