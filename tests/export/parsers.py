"""Parsers of other projects, asked to read our exports: what each reads comes back as sorted lines."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyoxigraph
import rdflib
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.export import FORMATS

Forms = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Parser:
    """A parser of another project.

    Attributes:
        name: as its project calls it.
        source: the package that brings it.
        forms: its own name of each form of ours that it reads.
        version: its version, or ``None`` where it is not installed.
        read: reads a file that has a form (by the parser's own name) and gives quads.
    """

    name: str
    source: str
    forms: Forms
    version: Callable[[], str | None]
    read: Callable[[Path, str], Iterator[Quad]]


def canonical(quads: Iterable[Quad]) -> list[str]:
    """One line a statement, sorted; a statement that was read twice stays twice."""
    return sorted(str(quad) for quad in quads)


def _printed(*command: str) -> str | None:
    """What a program prints of itself, or ``None`` where it is not there."""
    if shutil.which(command[0]) is None:
        return None
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+", ended.stdout) if ended.returncode == 0 else None
    return found.group() if found else None


def _quads_of(command: list[str]) -> Iterator[Quad]:
    """The N-Quads that a program prints."""
    ended = subprocess.run(command, capture_output=True, check=False)
    if ended.returncode or ended.stderr:
        raise ValueError(f"{command[0]}: {ended.stderr.decode(errors='replace').strip()[:300]}")
    return iter(pyoxigraph.parse(ended.stdout, format=RdfFormat.N_QUADS))


def _rapper(path: Path, form: str) -> Iterator[Quad]:
    return _quads_of(["rapper", "--quiet", "--input", form, "--output", "nquads", str(path)])


def _serdi(path: Path, form: str) -> Iterator[Quad]:
    return _quads_of(["serdi", "-i", form, "-o", "nquads", str(path)])


_N3: Final = """
const { StreamParser, StreamWriter } = require('n3');
require('fs').createReadStream(process.argv[1])
  .pipe(new StreamParser({ format: process.argv[2] }))
  .on('error', (problem) => { console.error(problem.message); process.exit(1); })
  .pipe(new StreamWriter({ format: 'N-Quads' }))
  .pipe(process.stdout);
"""


def _n3(path: Path, form: str) -> Iterator[Quad]:
    return _quads_of(["node", "-e", _N3, str(path), form])


def _rdflib(path: Path, form: str) -> Iterator[Quad]:
    keeps, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False  # as written, not as it would write
    try:
        read = rdflib.Dataset().parse(str(path), format=form)
    finally:
        rdflib.NORMALIZE_LITERALS = keeps
    for subject, predicate, value, graph in read.quads():
        name = (
            DefaultGraph()
            if graph in (None, rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
            else NamedNode(str(graph))
        )
        yield Quad(NamedNode(str(subject)), NamedNode(str(predicate)), _term(value), name)


def _term(value: object) -> NamedNode | Literal:
    if isinstance(value, rdflib.Literal):
        if value.language:
            return Literal(str(value), language=value.language)
        return Literal(str(value), datatype=NamedNode(value.datatype) if value.datatype else None)
    return NamedNode(str(value))


def _oxigraph(path: Path, form: str) -> Iterator[Quad]:
    return iter(pyoxigraph.parse(path=path, format=FORMATS[form].rdf))


PARSERS: Final = (
    Parser(
        "rapper",
        "raptor2-utils (Debian)",
        MappingProxyType({form: form for form in ("turtle", "ntriples", "nquads", "trig", "rdfxml")}),
        lambda: _printed("rapper", "--version"),
        _rapper,
    ),
    Parser(
        "serdi",
        "serdi (Debian)",
        MappingProxyType({form: form for form in ("turtle", "ntriples", "nquads", "trig")}),
        lambda: _printed("serdi", "-v"),
        _serdi,
    ),
    Parser(
        "N3.js",
        "n3 (npm; NODE_PATH says where)",
        MappingProxyType({"turtle": "Turtle", "ntriples": "N-Triples", "nquads": "N-Quads", "trig": "TriG"}),
        lambda: _printed("node", "-p", "require('n3'); require('n3/package.json').version"),
        _n3,
    ),
    Parser(
        "rdflib",
        "rdflib (PyPI)",
        MappingProxyType(
            {
                **{form: form for form in ("turtle", "nquads", "trig")},
                **{"ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"},
            }
        ),
        lambda: rdflib.__version__,
        _rdflib,
    ),
    Parser(
        "Oxigraph",
        "pyoxigraph (PyPI)",
        MappingProxyType({form: form for form in FORMATS}),
        lambda: pyoxigraph.__version__,
        _oxigraph,
    ),
)
