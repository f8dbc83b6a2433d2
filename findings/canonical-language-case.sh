#!/usr/bin/env bash
# One graph, two canonical hashes: the case of a language tag.
#
# Versions: PyLD 3.3.0, pyoxigraph 0.5.13.
# Expected: Canonicalisation (URDNA2015, RDFC-1.0) gives one text for one graph in both libraries; "x"@en-GB
#           and "x"@en-gb are one literal in RDF 1.1, since language tags compare without case.
# Seen:     Oxigraph lowers the tag when it parses; PyLD lowers it in JSON-LD and keeps it in N-Quads. So
#           PyLD gives the same statement two hashes by the format it came in, and signatures over data with
#           @en-GB do not check in the other library.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet PyLD==3.3.0 pyoxigraph==0.5.13
cat >check.py <<'PYTHON'
import hashlib

import pyoxigraph
from pyld import jsonld

QUADS = '<urn:a> <urn:p> "colour"@en-GB .\n'
DOCUMENT = {"@id": "urn:a", "urn:p": {"@value": "colour", "@language": "en-GB"}}
FORM = {"algorithm": "URDNA2015", "format": "application/n-quads"}


def show(name, text):
    print(name, hashlib.sha256(text.encode()).hexdigest()[:12], text.strip())


show("PyLD, from N-Quads: ", jsonld.normalize(QUADS, {**FORM, "inputFormat": "application/n-quads"}))
show("PyLD, from JSON-LD: ", jsonld.normalize(DOCUMENT, FORM))
data = pyoxigraph.Dataset(pyoxigraph.parse(QUADS, format=pyoxigraph.RdfFormat.N_QUADS))
data.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
show("Oxigraph, from N-Quads:", "".join(f"{quad} .\n" for quad in data))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
PyLD, from N-Quads:  2af20460ee84 <urn:a> <urn:p> "colour"@en-GB .
PyLD, from JSON-LD:  b58e4a440a7f <urn:a> <urn:p> "colour"@en-gb .
Oxigraph, from N-Quads: b58e4a440a7f <urn:a> <urn:p> "colour"@en-gb .
EXPECTED
