#!/usr/bin/env bash
# jsonld.js turns 0.0000002 into the integer 0.
#
# Versions: jsonld 9.0.0 (npm), n3 2.13.12 (npm), jsonld-streaming-parser 5.0.1 (npm), PyLD 3.3.0, pyoxigraph 0.5.13.
# Expected: A JSON number with a fraction becomes an xsd:double in canonical form (JSON-LD 1.1 Processing Algorithms and
#           API, 8.2), whether JSON spells it 0.0000002 or 2e-7: "2.0E-7"^^xsd:double. With another datatype it keeps
#           its value.
# Seen:     jsonld.js looks for a full stop in JavaScript's spelling of the number. JavaScript writes numbers below a
#           millionth with an exponent, and without a full stop if they have one digit: such a number is rounded to the
#           integer 0. 0.00000025 and 0.000002 are right. With the datatype xsd:decimal it becomes "0" too, with
#           xsd:double it is right. There is no error: some shares, probabilities or distances are 0, and have another
#           datatype than the rest. The other three processors keep each value. No report of it was found.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet PyLD==3.3.0 pyoxigraph==0.5.13
npm install --silent --no-audit --no-fund --prefix . jsonld@9.0.0 n3@2.13.12 jsonld-streaming-parser@5.0.1 >npm.log 2>&1
cat >shares.jsonld <<'JSON'
{
  "@context": {"@vocab": "http://example.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
               "decimal": {"@type": "xsd:decimal"}, "double": {"@type": "xsd:double"}},
  "@id": "http://example.org/model",
  "share": [0.000002, 0.00000025, 0.0000002, 3e-9],
  "decimal": 0.0000002,
  "double": 0.0000002
}
JSON
cat >check.mjs <<'NODE'
import { readFileSync } from "node:fs";
import jsonld from "jsonld";
import { JsonLdParser } from "jsonld-streaming-parser";
import N3 from "n3";

const text = readFileSync("shares.jsonld", "utf8");
const show = (tool, quads) => {
  for (const { predicate, object } of quads) {
    console.log(`${predicate.value.slice(19)}: ${tool}: "${object.value}"^^xsd:${object.datatype.value.split("#")[1]}`);
  }
};
show("jsonld.js", new N3.Parser().parse(await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" })));
const quads = [];
await new Promise((done, failed) => {
  const parser = new JsonLdParser();
  parser.on("data", (quad) => quads.push(quad)).on("error", failed).on("end", done);
  parser.end(text);
});
show("jsonld-streaming-parser", quads);
NODE
cat >check.py <<'PYTHON'
import json

import pyoxigraph
from pyld import jsonld

with open("shares.jsonld", encoding="utf-8") as file:
    text = file.read()
of_pyld = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
for tool, quads in (
    ("PyLD", pyoxigraph.parse(of_pyld, format=pyoxigraph.RdfFormat.N_QUADS)),
    ("Oxigraph", pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)),
):
    for quad in quads:
        datatype = quad.object.datatype.value.split("#")[1]
        print(f'{quad.predicate.value[19:]}: {tool}: "{quad.object.value}"^^xsd:{datatype}')
PYTHON
{ node check.mjs && venv/bin/python check.py; } 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
decimal: Oxigraph: "2.0E-7"^^xsd:decimal
decimal: PyLD: "2.0E-7"^^xsd:decimal
decimal: jsonld-streaming-parser: "2.0E-7"^^xsd:decimal
decimal: jsonld.js: "0"^^xsd:decimal
double: Oxigraph: "2.0E-7"^^xsd:double
double: PyLD: "2.0E-7"^^xsd:double
double: jsonld-streaming-parser: "2.0E-7"^^xsd:double
double: jsonld.js: "2.0E-7"^^xsd:double
share: Oxigraph: "2.0E-6"^^xsd:double
share: Oxigraph: "2.0E-7"^^xsd:double
share: Oxigraph: "2.5E-7"^^xsd:double
share: Oxigraph: "3.0E-9"^^xsd:double
share: PyLD: "2.0E-6"^^xsd:double
share: PyLD: "2.0E-7"^^xsd:double
share: PyLD: "2.5E-7"^^xsd:double
share: PyLD: "3.0E-9"^^xsd:double
share: jsonld-streaming-parser: "2.0E-6"^^xsd:double
share: jsonld-streaming-parser: "2.0E-7"^^xsd:double
share: jsonld-streaming-parser: "2.5E-7"^^xsd:double
share: jsonld-streaming-parser: "3.0E-9"^^xsd:double
share: jsonld.js: "0"^^xsd:integer
share: jsonld.js: "0"^^xsd:integer
share: jsonld.js: "2.0E-6"^^xsd:double
share: jsonld.js: "2.5E-7"^^xsd:double
EXPECTED
