#!/usr/bin/env bash
# rdflib returns the MIN of IRIs as a string.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: MIN and MAX go by the order of ORDER BY, which has a place for IRIs, and give one of the values that are
#           there (SPARQL 1.1, 18.5.1.5 and 18.5.1.6); SAMPLE gives one of them too.
# Seen:     MIN and MAX give the IRI as a plain text. It looks the same when printed, but is nobody's subject: the
#           day of one visit for each council, two rows in Oxigraph, is no row in rdflib, without an error, and a
#           CONSTRUCT links the council to a text. SAMPLE keeps the IRI; IRI(MIN(STR(?visit))) is right in both.
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

DATA = """@prefix : <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:visit1 :of :north ; :day "2019-03-04"^^xsd:date . :visit2 :of :north ; :day "2022-05-06"^^xsd:date .
:visit3 :of :south ; :day "2020-07-08"^^xsd:date . :visit4 :of :south ; :day "2023-09-10"^^xsd:date ."""
ONE = "{ SELECT ?council (%s AS ?one) { ?visit :of ?council } GROUP BY ?council }"
graph = rdflib.Graph().parse(data=DATA, format="turtle")
store = pyoxigraph.Store()
store.load(DATA, format=pyoxigraph.RdfFormat.TURTLE)


def told(term):
    iri = isinstance(term, (pyoxigraph.NamedNode, rdflib.URIRef))
    text = term.value if isinstance(term, (pyoxigraph.NamedNode, pyoxigraph.Literal)) else str(term)
    return f"<{text}>" if iri else f'"{text}"'


for least in ("MIN(?visit)", "MAX(?visit)", "IRI(MIN(STR(?visit)))"):
    one = "PREFIX : <http://example.org/> SELECT ?x { " + ONE % least
    for name, query in (("", one + " BIND(?one AS ?x) }"), (", its day", one + " ?one :day ?x }")):
        for tool, terms in (
            ("Oxigraph", [row["x"] for row in store.query(query)]),
            ("rdflib", [row.x for row in graph.query(query)]),
        ):
            print(f"{least}{name}: {tool} {len(terms)}:", *sorted(map(told, terms)))
kept = graph.query("PREFIX : <http://example.org/> SELECT ?one " + ONE % "SAMPLE(?visit)")
print("SAMPLE(?visit) in rdflib:", *sorted({type(row.one).__name__ for row in kept}))
links = graph.query("PREFIX : <http://example.org/> CONSTRUCT { ?council :first ?one } { %s }" % (ONE % "MIN(?visit)"))
print("linked by CONSTRUCT in rdflib:", *sorted(told(o) for _, _, o in links))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
MIN(?visit): Oxigraph 2: <http://example.org/visit1> <http://example.org/visit3>
MIN(?visit): rdflib 2: "http://example.org/visit1" "http://example.org/visit3"
MIN(?visit), its day: Oxigraph 2: "2019-03-04" "2020-07-08"
MIN(?visit), its day: rdflib 0:
MAX(?visit): Oxigraph 2: <http://example.org/visit2> <http://example.org/visit4>
MAX(?visit): rdflib 2: "http://example.org/visit2" "http://example.org/visit4"
MAX(?visit), its day: Oxigraph 2: "2022-05-06" "2023-09-10"
MAX(?visit), its day: rdflib 0:
IRI(MIN(STR(?visit))): Oxigraph 2: <http://example.org/visit1> <http://example.org/visit3>
IRI(MIN(STR(?visit))): rdflib 2: <http://example.org/visit1> <http://example.org/visit3>
IRI(MIN(STR(?visit))), its day: Oxigraph 2: "2019-03-04" "2020-07-08"
IRI(MIN(STR(?visit))), its day: rdflib 2: "2019-03-04" "2020-07-08"
SAMPLE(?visit) in rdflib: URIRef
linked by CONSTRUCT in rdflib: "http://example.org/visit1" "http://example.org/visit3"
EXPECTED
