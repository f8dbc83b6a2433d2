#!/usr/bin/env bash
# Oxigraph counts a triple once for each graph that states it.
#
# Versions: pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: The default graph of a query with FROM <a> FROM <b> is the RDF merge of both (SPARQL 1.1,
#           section 13.2.1), in which a triple is there once.
# Seen:     COUNT gives 2 and SUM the double for a triple that two graphs state, by FROM and by
#           use_default_graph_as_union; joins multiply it. rdflib gives 1 for the union. DISTINCT helps a
#           COUNT and not a SUM, so merge the graphs before you ask.
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

XSD = "http://www.w3.org/2001/XMLSchema#"
LINES = "".join(f'<urn:a> <urn:p> "5"^^<{XSD}integer> <urn:{graph}> .\n' for graph in ("one", "two"))
store = pyoxigraph.Store()
store.load(LINES.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
dataset = rdflib.Dataset(default_union=True)
dataset.parse(data=LINES, format="nquads")
for what in ("COUNT(*)", "COUNT(DISTINCT ?o)", "SUM(?o)"):
    query = f"SELECT ({what} AS ?x) {{ ?s ?p ?o }}"
    merged = query.replace("{ ?s", "FROM <urn:one> FROM <urn:two> { ?s")
    for name, rows in (
        ("Oxigraph, FROM", store.query(merged)),
        ("Oxigraph, union", store.query(query, use_default_graph_as_union=True)),
    ):
        print(what, name, next(iter(rows))["x"].value)
    print(what, "rdflib, union", next(iter(dataset.query(query)))[0])
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
COUNT(*) Oxigraph, FROM 2
COUNT(*) Oxigraph, union 2
COUNT(*) rdflib, union 1
COUNT(DISTINCT ?o) Oxigraph, FROM 1
COUNT(DISTINCT ?o) Oxigraph, union 1
COUNT(DISTINCT ?o) rdflib, union 1
SUM(?o) Oxigraph, FROM 10
SUM(?o) Oxigraph, union 10
SUM(?o) rdflib, union 5
EXPECTED
