#!/usr/bin/env bash
# jsonld-streaming-parser loses the triple that leads to a list in an index map or a @set.
#
# Versions: jsonld-streaming-parser 5.0.1 (npm), @comunica/query-sparql-rdfjs 5.4.1 (npm), n3 2.13.12 (npm), PyLD 3.3.0,
#           pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: The keys of an index map have no meaning (JSON-LD 1.1, 4.6.1), and @set is syntactic sugar that is optimised
#           away (4.3.2): a list in either is the value of the property, as a list without them is. The parser's README
#           calls it "100% spec-compliant".
# Seen:     The parser, which Comunica and rdf-parse use, returns the elements of the list but not the triple from the
#           subject to the list. There is no error: a query for the items of three plans returns those of one. PyLD,
#           Oxigraph and rdflib return all triples. No report of it was found.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet PyLD==3.3.0 pyoxigraph==0.5.13 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix . jsonld-streaming-parser@5.0.1 @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12 >npm.log 2>&1
cat >plans.jsonld <<'JSON'
{
  "@context": {"@version": 1.1, "@vocab": "http://example.org/", "@base": "http://example.org/",
               "indexed": {"@id": "items", "@container": "@index"}},
  "@graph": [
    {"@id": "plain", "items": {"@list": ["visit", "review"]}},
    {"@id": "in-index", "indexed": {"2023": {"@list": ["visit", "review"]}}},
    {"@id": "in-set", "items": {"@set": [{"@list": ["visit", "review"]}]}}
  ]
}
JSON
cat >items.rq <<'SPARQL'
PREFIX : <http://example.org/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?plan ?item { ?plan :items/rdf:rest*/rdf:first ?item }
SPARQL
cat >check.mjs <<'NODE'
import { readFileSync } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql-rdfjs";
import { JsonLdParser } from "jsonld-streaming-parser";
import N3 from "n3";

const quads = [];
await new Promise((done, failed) => {
  const parser = new JsonLdParser({ baseIRI: "http://example.org/" });
  parser.on("data", (quad) => quads.push(quad)).on("error", failed).on("end", done);
  parser.end(readFileSync("plans.jsonld", "utf8"));
});
console.log(`jsonld-streaming-parser: ${quads.length} triples`);
const rows = await new QueryEngine().queryBindings(readFileSync("items.rq", "utf8"), { sources: [new N3.Store(quads)] });
for await (const row of rows) console.log(`Comunica: ${row.get("plan").value.slice(19)} ${row.get("item").value}`);
NODE
cat >check.py <<'PYTHON'
import json

import pyoxigraph
import rdflib
from pyld import jsonld

with open("plans.jsonld", encoding="utf-8") as file:
    text = file.read()
with open("items.rq", encoding="utf-8") as file:
    query = file.read()
of_pyld = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
for tool, source, form in (
    ("PyLD", of_pyld, pyoxigraph.RdfFormat.N_QUADS),
    ("Oxigraph", text, pyoxigraph.RdfFormat.JSON_LD),
):
    store = pyoxigraph.Store()
    store.load(source.encode(), format=form)
    print(f"{tool}: {len(store)} triples, {len(list(store.query(query)))} rows")
graph = rdflib.Graph().parse(data=text, format="json-ld")
print(f"rdflib: {len(graph)} triples, {len(list(graph.query(query)))} rows")
PYTHON
{ node check.mjs && venv/bin/python check.py; } 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
Comunica: plain review
Comunica: plain visit
Oxigraph: 15 triples, 6 rows
PyLD: 15 triples, 6 rows
jsonld-streaming-parser: 13 triples
rdflib: 15 triples, 6 rows
EXPECTED
