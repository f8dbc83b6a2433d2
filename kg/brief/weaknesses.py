"""The weaknesses of an authority, each once, with what every inspection says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kg.brief.calendar import Calendar
from kg.brief.documents import Documents
from kg.brief.model import Appearance, Entry
from kg.brief.words import words
from kg.months import first_day
from kg.queries.answer import Row

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


def listed(inspections: str) -> Iterator[tuple[date, str, str]]:
    """First possible day, date as far as it is known, and kind of each inspection of a list.

    >>> [str(day) for day, _, _ in listed("2010 slac; 2012-03/2012-06 slac; 2024-04-16 focused-visit")]
    ['2010-01-01', '2012-03-01', '2024-04-16']
    """
    for one in inspections.split("; "):
        began, _, kind = one.partition(" ")
        if kind:
            yield first_day(began.partition("/")[0]), began, kind


class Weaknesses:
    """What the stored queries say about each weakness.

    Args:
        graph: an open store.
        authority: as people write it.
        documents: numbers what is cited.
        calendar: says how exactly days are known.
    """

    def __init__(
        self, graph: KnowledgeGraph, authority: str, documents: Documents, calendar: Calendar
    ) -> None:
        self._graph = graph
        self._authority = authority
        self._documents = documents
        self._dated = calendar.dated
        every = graph.query("trajectories", authority=authority).rows
        self.states = [row for row in every if row["listed"]]
        self.to_check = sum(row["decided"] is None for row in every if not row["listed"])
        runs = graph.query("persistent-weaknesses", authority=authority, min_run=1, ended=True).rows
        self._weak = _by_trajectory(runs)
        self._course = self._asked("recurrent-weaknesses", "recurrent")
        self._now = self._asked("resolved-weaknesses", "resolved", "easing", "not-re-raised", claims=False)
        self._before = self._asked("deteriorated", "deteriorated", claims=False)
        self._lasting: list[Row] | None = None

    def entries(self, states: Sequence[str]) -> list[Entry]:
        """The weaknesses of some states, most important first; not numbered yet."""
        rows = [row for row in self.states if row["state"] in states]
        return [self._entry(row) for row in sorted(rows, key=_importance)]

    def _asked(self, query: str, *states: str, **values: bool) -> Mapping[str, list[Row]]:
        if not any(row["state"] in states for row in self.states):
            return {}
        return _by_trajectory(self._graph.query(query, authority=self._authority, **values).rows)

    def _entry(self, row: Row) -> Entry:
        places = self._places(row)
        body = self._graph.names.label(str(row["body"])) if row["body"] != row["authority"] else ""
        return Entry(
            number="",
            theme=self._documents.label("theme", row["theme"]),
            cohort=self._documents.label("cohort", row["cohort"]),
            body=body or "",
            state=str(row["state"]),
            facts=tuple(self._facts(row)),
            places=places,
            lasting=self._says_so(row) if row["declared"] else None,
            theme_id=str(row["theme"]),
        )

    def _places(self, row: Row) -> tuple[Appearance, ...]:
        key = str(row["trajectory"])
        if key in self._course:
            return _one_a_day(self._said(self._course[key], "start"))
        before = [self._strength(r) for r in self._before.get(key, ())]
        weak, now = self._weak.get(key, ()), self._now.get(key, ())
        return _one_a_day([*filter(None, before), *self._said(weak, "start"), *self._said(now, "now")])

    def _said(self, rows: Iterable[Row], day: str) -> Iterable[Appearance]:
        """What each inspection says; its first day stands in the column ``day``."""
        for row in rows:
            when, level = row[day], str(row["level"])
            if not isinstance(when, date):
                continue
            if row["sentence"] or row["page"]:
                quoted, cited = row["wording"] == "quoted", self._documents.cite(row)
                yield Appearance(when, self._dated(when), level, _flat(row["sentence"]), quoted, cited)
            else:
                yield Appearance(when, self._dated(when), level)

    def _strength(self, row: Row) -> Appearance | None:
        """The praise before a weakness that is worse now."""
        when = row["strong_in"]
        cited = self._documents.cite_named(row["strength_document"], row["strength_page"])
        if cited is None or not isinstance(when, date):
            return None
        return Appearance(when, self._dated(when), "strong", _flat(row["strength"]), True, cited)

    def _facts(self, row: Row) -> Iterable[str]:
        length, first, last = row["run_length"], row["first"], row["last"]
        if isinstance(length, int) and length > 1 and isinstance(first, date) and isinstance(last, date):
            yield f"Weak at {length} inspections in a row, {self._dated(first)} to {self._dated(last)}."
        if said := words().states[str(row["state"])]:
            yield said
        if row["state"] == "unknown" and isinstance(last, date):
            after = [one for one in self._unread(row) if one[0] > last]
            if after:
                yield f"Inspected since, report not at hand: {'; '.join(told for _, told in after)}."

    def _unread(self, row: Row) -> Iterable[tuple[date, str]]:
        for start, began, kind in listed(str(row["inspections_unread"] or "")):
            when = self._dated(start) if began == start.isoformat() else began
            yield start, f"{self._documents.label('kind', kind)}, {when}"

    def _says_so(self, row: Row) -> Appearance | None:
        """The newest sentence in which a report of the run says itself that the weakness lasts."""
        if self._lasting is None:
            self._lasting = self._graph.query(
                "findings",
                authority=self._authority,
                polarity=["weakness", "mixed"],
                change="not-improved",
                theme=sorted({str(one["theme"]) for one in self.states if one["declared"]}),
            ).rows
        cohorts = {str(row["cohort"]), *str(row["included"] or "").split()}
        for found in reversed(self._lasting):
            themes, theirs = str(found["themes"]).split(), set(str(found["cohorts"]).split())
            start = found["start"]
            if not isinstance(start, date) or row["theme"] not in themes or not cohorts & theirs:
                continue
            if str(row["first"]) <= str(start) <= str(row["last"]):
                words_of = _flat(found["text"])
                return Appearance(
                    start, self._dated(start), "text", words_of, True, self._documents.cite(found)
                )
        return None


def _by_trajectory(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(str(row["trajectory"]), []).append(row)
    return grouped


def _one_a_day(places: Iterable[Appearance]) -> tuple[Appearance, ...]:
    """The first place of each inspection, which the queries put first because it tells most."""
    best: dict[date, Appearance] = {}
    for place in places:
        best.setdefault(place.when, place)
    return tuple(best[day] for day in sorted(best))


def _importance(row: Row) -> tuple[int, int, int, int]:
    """Severe before slight, long before short; what was resolved last before what was resolved long ago."""
    state = list(words().states).index(str(row["state"]))
    severity = words().severity(str(row["severity"]))
    length = row["run_length"] if isinstance(row["run_length"], int) else 0
    last = row["last"].toordinal() if isinstance(row["last"], date) else 0
    if row["state"] == "resolved":
        return 0, -last, severity, -length
    return state if row["state"] in words().untold else 0, severity, -length, -last


def _flat(text: object) -> str:
    """A text in one line; nothing if the words are not in the store."""
    return " ".join(str(text or "").split())
