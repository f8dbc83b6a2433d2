#!/usr/bin/env bash
# With NORMALIZE_LITERALS off, rdflib's Turtle turns booleans into integers.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: rdflib.NORMALIZE_LITERALS = False is what keeps literals as they are spelt; with it a round trip
#           changes nothing.
# Seen:     "1"^^xsd:boolean is written as the bare word 1, which is an integer to every reader, rdflib too.
#           N-Triples keeps it.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 pyoxigraph==0.5.13
cat >check.py <<'PYTHON'
import pyoxigraph
import rdflib

rdflib.NORMALIZE_LITERALS = False
DATA = """
<http://example.org/a> <http://example.org/met> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .
<http://example.org/a> <http://example.org/open> "true"^^<http://www.w3.org/2001/XMLSchema#boolean> .
"""
graph = rdflib.Graph().parse(data=DATA, format="nt")
print("held:", sorted(o.n3() for o in graph.objects()))
for form in ("nt", "turtle", "longturtle"):
    text = graph.serialize(format=form)
    kind = "nt" if form == "nt" else "turtle"
    print(form, sorted(o.n3() for o in rdflib.Graph().parse(data=text, format=kind).objects()))
    if form == "turtle":
        quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)
        print("Oxigraph:", sorted(str(q.object) for q in quads))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
held: ['"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']
nt ['"1"^^<http://www.w3.org/2001/XMLSchema#boolean>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']
turtle ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']
Oxigraph: ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']
longturtle ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']
EXPECTED
