"""Loads councils of the edition into a store that was begun from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.edition.councils import councils, unpacked
from kg.edition.layer import Layer, layer_of
from kg.edition.parts import Edition, edition, parts_of
from kg.edition.scope import Need
from kg.errors import EnvironmentFault
from kg.namespaces import GRAPH, thing
from kg.queries.beside import INDEX, put_beside
from kg.rdf.iris import derived_graph
from kg.rdf.serialise import pack, to_lines
from kg.rdf.terms import Graph, text, whole
from kg.stages import stage
from kg.store.folder import StoreFolder
from kg.store.generations import link
from kg.store.manifest import EDITION, Entry, Manifest
from kg.store.supersede import superseded
from kg.store.writer import NamedGraph, Writer, writing

EDITION_GRAPH: Final = GRAPH + "edition"
LICENCE: Final = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
RIGHTS: Final = (
    "Contains public sector information licensed under the Open Government Licence v3.0: facts from "
    "inspection reports published by Ofsted. Themes, polarity and trajectories are the project's own, made "
    "with a classifier, not by Ofsted."
)


def begun(manifest: Manifest) -> bool:
    """Whether a store was begun from the edition, so that councils are loaded when first needed."""
    return EDITION_GRAPH in manifest.entries


def begin(writer: Writer) -> None:
    """Mark a store as one into which councils of the edition are loaded when needed."""
    writer.put(beginning(writer.manifest))


def beginning(manifest: Manifest) -> list[NamedGraph]:
    """The graph that marks a store as begun, if it is missing or differs from the edition's."""
    whole_edition = edition()
    told = manifest.entries.get(EDITION_GRAPH)
    if whole_edition is None or (told is not None and not _older(told, whole_edition)):
        return []
    return [_described(whole_edition)]


def adopt(place: StoreFolder) -> None:
    """Connect a user's own store from before the edition to it.

    A store that is being changed, or cannot be written, is left unchanged: a question only needs to read.
    """
    if edition() is None or begun(place.manifest()):
        return
    with suppress(EnvironmentFault), writing(place.root, finish=_beside) as writer:
        begin(writer)


def missing(manifest: Manifest, codes: Iterable[str] | None = None, layer: Layer = Layer.WHOLE) -> list[str]:
    """Codes of the edition's councils of which a store lacks a layer, among the given codes or all.

    A council of an earlier edition is missing. A council with reports loaded before the store knew the
    edition stays as it was loaded.
    """
    whole_edition = edition()
    if whole_edition is None or not begun(manifest):
        return []
    there: set[str] = set()
    old: set[str] = set()
    for entry in _reports(manifest):
        if _older(entry, whole_edition):
            old.update(entry.scopes)
        elif layer_of(entry) >= layer:
            there.update(entry.scopes)
    wanted = whole_edition.councils if codes is None else codes
    return [c for c in sorted(set(wanted)) if c in whole_edition.councils and c not in there - old]


def _reports(manifest: Manifest) -> list[Entry]:
    return [entry for entry in manifest.documents() if entry.inspections]


def _older(entry: Entry, whole_edition: Edition) -> bool:
    """Whether a graph is from an earlier edition."""
    number, _, _ = entry.made_from.removeprefix(EDITION).partition(" ")
    return entry.from_edition and int(number) < whole_edition.number


def lacking(manifest: Manifest, need: Need) -> list[str]:
    """Codes of the councils that a query needs and the store lacks."""
    return missing(manifest, need.codes, need.layer)


def take_in(place: StoreFolder, need: Need) -> bool:
    """Load the councils or the layer that a question needs and the store lacks.

    Args:
        place: the store.
        need: the need of the question.

    Returns:
        Whether the store changed.

    Raises:
        StoreLocked: another process is changing the store.
        EnvironmentFault: the disk refuses, or a part of the edition is damaged.
    """
    if edition() is None or not lacking(place.manifest(), need):
        return False
    with writing(place.root, finish=_beside) as writer:
        if need.layer is Layer.WHOLE:
            put_councils(writer, need.codes)
        else:
            put_layer(writer, need.layer)
    return True


def put_councils(writer: Writer, codes: Iterable[str] | None) -> None:
    """Put those councils of the edition into a store that it lacks.

    Args:
        writer: the store that is being changed.
        codes: codes of councils; ``None`` for all.
    """
    put_missing(writer, missing(writer.manifest, codes))


def put_missing(writer: Writer, codes: Sequence[str]) -> None:
    """Put councils of the edition into a store.

    Reports that were loaded stay. Graphs of these councils from an earlier edition are removed.

    Args:
        writer: the store that is being changed.
        codes: codes of councils that were not completely in the store, as :func:`missing` returns them.
    """
    whole_edition = edition()
    if whole_edition is None or not codes:
        return
    begin(writer)
    writer.remove(*_of_edition(writer.manifest, codes))
    with stage("taking in", len(codes)) as step:

        def graphs() -> Iterator[NamedGraph]:
            for number, council in enumerate(councils(whole_edition, codes), start=1):
                yield from _settled(council, writer.manifest)
                step(number, codes[number - 1])

        writer.put(graphs())
    writer.supersede(superseded(writer.manifest.documents()))


@contextmanager
def completed(writer: Writer, *, first: bool) -> Iterator[set[str]]:
    """Complete councils from the edition whose documents are added to a store while the block runs.

    The edition has other reports of these councils; those that the block adds stay.

    Args:
        writer: the store that is being changed.
        first: whether it is a new store of a user: it is then begun from the edition, as if a question had
            come first.

    Yields:
        A set to which the block adds the codes of the councils whose documents it added.
    """
    if first:
        begin(writer)
    lacking = set(missing(writer.manifest))
    came: set[str] = set()
    yield came
    put_missing(writer, sorted(lacking & came))


def put_back(writer: Writer, gone: Iterable[Entry]) -> None:
    """Restore the edition's data on the councils of removed graphs, if a store was begun from it."""
    whole_edition = edition()
    lost = {scope.removeprefix("derived-") for e in gone for scope in e.scopes}
    if whole_edition is not None and begun(writer.manifest):
        put_missing(writer, sorted(lost & whole_edition.councils.keys()))


def put_layer(writer: Writer, layer: Layer) -> None:
    """Add a layer of all councils that the store has less of.

    A council that is whole in the store, but from an earlier edition, is loaded whole.

    Args:
        writer: the store that is being changed.
        layer: a layer less than the whole.
    """
    coming = set(missing(writer.manifest, layer=layer))
    if not coming:
        return
    reports = [e for e in _reports(writer.manifest) if layer_of(e) is Layer.WHOLE]
    whole = {scope for entry in reports for scope in entry.scopes}
    begin(writer)
    put_councils(writer, coming & whole)
    writer.remove(*_of_edition(writer.manifest, coming - whole))
    named = {name for code in coming - whole for name in (code, f"derived-{code}")}
    parts = parts_of(layer, councils=coming - whole)
    with stage("taking in", len(parts)) as step:

        def graphs() -> Iterator[NamedGraph]:
            for number, part in enumerate(unpacked(parts), start=1):
                mine = [graph for graph in part if graph.entry.scopes[0] in named]
                yield from _settled(mine, writer.manifest)
                step(number, parts[number - 1][0].name)

        writer.put(graphs())
    writer.supersede(superseded(writer.manifest.documents()))


def _of_edition(manifest: Manifest, codes: Iterable[str]) -> list[str]:
    """The graphs that a store has of councils from an edition, or of the inspections in it."""
    scopes = {name for code in codes for name in (code, f"derived-{code}")}
    return [e.graph for e in manifest.entries.values() if e.from_edition and scopes.intersection(e.scopes)]


def _settled(graphs: list[NamedGraph], manifest: Manifest) -> Iterator[NamedGraph]:
    """Graphs of the edition to add to a store, each with the document that replaces it.

    Loaded reports stay, and so do the trajectories that rest on them if all reports were loaded.
    """
    coming = {g.entry.graph: g.entry for g in graphs if g.entry.document is not None}
    kept = {graph for graph in coming if graph in manifest.entries}
    if coming and kept == coming.keys():
        return
    by = superseded(coming.values())
    for graph in graphs:
        if graph.entry.graph not in kept:
            entry = replace(graph.entry, superseded_by=by.get(graph.entry.graph, ""))
            yield replace(graph, entry=entry)


def _beside(writer: Writer, generation: Path) -> None:
    """Keep the text index, since the edition has no words; rebuild it if it may now show more of a record.

    The index has the first day of the inspections that records are about. A store has that day once it has a
    council's inspections, before the rest of the council is loaded.
    """
    before = writer.place.generation()
    known = Manifest.read(before / "manifest.json")
    had = {scope for e in _reports(known) for scope in e.scopes}
    new = {scope for e in _reports(writer.manifest) for scope in e.scopes} - had
    told_of = {scope for e in writer.manifest.documents() if not e.inspections for scope in e.scopes}
    if new & told_of:
        put_beside(writer, generation)
    else:
        link(before / INDEX, generation / INDEX)


def mixed(manifest: Manifest) -> dict[str, list[Entry]]:
    """Reports without words, by code of councils that also have loaded reports."""
    bare: dict[str, list[Entry]] = {}
    loaded: set[str] = set()
    for entry in manifest.documents():
        if entry.from_edition:
            for scope in entry.scopes:
                bare.setdefault(scope, []).append(entry)
        elif entry.inspections:
            loaded.update(entry.scopes)
    return {code: entries for code, entries in sorted(bare.items()) if code in loaded}


def rows_of_edition(manifest: Manifest) -> frozenset[str]:
    """Codes of the councils that keep the edition's trajectories.

    Trajectories also depend on the words of sentences. While a store lacks the words of a report of a
    council, they cannot be recalculated, and those of the edition, which were derived with all words, stay.
    """
    bare = {scope for entry in manifest.documents() if entry.from_edition for scope in entry.scopes}
    derived = {code: manifest.entries.get(derived_graph(code)) for code in bare}
    return frozenset(code for code, entry in derived.items() if entry is not None and entry.from_edition)


def _described(whole_edition: Edition) -> NamedGraph:
    """The edition as a DCAT data set."""
    graph = Graph()
    node = NamedNode(thing("dataset", f"england-{whole_edition.number}"))
    graph.a(node, "dcat:Dataset")
    graph.add(node, "dcterms:title", Literal("Inspections of children's services in England", language="en"))
    graph.add(node, "dcat:version", text(str(whole_edition.number)))
    graph.add(node, "dcterms:modified", text(whole_edition.date))
    graph.add(node, "dcterms:license", NamedNode(LICENCE))
    graph.add(node, "dcterms:rights", Literal(RIGHTS, language="en"))
    graph.add(node, "sourceCount", whole(int(whole_edition.about.get("documents", 0))))
    lines = to_lines(graph)
    entry = Entry(EDITION_GRAPH, "", ("edition",), lines.count(b"\n"), whole_edition.mark)
    return NamedGraph(entry, pack(lines))
