#!/usr/bin/env bash
# PyLD loses the keys of an index that is mapped to a property.
#
# Versions: PyLD 3.3.0, rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: A term with "@container": "@index" and "@index": "role" says that each key is the value of role
#           (JSON-LD 1.1, section 4.6.1.1).
# Seen:     PyLD leaves the unexpanded word "role" in the expanded document, so that to_rdf() drops it: who
#           is chair and who is clerk is lost without a word. rdflib and Oxigraph give both statements.
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
CONTEXT = {
    "@version": 1.1,
    "role": "http://example.org/role",
    "member": {"@id": "http://example.org/member", "@container": "@index", "@index": "role"},
}
MEMBERS = {"chair": {"@id": "urn:b"}, "clerk": {"@id": "urn:c"}}
document = {"@context": CONTEXT, "@id": "urn:a", "member": MEMBERS}
text = json.dumps(document)
print("PyLD")
print(json.dumps(jsonld.expand(document)))
print(jsonld.to_rdf(document, {"format": "application/n-quads"}).strip())
print("Oxigraph")
print("\n".join(sorted(f"{q} ." for q in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD))))
print("rdflib")
graph = rdflib.Graph().parse(data=text, format="json-ld")
print("\n".join(sorted(graph.serialize(format="nt").strip().splitlines())))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
PyLD
[{"@id": "urn:a", "http://example.org/member": [{"@id": "urn:b", "role": [{"@value": "chair"}]}, {"@id": "urn:c", "role": [{"@value": "clerk"}]}]}]
<urn:a> <http://example.org/member> <urn:b> .
<urn:a> <http://example.org/member> <urn:c> .
Oxigraph
<urn:a> <http://example.org/member> <urn:b> .
<urn:a> <http://example.org/member> <urn:c> .
<urn:b> <http://example.org/role> "chair" .
<urn:c> <http://example.org/role> "clerk" .
rdflib
<urn:a> <http://example.org/member> <urn:b> .
<urn:a> <http://example.org/member> <urn:c> .
<urn:b> <http://example.org/role> "chair" .
<urn:c> <http://example.org/role> "clerk" .
EXPECTED
