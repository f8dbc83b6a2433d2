#!/usr/bin/env bash
# Plain strings cannot be found after a round trip through rdflib's HexTuples.
#
# Versions: rdflib 7.6.0.
# Expected: A graph that rdflib wrote as HexTuples (hext) and read back answers what it answered before.
# Seen:     "x" comes back as "x"^^xsd:string, which rdflib holds to be another term: no pattern with a
#           plain string matches, in SPARQL or in the API. Through N-Triples all stays.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0
cat >check.py <<'PYTHON'
from rdflib import Dataset, Literal, Namespace

EX = Namespace("http://example.org/")
ASK = 'SELECT ?thing { ?thing ?property "Exampleshire" }'
data = Dataset(default_union=True)
data.add((EX.council, EX.name, Literal("Exampleshire")))
print("before:", len(data.query(ASK)), (EX.council, EX.name, Literal("Exampleshire")) in data)
for form in ("nquads", "hext"):
    back = Dataset(default_union=True)
    back.parse(data=data.serialize(format=form), format=form)
    found = (EX.council, EX.name, Literal("Exampleshire")) in back
    print(form, len(back.query(ASK)), found, [o.n3() for o in back.objects()])
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
before: 1 True
nquads 1 True ['"Exampleshire"']
hext 0 False ['"Exampleshire"^^<http://www.w3.org/2001/XMLSchema#string>']
EXPECTED
