#!/usr/bin/env bash
# rdflib's pretty-xml writes the numbers in a list as IRIs.
#
# Versions: rdflib 7.6.0, pyoxigraph 0.5.13.
# Expected: RDF/XML has no short form for a list of literals, so it is written in full, as format "xml"
#           does.
# Seen:     parseType="Collection" is used all the same: the number 1 becomes a resource with the relative
#           IRI "1", and each reader makes an IRI of its own out of it. What else was said of the list is
#           lost.
#
# Prints what the tools give; exits with 0 as long as that is what is written below, else with 1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --disable-pip-version-check --quiet rdflib==7.6.0 pyoxigraph==0.5.13
cat >check.py <<'PYTHON'
import pyoxigraph
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection

EX = Namespace("http://example.org/")
graph = Graph()
scale = BNode()
Collection(graph, scale, [Literal(1), Literal(2)])
graph.add((EX.scale, EX.values, scale))
graph.add((scale, EX.note, Literal("both ends count")))
for form in ("xml", "pretty-xml"):
    text = graph.serialize(format=form)
    objects = list(Graph().parse(data=text, format="xml").objects())
    iris = sorted(o.n3() for o in set(objects) if isinstance(o, URIRef) and o != RDF.nil)
    print(form, "IRIs to rdflib:", iris, "note kept:", Literal("both ends count") in objects)
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.RDF_XML, base_iri="http://example.com/")
    named = {str(q.object) for q in quads if isinstance(q.object, pyoxigraph.NamedNode)}
    print(form, "IRIs to Oxigraph:", sorted(named - {RDF.nil.n3()}))
PYTHON
venv/bin/python check.py 2>errors.txt | tee seen.txt || { cat errors.txt; exit 1; }
diff --unified - seen.txt <<'EXPECTED' || { echo 'The behaviour has changed.'; exit 1; }
xml IRIs to rdflib: [] note kept: True
xml IRIs to Oxigraph: []
pretty-xml IRIs to rdflib: ['<1>', '<2>'] note kept: False
pretty-xml IRIs to Oxigraph: ['<http://example.com/1>', '<http://example.com/2>']
EXPECTED
