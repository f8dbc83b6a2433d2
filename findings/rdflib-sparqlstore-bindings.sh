#!/usr/bin/env bash
# With rdflib's SPARQLStore, initBindings restricts neither counts nor filters.
#
# Versions: rdflib 7.6.0, oxrdflib 0.5.0, pyoxigraph 0.5.13, oxigraph 0.5.13 (the server).
# Expected: graph.query(text, initBindings={"council": ...}) gives the variable its value before the query is evaluated
#           (rdflib's documentation, "Prepared Queries"), for a graph in memory and for one on a server.
# Seen:     SPARQLStore appends VALUES to the query, which is joined after the counting (SPARQL 1.1, 18.2.4.3): the
#           number of visits of a council is that of all councils, its first visit is the first of all, BOUND and NOT
#           EXISTS find the variable unbound, and FILTER(?day >= ?since) returns nothing. There is no error. Only
#           patterns without these are right, so a test with one shows nothing. oxrdflib refuses a call whose variable
#           is not selected. https://github.com/RDFLib/rdflib/issues/1772 (open since 2022, a bug) reports that a FILTER
#           returns nothing, and no wrong counts. VALUES inside the query returns the same everywhere.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"; kill "${server:-}" 2>/dev/null || true' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 oxrdflib==0.5.0 pyoxigraph==0.5.13 oxigraph==0.5.13
port=$(venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >visits.ttl <<'TURTLE'
PREFIX : <http://example.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
:v1 :council :west ; :day "2019-05-17"^^xsd:date .
:v2 :council :east ; :day "2021-02-21"^^xsd:date .
:v3 :council :east ; :day "2024-06-10"^^xsd:date .
TURTLE
venv/bin/oxigraph load --location data --file visits.ttl >load.log 2>&1
venv/bin/oxigraph serve --location data --bind "127.0.0.1:$port" >server.log 2>&1 &
server=$!
cat >check.py <<'PYTHON'
import sys
import time
import urllib.error

import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

EX = rdflib.Namespace("http://example.org/")
EAST = {"council": EX.east}
SINCE = {"since": rdflib.Literal("2021-01-01", datatype=rdflib.XSD.date)}
CALLS = (
    ("plain", EAST, "SELECT (STR(?visit) AS ?of) { ?visit :council ?council }"),
    ("count", EAST, "SELECT (COUNT(?visit) AS ?n) { ?visit :council ?council }"),
    ("first", EAST, "SELECT (MIN(?day) AS ?first) { ?visit :council ?council ; :day ?day }"),
    ("others", EAST, "SELECT (COUNT(?visit) AS ?n) { ?visit :day ?day FILTER NOT EXISTS { ?visit :council ?council } }"),
    ("since", SINCE, "SELECT (STR(?visit) AS ?of) { ?visit :day ?day FILTER(?day >= ?since) }"),
    ("open", SINCE, "SELECT (STR(?visit) AS ?of) { ?visit :day ?day FILTER(!BOUND(?since) || ?day >= ?since) }"),
    ("inside", {}, "SELECT (COUNT(?visit) AS ?n) { VALUES ?council { :east } ?visit :council ?council }"),
)
server = rdflib.Graph(SPARQLStore(f"http://127.0.0.1:{sys.argv[1]}/query"))
for _ in range(100):
    try:
        server.query("ASK {}")
        break
    except urllib.error.URLError:
        time.sleep(0.1)
graphs = {"memory": rdflib.Graph(), "oxrdflib": rdflib.Graph("Oxigraph"), "SPARQLStore": server}
for name in ("memory", "oxrdflib"):
    graphs[name].parse("visits.ttl")
for what, bound, query in CALLS:
    for name, graph in graphs.items():
        try:
            rows = graph.query(f"PREFIX : <{EX}> {query}", initBindings=bound)
            print(f"{what}: {name}:", sorted(str(row[0]).removeprefix(EX) for row in rows))
        except RuntimeError as problem:
            print(f"{what}: {name}: {problem}")
PYTHON
venv/bin/python check.py "$port" 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
plain: memory: ['v2', 'v3']
plain: oxrdflib: The SPARQL query does not contains variable ?council in its SELECT projection
plain: SPARQLStore: ['v2', 'v3']
count: memory: ['2']
count: oxrdflib: The SPARQL query does not contains variable ?council in its SELECT projection
count: SPARQLStore: ['3']
first: memory: ['2021-02-21']
first: oxrdflib: The SPARQL query does not contains variable ?council in its SELECT projection
first: SPARQLStore: ['2019-05-17']
others: memory: ['1']
others: oxrdflib: The SPARQL query does not contains variable ?council in its SELECT projection
others: SPARQLStore: ['0']
since: memory: ['v2', 'v3']
since: oxrdflib: The SPARQL query does not contains variable ?since in its SELECT projection
since: SPARQLStore: []
open: memory: ['v2', 'v3']
open: oxrdflib: The SPARQL query does not contains variable ?since in its SELECT projection
open: SPARQLStore: ['v1', 'v2', 'v3']
inside: memory: ['2']
inside: oxrdflib: ['2']
inside: SPARQLStore: ['2']
EXPECTED
