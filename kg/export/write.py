"""Writes a selection of a store: the same graph gives the same bytes, in bounded memory."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain, groupby
from pathlib import Path
from typing import BinaryIO, Final, cast

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import DataError
from kg.export.describe import EXPORT_GRAPH, description
from kg.export.formats import Format
from kg.export.prefixes import AbsoluteHeader, all_prefixes, used_prefixes
from kg.export.selection import Selection
from kg.export.selectors import with_selectors
from kg.export.streams import lines_of, merged, triples
from kg.namespaces import BASE, PREFIXES
from kg.rdf.serialise import to_lines
from kg.store.archive import verify
from kg.store.folder import StoreFolder, folder_of, unchanged
from kg.store.manifest import Entry

_NO_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def export(
    output: BinaryIO,
    form: Format,
    *,
    store: Path | None = None,
    selection: Selection | None = None,
) -> int:
    """Write named graphs of a store.

    Args:
        output: the target stream.
        form: the serialisation.
        store: folder of the store.
        selection: the part to export; by default all statements of documents and data derived from them.

    Returns:
        The number of exported named graphs.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: a named graph is missing or damaged; then nothing is written.
        StoreChanged: other processes changed the store meanwhile.
        UnknownName: nothing matches the selection.
        DataError: a text contains a character that the format cannot represent.
    """
    place = folder_of(store)
    with unchanged(place):
        return _write(output, form, place, selection or Selection())


def _write(output: BinaryIO, form: Format, place: StoreFolder, chosen: Selection) -> int:
    entries = [e for e in chosen.entries(place.manifest()) if e.triples]
    for entry in entries:
        verify(place.archive / entry.file)
    # Engines whose default graph is the union of named graphs return a row for each graph with a triple.
    told_elsewhere = form.graphs, form.graphs and chosen.with_base
    about = to_lines(description(place.archive, entries, quotes=chosen.quotes, told_elsewhere=told_elsewhere))
    archived = [place.archive / entry.file for entry in entries]
    prefixes = all_prefixes() if chosen.with_base else used_prefixes(about, archived)
    if form.graphs:
        _write_quads(output, form, _by_graph(place, entries, about, chosen), prefixes)
    else:
        with _streams(place, entries, chosen) as streams:
            told = triples(merged([iter(about.splitlines(keepends=True)), *streams]))
            _write_triples(output, form, told, prefixes)
    return len(entries)


def _by_graph(
    place: StoreFolder, entries: list[Entry], about: bytes, chosen: Selection
) -> Iterator[tuple[str, Iterator[bytes]]]:
    first = [(EXPORT_GRAPH, iter(about.splitlines(keepends=True)))]
    yield from chain(first, ((e.graph, _lines(place, e, chosen)) for e in entries))


def _lines(place: StoreFolder, entry: Entry, chosen: Selection) -> Iterator[bytes]:
    lines = lines_of(place.archive / entry.file, quotes=chosen.quotes)
    return with_selectors(lines) if chosen.selectors and entry.document is not None else lines


@contextmanager
def _streams(place: StoreFolder, entries: list[Entry], chosen: Selection) -> Iterator[list[Iterator[bytes]]]:
    """The lines of each graph, to be merged.

    Selectors are made from a whole graph. So graphs with selectors are written to disk first; otherwise the
    merge would hold as many graphs in memory as it reads at once.
    """
    if not chosen.selectors:
        yield [_lines(place, entry, chosen) for entry in entries]
        return
    with tempfile.TemporaryDirectory(prefix="kg-export-", ignore_cleanup_errors=True) as folder:
        paths = [Path(folder) / str(number) for number, _ in enumerate(entries)]
        for path, entry in zip(paths, entries, strict=True):
            with gzip.open(path, "wb", compresslevel=1) as stream:
                stream.writelines(_lines(place, entry, chosen))
        yield [lines_of(path) for path in paths]


def _write_triples(output: BinaryIO, form: Format, told: Iterator[Triple], prefixes: dict[str, str]) -> None:
    if form.rdf is RdfFormat.JSON_LD:
        _write_json(output, told, prefixes)
    elif form.rdf is RdfFormat.RDF_XML:
        kept = cast(BinaryIO, _KeepsReturns(output))
        serialize(_fit_for_xml(told), kept, form.rdf, prefixes=prefixes)
    elif form.rdf is RdfFormat.TURTLE:
        serialize(told, _header(output, prefixes), form.rdf, prefixes=prefixes, base_iri=BASE)
    else:
        serialize(told, output, form.rdf)


def _header(output: BinaryIO, prefixes: Mapping[str, str]) -> BinaryIO:
    return cast(BinaryIO, AbsoluteHeader(output, prefixes))


def _write_quads(
    output: BinaryIO,
    form: Format,
    graphs: Iterator[tuple[str, Iterator[bytes]]],
    prefixes: dict[str, str],
) -> None:
    if form.rdf is RdfFormat.N_QUADS:
        for name, lines in graphs:
            ending = f" <{name}> .\n".encode()
            for line in lines:
                output.write(line[:-3] + ending)
        return
    quads = (
        Quad(t.subject, t.predicate, t.object, NamedNode(name))
        for name, lines in graphs
        for t in triples(lines)
    )
    serialize(quads, _header(output, prefixes), form.rdf, prefixes=prefixes, base_iri=BASE)


class _KeepsReturns:
    """Writes carriage returns as references, since readers of XML read bare ones as line feeds."""

    def __init__(self, output: BinaryIO) -> None:
        self._output = output

    def write(self, data: bytes) -> int:
        self._output.write(bytes(data).replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._output.flush()


def _fit_for_xml(told: Iterator[Triple]) -> Iterator[Triple]:
    """The same triples; fails at a character that XML 1.0 cannot represent."""
    for triple in told:
        found = _NO_XML.search(triple.object.value) if isinstance(triple.object, Literal) else None
        if found:
            raise DataError(
                f"{triple.subject} {triple.predicate}: RDF/XML cannot hold the character "
                f"U+{ord(found.group()):04X} in its text; use another format."
            )
        yield triple


def _write_json(output: BinaryIO, told: Iterator[Triple], prefixes: Mapping[str, str]) -> None:
    """Write JSON-LD with the project's prefixes as its context, one resource a line.

    Every value is a string with its datatype: a JSON number with a fraction would be read back as a double
    written 9.5E-1, which is not an xsd:decimal. Every IRI is absolute or has a prefix of the context, since
    processors differ on relative ones.
    """
    context = json.dumps(dict(prefixes), ensure_ascii=False)
    compact = _compacter(prefixes)
    output.write(f'{{"@context": {context},\n"@graph": ['.encode())
    for number, (subject, group) in enumerate(groupby(told, key=lambda t: t.subject)):
        node: dict[str, object] = {"@id": compact(str(subject)[1:-1])}
        for name, same in groupby(group, key=lambda t: t.predicate.value):
            values = [_json_value(t.object, compact) for t in same]
            if name == PREFIXES["rdf"] + "type":
                node["@type"] = [v["@id"] if isinstance(v, dict) else v for v in values]
            else:
                node[compact(name)] = values[0] if len(values) == 1 else values
        output.write((",\n" if number else "\n").encode() + json.dumps(node, ensure_ascii=False).encode())
    output.write(b"\n]}\n")


def _json_value(value: object, compact: Callable[[str], str]) -> object:
    if isinstance(value, NamedNode):
        return {"@id": compact(value.value)}
    if isinstance(value, Literal):
        if value.language:
            return {"@value": value.value, "@language": value.language}
        if value.datatype.value == PREFIXES["xsd"] + "string":
            return value.value
        return {"@value": value.value, "@type": compact(value.datatype.value)}
    raise TypeError(f"{value} is not a term of our graphs")


def _compacter(prefixes: Mapping[str, str]) -> Callable[[str], str]:
    by_start = {iri: label for label, iri in prefixes.items()}

    def compact(iri: str) -> str:
        at = max(iri.rfind("/"), iri.rfind("#")) + 1
        label, local = by_start.get(iri[:at]), iri[at:]
        return f"{label}:{local}" if label and local and ":" not in local else iri

    return compact
