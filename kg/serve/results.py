"""SPARQL results in the formats of SPARQL 1.1: JSON, XML, CSV and TSV; graphs as RDF."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode

from kg.namespaces import PREFIXES
from kg.queries.answer import Answer
from kg.render.sparql_json import write_json
from kg.serve.things import written
from kg.store.base import Term

_JSON: Final = "application/sparql-results+json"
_XML: Final = "application/sparql-results+xml"
_NAMESPACE: Final = "http://www.w3.org/2005/sparql-results#"

GRAPHS: Final = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")
"""Media types of the answers to CONSTRUCT and DESCRIBE."""


def json_results(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON."""
    if answer.columns == ("answer",) and answer.name == "ASK":
        return json.dumps({"head": {}, "boolean": _yes(answer)}) + "\n"
    out = io.StringIO()
    write_json(answer, out)
    return out.getvalue()


def xml_results(answer: Answer) -> str:
    """SPARQL Query Results XML."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', f'<sparql xmlns="{_NAMESPACE}">']
    if answer.name == "ASK":
        parts.append(f"<head/><boolean>{str(_yes(answer)).lower()}</boolean></sparql>")
        return "\n".join(parts) + "\n"
    parts.append("<head>" + "".join(f"<variable name={quoteattr(c)}/>" for c in answer.columns) + "</head>")
    parts.append("<results>")
    for row in answer.terms():
        cells = "".join(
            f"<binding name={quoteattr(column)}>{_xml(term)}</binding>"
            for column, term in zip(answer.columns, row, strict=True)
            if term is not None
        )
        parts.append(f"<result>{cells}</result>")
    return "\n".join([*parts, "</results>", "</sparql>"]) + "\n"


def csv_results(answer: Answer) -> str:
    """SPARQL 1.1 CSV: values alone."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(answer.columns)
    for row in answer.terms():
        writer.writerow(["" if term is None else _value(term) for term in row])
    return out.getvalue()


def tsv_results(answer: Answer) -> str:
    """SPARQL 1.1 TSV: terms as in Turtle."""
    lines = ["\t".join(f"?{column}" for column in answer.columns)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in answer.terms()]
    return "\n".join(lines) + "\n"


RESULTS: Final[Mapping[str, Callable[[Answer], str]]] = {
    _JSON: json_results,
    "application/json": json_results,
    _XML: xml_results,
    "application/xml": xml_results,
    "text/csv": csv_results,
    "text/tab-separated-values": tsv_results,
}
"""Writers of the answers to SELECT and ASK by media type, the favourite first."""


def graph_results(answer: Answer, media: str) -> bytes:
    """Triples of a CONSTRUCT or DESCRIBE in one of :data:`GRAPHS`."""
    return written(answer.triples(), media)


def _yes(answer: Answer) -> bool:
    return any(_value(row[0]) == "true" for row in answer.terms() if row[0] is not None)


def _value(term: Term) -> str:
    return str(term) if not isinstance(term, NamedNode | Literal) else term.value


def _xml(term: Term) -> str:
    match term:
        case NamedNode():
            return f"<uri>{escape(term.value)}</uri>"
        case BlankNode():
            return f"<bnode>{escape(term.value)}</bnode>"
        case Literal() if term.language:
            return f"<literal xml:lang={quoteattr(term.language)}>{escape(term.value)}</literal>"
        case Literal() if term.datatype.value == PREFIXES["xsd"] + "string":
            return f"<literal>{escape(term.value)}</literal>"
        case Literal():
            return f"<literal datatype={quoteattr(term.datatype.value)}>{escape(term.value)}</literal>"
    return f"<literal>{escape(str(term))}</literal>"
