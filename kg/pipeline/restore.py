"""``kg import``: loads named graphs that ``kg export`` wrote into a store."""

from __future__ import annotations

import gzip
import hashlib
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.curation import corrections_fingerprint, corrections_in
from kg.edition.merge import completed
from kg.errors import CallError, EnvironmentFault, RecordError
from kg.namespaces import DEF, GRAPH, PREFIXES, thing
from kg.pipeline.settle import prepare, settle
from kg.queries.beside import put_beside
from kg.rdf.nesting import file_too_deep
from kg.rdf.serialise import about, pack, subject, to_lines
from kg.regular import regular
from kg.store.archive import graph_name
from kg.store.folder import folder_of, is_own
from kg.store.manifest import IMPORTED, Entry
from kg.store.writer import NamedGraph, Writer, writing
from kg.text import name_of

_FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG}

_WORDS: Final = f" <{DEF}words> ".encode()
_OLDER: Final = f" <{DEF}position> ".encode()
"""Property of the selectors that places had until format 2 of stores."""
_SELECTORS: Final = tuple(thing(kind, "") for kind in ("page", "position", "quote"))
"""Prefix of the names of nodes that ``kg export --selectors`` adds, which follow from the places."""

_DOCUMENT: Final = re.compile(rf"{re.escape(GRAPH)}(?:document|candidates)/[0-9a-f]{{16}}")
_LONGEST: Final = 1_000_000
"""Characters of the longest text; the longest paragraph of a report is below 10,000."""
_MOST_GRAPHS: Final = 50_000
"""Most document graphs; each is written to a separate file."""

_TRIPLES_AT_ONCE: Final = 50_000
"""Number of triples that are held before they are written to disk, whatever the order of the files."""


def restore(files: Iterable[Path], store: Path | None = None) -> int:
    """Put the document graphs of exports into a store; derived graphs are recalculated.

    Args:
        files: N-Quads or TriG.
        store: folder of the store.

    Returns:
        The number of document graphs that the files hold.

    Raises:
        CallError: a file's extension is neither ``.nq`` nor ``.trig``, or it lacks the words of a document
            that the store holds with its words.
        RecordError: a file does not parse, or holds triples that kg export never writes.
        EnvironmentFault: the disk of the store or of temporary files refuses.
    """
    with tempfile.TemporaryDirectory(prefix="kg-import-", ignore_cleanup_errors=True) as folder:
        laid = _lay_aside(files, Path(folder))
        entries: list[Entry] = []
        place = folder_of(store)
        first = is_own(store) and not place.exists()
        with writing(place.root, finish=put_beside, mend=True) as writer:
            prepare(writer)
            with completed(writer, first=first) as scopes:
                writer.put(_document_graphs(laid, entries, writer))
                scopes.update(s for e in entries for s in e.scopes)
            settle(writer, {s for e in entries for s in e.scopes})
    return len(entries)


def _lay_aside(files: Iterable[Path], folder: Path) -> dict[str, Path]:
    """Write each document graph to a separate file; a graph may come in several parts and files."""
    laid: dict[str, Path] = {}
    held: dict[str, list[Triple]] = defaultdict(list)
    names: set[str] = set()
    count = 0

    def put_down() -> None:
        for name, triples in held.items():
            path = laid.setdefault(name, folder / hashlib.sha256(name.encode()).hexdigest())
            try:
                with gzip.open(path, "ab", compresslevel=1) as stream:
                    stream.write(to_lines(triples))
            except OSError as problem:
                raise EnvironmentFault(
                    f"{folder}: temporary files cannot be written there: {problem}"
                ) from problem
        held.clear()

    for path in files:
        for quad in _quads(path):
            if isinstance(quad.graph_name, NamedNode) and _is_kept(quad, quad.graph_name.value):
                held[quad.graph_name.value].append(quad.triple)
                names.add(quad.graph_name.value)
                if len(names) > _MOST_GRAPHS:
                    raise RecordError(f"{path.name}: more than {_MOST_GRAPHS:,} graphs; import it in parts.")
                count += 1
                if count % _TRIPLES_AT_ONCE == 0:
                    put_down()
    put_down()
    return laid


def _document_graphs(laid: dict[str, Path], entries: list[Entry], writer: Writer) -> Iterator[NamedGraph]:
    """The document graphs that are not yet in the store; the entry of each is added to ``entries``."""
    for name, path in sorted(laid.items()):
        with gzip.open(path, "rb") as stream:
            lines = b"".join(sorted(set(stream)))
        graph = _document_graph(name, lines)
        entries.append(graph.entry)
        old = writer.manifest.entries.get(name)
        if old is None:
            yield graph
        elif old.file != graph_name(name, graph.packed):
            if _WORDS not in lines and _WORDS in writer.lines(old):
                raise CallError(
                    f"{graph.entry.file_name or name}: the store has this document with its words, the "
                    "file does not: import the file into another store (--store)."
                )
            yield graph


def _quads(path: Path) -> Iterator[Quad]:
    regular(path, RecordError)
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise CallError(f"{path.name}: only .nq and .trig files contain named graphs; export to one of them.")
    try:
        if file_too_deep(path):
            raise RecordError(f"{path.name}: triples within triples, nested too deeply; no export has them.")
        for quad in parse(path=str(path), format=form):
            if isinstance(quad.graph_name, DefaultGraph):
                raise RecordError(f"{path.name}: a triple without a named graph: {quad.triple}")
            if isinstance(quad.object, Literal) and len(quad.object.value) > _LONGEST:
                raise RecordError(
                    f"{path.name}: a text of {len(quad.object.value):,} characters, more than the limit of "
                    f"{_LONGEST:,}: {quad.subject} {quad.predicate}"
                )
            if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                raise RecordError(f"{path.name}: a blank node, which no export contains: {quad.triple}")
            yield quad
    except (SyntaxError, OSError, ValueError, MemoryError) as problem:  # MemoryError: a text beyond 16 MB
        raise RecordError(f"{path.name}: does not parse: {problem}") from problem


def _is_kept(quad: Quad, graph: str) -> bool:
    """Whether a quad is part of a document's graph, not of a selector that follows from its place."""
    if _DOCUMENT.fullmatch(graph) is None or quad.predicate.value == PREFIXES["oa"] + "hasSelector":
        return False
    return not (isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(_SELECTORS))


def _document_graph(name: str, lines: bytes) -> NamedGraph:
    """A document's graph with its entry, which is read from the graph itself."""
    if _OLDER in lines:
        raise RecordError(
            f"{name}: an earlier version wrote this graph in another format: load its "
            "document again with kg load."
        )
    key = name.rpartition("/")[2]
    node = thing("document", key)
    said: dict[str, list[str]] = defaultdict(list)
    for triple in about(lines, {f"<{node}>".encode()}):
        said[triple.predicate.value.removeprefix(DEF)].append(str(getattr(triple.object, "value", "")))
    if not said["sha256"]:
        raise RecordError(f"{name}: the graph does not describe its document; kg export did not write it.")
    entry = Entry(
        graph=name,
        file="",
        scopes=tuple(sorted({a.rpartition("/")[2] for a in said["authority"]})),
        triples=lines.count(b"\n"),
        made_from=IMPORTED,
        document=key,
        sha256=said["sha256"][0],
        file_name=name_of(Path((said["fileName"] or [""])[0])),
        inspections=tuple(sorted(said["reports"])),
        published=(said["published"] or [""])[0],
        warnings=tuple(sorted(said["warning"])),
        curated=corrections_fingerprint(corrections_in(about(lines, _corrections(lines)), name)),
    )
    return NamedGraph(entry, pack(lines))


def _corrections(lines: bytes) -> set[bytes]:
    """The corrections that N-Triples describe, as written."""
    kind = f"> <{PREFIXES['rdf']}type> <{DEF}Correction> .".encode()
    return {subject(line) for line in lines.splitlines() if line.endswith(kind)}
