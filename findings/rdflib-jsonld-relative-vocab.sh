#!/usr/bin/env bash
# rdflib does not resolve a JSON-LD vocabulary that is relative to the base.
#
# Versions: rdflib 7.6.0, PyLD 3.3.0, pyoxigraph 0.5.13.
# Expected: JSON-LD 1.1 (section 4.1.2.1) lets @vocab be relative to the base, "" or "#" for example;
#           processors resolve it alike.
# Seen:     PyLD and Oxigraph resolve it. rdflib loses every statement of a document whose @vocab is "" and
#           says nothing; for "#" it gives predicates that are relative IRIs, in N-Triples too, where no
#           such line is allowed.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 PyLD==3.3.0 pyoxigraph==0.5.13
cat >check.py <<'PYTHON'
import json
import warnings

import pyoxigraph
import rdflib
from pyld import jsonld

warnings.simplefilter("ignore")
for vocab in ("", "#"):
    context = {"@version": 1.1, "@base": "http://example.org/def", "@vocab": vocab}
    document = {"@context": context, "@id": "http://example.org/a", "grade": "good"}
    text = json.dumps(document)
    pyld = jsonld.to_rdf(document, {"format": "application/n-quads"})
    oxigraph = [str(q.predicate) for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)]
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    print(repr(vocab), "PyLD:", [line.split()[1] for line in pyld.splitlines()])
    print(repr(vocab), "Oxigraph:", oxigraph)
    print(repr(vocab), "rdflib:", [line.split()[1] for line in graph.serialize(format="nt").split("\n") if line])
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
'' PyLD: ['<http://example.org/defgrade>']
'' Oxigraph: ['<http://example.org/defgrade>']
'' rdflib: []
'#' PyLD: ['<http://example.org/def#grade>']
'#' Oxigraph: ['<http://example.org/def#grade>']
'#' rdflib: ['<#grade>']
EXPECTED
