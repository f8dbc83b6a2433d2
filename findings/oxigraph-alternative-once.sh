#!/usr/bin/env bash
# Oxigraph returns a value that two properties have only once for the path p|q.
#
# Versions: pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: The alternative p|q is the union of p and q and, as UNION, keeps what both give twice (SPARQL 1.1,
#           18.4: "Union(eval(Path(X, P, Y)), eval(Path(X, Q, Y)))"); rdflib does so.
# Seen:     Oxigraph leaves out the second, so counts, sums and averages over p|q differ from those over the
#           UNION that it stands for, and from those of other engines. DISTINCT hides it. It is meant so since
#           https://github.com/oxigraph/oxigraph/pull/351.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13 rdflib==7.6.0
cat >check.py <<'PYTHON'
import pyoxigraph
import rdflib

DATA = """@prefix : <http://example.org/> .
:visit :strength :leadership, :records ; :weakness :leadership ; :before 4 ; :after 4, 1 ."""
QUERIES = (
    "SELECT (COUNT(?theme) AS ?x) { :visit :strength|:weakness ?theme }",
    "SELECT (COUNT(?theme) AS ?x) { { :visit :strength ?theme } UNION { :visit :weakness ?theme } }",
    "SELECT (COUNT(DISTINCT ?theme) AS ?x) { :visit :strength|:weakness ?theme }",
    "SELECT (SUM(?score) AS ?x) { ?visit :before|:after ?score }",
    "SELECT (SUM(?score) AS ?x) { { ?visit :before ?score } UNION { ?visit :after ?score } }",
    "SELECT (AVG(?score) AS ?x) { ?visit :before|:after ?score }",
)
store = pyoxigraph.Store()
store.load(DATA, format=pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")
for query in QUERIES:
    whole = "PREFIX : <http://example.org/> " + query
    print(query)
    print("  Oxigraph", next(store.query(whole))["x"].value, "rdflib", next(iter(graph.query(whole))).x)
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
SELECT (COUNT(?theme) AS ?x) { :visit :strength|:weakness ?theme }
  Oxigraph 2 rdflib 3
SELECT (COUNT(?theme) AS ?x) { { :visit :strength ?theme } UNION { :visit :weakness ?theme } }
  Oxigraph 3 rdflib 3
SELECT (COUNT(DISTINCT ?theme) AS ?x) { :visit :strength|:weakness ?theme }
  Oxigraph 2 rdflib 2
SELECT (SUM(?score) AS ?x) { ?visit :before|:after ?score }
  Oxigraph 5 rdflib 9
SELECT (SUM(?score) AS ?x) { { ?visit :before ?score } UNION { ?visit :after ?score } }
  Oxigraph 9 rdflib 9
SELECT (AVG(?score) AS ?x) { ?visit :before|:after ?score }
  Oxigraph 2.5 rdflib 3
EXPECTED
