#!/usr/bin/env bash
# Oxigraph refuses type maps in JSON-LD.
#
# Versions: pyoxigraph 0.5.13, PyLD 3.3.0, rdflib 7.6.0.
# Expected: A term with "@container": "@type" groups nodes by their class (JSON-LD 1.1, section 4.6.4); the
#           order of keys in an object has no meaning.
# Seen:     PyLD and rdflib read the document. Oxigraph stops with "@type must be the first key of an object
#           or right after @context", though no object of the document has a key @type: put first, there is
#           nothing to put.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13 PyLD==3.3.0 rdflib==7.6.0
cat >check.py <<'PYTHON'
import json
import warnings

import pyoxigraph
import rdflib
from pyld import jsonld

warnings.simplefilter("ignore")
document = {
    "@context": {"@version": 1.1, "@vocab": "http://example.org/", "part": {"@id": "part", "@container": "@type"}},
    "@id": "urn:a",
    "part": {"Annex": {"@id": "urn:b"}, "Letter": {"@id": "urn:c"}},
}
text = json.dumps(document)
print("PyLD:", len(jsonld.to_rdf(document, {"format": "application/n-quads"}).splitlines()), "statements")
print("rdflib:", len(rdflib.Graph().parse(data=text, format="json-ld")), "statements")
try:
    print("Oxigraph:", len(list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))), "statements")
except SyntaxError as problem:
    print("Oxigraph:", problem.msg)
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
PyLD: 4 statements
rdflib: 4 statements
Oxigraph: @type must be the first key of an object or right after @context
EXPECTED
