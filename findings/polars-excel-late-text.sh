#!/usr/bin/env bash
# polars reads a text late in a spreadsheet's column of numbers as null.
#
# Versions: polars 2.1.0, fastexcel 0.21.0, pandas 3.1.1, python-calamine 0.9.1, openpyxl 3.1.5.
# Expected: A cell that does not fit the type of its column is an error, as in the same table as CSV (polars.read_csv:
#           ComputeError), or the column is one of texts or objects, as in pandas. The documentation of read_excel says
#           that it scans rows for the type (infer_schema_length), and not what happens to a later cell that does not
#           fit.
# Seen:     read_excel takes the type of a column from its first rows; each later cell of another type is null, without
#           an error or a warning: "2a" below 1,000 numbers, "unknown" below 1,000 days. Sums, means and counts are
#           those of the rest. infer_schema_length=None returns all cells.
#           https://github.com/pola-rs/polars/issues/23728 reported it and was closed since it could not be reproduced
#           with fastexcel 0.14.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet polars==2.1.0 fastexcel==0.21.0 pandas==3.1.1 python-calamine==0.9.1 openpyxl==3.1.5
cat >check.py <<'PYTHON'
import csv
from datetime import date

import openpyxl
import pandas
import polars

ROWS = [["paragraph", "ended", "note"]]
ROWS += [[7, date(2023, 3, 9), None]] * 1000
ROWS += [["2a", "unknown", "late"], [8, date(2024, 6, 1), None]]
book = openpyxl.Workbook()
for row in ROWS:
    book.active.append(row)
book.save("visits.xlsx")
with open("visits.csv", "w", encoding="utf-8", newline="") as file:
    csv.writer(file).writerows(ROWS)
for what, frame in (
    ("polars, xlsx", polars.read_excel("visits.xlsx")),
    ("polars, xlsx, all rows scanned", polars.read_excel("visits.xlsx", infer_schema_length=None)),
):
    print(f"{what}: {len(frame)} rows, nulls {frame.null_count().row(0)}, row 1,002 {frame.row(1000)}")
frame = pandas.read_excel("visits.xlsx", engine="calamine")
print(f"pandas, xlsx: {len(frame)} rows, row 1,002 {frame.iloc[1000].tolist()}")
try:
    print("polars, CSV:", polars.read_csv("visits.csv").row(1000))
except polars.exceptions.ComputeError:
    print("polars, CSV: ComputeError")
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
polars, xlsx: 1002 rows, nulls (1, 1, 1001), row 1,002 (None, None, 'late')
polars, xlsx, all rows scanned: 1002 rows, nulls (0, 0, 1001), row 1,002 ('2a', 'unknown', 'late')
pandas, xlsx: 1002 rows, row 1,002 ['2a', 'unknown', 'late']
polars, CSV: ComputeError
EXPECTED
