"""The graphs that every store holds before the first document: ontology, schemes and register."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import BlankNode, Literal, RdfFormat, Triple, parse

from kg import frameworks
from kg.errors import RecordError
from kg.namespaces import GRAPH
from kg.rdf.nesting import file_too_deep
from kg.rdf.serialise import pack, to_lines
from kg.rdf.terms import our, term
from kg.regular import regular
from kg.store.manifest import Entry, Manifest
from kg.store.writer import NamedGraph

_NAMES = frozenset((term("skos:prefLabel"), term("skos:altLabel")))


def base_files() -> list[Path]:
    """The Turtle files of the ontology, its schemes, the register and the frameworks."""
    return frameworks.vocabulary_files()


def changed(manifest: Manifest, files: Iterable[Path]) -> list[NamedGraph]:
    """Graphs of the Turtle files that differ from those in the store.

    Raises:
        RecordError: a file does not parse or holds a blank node.
    """
    graphs = []
    for path in files:
        name = f"{GRAPH}base/{path.parent.name}/{path.stem}"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
        old = manifest.entries.get(name)
        if old is None or old.made_from != digest:
            lines = to_lines(read_turtle(path))
            entry = Entry(graph=name, file="", scopes=("base",), triples=lines.count(b"\n"), made_from=digest)
            graphs.append(NamedGraph(entry, pack(lines)))
    return graphs


def authority_codes(registers: Iterable[Path]) -> dict[str, str]:
    """Codes by name of the authorities that further registers describe.

    Raises:
        RecordError: a file does not parse.
    """
    codes: dict[str, str] = {}
    for path in registers:
        triples = read_turtle(path)
        code_of = {
            t.subject: t.object.value
            for t in triples
            if t.predicate == our("code") and isinstance(t.object, Literal)
        }
        for triple in triples:
            if (
                triple.predicate in _NAMES
                and triple.subject in code_of
                and isinstance(triple.object, Literal)
            ):
                codes[triple.object.value] = code_of[triple.subject]
    return codes


def read_turtle(path: Path) -> list[Triple]:
    """The triples of a Turtle file.

    Raises:
        RecordError: it is not a regular file, does not parse or has a blank node.
    """
    regular(path, RecordError)
    try:
        if file_too_deep(path):
            raise RecordError(f"{path.name}: triples within triples, nested too deeply.")
        triples = [q.triple for q in parse(path=str(path), format=RdfFormat.TURTLE)]
    except (SyntaxError, OSError, MemoryError) as problem:
        raise RecordError(f"{path.name}: does not parse as Turtle: {problem}") from problem
    for triple in triples:
        if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
            raise RecordError(f"{path.name}: a blank node near {triple}; give it an IRI.")
    return triples
