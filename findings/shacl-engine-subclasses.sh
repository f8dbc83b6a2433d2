#!/usr/bin/env bash
# shacl-engine looks for subclasses in the shapes and not in the data, and reads two sh:or as one.
#
# Versions: shacl-engine 1.1.2 (npm), rdf-validate-shacl 0.6.5 (npm), n3 2.13.12 (npm), pyshacl 0.40.1, rdflib 7.6.0.
# Expected: The targets of sh:targetClass and the values that sh:class allows are instances of the class or of a subclass
#           in the data graph (SHACL, 1.1 "SHACL instance", 2.1.3.2 and 4.1.1). Each value of sh:or is a constraint of its
#           own, and all must hold (2.1.1: so it is with components of one parameter). sh:languageIn goes by SPARQL's
#           langMatches (4.4.4): "enm", Middle English, is not in ("en").
# Seen:     Subclasses are read from the shapes graph: with an ontology in the data, instances of subclasses are not
#           checked, and the report says that the data conforms; a value of a subclass is reported as of the wrong class.
#           The maintainer means it so (https://github.com/rdf-ext/shacl-engine/issues/42); the readme does not say it.
#           Of two sh:or it is enough to meet one: data that breaks the other conforms. "en" also takes "enm", in
#           rdf-validate-shacl too.
# Our users: our exports hold the ontology and our shapes do not, so that shacl-engine misses subclasses: add
#           ontology/ to the shapes graph. No shape of ours has sh:or or sh:languageIn.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyshacl==0.40.1 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix . shacl-engine@1.1.2 rdf-validate-shacl@0.6.5 n3@2.13.12 >npm.log 2>&1
cat >cases.json <<'JSON'
{
  "subclass in the data, target": [
    ":S sh:targetClass :Visit ; sh:property [ sh:path :day ; sh:minCount 1 ] .",
    ":v a :ShortVisit . :ShortVisit rdfs:subClassOf :Visit ."
  ],
  "subclass in the shapes, target": [
    ":S sh:targetClass :Visit ; sh:property [ sh:path :day ; sh:minCount 1 ] . :ShortVisit rdfs:subClassOf :Visit .",
    ":v a :ShortVisit . :ShortVisit rdfs:subClassOf :Visit ."
  ],
  "subclass in the data, sh:class": [
    ":S sh:targetNode :v ; sh:property [ sh:path :by ; sh:class :Body ] .",
    ":v :by :o . :o a :Inspectorate . :Inspectorate rdfs:subClassOf :Body ."
  ],
  "two sh:or, the first broken": [
    ":S sh:targetNode :v ; sh:or ( [ sh:path :day ; sh:minCount 1 ] ) ; sh:or ( [ sh:path :grade ; sh:minCount 1 ] ) .",
    ":v :grade :good ."
  ],
  "two sh:or, the second broken": [
    ":S sh:targetNode :v ; sh:or ( [ sh:path :day ; sh:minCount 1 ] ) ; sh:or ( [ sh:path :grade ; sh:minCount 1 ] ) .",
    ":v :day 1 ."
  ],
  "two sh:or, both broken": [
    ":S sh:targetNode :v ; sh:or ( [ sh:path :day ; sh:minCount 1 ] ) ; sh:or ( [ sh:path :grade ; sh:minCount 1 ] ) .",
    ":v :theme :plans ."
  ],
  "enm in en": [
    ":S sh:targetNode :v ; sh:property [ sh:path :label ; sh:languageIn ( \"en\" ) ] .",
    ":v :label \"visitacioun\"@enm ."
  ]
}
JSON
cat >check.mjs <<'NODE'
import { readFileSync } from "node:fs";
import N3 from "n3";
import RdfValidateShacl from "rdf-validate-shacl";
import { Validator } from "shacl-engine";

const prefixes = `PREFIX : <http://example.org/> PREFIX sh: <http://www.w3.org/ns/shacl#>
  PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> `;
const dataset = (turtle) => new N3.Store(new N3.Parser().parse(prefixes + turtle));
const factory = { ...N3.DataFactory, dataset: (quads) => new N3.Store(quads) };
for (const [name, [shapes, data]] of Object.entries(JSON.parse(readFileSync("cases.json", "utf8")))) {
  const { conforms } = await new Validator(dataset(shapes), { factory }).validate({ dataset: dataset(data) });
  console.log(`${name}: shacl-engine: ${conforms ? "conforms" : "violation"}`);
  const report = await new RdfValidateShacl(dataset(shapes)).validate(dataset(data));
  console.log(`${name}: rdf-validate-shacl: ${report.conforms ? "conforms" : "violation"}`);
}
NODE
cat >check.py <<'PYTHON'
import json

import pyshacl
import rdflib

PREFIXES = """PREFIX : <http://example.org/> PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> """
with open("cases.json", encoding="utf-8") as file:
    cases = json.load(file)
for name, texts in cases.items():
    shapes, data = (rdflib.Graph().parse(data=PREFIXES + text, format="turtle") for text in texts)
    conforms, _, _ = pyshacl.validate(data, shacl_graph=shapes)
    print(f"{name}: pySHACL: {'conforms' if conforms else 'violation'}")
PYTHON
{ node check.mjs && venv/bin/python check.py; } 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
enm in en: pySHACL: violation
enm in en: rdf-validate-shacl: conforms
enm in en: shacl-engine: conforms
subclass in the data, sh:class: pySHACL: conforms
subclass in the data, sh:class: rdf-validate-shacl: conforms
subclass in the data, sh:class: shacl-engine: violation
subclass in the data, target: pySHACL: violation
subclass in the data, target: rdf-validate-shacl: violation
subclass in the data, target: shacl-engine: conforms
subclass in the shapes, target: pySHACL: violation
subclass in the shapes, target: rdf-validate-shacl: violation
subclass in the shapes, target: shacl-engine: violation
two sh:or, both broken: pySHACL: violation
two sh:or, both broken: rdf-validate-shacl: violation
two sh:or, both broken: shacl-engine: violation
two sh:or, the first broken: pySHACL: violation
two sh:or, the first broken: rdf-validate-shacl: violation
two sh:or, the first broken: shacl-engine: conforms
two sh:or, the second broken: pySHACL: violation
two sh:or, the second broken: rdf-validate-shacl: violation
two sh:or, the second broken: shacl-engine: conforms
EXPECTED
