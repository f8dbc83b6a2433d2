#!/usr/bin/env bash
# Oxigraph's REPLACE takes $3_ for a group of that name and writes nothing for it.
#
# Versions: pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: In the third argument of REPLACE, $3 stands for the third group, whatever follows it; of $10, with fewer
#           than ten groups, the 0 is text: "70" (SPARQL 1.1, 17.4.3.15, which takes fn:replace of XPath's functions,
#           7.6.3).
# Seen:     Oxigraph passes the argument to Rust's regular expressions, where letters, digits and _ after $ are part of
#           a name: a date put together as "$3_$2_$1" is only its year, "p$1a" loses the number, without an error.
#           $10 is the tenth group also if there is only one, and nothing is written for it; rdflib stops with an
#           error. A full stop, a space or a slash after the digit hides it. rdflib gives the other groups. That \$ is
#           not a dollar sign to Oxigraph is known (https://github.com/oxigraph/oxigraph/issues/1471).
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

DAY = "'2023-03-09', '([0-9]+)-([0-9]+)-([0-9]+)'"
CALLS = (
    f"REPLACE({DAY}, '$3.$2.$1')",
    f"REPLACE({DAY}, '$3_$2_$1')",
    f"REPLACE({DAY}, '$1a')",
    "REPLACE('page 7', 'page ([0-9]+)', 'p$1a')",
    "REPLACE('page 7', 'page ([0-9]+)', '$1 p')",
    "REPLACE('page 7', 'page ([0-9]+)', '$10')",
)


def by_rdflib(query):
    try:
        return repr(str(next(iter(rdflib.Graph().query(query))).x))
    except Exception as problem:
        return f"{type(problem).__name__}: {problem}"



for call in CALLS:
    query = f"SELECT ({call} AS ?x) {{}}"
    print(f"{call}: Oxigraph: {next(pyoxigraph.Store().query(query))['x'].value!r}")
    print(f"{call}: rdflib: {by_rdflib(query)}")
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
REPLACE('2023-03-09', '([0-9]+)-([0-9]+)-([0-9]+)', '$3.$2.$1'): Oxigraph: '09.03.2023'
REPLACE('2023-03-09', '([0-9]+)-([0-9]+)-([0-9]+)', '$3.$2.$1'): rdflib: '09.03.2023'
REPLACE('2023-03-09', '([0-9]+)-([0-9]+)-([0-9]+)', '$3_$2_$1'): Oxigraph: '2023'
REPLACE('2023-03-09', '([0-9]+)-([0-9]+)-([0-9]+)', '$3_$2_$1'): rdflib: '09_03_2023'
REPLACE('2023-03-09', '([0-9]+)-([0-9]+)-([0-9]+)', '$1a'): Oxigraph: ''
REPLACE('2023-03-09', '([0-9]+)-([0-9]+)-([0-9]+)', '$1a'): rdflib: '2023a'
REPLACE('page 7', 'page ([0-9]+)', 'p$1a'): Oxigraph: 'p'
REPLACE('page 7', 'page ([0-9]+)', 'p$1a'): rdflib: 'p7a'
REPLACE('page 7', 'page ([0-9]+)', '$1 p'): Oxigraph: '7 p'
REPLACE('page 7', 'page ([0-9]+)', '$1 p'): rdflib: '7 p'
REPLACE('page 7', 'page ([0-9]+)', '$10'): Oxigraph: ''
REPLACE('page 7', 'page ([0-9]+)', '$10'): rdflib: error: invalid group reference 10 at position 1
EXPECTED
