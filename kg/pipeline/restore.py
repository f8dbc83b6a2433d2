"""``kg import``: named graphs that ``kg export`` wrote, back into a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from kg.curation import corrections_in, fingerprint
from kg.errors import CallError, RecordError
from kg.namespaces import DEF, GRAPH, thing
from kg.pipeline.finish import put_beside
from kg.pipeline.load import finish_documents, prepare
from kg.rdf.serialise import pack, to_lines
from kg.store.manifest import IMPORTED, Entry
from kg.store.place import default_place
from kg.store.writer import NamedGraph, writing

_FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG}


def restore(files: Iterable[Path], store: Path | None = None) -> int:
    """Put the document graphs of exports into a store; what is derived is derived anew.

    Args:
        files: N-Quads or TriG.
        store: folder of the store.

    Returns:
        The number of document graphs that came in.

    Raises:
        CallError: a file's ending is neither ``.nq`` nor ``.trig``.
        RecordError: a file does not parse, or holds what no export of ours holds.
    """
    graphs: dict[str, set[Triple]] = defaultdict(set)
    for path in files:
        for quad in _quads(path):
            if isinstance(quad.graph_name, NamedNode):
                graphs[quad.graph_name.value].add(quad.triple)
    coming = [_document_graph(name, told) for name, told in sorted(graphs.items()) if _is_document(name)]
    with writing(store or default_place(), finish=put_beside) as writer:
        prepare(writer)
        writer.put(coming)
        finish_documents(writer, {s for g in coming for s in g.entry.scopes})
    return len(coming)


def _quads(path: Path) -> Iterator[Quad]:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise CallError(
            f"{path.name}: only .nq and .trig files tell named graphs apart; export one of those."
        )
    try:
        for quad in parse(path=str(path), format=form):
            if isinstance(quad.graph_name, DefaultGraph):
                raise RecordError(f"{path.name}: a triple without a named graph: {quad.triple}")
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                raise RecordError(f"{path.name}: a blank node, which our exports never hold: {quad.triple}")
            yield quad
    except (SyntaxError, OSError) as problem:
        raise RecordError(f"{path.name}: does not parse: {problem}") from problem


def _is_document(name: str) -> bool:
    return name.startswith((f"{GRAPH}document/", f"{GRAPH}candidates/"))


def _document_graph(name: str, told: set[Triple]) -> NamedGraph:
    """A document's graph with its entry, which the graph itself describes."""
    key = name.rpartition("/")[2]
    node = thing("document", key)
    said: dict[str, list[str]] = defaultdict(list)
    for triple in told:
        if isinstance(triple.subject, NamedNode) and triple.subject.value == node:
            said[triple.predicate.value.removeprefix(DEF)].append(str(getattr(triple.object, "value", "")))
    if not said["sha256"]:
        raise RecordError(f"{name}: the graph does not describe its document; it is no export of ours.")
    lines = to_lines(told)
    entry = Entry(
        graph=name,
        file="",
        scopes=tuple(sorted({a.rpartition("/")[2] for a in said["authority"]})),
        triples=lines.count(b"\n"),
        made_from=IMPORTED,
        document=key,
        sha256=said["sha256"][0],
        file_name=(said["fileName"] or [""])[0],
        inspections=tuple(sorted(said["reports"])),
        published=(said["published"] or [""])[0],
        warnings=tuple(sorted(said["warning"])),
        curated=fingerprint(corrections_in(told, name)),
    )
    return NamedGraph(entry, pack(lines))
