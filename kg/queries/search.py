"""Text search with the names that people use: turns words and filters into an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.namespaces import PREFIXES
from kg.queries.answer import Answer, Describe
from kg.queries.binding import bind
from kg.queries.calls import call
from kg.queries.header import Header, Parameter
from kg.queries.names import Names
from kg.queries.parameters import terms_of
from kg.queries.values import short
from kg.resources import query_text
from kg.store import search as index
from kg.store.base import Solutions, Store, Term

PARAMS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {
        "authority": Parameter("authority", "authority", many=True, description="Whose reports"),
        "theme": Parameter("theme", "theme", many=True),
        "cohort": Parameter("cohort", "cohort", many=True),
        "polarity": Parameter("polarity", "polarity", many=True),
        "since": Parameter("since", "date", description="Inspections that began on this day or later"),
        "until": Parameter("until", "date", description="Inspections that began on this day or before"),
    }
)
"""Filters of a search."""

_FILTERED: Final = {"authority": "authority", "theme": "themes", "cohort": "cohorts", "polarity": "polarity"}
_SHOWN: Final = (
    "thing",
    "kind",
    "authority",
    "start",
    "polarity",
    "themes",
    "snippet",
    "document",
    "sha256",
    "page",
    "paragraph",
    "line_start",
    "published",
    "tier",
)
_LINE: Final = "line_start"
_TYPES: Final = {
    **dict.fromkeys(("thing", "authority", "polarity", "tier"), "iri"),
    **dict.fromkeys(("start", "published"), "date"),
    **dict.fromkeys(("page", _LINE), "integer"),
}
_HEADER: Final = Header(
    summary="Search",
    columns=MappingProxyType({"kind": "Found in", "snippet": "Words", "start": "Inspection began"}),
    show=("authority", "start", "kind", "polarity", "themes", "snippet"),
)
_PARTS: Final = re.compile(r'"[^"]+"|[^\s"]+')
_ANY_WORDS: Final = f"""ASK {{
  {{ ?place <{PREFIXES["kg"]}words> ?sentence }} UNION {{ ?whole <{PREFIXES["kg"]}text> ?text }}
}}"""
_EXPANDED: Final = ("theme", "cohort")
"""Schemes whose other labels are synonyms."""


def build_index(store: Store, path: Path) -> int:
    """Build the text index of a store; return the number of its entries."""
    words = store.ask(_ANY_WORDS)
    parameter = Parameter("words", "boolean", required=True)
    value = Literal(str(words).lower(), datatype=NamedNode(PREFIXES["xsd"] + "boolean"))
    return index.build(
        path, store.select(bind(query_text("search/entries"), {"words": parameter}, {"words": (value,)}))
    )


def search(
    path: Path,
    words: str,
    given: Mapping[str, object],
    names: Names,
    *,
    limit: int = 20,
    describe: Describe | None = None,
    wordless: Callable[[Sequence[str]], Sequence[str]] = lambda _authorities: (),
) -> Answer:
    """Findings, recommendations and statements that hold words, best first.

    If there are fewer than the limit, entries follow that hold another label of a theme or group of children
    that the words name.

    Args:
        path: the text index.
        words: see :func:`kg.store.search.search`.
        given: filters by the names of :data:`PARAMS`, as people write them.
        names: the names to look up.
        limit: largest number of rows.
        describe: returns the triples about resources.
        wordless: returns the reports of some authorities whose words cannot be searched.

    Raises:
        UnknownName: a filter is an unknown name.
        BadParameter: there are no words, or a filter is not valid.
        StoreMissing: there is no index.
    """
    terms = terms_of(PARAMS, given, names, of="search")
    filters = {
        column: [short(term.value) if column in index.LISTS else term.value for term in terms[name]]
        for name, column in _FILTERED.items()
        if terms[name]
    }
    since, until = (next((term.value for term in terms[name]), None) for name in ("since", "until"))
    rows = index.search(path, words, filters, limit, since=since, until=until)
    covers = ""
    also = _synonyms(words, names) if len(rows) < limit else {}
    if also:
        known = {_key(row) for row in rows}
        more = index.search(path, words, filters, limit, since=since, until=until, synonyms=also)
        added = [row for row in more if _key(row) not in known][: limit - len(rows)]
        rows += added
        told = ", ".join(dict.fromkeys(one for others in also.values() for one in others))
        covers = f"Also searched for, as other words for the same: {told}." if added else ""

    def ask() -> Solutions:
        return Solutions(_SHOWN, _terms(rows))

    authorities = [term.value for term in terms["authority"]]
    councils = [names.label(iri) or iri for iri in authorities]
    header = replace(_HEADER, summary=f"Search for {words}", covers=covers)
    return Answer(
        ask,
        name="search",
        header=header,
        describe=describe,
        # If there are no rows, the reasons say it.
        remark=(lambda: _unsearched(wordless(authorities), councils)) if rows else None,
        explain=lambda: _why(bool(any(filters.values())), wordless(authorities), councils),
    )


def _key(row: Mapping[str, str | None]) -> tuple[str | None, ...]:
    return row["thing"], row["kind"], row["text"]


def _why(filtered: bool, wordless: Sequence[str], councils: Sequence[str]) -> tuple[str, ...]:
    """Suggestions if nothing was found."""
    lack = [told] if (told := _unsearched(wordless, councils)) else []
    told = "No sentence, recommendation or statement that is loaded holds all these words."
    fewer = "Try fewer words, or the beginning of one with a star: kg search 'plan*'"
    if filtered:
        return (told, *lack, "Try without the filters.", fewer)
    return (told, *lack, fewer, "What is loaded: kg info")


def _unsearched(wordless: Sequence[str], councils: Sequence[str]) -> str:
    """The reports that a search skipped, since their words do not ship, and how to get them; else empty."""
    if not wordless:
        return ""
    fetch = call(["kg", "fetch", "--authority", councils[0] if len(councils) == 1 else "COUNCIL"])
    if len(wordless) == 1:
        return f"Not searched: 1 report, whose words do not ship. Fetch it to load it: {fetch}"
    return f"Not searched: {len(wordless)} reports, whose words do not ship. Fetch them to load them: {fetch}"


def _synonyms(words: str, names: Names) -> dict[str, list[str]]:
    """Other labels of the themes and groups that one of the words, a phrase or all words name."""
    asked = {" ".join(words.lower().split()), *(part.lower() for part in _PARTS.findall(words))}
    asked = {part.strip('"') for part in asked}
    found: dict[str, list[str]] = {}
    for scheme in _EXPANDED:
        for name in names.concepts(scheme):
            labels = {
                label.lower(): label
                for label in (name.label, *name.others)
                if " " in label or label.isalpha()
            }
            for word in sorted(asked & {*labels}):
                found.setdefault(word, []).extend(labels[other] for other in labels if other != word)
    return found


def _terms(rows: list[dict[str, str | None]]) -> Iterator[tuple[Term | None, ...]]:
    for row in rows:
        yield tuple(_term(column, row["line" if column == _LINE else column]) for column in _SHOWN)


def _term(column: str, value: str | None) -> Term | None:
    if value is None:
        return None
    kind = _TYPES.get(column)
    if kind == "iri":
        return NamedNode(value)
    return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + kind)) if kind else Literal(value)
