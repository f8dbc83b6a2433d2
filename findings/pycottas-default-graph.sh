#!/usr/bin/env bash
# pycottas writes the default graph as a graph named DEFAULT, which no reader of N-Quads takes.
#
# Versions: pycottas 1.1.0 (with pyoxigraph 0.3.18, duckdb 1.5.6, rdflib 7.6.0).
# Expected: A dataset that goes into a COTTAS file (RDF in Parquet) and out again is the same dataset; a statement of the
#           default graph has no fourth term in N-Quads, and a graph name is an IRI or a blank node (N-Quads, 2 and 4).
#           In a triple pattern, a variable has one value (SPARQL 1.1, 18.3.1): ?x ?p ?x finds what refers to itself.
# Seen:     cottas2rdf() writes DEFAULT after each statement of the default graph, without an error; rdflib and Oxigraph
#           refuse the file. Datasets of named graphs alone come back whole. search() passes over the repetition and
#           returns every statement for ?x ?p ?x, and finds nothing for a language tag with capitals, which it stores
#           in small letters. Its store for rdflib answers the first as SPARQL does.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pycottas==1.1.0 pyoxigraph==0.3.18 duckdb==1.5.6 rdflib==7.6.0
cat >check.py <<'PYTHON'
from pathlib import Path

import pycottas
import pyoxigraph
import rdflib

A, B, P = (f"<http://example.org/{name}>" for name in "abp")
FILES = {
    "named graphs": f'{A} {P} "1" <http://example.org/g> .\n{A} {P} "2" <http://example.org/h> .\n',
    "default and named": f'{A} {P} "1" .\n{A} {P} "2" <http://example.org/h> .\n',
}


def by_rdflib():
    return f"{len(rdflib.Dataset().parse('out.nq', format='nquads'))} statements"


def by_oxigraph():
    return f"{len(list(pyoxigraph.parse(Path('out.nq').read_bytes(), 'application/n-quads')))} statements"


for name, text in FILES.items():
    Path("in.nq").write_text(text)
    pycottas.rdf2cottas("in.nq", "file.cottas")
    pycottas.cottas2rdf("file.cottas", "out.nq")
    out = Path("out.nq").read_text()
    print(f"{name}: last terms:", *sorted(line.split()[3] for line in out.splitlines() if line))
    for tool, read in {"rdflib": by_rdflib, "Oxigraph": by_oxigraph}.items():
        try:
            print(f"{name}: {tool}: {read()}")
        except Exception:
            print(f"{name}: {tool}: refused")
Path("in.nt").write_text(f'{A} {P} {B} .\n{B} {P} {B} .\n{A} {P} "one"@en-GB .\n')
pycottas.rdf2cottas("in.nt", "file.cottas")
graph = rdflib.Graph(store=pycottas.COTTASStore("file.cottas"))
for pattern in ("?x ?p ?x", '?x ?p "one"@en-GB', '?x ?p "one"@en-gb'):
    found = len(graph.query(f"SELECT ?x {{ {pattern} }}"))
    print(f"{pattern}: search() {len(pycottas.search('file.cottas', pattern))}, rdflib's query {found}")
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
named graphs: last terms: <http://example.org/g> <http://example.org/h>
named graphs: rdflib: 2 statements
named graphs: Oxigraph: 2 statements
default and named: last terms: <http://example.org/h> DEFAULT
default and named: rdflib: refused
default and named: Oxigraph: refused
?x ?p ?x: search() 3, rdflib's query 1
?x ?p "one"@en-GB: search() 0, rdflib's query 0
?x ?p "one"@en-gb: search() 1, rdflib's query 1
EXPECTED
