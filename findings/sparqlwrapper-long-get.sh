#!/usr/bin/env bash
# The Oxigraph server refuses a long query from SPARQLWrapper as "badly formed".
#
# Versions: SPARQLWrapper 2.0.0, oxigraph 0.5.13 (the server).
# Expected: A SELECT that a server answers by POST is answered by GET, SPARQLWrapper's default, or the
#           message says that the address is too long (HTTP 414 or 431).
# Seen:     The server allows 8 kB for all headers and answers 400; SPARQLWrapper makes of every 400 a
#           QueryBadFormed, "probably the SPARQL query is badly formed". The same query by POST gives its
#           row.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet SPARQLWrapper==2.0.0 oxigraph==0.5.13
cat >check.py <<'PYTHON'
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from SPARQLWrapper import GET, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{free.getsockname()[1]}"
server = subprocess.Popen(
    [Path(sys.executable).with_name("oxigraph"), "serve", "--bind", host],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)
try:
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://{host}/query?query=ASK%7B%7D").close()
            break
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    for items in (100, 400):
        values = " ".join(f"<http://example.org/thing/{n}>" for n in range(items))
        for method in (GET, POST):
            wrapper = SPARQLWrapper(f"http://{host}/query", returnFormat="json")
            wrapper.setMethod(method)
            wrapper.setQuery(f"SELECT (COUNT(?x) AS ?n) {{ VALUES ?x {{ {values} }} }}")
            try:
                told = wrapper.queryAndConvert()["results"]["bindings"][0]["n"]["value"]
            except QueryBadFormed as problem:
                told = " ".join(str(problem).split())
            print(items, method, told)
finally:
    server.terminate()
    server.wait()
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
100 GET 100
100 POST 100
400 GET QueryBadFormed: A bad request has been sent to the endpoint: probably the SPARQL query is badly formed. Response: b'The headers size must fit in 8kb'
400 POST 400
EXPECTED
