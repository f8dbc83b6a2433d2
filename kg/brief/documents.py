"""The documents of a page, numbered: inspection reports by date, then what else is cited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from urllib.parse import urlsplit

from kg.brief.model import Citation, Source
from kg.brief.words import day_in_words, days_in_words
from kg.namespaces import concept
from kg.queries.answer import Row
from kg.queries.names import StoreNames
from kg.render.citation import places


class Documents:
    """Numbers of documents; a document that is first met when it is cited comes last.

    Args:
        names: of concepts.
        inspections: rows of the query ``inspections``, oldest first.
    """

    def __init__(self, names: StoreNames, inspections: Iterable[Row]) -> None:
        self._names = names
        self._sources: dict[str, Source] = {}
        ordered = sorted(inspections, key=lambda row: (str(row["start"]), str(row["document"])))
        order: dict[str, list[Row]] = {}
        for row in ordered:
            order.setdefault(str(row["sha256"]), []).append(row)
        for sha256, rows in order.items():
            self._sources[sha256] = self._source(rows[0], "; ".join(self._reported(rows)))

    def cite(self, row: Mapping[str, object]) -> Citation:
        """Where the words of a row stand."""
        sha256 = str(row["sha256"])
        if sha256 not in self._sources:
            self._sources[sha256] = self._source(row, self.label("tier", row["tier"]))
        return Citation(list(self._sources).index(sha256) + 1, ", ".join(places(row)))

    def cite_named(self, name: object, page: object) -> Citation | None:
        """The same for a document known by its file name only; none if no numbered document has the name."""
        for number, source in enumerate(self._sources.values(), 1):
            if source.name == name:
                return Citation(number, f"page {page}" if page else "")
        return None

    def listed(self) -> tuple[Source, ...]:
        """All of them, in the order of their numbers."""
        return tuple(self._sources.values())

    def label(self, scheme: str, identifier: object) -> str:
        """Label of a concept by its id."""
        return self._names.label(concept(scheme, str(identifier))) or str(identifier)

    def _reported(self, rows: Iterable[Row]) -> Iterable[str]:
        """What a document reports: two kinds of inspection on the same days make one phrase."""
        for (start, end), same in groupby(rows, key=itemgetter("start", "end")):
            kinds = " and ".join(dict.fromkeys(self.label("kind", row["kind"]) for row in same))
            when = (
                days_in_words(start, end if isinstance(end, date) else None)
                if isinstance(start, date)
                else ""
            )
            yield f"{kinds}, {when}" if when else kinds

    def _source(self, row: Mapping[str, object], title: str) -> Source:
        published = row["published"]
        if isinstance(published, date):
            title = f"{title}, published {day_in_words(published)}"
        else:
            title = f"{title}, day of publication not known"
        url = str(row["url"] or "") if "url" in row else ""
        safe = url if urlsplit(url).scheme in ("http", "https") else ""
        return Source(title, str(row["document"]), str(row["sha256"]), safe)
