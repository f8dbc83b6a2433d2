#!/usr/bin/env bash
# rdflib's IN compares spelling, and to its FILTER each number is less than a text.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: ?x IN (0.5) is ?x = 0.5, which compares numbers by value (SPARQL 1.1, 17.4.1.9 and 17.3): 0.50 is in, and
#           NOT IN leaves it out. < between a number and a text is an error, which a FILTER drops (17.2 and 17.3).
#           error && false is false, whichever comes first (17.2, table), so that ! of it is true.
# Seen:     = in rdflib finds 0.50, IN does not and NOT IN keeps it. Each number is less than each text: FILTER(?pages <
#           "5") keeps all rows, so that a limit that is a text by mistake limits nothing. !(?end < ?day &&
#           BOUND(?end)) drops the rows without an end; with BOUND first it keeps them. No error anywhere.
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

DATA = """
PREFIX : <http://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
:a :share 0.50 ; :pages 3 .
:b :share 0.25 ; :pages 12 ; :end "2023-03-09"^^xsd:date .
"""
TODAY = '"2026-01-01"^^xsd:date'
QUERIES = {
    "?share = 0.5": "?x :share ?share FILTER(?share = 0.5)",
    "?share IN (0.5)": "?x :share ?share FILTER(?share IN (0.5))",
    "?share NOT IN (0.5)": "?x :share ?share FILTER(?share NOT IN (0.5))",
    '?pages < "5"': '?x :pages ?pages FILTER(?pages < "5")',
    "!(?end < ?day && BOUND(?end))": f"?x :pages ?p OPTIONAL {{ ?x :end ?end }} FILTER(!(?end < {TODAY} && BOUND(?end)))",
    "!(BOUND(?end) && ?end < ?day)": f"?x :pages ?p OPTIONAL {{ ?x :end ?end }} FILTER(!(BOUND(?end) && ?end < {TODAY}))",
}
graph = rdflib.Graph().parse(data=DATA, format="turtle")
store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)
for name, pattern in QUERIES.items():
    query = (
        "PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
        f"SELECT ?x {{ {pattern} }} ORDER BY ?x"
    )
    print(f"{name}: rdflib:", *(row.x[-1] for row in graph.query(query)))
    print(f"{name}: Oxigraph:", *(row["x"].value[-1] for row in store.query(query)))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
?share = 0.5: rdflib: a
?share = 0.5: Oxigraph: a
?share IN (0.5): rdflib:
?share IN (0.5): Oxigraph: a
?share NOT IN (0.5): rdflib: a b
?share NOT IN (0.5): Oxigraph: b
?pages < "5": rdflib: a b
?pages < "5": Oxigraph:
!(?end < ?day && BOUND(?end)): rdflib:
!(?end < ?day && BOUND(?end)): Oxigraph: a
!(BOUND(?end) && ?end < ?day): rdflib: a
!(BOUND(?end) && ?end < ?day): Oxigraph: a
EXPECTED
