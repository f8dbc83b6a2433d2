"""SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/), streamed.

Here IRIs are whole, concepts too: the format's readers expect terms, not ids.
"""

from __future__ import annotations

import json
from typing import Any, Final, TextIO

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.namespaces import PREFIXES
from kg.queries.answer import Answer
from kg.store.base import Term

_STRING: Final = PREFIXES["xsd"] + "string"


def write_json(answer: Answer, handle: TextIO) -> None:
    """One binding a line, so that files are compared and searched with ease."""
    handle.write('{"head": {"vars": ' + json.dumps(list(answer.columns)) + '},\n"results": {"bindings": [')
    separator = "\n"
    for row in answer.terms():
        binding = {
            column: _term(term) for column, term in zip(answer.columns, row, strict=True) if term is not None
        }
        handle.write(separator + json.dumps(binding, ensure_ascii=False))
        separator = ",\n"
    handle.write("\n]}}\n")


def _term(term: Term) -> dict[str, Any]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal() if term.language:
            return {"type": "literal", "value": term.value, "xml:lang": term.language}
        case Literal() if term.datatype.value == _STRING:
            return {"type": "literal", "value": term.value}
        case Literal():
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
        case Triple():
            parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
            return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
