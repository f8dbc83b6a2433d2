#!/usr/bin/env bash
# rdflib's SUBSTR counts a start before the first character from the end of the text.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: SUBSTR is fn:substring (SPARQL 1.1, 17.4.3.3), which returns the characters whose position is at least the
#           start and less than start plus length. A start below 1 is therefore the whole text, or its beginning if
#           there is a length: its examples are substring("metadata", 4, 3) is "ada" and substring("12345", 0, 3) is
#           "12". A length below 1 is the empty text.
# Seen:     rdflib slices as Python does. The last four characters of a text, SUBSTR(?t, STRLEN(?t) - 3), are its last
#           one if it has three, and right if it has two or more than three. A start of 0 returns the last character,
#           SUBSTR("12345", 0, 3) the empty text, and a negative length the text without its end. There is no error.
# Our users: each SUBSTR of the stored queries starts at 1 or later.
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

EXPRESSIONS = {f"last four of {text}": f'SUBSTR("{text}", STRLEN("{text}") - 3)' for text in ("12", "201", "9012", "E0801")}
EXPRESSIONS |= {text: text for text in ('SUBSTR("12345", 0, 3)', 'SUBSTR("12345", 0)', 'SUBSTR("12345", -1)')}
EXPRESSIONS |= {text: text for text in ('SUBSTR("12345", 2, -1)', 'SUBSTR("12345", 1, -1)', 'SUBSTR("metadata", 4, 3)')}
graph, store = rdflib.Graph(), pyoxigraph.Store()
for name, expression in EXPRESSIONS.items():
    query = f"SELECT ({expression} AS ?value) {{}}"
    print(f"{name}: rdflib: {str(graph.query(query).bindings[0]['value'])!r}")
    print(f"{name}: Oxigraph: {next(iter(store.query(query)))['value'].value!r}")
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
last four of 12: rdflib: '12'
last four of 12: Oxigraph: '12'
last four of 201: rdflib: '1'
last four of 201: Oxigraph: '201'
last four of 9012: rdflib: '9012'
last four of 9012: Oxigraph: '9012'
last four of E0801: rdflib: '0801'
last four of E0801: Oxigraph: '0801'
SUBSTR("12345", 0, 3): rdflib: ''
SUBSTR("12345", 0, 3): Oxigraph: '12'
SUBSTR("12345", 0): rdflib: '5'
SUBSTR("12345", 0): Oxigraph: '12345'
SUBSTR("12345", -1): rdflib: '45'
SUBSTR("12345", -1): Oxigraph: '12345'
SUBSTR("12345", 2, -1): rdflib: ''
SUBSTR("12345", 2, -1): Oxigraph: ''
SUBSTR("12345", 1, -1): rdflib: '1234'
SUBSTR("12345", 1, -1): Oxigraph: ''
SUBSTR("metadata", 4, 3): rdflib: 'ada'
SUBSTR("metadata", 4, 3): Oxigraph: 'ada'
EXPECTED
