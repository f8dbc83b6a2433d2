"""``kg reports``: lists the reports in the edition, and how much of each is in a store."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from kg.build.process import file_hash
from kg.build.sources import find
from kg.errors import UnreadableFile
from kg.known import KnownReport, known_reports, listed_reports
from kg.queries.answer import Answer
from kg.queries.dates import bounds
from kg.queries.names import Names
from kg.store.base import Solutions, Term
from kg.store.folder import StoreFolder
from kg.text import name_of

_log = logging.getLogger("kg")
_COLUMNS: Final = ("authority", "published", "file_name", "pages", "in_store", "state", "url", "sha256")


def known_of(code: str | None) -> list[KnownReport]:
    """The known reports, or those of one council by its three-digit code."""
    return [report for report in listed_reports() if code in (None, report.authority)]


def listing(
    place: StoreFolder | None, names: Names, code: str | None, since: str | None, folder: Path | None
) -> Answer:
    """The known reports as an answer; a report is loaded, known (facts without words) or absent.

    Args:
        place: of the store, if it has a folder.
        names: where labels of councils are looked up.
        code: of one council; by default all.
        since: published on this day or later, as people write it.
        folder: whose PDF files are listed too, if the edition does not know them; those that cannot be read
            are listed as such, with a warning.

    Raises:
        BadParameter: the day cannot be read.
    """
    first = bounds(since)[0].isoformat() if since else ""
    entries = place.manifest().documents() if place else []
    state = {e.sha256: "known" if e.from_edition else "loaded" for e in entries}
    labels = {name.iri.rpartition("/")[2]: name.label for name in names.authorities()}

    def rows() -> Iterator[tuple[Term | None, ...]]:
        for one in known_of(code):
            if one.published >= first:
                there = state.get(one.sha256, "absent")
                council = labels.get(one.authority, one.urn)
                yield _row(
                    council, one.published, one.file_name, one.pages, there, one.state, one.url, one.sha256
                )
        for path in find([folder]) if folder else ():
            try:
                sha256 = file_hash(path)
            except UnreadableFile as problem:
                _log.warning("%s", problem)
                yield _row("", "", name_of(path), "", "absent", "unreadable", "", "")
                continue
            if sha256 not in known_reports():
                there = state.get(sha256, "absent")
                yield _row("", "", name_of(path), "", there, "after the edition", "", sha256)

    return Answer(lambda: Solutions(_COLUMNS, rows()), name="reports")


def _row(*cells: str) -> tuple[Literal | None, ...]:
    return tuple(Literal(cell) if cell else None for cell in cells)
