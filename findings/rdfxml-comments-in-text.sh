#!/usr/bin/env bash
# rdfxml-streaming-parser keeps only the last part of a text with a comment or CDATA in it; Oxigraph refuses it.
#
# Versions: rdfxml-streaming-parser 3.3.0 (npm), pyoxigraph 0.5.13, rdflib 7.6.0.
# Expected: A literal of RDF/XML is the text of its element (RDF 1.1 XML Syntax, 6.1.5 and 7.2.16): comments and
#           processing instructions are no events of the syntax (6), and CDATA is another way to write text (XML 1.0,
#           2.7). xml:lang="" means that there is no language (XML 1.0, 2.12; RDF/XML, 2.7). An unknown parseType is
#           taken for Literal (7.2.20).
# Seen:     rdfxml-streaming-parser, with which Comunica reads RDF/XML, makes "west" of "north <!-- or --> west" and of
#           <![CDATA[north & ]]>west, without an error: it overwrites the text with each part that it reads. Oxigraph
#           refuses such a text, and xml:lang="" too; it drops the triple of an unknown parseType. rdflib reads all.
# Our users: our RDF/XML has none of these; catalogues that are joined with it may.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet pyoxigraph==0.5.13 rdflib==7.6.0
npm install --silent --no-audit --no-fund --prefix . rdfxml-streaming-parser@3.3.0 >npm.log 2>&1
cat >texts.json <<'JSON'
{
  "plain": "<e:note>north west</e:note>",
  "comment": "<e:note>north <!-- or --> west</e:note>",
  "CDATA, then text": "<e:note><![CDATA[north & ]]>west</e:note>",
  "CDATA alone": "<e:note><![CDATA[north & west]]></e:note>",
  "instruction": "<e:note>north <?page 2?>west</e:note>",
  "xml:lang is empty": "<e:note xml:lang=\"\">north west</e:note>",
  "unknown parseType": "<e:note rdf:parseType=\"Other\">north west</e:note>"
}
JSON
cat >check.mjs <<'NODE'
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { RdfXmlParser } from "rdfxml-streaming-parser";

const start = readFileSync("start.txt", "utf8");
for (const [name, text] of Object.entries(JSON.parse(readFileSync("texts.json", "utf8")))) {
  const values = [];
  for await (const quad of Readable.from([`${start}${text}</rdf:Description></rdf:RDF>`]).pipe(new RdfXmlParser())) {
    values.push(JSON.stringify(quad.object.value));
  }
  console.log(`${name}: rdfxml-streaming-parser:`, ...values);
}
NODE
cat >start.txt <<'XML'
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/">
<rdf:Description rdf:about="http://example.org/visit" xml:lang="en">
XML
cat >check.py <<'PYTHON'
import json
from pathlib import Path

import pyoxigraph
import rdflib

for name, text in json.loads(Path("texts.json").read_text("utf-8")).items():
    document = Path("start.txt").read_text("utf-8") + text + "</rdf:Description></rdf:RDF>"
    try:
        quads = list(pyoxigraph.parse(document, format=pyoxigraph.RdfFormat.RDF_XML))
        print(f"{name}: Oxigraph:", *(json.dumps(quad.object.value) for quad in quads))
    except SyntaxError:
        print(f"{name}: Oxigraph: error")
    print(f"{name}: rdflib:", *(json.dumps(str(value)) for value in rdflib.Graph().parse(data=document, format="xml").objects()))
PYTHON
{ node check.mjs && venv/bin/python check.py; } 2>errors.txt | LC_ALL=C sort | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
CDATA alone: Oxigraph: "north & west"
CDATA alone: rdflib: "north & west"
CDATA alone: rdfxml-streaming-parser: "north & west"
CDATA, then text: Oxigraph: error
CDATA, then text: rdflib: "north & west"
CDATA, then text: rdfxml-streaming-parser: "west"
comment: Oxigraph: error
comment: rdflib: "north  west"
comment: rdfxml-streaming-parser: " west"
instruction: Oxigraph: error
instruction: rdflib: "north west"
instruction: rdfxml-streaming-parser: "west"
plain: Oxigraph: "north west"
plain: rdflib: "north west"
plain: rdfxml-streaming-parser: "north west"
unknown parseType: Oxigraph:
unknown parseType: rdflib: "north west"
unknown parseType: rdfxml-streaming-parser: "north west"
xml:lang is empty: Oxigraph: error
xml:lang is empty: rdflib: "north west"
xml:lang is empty: rdfxml-streaming-parser: "north west"
EXPECTED
