#!/usr/bin/env bash
# rapper's Turtle turns decimals into integers and doubles into decimals.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13; rapper 2.0.15 (raptor2-utils of Debian), which has to be there.
# Expected: A number is written bare only if Turtle reads the same datatype in it: digits alone are an xsd:integer, a
#           decimal point makes an xsd:decimal, and an xsd:double needs an exponent (Turtle, 2.5.2). Others keep
#           quotation marks and datatype, as in N-Triples; rapper --output turtle changes nothing of a graph.
# Seen:     rapper writes the text of each decimal, double and boolean bare. "5"^^xsd:decimal is read as an integer by
#           every reader, "0.5"^^xsd:double as a decimal, without an error: shapes with sh:datatype fail, and patterns
#           with the number find nothing. An infinite double (INF) or a decimal "5." makes a file that nobody reads.
#           Its RDF/XML and N-Triples keep all of them.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1;
# with 2 if rapper is not installed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
command -v rapper >/dev/null || { echo 'rapper is not installed (raptor2-utils).'; exit 2; }
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 pyoxigraph==0.5.13
cat >check.py <<'PYTHON'
import subprocess

import pyoxigraph
import rdflib

XSD = "http://www.w3.org/2001/XMLSchema#"
rdflib.NORMALIZE_LITERALS = False


def rapper(text, reads, writes):
    command = ["rapper", "--quiet", "--input", reads, "--output", writes, "-", "http://example.org/"]
    done = subprocess.run(command, input=text, capture_output=True, text=True)
    return done.stdout if done.returncode == 0 else None


def by_rapper(text):
    back = rapper(text, "turtle", "ntriples")
    return back and back.split(" ", 2)[2].strip(" .\n")


def by_rdflib(text):
    return next(rdflib.Graph().parse(data=text, format="turtle").objects()).n3()


def by_oxigraph(text):
    return str(next(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)).object)


def told(read, text):
    try:
        return (read(text) or "refused").replace(XSD, "xsd:")
    except Exception:
        return "refused"


for value, datatype in (
    ("5", "decimal"),
    ("5.", "decimal"),
    ("0.5", "decimal"),
    ("0.5", "double"),
    ("5", "double"),
    ("5E-1", "double"),
    ("INF", "double"),
    ("7", "integer"),
):
    line = f'<http://example.org/s> <http://example.org/p> "{value}"^^<{XSD}{datatype}> .\n'
    turtle = rapper(line, "ntriples", "turtle")
    bare = turtle.split("<p>")[1].strip().removesuffix(".").rstrip()
    print(f'"{value}"^^xsd:{datatype} is written {bare}')
    readers = {"rapper": by_rapper, "rdflib": by_rdflib, "Oxigraph": by_oxigraph}
    read = {name: told(reader, turtle) for name, reader in readers.items()}
    kinds = sorted({kind.rpartition("^^")[2].strip("<>") for kind in read.values()})
    print("  read as", " or ".join(kinds))
    back = rapper(rapper(line, "ntriples", "rdfxml"), "rdfxml", "ntriples")
    if back != line:
        print("  RDF/XML differs")
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
"5"^^xsd:decimal is written 5
  read as xsd:integer
"5."^^xsd:decimal is written 5.
  read as refused or xsd:integer
"0.5"^^xsd:decimal is written 0.5
  read as xsd:decimal
"0.5"^^xsd:double is written 0.5
  read as xsd:decimal
"5"^^xsd:double is written 5
  read as xsd:integer
"5E-1"^^xsd:double is written 5E-1
  read as xsd:double
"INF"^^xsd:double is written INF
  read as refused
"7"^^xsd:integer is written 7
  read as xsd:integer
EXPECTED
