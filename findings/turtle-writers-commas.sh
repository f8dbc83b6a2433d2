#!/usr/bin/env bash
# Two JavaScript writers of Turtle split an IRI with a comma into two statements.
#
# Versions: @rdfjs/serializer-turtle 1.1.5 (npm), @jeswr/pretty-turtle 1.8.2 (npm), n3 2.13.12 (npm), rdflib 7.6.0,
#           pyoxigraph 0.5.13.
# Expected: An IRI that does not fit into a prefixed name (Turtle, 6.5, PN_LOCAL) is written in full or with
#           backslashes, as N3.js does; what was written is what is read.
# Seen:     Both writers put whatever follows the prefix: id:page,7 is read by all as the page AND the number 7, two
#           statements that nobody made, without an error. With letters after the comma nobody reads the file;
#           after a slash the writer of @rdfjs, which many JavaScript tools have, gives a file that nobody reads.
#           Without a prefix for the namespace all is well.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 pyoxigraph==0.5.13
npm install --silent --no-audit --no-fund --prefix . @rdfjs/serializer-turtle@1.1.5 @jeswr/pretty-turtle@1.8.2 n3@2.13.12 >npm.log 2>&1
cat >check.mjs <<'NODE'
import { writeFileSync } from "node:fs";
import { write } from "@jeswr/pretty-turtle";
import Serializer from "@rdfjs/serializer-turtle";
import N3 from "n3";

const prefixes = { id: "http://example.org/id/", of: "http://example.org/of/" };
const pairs = Object.entries(prefixes).map(([name, iri]) => [name, N3.DataFactory.namedNode(iri)]);
const n3 = (quads) =>
  new Promise((done, fail) => {
    const writer = new N3.Writer({ prefixes });
    writer.addQuads(quads);
    writer.end((problem, text) => (problem ? fail(problem) : done(text)));
  });
const rows = [];
for (const place of ["page,7", "page,b", "visit/7"]) {
  const quads = new N3.Parser().parse(`<http://example.org/id/note> <http://example.org/of/place> <http://example.org/id/${place}> .`);
  const texts = {
    "N3.js": await n3(quads),
    "@rdfjs": new Serializer({ prefixes: pairs }).transform(quads),
    pretty: await write(quads, { prefixes }),
    "@rdfjs, no prefix": new Serializer().transform(quads),
  };
  for (const [writer, text] of Object.entries(texts)) {
    let read;
    try {
      read = new N3.Parser().parse(text).map((quad) => quad.object.value);
    } catch (problem) {
      read = null;
    }
    rows.push({ place, writer, text, read });
  }
}
writeFileSync("rows.json", JSON.stringify(rows));
NODE
cat >check.py <<'PYTHON'
import json

import pyoxigraph
import rdflib

HOME = "http://example.org/id/"


def by_rdflib(text):
    try:
        return [str(o) for o in rdflib.Graph().parse(data=text, format="turtle").objects()]
    except Exception:
        return None


def by_oxigraph(text):
    try:
        return [quad.object.value for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)]
    except SyntaxError:
        return None


def told(read):
    return "refused" if read is None else " and ".join(sorted(value.replace(HOME, "id/") for value in read))


with open("rows.json", encoding="utf-8") as file:
    rows = json.load(file)
for row in rows:
    last = row["text"].split()[-2 if row["text"].split()[-1] == "." else -1].removesuffix(".")
    print(f"id/{row['place']} written by {row['writer']}: {last}")
    readers = {"N3.js": row["read"], "rdflib": by_rdflib(row["text"]), "Oxigraph": by_oxigraph(row["text"])}
    read = {told(what): [name for name in readers if told(readers[name]) == told(what)] for what in readers.values()}
    print("  read:", "; ".join(f"{what} ({', '.join(names)})" for what, names in read.items()))
PYTHON
node check.mjs 2>errors.txt || { cat errors.txt; exit 1; }
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
id/page,7 written by N3.js: <http://example.org/id/page,7>
  read: id/page,7 (N3.js, rdflib, Oxigraph)
id/page,7 written by @rdfjs: id:page,7
  read: 7 and id/page (N3.js, rdflib, Oxigraph)
id/page,7 written by pretty: id:page,7
  read: 7 and id/page (N3.js, rdflib, Oxigraph)
id/page,7 written by @rdfjs, no prefix: <http://example.org/id/page,7>
  read: id/page,7 (N3.js, rdflib, Oxigraph)
id/page,b written by N3.js: <http://example.org/id/page,b>
  read: id/page,b (N3.js, rdflib, Oxigraph)
id/page,b written by @rdfjs: id:page,b
  read: refused (N3.js, rdflib, Oxigraph)
id/page,b written by pretty: id:page,b
  read: refused (N3.js, rdflib, Oxigraph)
id/page,b written by @rdfjs, no prefix: <http://example.org/id/page,b>
  read: id/page,b (N3.js, rdflib, Oxigraph)
id/visit/7 written by N3.js: <http://example.org/id/visit/7>
  read: id/visit/7 (N3.js, rdflib, Oxigraph)
id/visit/7 written by @rdfjs: id:visit/7
  read: refused (N3.js, rdflib, Oxigraph)
id/visit/7 written by pretty: <http://example.org/id/visit/7>
  read: id/visit/7 (N3.js, rdflib, Oxigraph)
id/visit/7 written by @rdfjs, no prefix: <http://example.org/id/visit/7>
  read: id/visit/7 (N3.js, rdflib, Oxigraph)
EXPECTED
