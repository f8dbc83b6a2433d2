"""Taking councils of the edition into a store that was begun from it."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.edition.parts import MADE, Edition, edition, graphs_of
from kg.namespaces import GRAPH, thing
from kg.rdf.mint import derived_graph
from kg.rdf.serialise import pack, to_lines
from kg.rdf.terms import Graph, text, whole
from kg.store.manifest import Entry, Manifest
from kg.store.place import Place
from kg.store.writer import NamedGraph, Writer, writing

EDITION_GRAPH: Final = GRAPH + "edition"
_LICENCE: Final = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
_RIGHTS: Final = (
    "Contains public sector information licensed under the Open Government Licence v3.0: facts from "
    "inspection reports published by Ofsted. Themes, polarity and trajectories are the project's own, made "
    "with a classifier, not by Ofsted."
)


def begun(manifest: Manifest) -> bool:
    """Whether a store was begun from the edition, so that councils join it when they are first needed."""
    return EDITION_GRAPH in manifest.entries


def begin(writer: Writer) -> None:
    """Mark a new store as one that the councils of the edition join when they are needed."""
    whole_edition = edition()
    if whole_edition is not None:
        writer.put([_described(whole_edition)])


def missing(manifest: Manifest, codes: Iterable[str] | None = None) -> list[str]:
    """Codes of the councils of the edition that are not in a store yet, of those asked for or of all.

    A council of which reports were loaded before stays as it was loaded.
    """
    whole_edition = edition()
    if whole_edition is None or not begun(manifest):
        return []
    there = {scope for e in manifest.documents() if e.inspections for scope in e.scopes}
    wanted = whole_edition.councils if codes is None else codes
    return [c for c in sorted(set(wanted)) if c in whole_edition.councils and c not in there]


def merge(place: Path, codes: Collection[str]) -> None:
    """Take councils of the edition into a store.

    Args:
        place: the store's folder.
        codes: of councils, from :func:`missing`.

    Raises:
        StoreLocked: another process is changing the store.
        EnvironmentFault: the disk refuses, or a part of the edition is damaged.
    """
    from kg.pipeline.finish import put_beside
    from kg.pipeline.supersede import superseded

    with writing(place, finish=put_beside) as writer:
        new = missing(writer.manifest, codes)
        if new:
            writer.put(_graphs(new))
            for graph, by in superseded(writer.manifest.documents()).items():
                writer.supersede(graph, by)


def take_in(place: Place, codes: Iterable[str] | None) -> bool:
    """Take in what a question needs and the store lacks.

    Args:
        place: the store.
        codes: of the councils that the question is about; ``None`` for all.

    Returns:
        Whether the store changed.
    """
    if edition() is None:
        return False
    new = missing(place.manifest(), codes)
    if new:
        merge(place.root, new)
    return bool(new)


def mixed(manifest: Manifest) -> dict[str, list[Entry]]:
    """Reports that a store has without words, of the councils of which it has others loaded, by code."""
    bare: dict[str, list[Entry]] = {}
    loaded: set[str] = set()
    for entry in manifest.documents():
        if entry.made_from.startswith(MADE):
            for scope in entry.scopes:
                bare.setdefault(scope, []).append(entry)
        elif entry.inspections:
            loaded.update(entry.scopes)
    return {code: entries for code, entries in sorted(bare.items()) if code in loaded}


def rows_of_edition(manifest: Manifest) -> frozenset[str]:
    """Codes of the councils whose trajectories stay those of the edition.

    Trajectories rest on the words of sentences too. While a store lacks the words of a report of a council,
    they cannot be recalculated, and those of the edition, which were made with all words, stay.
    """
    bare = {
        scope for entry in manifest.documents() if entry.made_from.startswith(MADE) for scope in entry.scopes
    }
    return frozenset(c for c in bare if _from_edition(manifest.entries.get(derived_graph(c))))


def _from_edition(entry: Entry | None) -> bool:
    return entry is not None and entry.made_from.startswith(MADE)


def _graphs(codes: Iterable[str]) -> Iterator[NamedGraph]:
    for code in codes:
        for entry, lines in graphs_of(code):
            yield NamedGraph(entry, gzip.compress(lines, compresslevel=1, mtime=0))


def _described(whole_edition: Edition) -> NamedGraph:
    """The edition as a DCAT data set."""
    graph = Graph()
    node = NamedNode(thing("dataset", f"england-{whole_edition.number}"))
    graph.a(node, "dcat:Dataset")
    graph.add(node, "dcterms:title", Literal("Inspections of children's services in England", language="en"))
    graph.add(node, "dcat:version", text(str(whole_edition.number)))
    graph.add(node, "dcterms:modified", text(whole_edition.date))
    graph.add(node, "dcterms:license", NamedNode(_LICENCE))
    graph.add(node, "dcterms:rights", Literal(_RIGHTS, language="en"))
    graph.add(node, "sourceCount", whole(int(whole_edition.about.get("documents", 0))))
    lines = to_lines(graph)
    entry = Entry(EDITION_GRAPH, "", ("edition",), lines.count(b"\n"), whole_edition.mark)
    return NamedGraph(entry, pack(lines))
