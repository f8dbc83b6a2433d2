#!/usr/bin/env bash
# sparql-formatter leaves out parts of a query, and the formatted query returns other rows.
#
# Versions: sparql-formatter 1.0.2 (npm), pyoxigraph 0.5.13.
# Expected: A formatter changes blanks and line ends. LIMIT 0 returns no rows (SPARQL 1.1, 15.5); all conditions of HAVING
#           must hold (grammar, HavingClause); ASK takes FROM as SELECT does (grammar, AskQuery); ^(a/b) is the inverse
#           of the whole path, and ^a/b that of its first step (9.1).
# Seen:     LIMIT 0 is left out, and so are every condition of HAVING but the first and the FROM of ASK; ^(a/b) becomes
#           (^a/b). Each formatted query is valid and returns other rows, without a warning. Others become invalid, with
#           exit status 0: the negated set !(a|b) loses its signs, and IF(EXISTS { ... }, ...) its condition.
# Our users: 3 of our 41 queries lose an EXISTS in this way, so that every engine refuses them, and the formatter stops
#           with an error at 3 others: leave exported queries as they are.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13
npm install --silent --no-audit --no-fund --prefix . sparql-formatter@1.0.2 >npm.log 2>&1
cat >queries.json <<'JSON'
{
  "LIMIT 0": "SELECT ?c { ?c :visit ?v } LIMIT 0",
  "HAVING": "SELECT ?c { ?c :visit ?v } GROUP BY ?c HAVING (COUNT(?v) > 1) (COUNT(?v) < 3)",
  "ASK FROM": "ASK FROM :empty { ?c :visit ?v }",
  "^(a/b)": "SELECT ?c { ?c ^(:visit/:theme) ?v }",
  "!(a|b)": "SELECT ?c { ?c !(:visit|:theme) ?v }",
  "IF(EXISTS)": "SELECT (IF(EXISTS { :north :visit :v1 }, 2, 3) AS ?c) {}",
  "one condition": "SELECT ?c { ?c :visit ?v } GROUP BY ?c HAVING (COUNT(?v) > 1) LIMIT 5"
}
JSON
cat >check.py <<'PYTHON'
import json
import subprocess

import pyoxigraph

PREFIX = "PREFIX : <http://example.org/>\n"
DATA = PREFIX + ":north :visit :v1 , :v2 , :v3 . :south :visit :v4 , :v5 . :v1 :theme :plans ."
store = pyoxigraph.Store()
store.load(DATA.encode(), format=pyoxigraph.RdfFormat.TURTLE)


def answer(query):
    try:
        found = store.query(query)
    except SyntaxError:
        return "not a query"
    if isinstance(found, pyoxigraph.QueryBoolean):
        return str(bool(found)).lower()
    return " ".join(sorted(row["c"].value.rpartition("/")[2] for row in found)) or "no rows"


with open("queries.json", encoding="utf-8") as file:
    queries = json.load(file)
for name, text in queries.items():
    query = PREFIX + text
    done = subprocess.run(["node_modules/.bin/sparql-formatter"], input=query, capture_output=True, text=True, check=True)
    print(f"{name}: {answer(query)}; formatted: {answer(done.stdout)}")
    print("   ", " ".join(done.stdout.removeprefix(PREFIX).split()))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
LIMIT 0: no rows; formatted: north north north south south
    SELECT ?c WHERE { ?c :visit ?v . }
HAVING: south; formatted: north south
    SELECT ?c WHERE { ?c :visit ?v . } GROUP BY ?c HAVING (COUNT(?v) > 1)
ASK FROM: false; formatted: true
    ASK { ?c :visit ?v . }
^(a/b): plans; formatted: no rows
    SELECT ?c WHERE { ?c (^:visit/:theme) ?v . }
!(a|b): no rows; formatted: not a query
    SELECT ?c WHERE { ?c , , :visit, , :theme, ?v . }
IF(EXISTS): 2; formatted: not a query
    SELECT (IF(, 2, 3) AS ?c) WHERE { }
one condition: north south; formatted: north south
    SELECT ?c WHERE { ?c :visit ?v . } GROUP BY ?c HAVING (COUNT(?v) > 1) LIMIT 5
EXPECTED
