#!/usr/bin/env bash
# rdflib sends no request for SERVICE SILENT, and one SELECT REDUCED for another SERVICE.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13, oxigraph 0.5.13 (the server).
# Expected: SERVICE SILENT asks the endpoint as SERVICE does; only if that fails is the clause a single solution without
#           bindings, which keeps the rows around it (SPARQL 1.1 Federated Query, 2.3 and 4). The endpoint's name may be
#           a prefixed name (grammar, VarOrIri), and the rows of the pattern are kept as often as they occur (SPARQL 1.1,
#           18.5): three visits, of which two are good, are three rows.
# Seen:     rdflib recognises only SERVICE <...>. With SILENT, a prefixed name or a variable it sends no request and
#           returns no rows, also for the pattern around it, without an error. What it does recognise it sends as SELECT
#           REDUCED *, in which the server may drop repeated rows, and Oxigraph does: counts over the clause are too low.
# Our users: an export in an endpoint may be joined with data of one's own from rdflib, in which case: name the endpoint
#           in angle brackets, leave out SILENT, and bind a variable to each thing that is counted.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"; kill "${server:-}" 2>/dev/null || true' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 pyoxigraph==0.5.13 oxigraph==0.5.13
port=$(venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >visits.ttl <<'TURTLE'
PREFIX : <http://example.org/>
:v1 :council :west ; :grade "good" .
:v2 :council :west ; :grade "good" .
:v3 :council :east ; :grade "poor" .
TURTLE
venv/bin/oxigraph load --location data --file visits.ttl >load.log 2>&1
venv/bin/oxigraph serve --location data --bind "127.0.0.1:$port" >server.log 2>&1 &
server=$!
cat >check.py <<'PYTHON'
import sys
import time
import urllib.error
import urllib.request

import pyoxigraph
import rdflib

BASE = f"http://127.0.0.1:{sys.argv[1]}/"
PREFIXES = f"PREFIX : <http://example.org/> PREFIX server: <{BASE}> "
HERE = 'PREFIX : <http://example.org/> :west :name "West" . :east :name "East" .'
GRADES = "{ ?visit :council ?council ; :grade ?grade }"
PATTERNS = {
    "SERVICE <...>": f"?council :name ?name SERVICE <{BASE}query> {GRADES}",
    "SERVICE SILENT": f"?council :name ?name SERVICE SILENT <{BASE}query> {GRADES}",
    "SERVICE SILENT, no such page": f"?council :name ?name SERVICE SILENT <{BASE}none> {GRADES}",
    "SERVICE server:query": f"?council :name ?name SERVICE server:query {GRADES}",
    "visits not named": f"SERVICE <{BASE}query> {{ [] :grade ?grade }}",
}
for _ in range(100):
    try:
        urllib.request.urlopen(f"{BASE}query?query=ASK%7B%7D").close()
        break
    except urllib.error.URLError:
        time.sleep(0.1)
graph, store = rdflib.Graph().parse(data=HERE, format="turtle"), pyoxigraph.Store()
store.load(HERE.encode(), format=pyoxigraph.RdfFormat.TURTLE)
for name, pattern in PATTERNS.items():
    query = f"{PREFIXES} SELECT (COUNT(*) AS ?rows) {{ {pattern} }}"
    print(f"{name}: rdflib: {next(iter(graph.query(query)))['rows']} rows")
    print(f"{name}: Oxigraph: {next(iter(store.query(query)))['rows'].value} rows")
PYTHON
venv/bin/python check.py "$port" 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
SERVICE <...>: rdflib: 3 rows
SERVICE <...>: Oxigraph: 3 rows
SERVICE SILENT: rdflib: 0 rows
SERVICE SILENT: Oxigraph: 3 rows
SERVICE SILENT, no such page: rdflib: 0 rows
SERVICE SILENT, no such page: Oxigraph: 2 rows
SERVICE server:query: rdflib: 0 rows
SERVICE server:query: Oxigraph: 3 rows
visits not named: rdflib: 2 rows
visits not named: Oxigraph: 3 rows
EXPECTED
