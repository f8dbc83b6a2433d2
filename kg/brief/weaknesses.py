"""The weaknesses of an authority, each once, with what every inspection says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kg.brief.documents import Documents
from kg.brief.model import Entry, Place
from kg.brief.words import month, words
from kg.queries.answer import Row

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


class Weaknesses:
    """What the stored queries tell of each weakness.

    Args:
        graph: an open store.
        authority: as people write it.
        documents: numbers what is cited.
    """

    def __init__(self, graph: KnowledgeGraph, authority: str, documents: Documents) -> None:
        self._graph = graph
        self._authority = authority
        self._documents = documents
        self.states = graph.query("trajectories", authority=authority).rows
        runs = graph.query("persistent-weaknesses", authority=authority, min_run=1, sentences=1).rows
        self._weak = _by_trajectory(runs)
        self._course = self._asked("recurrent-weaknesses", "recurrent")
        self._now = self._asked("resolved-weaknesses", "resolved", "easing", "not-re-raised")
        self._before = self._asked("deteriorated", "deteriorated")
        self._lasting: list[Row] | None = None

    def entries(self, states: Sequence[str]) -> list[Entry]:
        """The weaknesses of some states, most important first; not numbered yet."""
        rows = [row for row in self.states if row["state"] in states]
        return [self._entry(row) for row in sorted(rows, key=_importance)]

    def _asked(self, query: str, *states: str) -> Mapping[str, list[Row]]:
        if not any(row["state"] in states for row in self.states):
            return {}
        return _by_trajectory(self._graph.query(query, authority=self._authority).rows)

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
        )

    def _places(self, row: Row) -> tuple[Place, ...]:
        key = str(row["trajectory"])
        if key in self._course:
            return _one_a_day(self._place(r, r["start"], str(r["level"])) for r in self._course[key])
        places = [self._place(r, r["start"], str(r["level"])) for r in self._weak.get(key, ())]
        places += [self._place(r, r["now"], str(r["level"])) for r in self._now.get(key, ())]
        for r in self._before.get(key, ()):
            citation = self._documents.cite_named(r["strength_document"], r["strength_page"])
            if citation and isinstance(r["strong_in"], date):
                places.append(Place(r["strong_in"], "strong", _flat(r["strength"]), True, citation))
        return _one_a_day(places)

    def _place(self, row: Row, when: object, level: str) -> Place:
        assert isinstance(when, date)  # noqa: S101
        if not row["sentence"]:
            return Place(when, level)
        return Place(
            when, level, _flat(row["sentence"]), row["wording"] == "quoted", self._documents.cite(row)
        )

    def _facts(self, row: Row) -> Iterable[str]:
        length, first, last = row["run_length"], row["first"], row["last"]
        if isinstance(length, int) and length > 1 and isinstance(first, date) and isinstance(last, date):
            yield f"Weak at {length} inspections in a row, {month(first)} to {month(last)}."
        if said := words().states[str(row["state"])]:
            if row["state"] not in ("long-running", "persistent"):
                yield said
        if row["state"] == "unknown" and isinstance(last, date):
            after = [one for one in self._unread(row) if one[0] > last]
            if after:
                yield f"Inspected since, report not at hand: {'; '.join(told for _, told in after)}."

    def _unread(self, row: Row) -> Iterable[tuple[date, str]]:
        """Inspections of a list such as ``2024-04-16 focused-visit; 2025-03-17 ilacs-standard``."""
        for one in str(row["inspections_unread"] or "").split("; "):
            day, _, kind = one.partition(" ")
            if kind:
                start = date.fromisoformat(day)
                yield start, f"{self._documents.label('kind', kind)}, {month(start)}"

    def _says_so(self, row: Row) -> Place | None:
        """The newest sentence in which a report of the run says itself that the weakness lasts."""
        if self._lasting is None:
            weak = self._graph.query("findings", authority=self._authority, polarity=["weakness", "mixed"])
            self._lasting = [r for r in weak.rows if r["change"] == "not-improved"]
        cohorts = {str(row["cohort"]), *str(row["included"] or "").split()}
        for found in reversed(self._lasting):
            themes, theirs = str(found["themes"]).split(), set(str(found["cohorts"]).split())
            start = found["start"]
            if not isinstance(start, date) or row["theme"] not in themes or not cohorts & theirs:
                continue
            if str(row["first"]) <= str(start) <= str(row["last"]):
                return Place(start, "text", _flat(found["text"]), True, self._documents.cite(found))
        return None


def _by_trajectory(rows: Iterable[Row]) -> Mapping[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(str(row["trajectory"]), []).append(row)
    return grouped


def _one_a_day(places: Iterable[Place]) -> tuple[Place, ...]:
    """The first place of each inspection, which the queries put first because it tells most."""
    best: dict[date, Place] = {}
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
    return " ".join(str(text).split())
