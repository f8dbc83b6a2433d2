#!/usr/bin/env bash
# rdflib counts a row without values but does not return it.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: A solution that binds no variable is a solution like any other (SPARQL 1.1, 18.6): a loop over
#           the result yields as many rows as its len() says, and as a file of it has.
# Seen:     A loop passes over such rows, wherever the answer comes from: three of four visits that have no
#           grade vanish, so the share without a grade is 0. len(), JSON and CSV have all of them, the text
#           table does not, and MIN over nothing is one row to len() and none to a loop. With one variable
#           more in each row, whatever it is, nothing is lost.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 pyoxigraph==0.5.13
cat >check.py <<'PYTHON'
import io
import json

import pyoxigraph
import rdflib
from rdflib.query import Result

DATA = """@prefix : <http://example.org/> .
:a a :Visit ; :grade "Good" . :b a :Visit . :c a :Visit . :d a :Visit ."""
QUERIES = {
    "grades": "SELECT ?grade { ?visit a :Visit OPTIONAL { ?visit :grade ?grade } }",
    "grades and visits": "SELECT ?visit ?grade { ?visit a :Visit OPTIONAL { ?visit :grade ?grade } }",
    "earliest": "SELECT (MIN(?day) AS ?first) { ?visit :day ?day }",
}
graph = rdflib.Graph().parse(data=DATA, format="turtle")
store = pyoxigraph.Store()
store.load(DATA, format=pyoxigraph.RdfFormat.TURTLE)


def counts(result):
    """Rows by a loop, by len() and in three files; and how many of the loop's have no value in the last place."""
    rows = list(result)
    files = {form: result.serialize(format=form).decode() for form in ("json", "csv", "txt")}
    return (
        f"loop {len(rows)}, len {len(result)}, JSON {len(json.loads(files['json'])['results']['bindings'])},"
        f" CSV {len(files['csv'].splitlines()) - 1}, text {len(files['txt'].strip().splitlines()) - 2};"
        f" without a last value {sum(row[-1] is None for row in rows)}"
    )


for name, query in QUERIES.items():
    query = "PREFIX : <http://example.org/> " + query
    print(f"{name}: rdflib {counts(graph.query(query))}")
    answer = store.query(query).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
    print(f"{name}: Oxigraph's JSON, read by rdflib {counts(Result.parse(io.BytesIO(answer), format='json'))}")
    print(f"{name}: Oxigraph loop {len(list(store.query(query)))}")
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
grades: rdflib loop 1, len 4, JSON 4, CSV 4, text 1; without a last value 0
grades: Oxigraph's JSON, read by rdflib loop 1, len 4, JSON 4, CSV 4, text 1; without a last value 0
grades: Oxigraph loop 4
grades and visits: rdflib loop 4, len 4, JSON 4, CSV 4, text 4; without a last value 3
grades and visits: Oxigraph's JSON, read by rdflib loop 4, len 4, JSON 4, CSV 4, text 4; without a last value 3
grades and visits: Oxigraph loop 4
earliest: rdflib loop 0, len 1, JSON 1, CSV 1, text 0; without a last value 0
earliest: Oxigraph's JSON, read by rdflib loop 0, len 1, JSON 1, CSV 1, text 0; without a last value 0
earliest: Oxigraph loop 1
EXPECTED
