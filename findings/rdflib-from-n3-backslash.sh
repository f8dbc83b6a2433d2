#!/usr/bin/env bash
# rdflib's from_n3 does not read back every literal that rdflib's n3() writes.
#
# Versions: rdflib 7.6.0.
# Expected: rdflib.util.from_n3(literal.n3()) is the literal, as reading the same text as Turtle gives it.
# Seen:     in text of more than one line, which n3() writes between three quotation marks, from_n3 turns
#           backslash and quotation mark into the mark alone: the backslash is lost without an error. Turtle's
#           parser keeps it, and text of one line keeps it too.
#
# Prints what the tool gives; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0
cat >check.py <<'PYTHON'
import rdflib
from rdflib.util import from_n3

for text in ('a path \\"home', 'a path \\"home\nand one more', 'a path \\home\nand one more'):
    literal = rdflib.Literal(text)
    turtle = f"<http://example.org/a> <http://example.org/b> {literal.n3()} ."
    (parsed,) = rdflib.Graph().parse(data=turtle, format="turtle").objects()
    print(len(text), "characters; from_n3:", len(from_n3(literal.n3())), "Turtle:", len(parsed))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
13 characters; from_n3: 13 Turtle: 13
26 characters; from_n3: 25 Turtle: 26
25 characters; from_n3: 25 Turtle: 25
EXPECTED
