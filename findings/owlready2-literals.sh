#!/usr/bin/env bash
# owlready2 stores decimals as floats, and its SPARQL compares dates as text.
#
# Versions: owlready2 0.51.
# Expected: A decimal that is loaded and saved is the same decimal, in a form that XML Schema knows; SPARQL
#           compares a date with dates, and 1/3 is not 0.
# Seen:     A long decimal is saved as 1.2345678901234567e+19, still typed xsd:decimal, whose grammar has no
#           exponent. In the built-in SPARQL engine a date filter keeps texts and years that sort after it,
#           and 1/3 is 0.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet owlready2==0.51
cat >check.py <<'PYTHON'
from pathlib import Path

import owlready2

XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES = (
    f'"12345678901234567890.5"^^<{XSD}decimal>',
    f'"2023-03-09"^^<{XSD}date>',
    f'"2021-03-09"^^<{XSD}date>',
    f'"2024"^^<{XSD}gYear>',
    '"a text"',
)
lines = ["<urn:x:p> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2002/07/owl#DatatypeProperty> ."]
lines += [f"<urn:x:a> <urn:x:p> {value} ." for value in VALUES]
Path("in.nt").write_text("\n".join(lines) + "\n")
world = owlready2.World()
ontology = world.get_ontology(Path("in.nt").resolve().as_uri()).load()
ontology.save("out.nt", format="ntriples")
print([line for line in Path("out.nt").read_text().splitlines() if "decimal" in line])
after = f'SELECT ?v {{ <urn:x:a> <urn:x:p> ?v FILTER(?v > "2022-01-01"^^<{XSD}date>) }}'
count = after.replace("SELECT ?v", "SELECT (COUNT(?v) AS ?n)")
print("after 1 January 2022:", next(iter(world.sparql(count)))[0], "of", len(VALUES))
print("1/3 =", next(iter(world.sparql("SELECT (1/3 AS ?x) {}")))[0])
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
['<urn:x:a> <urn:x:p> "1.2345678901234567e+19"^^<http://www.w3.org/2001/XMLSchema#decimal> .']
after 1 January 2022: 3 of 5
1/3 = 0
EXPECTED
