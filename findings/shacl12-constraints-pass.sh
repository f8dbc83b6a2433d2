#!/usr/bin/env bash
# Validators ignore constraints of SHACL 1.2 without a warning.
#
# Versions: pyshacl 0.40.1, pyshifty 0.5.1, shacl-rust 0.2.12, pyrudof 0.3.35, rdflib 7.6.0.
# Expected: A constraint that a validator does not know (sh:singleLine, sh:uniqueMembers, sh:memberShape,
#           sh:subsetOf of the SHACL 1.2 drafts, all in the namespace sh:) is refused, or at least named.
# Seen:     Data that breaks them conforms in all four validators, without a warning; only pyrudof knows
#           sh:subsetOf. The violation of SHACL 1.0 beside them (sh:minCount) is reported by all.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 pyshacl==0.40.1 pyshifty==0.5.1 shacl-rust==0.2.12 pyrudof==0.3.35
cat >check.py <<'PYTHON'
import warnings
from pathlib import Path

import pyrudof
import pyshacl
import rdflib
import shacl_rust
import shifty

warnings.simplefilter("ignore", DeprecationWarning)
PREFIXES = """
@prefix : <urn:example:> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATA = PREFIXES + """
:a a :Report ; :title "one\\ntwo" ; :pages (1 1 "x") ; :tag "p" , "q" ; :allowed "p" .
"""
CONSTRAINTS = {
    "sh:minCount": "sh:path :none ; sh:minCount 1",
    "sh:singleLine": "sh:path :title ; sh:singleLine true",
    "sh:uniqueMembers": "sh:path :pages ; sh:uniqueMembers true",
    "sh:memberShape": "sh:path :pages ; sh:memberShape [ sh:datatype xsd:integer ]",
    "sh:subsetOf": "sh:path :tag ; sh:subsetOf :allowed",
}


def rudof(shapes):
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_data(DATA)
    engine.read_shacl(shapes)
    return "conforms=True" in str(engine.validate_shacl())


Path("data.ttl").write_text(DATA)
for name, constraint in CONSTRAINTS.items():
    shapes = f"{PREFIXES} :S a sh:NodeShape ; sh:targetClass :Report ; sh:property [ {constraint} ] ."
    Path("shapes.ttl").write_text(shapes)
    graphs = [rdflib.Graph().parse(data=text, format="turtle") for text in (DATA, shapes)]
    found = {
        "pySHACL": pyshacl.validate(graphs[0], shacl_graph=graphs[1])[0],
        "pyshifty": shifty.validate(*graphs)[0],
        "shacl-rust": shacl_rust.conforms_file("data.ttl", "shapes.ttl"),
        "pyrudof": rudof(shapes),
    }
    print(name, {tool: "conforms" if ok else "violation" for tool, ok in found.items()})
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
sh:minCount {'pySHACL': 'violation', 'pyshifty': 'violation', 'shacl-rust': 'violation', 'pyrudof': 'violation'}
sh:singleLine {'pySHACL': 'conforms', 'pyshifty': 'conforms', 'shacl-rust': 'conforms', 'pyrudof': 'conforms'}
sh:uniqueMembers {'pySHACL': 'conforms', 'pyshifty': 'conforms', 'shacl-rust': 'conforms', 'pyrudof': 'conforms'}
sh:memberShape {'pySHACL': 'conforms', 'pyshifty': 'conforms', 'shacl-rust': 'conforms', 'pyrudof': 'conforms'}
sh:subsetOf {'pySHACL': 'conforms', 'pyshifty': 'conforms', 'shacl-rust': 'conforms', 'pyrudof': 'violation'}
EXPECTED
