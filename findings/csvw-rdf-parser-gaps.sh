#!/usr/bin/env bash
# rdf-parser-csvw gives a gap an IRI, and writes booleans that no tool reads.
#
# Versions: @zazuko/rdf-parser-csvw 0.17.0 (npm), rdf-ext 2.6.0 (npm), n3 2.13.12 (npm), csvw 4.1.1, rdflib 7.6.0.
# Expected: A cell without a value has no value URL (Model for Tabular Data and Metadata on the Web, 6) and gives no
#           triple; each string of "null" is a gap (Metadata Vocabulary for Tabular Data, 5.7); a boolean of the format
#           Y|N becomes true or false (Model, 6.4.3); a separator makes a list; a value that does not fit its format is
#           an error, and not of that datatype (6.4).
# Seen:     All visits without a region get the same region, <http://example.org/region/>. With two strings of "null",
#           neither is a gap. Y and N are written as xsd:boolean, and rdflib reads both as false. A list stays one
#           text. The day "tbc" becomes an xsd:date. There is no error or warning. The Python package csvw, which reads
#           the same description, gives what is expected.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet csvw==4.1.1 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix . @zazuko/rdf-parser-csvw@0.17.0 rdf-ext@2.6.0 n3@2.13.12 >npm.log 2>&1
cat >visits.csv <<'CSV'
visit,region,open,theme,note,day
1,london,Y,plans;leaders,fine,09/03/2023
2,,N,plans,-,
3,,N,,n/a,10/03/2023
CSV
cat >visits.csv-metadata.json <<'JSON'
{
  "@context": "http://www.w3.org/ns/csvw",
  "url": "visits.csv",
  "tableSchema": {
    "aboutUrl": "http://example.org/{visit}",
    "columns": [
      {"name": "visit", "titles": "visit", "suppressOutput": true},
      {"name": "region", "titles": "region", "propertyUrl": "http://example.org/region", "valueUrl": "http://example.org/region/{region}"},
      {"name": "open", "titles": "open", "propertyUrl": "http://example.org/open", "datatype": {"base": "boolean", "format": "Y|N"}},
      {"name": "theme", "titles": "theme", "propertyUrl": "http://example.org/theme", "separator": ";"},
      {"name": "note", "titles": "note", "propertyUrl": "http://example.org/note", "null": ["-", "n/a"]},
      {"name": "day", "titles": "day", "propertyUrl": "http://example.org/day", "datatype": {"base": "date", "format": "dd/MM/yyyy"}}
    ]
  }
}
JSON
# The parser takes the description as RDF; this is the same one, read by the context of CSVW.
cat >visits.ttl <<'TURTLE'
PREFIX csvw: <http://www.w3.org/ns/csvw#>
[] csvw:url <visits.csv> ; csvw:tableSchema [
  csvw:aboutUrl "http://example.org/{visit}" ;
  csvw:column (
    [ csvw:name "visit" ; csvw:title "visit" ; csvw:suppressOutput true ]
    [ csvw:name "region" ; csvw:title "region" ; csvw:propertyUrl "http://example.org/region" ; csvw:valueUrl "http://example.org/region/{region}" ]
    [ csvw:name "open" ; csvw:title "open" ; csvw:propertyUrl "http://example.org/open" ; csvw:datatype [ csvw:base "boolean" ; csvw:format "Y|N" ] ]
    [ csvw:name "theme" ; csvw:title "theme" ; csvw:propertyUrl "http://example.org/theme" ; csvw:separator ";" ]
    [ csvw:name "note" ; csvw:title "note" ; csvw:propertyUrl "http://example.org/note" ; csvw:null "-" , "n/a" ]
    [ csvw:name "day" ; csvw:title "day" ; csvw:propertyUrl "http://example.org/day" ; csvw:datatype [ csvw:base "date" ; csvw:format "dd/MM/yyyy" ] ]
  )
] .
TURTLE
cat >check.mjs <<'NODE'
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import Parser from "@zazuko/rdf-parser-csvw";
import N3 from "n3";
import rdf from "rdf-ext";

const turtle = readFileSync("visits.ttl", "utf8");
const metadata = rdf.dataset(new N3.Parser({ factory: rdf, baseIRI: "http://example.org/" }).parse(turtle));
for (const [name, csv] of [["visits", readFileSync("visits.csv", "utf8")], ["no date", "visit,region,open,theme,note,day\n4,london,Y,plans,,tbc\n"]]) {
  const quads = new Parser({ metadata, baseIRI: "http://example.org/visits.csv" }).import(Readable.from([csv]));
  for await (const { subject, predicate, object } of quads) {
    if (!/org\/\d$/.test(subject.value)) continue;
    const value = object.termType === "NamedNode" ? `<${object.value}>` : `"${object.value}"^^xsd:${object.datatype.value.split("#")[1]}`;
    console.log(`${name}: rdf-parser-csvw: ${subject.value.slice(19)} ${predicate.value.slice(19)} ${value}`);
  }
}
NODE
cat >check.py <<'PYTHON'
import rdflib
from csvw import CSVW

for row in CSVW("visits.csv-metadata.json").tables[0]:
    for column, value in row.items():
        if column != "visit":
            value = value.date().isoformat() if column == "day" and value else value
            print(f"visits: csvw: {row['visit']} {column} {value!r}")
with open("visits.csv", "a", encoding="utf-8") as file:
    file.write("4,london,Y,plans,,tbc\n")
try:
    print("no date: csvw:", list(CSVW("visits.csv-metadata.json").tables[0])[-1])
except ValueError:
    print("no date: csvw: error")
XSD = rdflib.XSD.boolean
print("rdflib reads:", *(f"{text} as {rdflib.Literal(text, datatype=XSD).toPython()}" for text in "YN"))
PYTHON
{ node check.mjs && venv/bin/python check.py; } 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
no date: csvw: error
no date: rdf-parser-csvw: 4 day "tbc"^^xsd:date
no date: rdf-parser-csvw: 4 open "Y"^^xsd:boolean
no date: rdf-parser-csvw: 4 region <http://example.org/region/london>
no date: rdf-parser-csvw: 4 theme "plans"^^xsd:string
rdflib reads: Y as False N as False
visits: csvw: 1 day '2023-03-09'
visits: csvw: 1 note 'fine'
visits: csvw: 1 open True
visits: csvw: 1 region 'london'
visits: csvw: 1 theme ['plans', 'leaders']
visits: csvw: 2 day None
visits: csvw: 2 note None
visits: csvw: 2 open False
visits: csvw: 2 region None
visits: csvw: 2 theme ['plans']
visits: csvw: 3 day '2023-03-10'
visits: csvw: 3 note None
visits: csvw: 3 open False
visits: csvw: 3 region None
visits: csvw: 3 theme []
visits: rdf-parser-csvw: 1 day "2023-03-09"^^xsd:date
visits: rdf-parser-csvw: 1 note "fine"^^xsd:string
visits: rdf-parser-csvw: 1 open "Y"^^xsd:boolean
visits: rdf-parser-csvw: 1 region <http://example.org/region/london>
visits: rdf-parser-csvw: 1 theme "plans;leaders"^^xsd:string
visits: rdf-parser-csvw: 2 note "-"^^xsd:string
visits: rdf-parser-csvw: 2 open "N"^^xsd:boolean
visits: rdf-parser-csvw: 2 region <http://example.org/region/>
visits: rdf-parser-csvw: 2 theme "plans"^^xsd:string
visits: rdf-parser-csvw: 3 day "2023-03-10"^^xsd:date
visits: rdf-parser-csvw: 3 note "n/a"^^xsd:string
visits: rdf-parser-csvw: 3 open "N"^^xsd:boolean
visits: rdf-parser-csvw: 3 region <http://example.org/region/>
EXPECTED
