#!/usr/bin/env bash
# Comunica calculates with JavaScript's numbers and writes invalid literals.
#
# Versions: @comunica/query-sparql-rdfjs-lite 5.2.3 (npm), n3 2.13.12 (npm), pyoxigraph 0.5.13.
# Expected: xsd:integer has no upper bound and xsd:decimal no exponent; a value that an engine cannot hold
#           is an error or unbound.
# Seen:     Arithmetic on integers above 2^53 is off by one without a word, and large results are written as
#           1e+21 typed xsd:integer and 1e+24.0 typed xsd:decimal. Oxigraph loads both without a word too,
#           and then finds them comparable with nothing.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13
npm install --silent --no-audit --no-fund --prefix . @comunica/query-sparql-rdfjs-lite@5.2.3 n3@2.13.12 >npm.log 2>&1
cat >check.js <<'NODE'
const { QueryEngine } = require("@comunica/query-sparql-rdfjs-lite");
const N3 = require("n3");
const data = "<urn:a> <urn:n> 9007199254740993 . <urn:b> <urn:n> 100000000000000000000 .";
const store = new N3.Store(new N3.Parser().parse(data));
const engine = new QueryEngine();
const expressions = ["?n", "?n + 0", "?n * 10", "?n * 10000.0"];
(async () => {
  for (const expression of expressions) {
    const query = `SELECT (${expression} AS ?x) { ?s <urn:n> ?n } ORDER BY ?s`;
    const rows = await (await engine.queryBindings(query, { sources: [store] })).toArray();
    for (const row of rows) {
      const x = row.get("x");
      console.log(`${expression}\t"${x.value}"^^<${x.datatype.value}>`);
    }
  }
})();
NODE
cat >check.py <<'PYTHON'
import sys

import pyoxigraph

for line in sys.stdin:
    expression, term = line.rstrip("\n").split("\t")
    held = bool(pyoxigraph.Store().query(f"ASK {{ FILTER({term} > 0) }}"))
    print(expression, "=", term.replace("http://www.w3.org/2001/XMLSchema#", "xsd:"), "more than 0 to Oxigraph:", held)
PYTHON
node check.js >terms.txt 2>errors.txt || { cat errors.txt; exit 1; }
venv/bin/python check.py <terms.txt 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
?n = "9007199254740993"^^<xsd:integer> more than 0 to Oxigraph: True
?n = "100000000000000000000"^^<xsd:integer> more than 0 to Oxigraph: False
?n + 0 = "9007199254740992"^^<xsd:integer> more than 0 to Oxigraph: True
?n + 0 = "100000000000000000000"^^<xsd:integer> more than 0 to Oxigraph: False
?n * 10 = "90071992547409920"^^<xsd:integer> more than 0 to Oxigraph: True
?n * 10 = "1e+21"^^<xsd:integer> more than 0 to Oxigraph: False
?n * 10000.0 = "90071992547409920000.0"^^<xsd:decimal> more than 0 to Oxigraph: True
?n * 10000.0 = "1e+24.0"^^<xsd:decimal> more than 0 to Oxigraph: False
EXPECTED
