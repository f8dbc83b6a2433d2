#!/usr/bin/env bash
# SPARQL's TSV is not the TSV of pandas and DuckDB.
#
# Versions: pyoxigraph 0.5.13, pandas 3.1.1, duckdb 2.0.1.
# Expected: Tab-separated results of a SPARQL server can be read as a tab-separated table.
# Seen:     In SPARQL's TSV a cell is a term of Turtle, with backslashes before quotes. pandas joins quote
#           and backslash wrongly (He said \soon\""), DuckDB gives quoted and bare cells in one column, both
#           keep the two characters \t, and a language tag becomes part of the text. No reader complains.
#           SPARQL's CSV is read as it is meant, but it has no datatypes, and an empty text is not told from
#           no value.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13 pandas==3.1.1 duckdb==2.0.1
cat >check.py <<'PYTHON'
import duckdb
import pandas
import pyoxigraph

store = pyoxigraph.Store()
TEXT = '<urn:a> <urn:p> "He said \\"soon\\"" , "one\\ttwo" , "colour"@en , "" , 1.50 .'
store.load(TEXT.encode(), format=pyoxigraph.RdfFormat.TURTLE)
for form, mark in ((pyoxigraph.QueryResultsFormat.TSV, "\t"), (pyoxigraph.QueryResultsFormat.CSV, ",")):
    rows = store.query("SELECT ?text ?n { ?s ?p ?text BIND(STRLEN(STR(?text)) AS ?n) } ORDER BY STR(?text)")
    rows.serialize("rows.txt", form)
    print(form.file_extension, "pandas", pandas.read_csv("rows.txt", sep=mark).iloc[:, 0].tolist())
    table = duckdb.sql(f"SELECT * FROM read_csv('rows.txt', delim = '{mark}', header = true)")
    print(form.file_extension, "DuckDB", [row[0] for row in table.fetchall()])
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
tsv pandas [nan, '1.5', 'He said \\soon\\""', 'colour@en', 'one\\ttwo']
tsv DuckDB ['""', '1.5', '"He said \\"soon\\""', '"colour"@en', '"one\\ttwo"']
csv pandas [nan, '1.5', 'He said "soon"', 'colour', 'one\ttwo']
csv DuckDB [None, '1.5', 'He said "soon"', 'colour', 'one\ttwo']
EXPECTED
