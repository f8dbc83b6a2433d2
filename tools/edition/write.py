"""From what was read to the files that ship: a part a council, the table of reports, the description."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from kg import __version__, resources
from kg.build.base import read_turtle
from kg.build.rules_hash import rules_hash
from kg.edition.layer import Layer, of_inspections, of_rows
from kg.edition.merge import LICENCE, RIGHTS
from kg.edition.words import without_words
from kg.known import COLUMNS, TABLE
from kg.pipeline.settle import prepare, settle
from kg.rdf.iris import derived_graph
from kg.rdf.serialise import unpack
from kg.rdf.terms import our
from kg.store.archive import graph_name
from kg.store.manifest import Entry, Refusal
from kg.store.writer import NamedGraph, Writer, writing
from tools.edition.files import SHIPPED, describe, described, packed, write_start
from tools.edition.keep import Part, part_of
from tools.edition.layers import Layers

_PAGES: Final = re.compile(rb'/pageCount> "(\d+)"')
_KEPT: Final = 20
"""Names of changed councils that a change log lists before it counts."""


def write_edition(
    read: Sequence[NamedGraph | Refusal],
    *,
    store: Path,
    out: Path,
    links: Path | None,
    number: int,
    date: str | None,
    registers: Sequence[Path] = (),
    kept: Path | None = None,
    workers: int = 1,
) -> Iterator[str]:
    """Write the edition.

    Args:
        read: what was read of each report.
        store: for the store that trajectories are derived in; empty, or that of an earlier build, of which
            the councils are derived anew whose reports or decisions changed.
        out: folder of the edition.
        links: table of the publisher's addresses.
        number: of the edition.
        date: ISO date of the edition; by default that of the last report.
        registers: further Turtle files of authorities.
        kept: folder of the parts of earlier builds; by default each is made.
        workers: processes that make parts.

    Yields:
        What was written, a line each.

    Raises:
        DataError: a part would hold words of a report, or would not give back the same graph.
    """
    addresses = _addresses(links)
    graphs = [_bare(one) for one in read if isinstance(one, NamedGraph)]
    out.mkdir(parents=True, exist_ok=True)
    before = described(out)
    parts: dict[str, dict[str, str]] = {}
    layers = Layers(out)
    with writing(store) as writer:
        prepare(writer, registers)
        changed = [graph for graph in graphs if not _held(writer, graph)]
        writer.put(changed)
        settle(writer, {scope for graph in changed for scope in graph.entry.scopes})
        for code, entries, part in _parts(writer, kept, workers):
            layers.add(code, part.layers)
            name = f"{code}.xz"
            (out / name).write_bytes(part.packed)
            parts[code] = {"file": name, "sha256": hashlib.sha256(part.packed).hexdigest()}
            yield f"{code}  {len(entries) - 1} reports  {part.triples:,} triples  {len(part.packed):,} bytes"
        method = _methods(writer)
    layers.finish()
    for path in sorted(out.glob("*.xz")):
        if path.stem not in parts and path.name not in layers.files:
            path.unlink()
    start = write_start(out)
    table = _table(read, addresses)
    (out / TABLE).write_bytes(table)
    published = sorted(one.entry.published for one in graphs if one.entry.published)
    when = date or (published[-1] if published else "")
    told: dict[str, Any] = {
        "edition": number,
        "date": when,
        "title": "Inspections of children's services in England, as facts",
        "license": LICENCE,
        "creator": "https://w3id.org/inspection-kg/",
        "source_publisher": "https://www.gov.uk/government/organisations/ofsted",
        "attribution": RIGHTS,
        "version": __version__,
        "rules": rules_hash()[:16],
        "methods": method,
        "documents": len(graphs),
        "refused": sum(isinstance(one, Refusal) for one in read),
        "councils": parts,
        "layers": layers.told,
        "start": start,
        "reports": hashlib.sha256(table).hexdigest(),
    }
    told["changes"] = _changes(before, told)
    describe(out, told)
    size = sum(path.stat().st_size for path in out.iterdir())
    yield f"{len(graphs)} reports of {len(parts)} councils, {size:,} bytes"


def _held(writer: Writer, graph: NamedGraph) -> bool:
    """Whether an earlier build put the same graph."""
    held = writer.manifest.entries.get(graph.entry.graph)
    return held is not None and held.file == graph_name(graph.entry.graph, graph.packed)


def _bare(graph: NamedGraph) -> NamedGraph:
    """A graph without the text and the reading that a store keeps beside it: neither ships."""
    entry = replace(graph.entry, rendition="", reading="")
    return NamedGraph(entry, graph.packed)


def _by_council(writer: Writer) -> dict[str, list[Entry]]:
    """Entries of reports by the first council they are about, then those of its trajectories."""
    found: dict[str, list[Entry]] = {}
    for entry in writer.manifest.documents():
        if entry.inspections:
            found.setdefault(entry.scopes[0], []).append(entry)
    for code, entries in found.items():
        entries.sort(key=lambda entry: (entry.published, entry.sha256))
        derived = writer.manifest.entries.get(derived_graph(code))
        entries.extend([derived] if derived else [])
    return dict(sorted(found.items()))


def _parts(writer: Writer, kept: Path | None, workers: int) -> Iterator[tuple[str, list[Entry], Part]]:
    """The part of each council, in the order of their codes."""
    councils = _by_council(writer)
    make = partial(_part, writer.place.archive, kept)
    if workers == 1:
        yield from ((code, entries, make(entries)) for code, entries in councils.items())
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        made = pool.map(make, councils.values())
        yield from (
            (code, entries, part) for (code, entries), part in zip(councils.items(), made, strict=True)
        )


def _part(archive: Path, kept: Path | None, entries: Sequence[Entry]) -> Part:
    return part_of(kept, entries, partial(_made, archive, entries))


def _made(archive: Path, entries: Sequence[Entry]) -> Part:
    read = [unpack((archive / entry.file).read_bytes()).decode() for entry in entries]
    graphs = [sorted(without_words(text.splitlines(keepends=True))) for text in read]
    heads = [{name: getattr(entry, name) for name in SHIPPED} for entry in entries]
    layers = {
        Layer.INSPECTIONS.key: list(zip(heads, map(of_inspections, graphs), strict=True)),
        Layer.ROWS.key: list(zip(heads, of_rows(graphs), strict=True)),
    }
    return Part(packed(heads, graphs), sum(map(len, graphs)), layers)


def _methods(writer: Writer) -> list[str]:
    """Names and versions of reader, classifier and rules, as the graphs name them."""
    found = writer.store.select(
        "SELECT DISTINCT ?title WHERE { ?s a <https://w3id.org/inspection-kg/def/Software> ; "
        "<http://purl.org/dc/terms/title> ?title } ORDER BY ?title"
    )
    return [str(getattr(title, "value", "")) for (title,) in found.rows]


def _addresses(links: Path | None) -> dict[str, list[dict[str, str]]]:
    """Rows of the table of addresses by SHA-256; several addresses may give the same bytes."""
    found: dict[str, list[dict[str, str]]] = {}
    if links is not None:
        with links.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                found.setdefault(row["sha256"], []).append(row)
    return found


def _table(
    read: Sequence[NamedGraph | Refusal], addresses: Mapping[str, Sequence[Mapping[str, str]]]
) -> bytes:
    """The table of known reports, those that were not at hand too."""
    rows: dict[str, list[dict[str, str]]] = {
        sha256: [{"sha256": sha256, "state": "unread", **_address(row)} for row in found]
        for sha256, found in addresses.items()
    }
    for one in read:
        entry = one if isinstance(one, Refusal) else one.entry
        told = {"state": "refused", "reason": one.kind} if isinstance(one, Refusal) else _state(one)
        for row in rows.setdefault(entry.sha256, [{"sha256": entry.sha256}]):
            row.update(_named(one) | row | told)
    councils = _councils()
    every = [row for found in rows.values() for row in found]
    for row in every:
        row.setdefault("authority", councils.get(row.get("urn", ""), ""))
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        sorted(every, key=lambda r: (r["authority"], r.get("published", ""), r["sha256"], r.get("url", "")))
    )
    return out.getvalue().encode()


def _named(one: NamedGraph | Refusal) -> dict[str, str]:
    """Name and day of a report as it tells them, where the table of addresses does not."""
    if isinstance(one, Refusal):
        return {"file_name": one.file_name}
    return {"file_name": one.entry.file_name, "published": one.entry.published}


def _state(graph: NamedGraph) -> dict[str, str]:
    """What the table says of a report that was read."""
    entry = graph.entry
    pages = _PAGES.search(unpack(graph.packed))
    told = {
        "authority": entry.scopes[0],
        "pages": pages.group(1).decode() if pages else "",
        "state": "doubtful" if entry.warnings else "read",
    }
    doubts = len(entry.warnings)
    return told | ({"reason": f"{doubts} doubt{'s' * (doubts > 1)}"} if doubts else {})


def _councils() -> dict[str, str]:
    """Codes of councils by the publisher's number, as the register has them."""
    told = [t for path in resources.files("ontology", "register/*.ttl") for t in read_turtle(path)]
    codes = {t.subject: getattr(t.object, "value", "") for t in told if t.predicate == our("code")}
    return {
        str(getattr(t.object, "value", "")): str(codes[t.subject])
        for t in told
        if t.predicate == our("urn") and t.subject in codes
    }


def _address(row: Mapping[str, str]) -> dict[str, str]:
    day = datetime.strptime(row["published"], "%d/%m/%y").date().isoformat()
    return {"urn": row["urn"], "file_name": row["file_name"], "published": day, "url": row["url"]}


def _changes(before: Mapping[str, Any], told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The change log: what each edition has that the one before had not, the newest first."""
    log = [one for one in before.get("changes", ()) if one["edition"] < told["edition"]]
    parts, old = told["councils"], before.get("councils", {}) if log else {}
    changed = sorted(code for code in parts if old.get(code) != parts[code]) if log else []
    this = {
        "edition": told["edition"],
        "date": told["date"],
        "documents": told["documents"],
        "changed": changed if len(changed) <= _KEPT else len(changed),
    }
    return [this, *log]
