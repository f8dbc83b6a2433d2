#!/usr/bin/env bash
# Comunica sorts strings by the language of the machine.
#
# Versions: @comunica/query-sparql-rdfjs 5.4.1 (npm), n3 2.13.12 (npm), pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: < and > between texts go by code points (SPARQL 1.1, 17.3: fn:compare with the collation "codepoint"), so
#           that a query gives the same rows on each machine: "Zetland" comes before "apple".
# Seen:     Comunica asks JavaScript for the order of the locale. FILTER(?name < "Z") keeps other rows than Oxigraph
#           and rdflib, and other ones under LC_ALL=sv_SE than under en_GB; ORDER BY and MAX go with it. Rows that
#           are fetched page by page with FILTER(?name > "the last one") can be lost when two machines or engines
#           take turns. Texts of one case without accents hide it.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix . @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12 >npm.log 2>&1
cat >queries.json <<'JSON'
{
  "before Z": "SELECT ?x { VALUES ?x { 'Zetland' 'Ärla' 'apple' 'Örebro' 'Barnet' } FILTER(?x < 'Z') } ORDER BY ?x",
  "in order": "SELECT ?x { VALUES ?x { 'Zetland' 'Ärla' 'apple' 'Örebro' 'Barnet' } } ORDER BY ?x",
  "greatest": "SELECT (MAX(?name) AS ?x) { VALUES ?name { 'Zetland' 'Ärla' 'apple' 'Örebro' 'Barnet' } }",
  "one case": "SELECT ?x { VALUES ?x { 'zetland' 'apple' 'barnet' } FILTER(?x < 'z') } ORDER BY ?x"
}
JSON
cat >check.cjs <<'NODE'
const { readFileSync } = require("node:fs");
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");
const N3 = require("n3");
const engine = new QueryEngine();
(async () => {
  for (const [name, query] of Object.entries(JSON.parse(readFileSync("queries.json", "utf8")))) {
    const rows = await (await engine.queryBindings(query, { sources: [new N3.Store()] })).toArray();
    console.log(`${name}: Comunica, ${process.env.LC_ALL}:`, ...rows.map((row) => row.get("x").value));
  }
})();
NODE
cat >check.py <<'PYTHON'
import json

import pyoxigraph
import rdflib

with open("queries.json", encoding="utf-8") as file:
    queries = json.load(file)
for name, query in queries.items():
    print(f"{name}: Oxigraph:", *(row["x"].value for row in pyoxigraph.Store().query(query)))
    print(f"{name}: rdflib:", *(row.x for row in rdflib.Graph().query(query)))
PYTHON
{
  LC_ALL=en_GB.UTF-8 node check.cjs &&
    LC_ALL=sv_SE.UTF-8 node check.cjs &&
    PYTHONUTF8=1 venv/bin/python check.py
} 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
before Z: Comunica, en_GB.UTF-8: apple Ärla Barnet Örebro
before Z: Comunica, sv_SE.UTF-8: apple Barnet
before Z: Oxigraph: Barnet
before Z: rdflib: Barnet
greatest: Comunica, en_GB.UTF-8: Zetland
greatest: Comunica, sv_SE.UTF-8: Örebro
greatest: Oxigraph: Örebro
greatest: rdflib: Örebro
in order: Comunica, en_GB.UTF-8: apple Ärla Barnet Örebro Zetland
in order: Comunica, sv_SE.UTF-8: apple Barnet Zetland Ärla Örebro
in order: Oxigraph: Barnet Zetland apple Ärla Örebro
in order: rdflib: Barnet Zetland apple Ärla Örebro
one case: Comunica, en_GB.UTF-8: apple barnet
one case: Comunica, sv_SE.UTF-8: apple barnet
one case: Oxigraph: apple barnet
one case: rdflib: apple barnet
EXPECTED
