#!/usr/bin/env bash
# rdflib's JSON-LD leaves out blank nodes that refer to each other.
#
# Versions: rdflib 7.6.0.
# Expected: A graph of three triples gives a JSON-LD document of three triples.
# Seen:     Two blank nodes that know each other, and all that is said of them, are left out: the document
#           is "[]", without an error. Turtle and N-Triples hold them.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0
cat >check.py <<'PYTHON'
from rdflib import BNode, Graph, Literal, Namespace

EX = Namespace("http://example.org/")
graph = Graph()
one, two = BNode(), BNode()
graph.add((one, EX.knows, two))
graph.add((two, EX.knows, one))
graph.add((one, EX.name, Literal("Ada")))
for form in ("nt", "turtle", "json-ld"):
    text = graph.serialize(format=form)
    print(form, len(graph), "->", len(Graph().parse(data=text, format=form)))
print(graph.serialize(format="json-ld").strip())
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
nt 3 -> 3
turtle 3 -> 3
json-ld 3 -> 0
[]
EXPECTED
