"""Chooses which of several documents on one inspection is shown: the re-issue, with stubs of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg.namespaces import DEF, PREFIXES, thing
from kg.rdf.serialise import from_lines, to_lines
from kg.store.manifest import Entry

_OF_A_STUB: Final = ("sha256", "fileName", "published", "publishedBasis", "tier", "authority", "pageCount")
_SHOWN: Final = frozenset((PREFIXES["rdf"] + "type", *(DEF + name for name in _OF_A_STUB)))


def superseded(entries: Iterable[Entry]) -> dict[str, str]:
    """For each named graph of a document, the key of the document that supersedes it, or ``""``.

    Documents that report the same inspections are issues of one report. The one published last stays; if
    they were published on the same day, the one with the greater hash, so that the order of loading never
    matters.
    """
    issues: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    found: dict[str, str] = {}
    for entry in entries:
        if entry.document is not None:
            found[entry.graph] = ""
            if entry.inspections:
                issues[entry.inspections].append(entry)
    for group in issues.values():
        *older, last = sorted(group, key=lambda e: (e.published, e.sha256))
        for entry in older:
            found[entry.graph] = last.document or ""
    return found


def visible_lines(lines: bytes, entry: Entry) -> bytes:
    """The lines of a named graph that readers see: all, or the stub of a superseded document.

    Args:
        lines: N-Triples of the graph.
        entry: entry of the graph.
    """
    if not entry.superseded_by or entry.document is None:
        return lines
    return to_lines(stub(from_lines(lines), entry))


def stub(triples: Iterable[Triple], entry: Entry) -> Iterator[Triple]:
    """The triples of a superseded document that are still shown: its description, and its replacement."""
    node = NamedNode(thing("document", entry.document or ""))
    for triple in triples:
        if triple.subject == node and triple.predicate.value in _SHOWN:
            yield triple
    yield Triple(node, NamedNode(DEF + "supersededBy"), NamedNode(thing("document", entry.superseded_by)))
