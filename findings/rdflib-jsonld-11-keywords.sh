#!/usr/bin/env bash
# rdflib misreads two keywords of JSON-LD 1.1.
#
# Versions: rdflib 7.6.0, PyLD 3.3.0, pyoxigraph 0.5.13.
# Expected: "@type": "@none" in a term means that its values keep their own type; a property-scoped context
#           with "@propagate": false holds for the node that is the value, and ends there.
# Seen:     rdflib gives strings a datatype whose IRI ends in "@none", and does not apply the scoped context
#           at all, so a property gets another IRI. PyLD and Oxigraph agree on both.
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
VOCAB = {"@version": 1.1, "@vocab": "http://example.org/"}
SCOPED = {"@propagate": False, "name": "http://example.com/name"}
DOCUMENTS = {
    "@none": {"@context": {**VOCAB, "note": {"@id": "note", "@type": "@none"}}, "@id": "urn:a", "note": "x"},
    "@propagate": {
        "@context": {**VOCAB, "part": {"@id": "part", "@context": SCOPED}},
        "@id": "urn:a",
        "part": {"@id": "urn:b", "name": "B", "part": {"@id": "urn:c"}},
    },
}
for name, document in DOCUMENTS.items():
    text = json.dumps(document)
    pyld = jsonld.to_rdf(document, {"format": "application/n-quads"})
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    print(name, "PyLD")
    print("\n".join(sorted(line for line in pyld.splitlines() if '"' in line)))
    print(name, "Oxigraph")
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
    print("\n".join(sorted(f"{q} ." for q in quads if '"' in str(q))))
    print(name, "rdflib")
    print("\n".join(sorted(line for line in graph.serialize(format="nt").split("\n") if '"' in line)))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
@none PyLD
<urn:a> <http://example.org/note> "x" .
@none Oxigraph
<urn:a> <http://example.org/note> "x" .
@none rdflib
<urn:a> <http://example.org/note> "x"^^<http://example.org/@none> .
@propagate PyLD
<urn:b> <http://example.com/name> "B" .
@propagate Oxigraph
<urn:b> <http://example.com/name> "B" .
@propagate rdflib
<urn:b> <http://example.org/name> "B" .
EXPECTED
