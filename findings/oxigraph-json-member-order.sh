#!/usr/bin/env bash
# Oxigraph refuses the answers of Comunica, also where SERVICE SILENT says to go on.
#
# Versions: pyoxigraph 0.5.13, @comunica/query-sparql-rdfjs 5.4.1 (npm), n3 2.13.12 (npm), rdflib 7.6.0.
# Expected: The members of a JSON object have no order (RFC 8259, 1); SPARQL's JSON has "head" and "results" (SPARQL 1.1
#           Query Results JSON Format, 3), and Oxigraph passes over others, such as Virtuoso's "distinct".
#           A failing SERVICE SILENT is one solution without values (SPARQL 1.1 Federated Query, 2.3).
# Seen:     Comunica writes a member "metadata" after the rows. Before the rows Oxigraph passes over it; after them it
#           stops with "Unexpected JSON after the end of the bindings array", for parse_query_results as for SERVICE,
#           and SILENT does not keep the query from failing. rdflib reads all of them.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix . @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12 >npm.log 2>&1
cat >write.cjs <<'NODE'
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");
const N3 = require("n3");
(async () => {
  const engine = new QueryEngine();
  const found = await engine.query("SELECT ?x { VALUES ?x { 1 } }", { sources: [new N3.Store()] });
  const { data } = await engine.resultToString(found, "application/sparql-results+json");
  for await (const part of data) process.stdout.write(part);
})();
NODE
cat >check.py <<'PYTHON'
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pyoxigraph
from rdflib.query import Result

with open("comunica.json", "rb") as file:
    written = file.read()
told = json.loads(written)
print("members:", *told)
ANSWERS = {
    "as written": written,
    "metadata first": json.dumps({name: told[name] for name in ("metadata", "head", "results")}).encode(),
    "without metadata": json.dumps({name: told[name] for name in ("head", "results")}).encode(),
}
now = b""


class Server(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(now)))
        self.end_headers()
        self.wfile.write(now)

    do_GET = do_POST

    def log_message(self, *args):
        pass


server = HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()


def service(silent):
    query = f"SELECT ?x {{ SERVICE {silent} <http://127.0.0.1:{server.server_port}/> {{ ?s ?p ?x }} }}"
    return pyoxigraph.Store().query(query)


for name, now in ANSWERS.items():
    readers = {
        "parse_query_results": lambda: pyoxigraph.parse_query_results(now, format=pyoxigraph.QueryResultsFormat.JSON),
        "SERVICE": lambda: service(""),
        "SERVICE SILENT": lambda: service("SILENT"),
        "rdflib": lambda: Result.parse(io.BytesIO(now), format="json"),
    }
    for reader, read in readers.items():
        try:
            print(f"{name}: {reader}: {len(list(read()))} row")
        except (SyntaxError, RuntimeError) as problem:
            print(f"{name}: {reader}: {problem}")
PYTHON
node write.cjs >comunica.json 2>errors.txt || { cat errors.txt; exit 1; }
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
members: head results metadata
as written: parse_query_results: Unexpected JSON after the end of the bindings array
as written: SERVICE: Unexpected JSON after the end of the bindings array
as written: SERVICE SILENT: Unexpected JSON after the end of the bindings array
as written: rdflib: 1 row
metadata first: parse_query_results: 1 row
metadata first: SERVICE: 1 row
metadata first: SERVICE SILENT: 1 row
metadata first: rdflib: 1 row
without metadata: parse_query_results: 1 row
without metadata: SERVICE: 1 row
without metadata: SERVICE SILENT: 1 row
without metadata: rdflib: 1 row
EXPECTED
