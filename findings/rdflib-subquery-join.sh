#!/usr/bin/env bash
# rdflib does not join on a value that a subquery calculates, and returns each visit as the latest.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: A subquery is evaluated first, and its rows are joined with the pattern around it: both sides must have
#           the same value of a variable that both have (SPARQL 1.1, 12 and 18.5, Join). The row of a council with
#           MAX(?d) AS ?day then joins with the visit of that day alone, wherever the subquery stands.
# Seen:     If a pattern before the subquery has bound the variable, rdflib does not compare it with the value that
#           the subquery calculates (MAX, a constant, BIND): all visits are returned as the latest, without an
#           error. The same query with the subquery first is right, and so is one that gives the value another name
#           and compares it in a FILTER. COUNT grouped by a variable of the pattern is right too, so that a test with
#           it does not show the fault.
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
:visit1 :of :north ; :day "2019-05-01"^^xsd:date ; :grade "poor" .
:visit2 :of :north ; :day "2023-03-09"^^xsd:date ; :grade "good" .
:visit3 :of :south ; :day "2021-02-02"^^xsd:date ; :grade "good" .
"""
LATEST = "SELECT ?council (MAX(?d) AS ?day) { ?any :of ?council ; :day ?d } GROUP BY ?council"
QUERIES = {
    "pattern, then subquery": f"?visit :of ?council ; :day ?day . {{ {LATEST} }}",
    "subquery, then pattern": f"{{ {LATEST} }} ?visit :of ?council ; :day ?day .",
    "another name, FILTER": f"?visit :of ?council ; :day ?on . {{ {LATEST} }} FILTER(?on = ?day)",
    "latest of all": "?visit :day ?day . { SELECT (MAX(?d) AS ?day) { ?any :day ?d } }",
    "constant of a subquery": '?visit :grade ?grade . { SELECT ("good" AS ?grade) {} }',
    "constant of a group": '?visit :grade ?grade . { BIND("good" AS ?grade) }',
}
graph = rdflib.Graph().parse(data=DATA, format="turtle")
store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)
for name, pattern in QUERIES.items():
    query = f"PREFIX : <http://example.org/> SELECT ?visit {{ {pattern} }}"
    found = {
        "rdflib": [str(row.visit) for row in graph.query(query)],
        "Oxigraph": [row["visit"].value for row in store.query(query)],
    }
    for tool, visits in found.items():
        print(f"{name}: {tool}:", *sorted(visit.rpartition("/")[2] for visit in visits))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
pattern, then subquery: rdflib: visit1 visit2 visit3
pattern, then subquery: Oxigraph: visit2 visit3
subquery, then pattern: rdflib: visit2 visit3
subquery, then pattern: Oxigraph: visit2 visit3
another name, FILTER: rdflib: visit2 visit3
another name, FILTER: Oxigraph: visit2 visit3
latest of all: rdflib: visit1 visit2 visit3
latest of all: Oxigraph: visit2
constant of a subquery: rdflib: visit1 visit2 visit3
constant of a subquery: Oxigraph: visit2 visit3
constant of a group: rdflib: visit1 visit2 visit3
constant of a group: Oxigraph: visit2 visit3
EXPECTED
