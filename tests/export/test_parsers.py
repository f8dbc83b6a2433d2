"""Parsers of other projects read our exports as we mean them, whatever stands in a text or an IRI."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import DataError
from kg.export import FORMATS, Selection, export
from kg.export.describe import EXPORT_GRAPH, description
from kg.namespaces import GRAPH, PREFIXES
from kg.rdf.serialise import pack, to_lines
from kg.store.folder import StoreFolder
from kg.store.manifest import Entry, Manifest
from tests.export.parsers import PARSERS, Parser, canonical

TEXTS = (
    'He said "soon", then "\'never\'".',
    '"""',
    'ends in a quote"',
    "C:\\plans\\new \\u0022 \\",
    "one\ntwo\r\nthree\rfour\tfive",
    "  spaces about  ",
    "",
    "\U0001f9d2 \U00010400 e\u0301 \u2028 \x85 \xa0 \ufeff",
    "<b>&amp;</b> ]]> <!-- {@id} ${x} #",
    "@prefix : <urn:x> .",
)
CONTROLS = "\x01\x08\x0b\x0c\x1f\x7f"
NO_CHARACTERS = "\x00\ufffe\uffff"
IRIS = (
    "https://example.org/report%20(1).pdf?q='x'&y=1;z=2,3#page=4",
    "https://example.org/caf\u00e9/\U0001f9d2",
    "https://example.org/~a!$*+=@:-._/",
    "urn:example:odd:%22",
    *(PREFIXES["id"] + local for local in ("", "a.b", "-x", "9", "a//b", "a:b", "a#b", "%41", "a'b")),
)
ENDS_IN_A_DOT = PREFIXES["id"] + "a.b."


def made(folder: Path, texts: Sequence[str], iris: Sequence[str] = IRIS) -> dict[str, list[Triple]]:
    """A store of two named graphs that share a triple, with the texts and odd IRIs; its graphs by name."""
    said = NamedNode(PREFIXES["kg"] + "text")
    about = NamedNode(PREFIXES["kg"] + "about")
    first = [Triple(NamedNode(iri), said, Literal(text)) for iri in iris[:2] for text in texts]
    first += [Triple(NamedNode(iri), said, Literal(texts[0], language="en-gb")) for iri in iris]
    second = [Triple(NamedNode(one), about, NamedNode(other)) for one in iris for other in iris]
    second += [first[0]]
    for datatype, value in (
        ("decimal", "0.50"),
        ("integer", "7"),
        ("boolean", "1"),
        ("date", "2022-03-09"),
    ):
        second.append(Triple(NamedNode(iris[0]), about, Literal(value, datatype=xsd(datatype))))
    place = StoreFolder(folder)
    place.archive.mkdir()
    (place.generations / "1").mkdir(parents=True)
    place.current_file.write_text("1", encoding="ascii")
    manifest, graphs = Manifest(), {GRAPH + "one": first, GRAPH + "two": second}
    for name, triples in graphs.items():
        file = name.rpartition("/")[2]
        (place.archive / file).write_bytes(pack(to_lines(triples)))
        manifest.entries[name] = Entry(name, file, triples=len(triples))
    (place.generation() / "manifest.json").write_text(manifest.to_json(), encoding="utf-8")
    entries = list(manifest.entries.values())
    return {**graphs, EXPORT_GRAPH: description(place.archive, entries, quotes=True)}


def xsd(name: str) -> NamedNode:
    return NamedNode(PREFIXES["xsd"] + name)


def expected(graphs: dict[str, list[Triple]], form: str) -> list[str]:
    """Canonical lines of what an export is to hold."""
    keeps = FORMATS[form].graphs
    return canonical(
        {
            Quad(t.subject, t.predicate, t.object, NamedNode(name) if keeps else DefaultGraph())
            for name, triples in graphs.items()
            for t in triples
        }
    )


def exported(store: Path, form: str, folder: Path) -> Path:
    path = folder / f"all{FORMATS[form].suffix}"
    with path.open("wb") as stream:
        export(stream, FORMATS[form], store=store, selection=Selection())
    return path


@pytest.mark.parsers
@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_every_parser_reads_what_we_mean(tmp_path: Path, parser: Parser, form: str) -> None:
    if parser.version() is None:
        pytest.skip(f"{parser.name} is not installed: {parser.source}")
    if form not in parser.forms:
        pytest.skip(f"{parser.name} reads no {form}")
    texts, iris = list(TEXTS), [*IRIS, ENDS_IN_A_DOT]
    if form != "rdfxml":
        texts.append(CONTROLS)
        if parser.name != "rapper":  # 2.0 ends a text at the first of these and refuses the others
            texts.append(NO_CHARACTERS)
    graphs = made(tmp_path, texts, iris)
    path = exported(tmp_path, form, tmp_path)
    assert canonical(parser.read(path, parser.forms[form])) == expected(graphs, form)


def test_rdfxml_refuses_what_xml_cannot_hold(tmp_path: Path) -> None:
    made(tmp_path, ("Plain.", "bell \x07"))
    with pytest.raises(DataError, match=r"RDF/XML cannot hold the character U\+0007"):
        exported(tmp_path, "rdfxml", tmp_path)
