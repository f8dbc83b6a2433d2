"""The known reports of the edition: hash, council, date and the publisher's address of each.

``python -m tools.edition`` writes the table ``data/england/reports.csv``. It is data of the project; reading
it needs no report.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg import resources

TABLE: Final = "reports.csv"
COLUMNS: Final = ("sha256", "authority", "urn", "file_name", "published", "pages", "state", "reason", "url")


@dataclass(frozen=True, slots=True)
class KnownReport:
    """One published report.

    Attributes:
        sha256: SHA-256 of its bytes, as published.
        authority: three-digit code of the council; empty if the report could not be read.
        urn: the publisher's number of the council.
        file_name: name under which it is cited.
        published: ISO date.
        pages: number of pages; empty if the report could not be read.
        state: ``read``, ``doubtful``, ``refused`` or ``unread``.
        reason: why it is doubtful or refused, as the class of the refusal or the number of doubts.
        url: the publisher's address.
    """

    sha256: str
    authority: str
    urn: str
    file_name: str
    published: str
    pages: str
    state: str
    reason: str
    url: str


@cache
def listed_reports(folder: Path | None = None) -> tuple[KnownReport, ...]:
    """All known reports, in the order of the table; none if there is no table.

    Args:
        folder: folder of the table; by default the shipped one.
    """
    path = (folder or resources.folder("data") / "england") / TABLE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(KnownReport(**{name: row[name] for name in COLUMNS}) for row in csv.DictReader(stream))


@cache
def known_reports(folder: Path | None = None) -> Mapping[str, KnownReport]:
    """Known reports by SHA-256; if several addresses have the same bytes, one of them.

    Args:
        folder: folder of the table; by default the shipped one.
    """
    return MappingProxyType({row.sha256: row for row in listed_reports(folder)})


def address(sha256: str) -> str:
    """The publisher's address of a report; empty if unknown."""
    found = known_reports().get(sha256)
    return found.url if found is not None else ""
