#!/usr/bin/env bash
# csvw calls a table valid whose columns have other names, and one without its header.
#
# Versions: csvw 4.1.1.
# Expected: A table and its description are compatible if they have the same number of columns and each column has a
#           title in common with the one described at its place; a validator has to raise an error if they are not
#           (Metadata Vocabulary for Tabular Data, "Schema Compatibility").
# Seen:     CSVW(..., validate=True).is_valid and csvwvalidate compare the cells at each place with the datatype
#           described for it, and no names; the reader goes by names. A table with "mark" in place of the required
#           "grade", with two columns swapped, without two columns, or without its header (its first visit is read as
#           the header) is valid, without a warning. The same package then refuses to read three of the four, and reads
#           nothing for the missing columns of the fourth. It does report values out of range and additional columns. No
#           report of it was found.
#
# Prints what the tool gives; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet csvw==4.1.1
cat >check.py <<'PYTHON'
import json
import warnings
from pathlib import Path

from csvw import CSVW

COLUMNS = [
    {"name": "visit", "titles": "visit"},
    {"name": "grade", "titles": "grade", "required": True, "datatype": {"base": "integer", "minimum": 1, "maximum": 5}},
    {"name": "began", "titles": "began", "datatype": "date"},
    {"name": "ended", "titles": "ended", "datatype": "date"},
]
about = {"@context": "http://www.w3.org/ns/csvw", "url": "visits.csv", "tableSchema": {"columns": COLUMNS}}
Path("visits.csv-metadata.json").write_text(json.dumps(about), encoding="utf-8")
HEADER, ROW = "visit,grade,began,ended", "v1,4,2023-01-16,2023-01-20"
TABLES = {
    "as described": f"{HEADER}\n{ROW}\n",
    "grade out of range": f"{HEADER}\nv1,9,2023-01-16,2023-01-20\n",
    "one column more": f"{HEADER},note\n{ROW},x\n",
    "two columns less": "visit,grade\nv1,4\n",
    "another name": f"visit,mark,began,ended\n{ROW}\n",
    "another order": f"grade,visit,began,ended\n{ROW}\n",
    "no header": f"v0,3,2021-05-17,2021-05-21\n{ROW}\n",
}
for what, text in TABLES.items():
    Path("visits.csv").write_text(text, encoding="utf-8")
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        found = CSVW("visits.csv-metadata.json", validate=True)
        print(f"{what}: valid {found.is_valid}, {len(found.warnings) + len(told)} warnings")
    try:
        (row,) = CSVW("visits.csv-metadata.json").tables[0]
        print("  read:", *(f"{name}={str(value)[:10]}" for name, value in row.items()))
    except ValueError as problem:
        print("  refused:", str(problem).partition("visits.csv")[2])
PYTHON
{ venv/bin/python check.py && venv/bin/csvwvalidate visits.csv-metadata.json; } 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
as described: valid True, 0 warnings
  read: visit=v1 grade=4 began=2023-01-16 ended=2023-01-20
grade out of range: valid False, 1 warnings
  refused: :2:2 grade: value must be <= 5
one column more: valid False, 1 warnings
  read: visit=v1 grade=4 began=2023-01-16 ended=2023-01-20 note=x
two columns less: valid True, 0 warnings
  read: visit=v1 grade=4 began=None ended=None
another name: valid True, 0 warnings
  refused:  is missing required columns {'grade'}
another order: valid True, 0 warnings
  refused: :2:1 grade: invalid lexical value for decimal: v1
no header: valid True, 0 warnings
  refused:  is missing required columns {'grade'}
OK
EXPECTED
