#!/usr/bin/env bash
# rdflib writes invalid JSON for an infinite xsd:double.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: INF is a value of xsd:double, so a graph that holds it has a JSON-LD form ({"@value": "INF",
#           "@type": "xsd:double"}).
# Seen:     rdflib writes the bare word Infinity, which JSON does not have. It reads its own file back,
#           since Python's reader takes the word, so that a round trip hides it; Oxigraph and every strict
#           reader refuse the file.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 pyoxigraph==0.5.13
cat >check.py <<'PYTHON'
import json

import pyoxigraph
from rdflib import Graph, Literal, Namespace, XSD

EX = Namespace("http://example.org/")
graph = Graph()
graph.add((EX.scale, EX.limit, Literal("INF", datatype=XSD.double)))
text = graph.serialize(format="json-ld")
print([line.strip() for line in text.splitlines() if "nfinity" in line or "INF" in line])
print("rdflib reads:", [o.n3() for o in Graph().parse(data=text, format="json-ld").objects()])


def refuse(word):
    raise ValueError(f"no JSON: {word}")


try:
    json.loads(text, parse_constant=refuse)
except ValueError as problem:
    print("strict JSON:", problem)
try:
    list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))
except SyntaxError as problem:
    print("Oxigraph:", type(problem).__name__)
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
['"@value": Infinity']
rdflib reads: ['"INF"^^<http://www.w3.org/2001/XMLSchema#double>']
strict JSON: no JSON: Infinity
Oxigraph: SyntaxError
EXPECTED
