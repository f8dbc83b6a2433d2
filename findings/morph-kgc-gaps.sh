#!/usr/bin/env bash
# A gap in Parquet becomes a value in morph-kgc, and a missing boolean is false to rdflib.
#
# Versions: morph-kgc 2.10.0 (with pandas 2.3.3, rdflib 7.2.1), pyarrow 26.0.1.
# Expected: A reference that gives NULL makes no term, and so no triple (R2RML, 11.2). A table gives the same triples
#           as Parquet and as CSV, where a gap is an empty cell.
# Seen:     From CSV it does. From Parquet the gaps of texts, days, decimals and booleans become the literals "None",
#           "None"^^xsd:date and "none"^^xsd:boolean, those of times "NaT"^^xsd:dateTime; those of numbers are left out.
#           rdflib reads "none"^^xsd:boolean as false: not known has become no. It was reported of texts and closed
#           (https://github.com/morph-kgc/morph-kgc/issues/227); na_values, the advice given there, stops at a gap
#           in an integer column, and would drop a real text "None". From either file an integer above 2^53 changes,
#           and a small floating number under xsd:decimal keeps its exponent, which no decimal has.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --no-compile --quiet morph-kgc==2.10.0 pandas==2.3.3 rdflib==7.2.1 pyarrow==26.0.1
cat >check.py <<'PYTHON'
import warnings
from datetime import date, datetime
from decimal import Decimal

import morph_kgc
import pyarrow
import rdflib
from pyarrow import csv, parquet

warnings.simplefilter("ignore")
XSD = "http://www.w3.org/2001/XMLSchema#"
COLUMNS = {
    "grade": ("string", "Good", pyarrow.string()),
    "ended": ("date", date(2023, 3, 9), pyarrow.date32()),
    "read": ("dateTime", datetime(2023, 3, 9, 10), pyarrow.timestamp("us")),
    "share": ("decimal", Decimal("0.50"), pyarrow.decimal128(4, 2)),
    "known": ("boolean", True, pyarrow.bool_()),
    "pages": ("integer", 12, pyarrow.int64()),
    "number": ("integer", 2**53 + 1, pyarrow.int64()),
    "doubt": ("decimal", 0.00001, pyarrow.float64()),
}
columns = {name: pyarrow.array([value, None], kind) for name, (_, value, kind) in COLUMNS.items()}
table = pyarrow.table({"visit": ["7", "8"], **columns})
parquet.write_table(table, "visits.parquet")
csv.write_csv(table, "visits.csv")
MAPS = ", ".join(
    f'[ rml:predicate :{name} ; rml:objectMap [ rml:reference "{name}" ; rml:datatype <{XSD}{kind}> ] ]'
    for name, (kind, _, _) in COLUMNS.items()
)
for source in ("visits.csv", "visits.parquet"):
    with open("map.ttl", "w", encoding="utf-8") as file:
        file.write(
            "@prefix rml: <http://w3id.org/rml/> . @prefix : <http://example.org/> .\n"
            f':map a rml:TriplesMap ; rml:logicalSource [ rml:source "{source}" ; rml:referenceFormulation rml:CSV ] ;\n'
            f'  rml:subjectMap [ rml:template "http://example.org/{{visit}}" ] ; rml:predicateObjectMap {MAPS} .\n'
        )
    config = "[CONFIGURATION]\nlogging_level: ERROR\nnumber_of_processes: 1\n[SOURCE]\nmappings: map.ttl\n"
    triples = morph_kgc.materialize_set(config)
    for visit, what in (("7", "full row"), ("8", "row of gaps")):
        print(f"{source}, {what}:")
        own = [triple for triple in triples if triple.startswith(f"<http://example.org/{visit}>")]
        for triple in sorted(own):
            print("  <" + triple.split("example.org/")[2].replace(XSD, "xsd:"))
    graph = rdflib.Graph().parse(data="\n".join(f"{triple} ." for triple in triples), format="nt")
    known = graph.value(rdflib.URIRef("http://example.org/8"), rdflib.URIRef("http://example.org/known"))
    print("  known to rdflib:", known if known is None else known.toPython())
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
visits.csv, full row:
  <doubt> "0.00001"^^<xsd:decimal>
  <ended> "2023-03-09"^^<xsd:date>
  <grade> "Good"
  <known> "true"^^<xsd:boolean>
  <number> "9007199254740992"^^<xsd:integer>
  <pages> "12"^^<xsd:integer>
  <read> "2023-03-09T10:00:00.000000"^^<xsd:dateTime>
  <share> "0.50"^^<xsd:decimal>
visits.csv, row of gaps:
  known to rdflib: None
visits.parquet, full row:
  <doubt> "1e-05"^^<xsd:decimal>
  <ended> "2023-03-09"^^<xsd:date>
  <grade> "Good"
  <known> "true"^^<xsd:boolean>
  <number> "9007199254740992"^^<xsd:integer>
  <pages> "12"^^<xsd:integer>
  <read> "2023-03-09T10:00:00"^^<xsd:dateTime>
  <share> "0.50"^^<xsd:decimal>
visits.parquet, row of gaps:
  <ended> "None"^^<xsd:date>
  <grade> "None"
  <known> "none"^^<xsd:boolean>
  <read> "NaT"^^<xsd:dateTime>
  <share> "None"^^<xsd:decimal>
  known to rdflib: False
EXPECTED
