"""Writes sheets of rows for a second reading, from the data in a store."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from kg.curation.rows import CONFIRMED, OTHER, RowDecision, RowKey, standing_rows
from kg.curation.sheet import Passage, RowReading, SheetRow, to_sheet
from kg.namespaces import ID, concept
from kg.pipeline.review.standing import Fields, Standing, ask, local, standing_of, unsettled
from kg.queries.catalogue import Catalogue
from kg.queries.names import StoreNames
from kg.queries.run import run
from kg.store.base import Store
from kg.store.folder import folder_of, open_store

_log = logging.getLogger("kg")

SENTENCES: Final = 6
"""Most recommendations and findings that a sheet shows of one inspection."""

_ITEM: Final = "recommendation"
_PRAISE: Final = "strength"
_WEAK: Final = frozenset({"priority-action", "recommendation", "text", "remark"})
_NOTE: Final = f"{ID}quality-note/row/"


@dataclass(frozen=True, slots=True)
class Stale:
    """A decision that must be reviewed again.

    Attributes:
        key: body, theme and cohort.
        problem: as in :class:`kg.trajectories.decisions.Unsettled`.
        reason: the decision, and why it does not count, in words.
    """

    key: RowKey
    problem: str
    reason: str


def write_sheet(
    store: Path | str | None = None,
    *,
    authority: Sequence[str] = (),
    theme: Sequence[str] = (),
    state: Sequence[str] = (),
    sentences: int = SENTENCES,
    only_stale: bool = False,
) -> str:
    """Rows of a store as a sheet, by body, theme and cohort.

    Args:
        store: folder of the store; by default the user's own.
        authority: only rows of these authorities, as people write them.
        theme: only rows on these themes.
        state: only rows in these states.
        sentences: most recommendations and findings shown for one inspection.
        only_stale: only rows whose decision no longer counts.

    Raises:
        UnknownName: a name does not exist.
        StoreMissing: there is no store.
    """
    place = folder_of(store)
    graph = open_store(place.root)
    asked = {"authority": list(authority), "theme": list(theme), "state": list(state)}
    given = {name: values for name, values in asked.items() if values}
    names = StoreNames(graph)
    found = run(graph, Catalogue().get("trajectories"), given, names).rows
    keys = [(str(r["body"]).removeprefix(ID), str(r["theme"]), str(r["cohort"])) for r in found]
    again = {one.key: one for one in stale(graph)}
    if only_stale:
        keys = [key for key in keys if key in again]
    decisions = {d.key: d for d in standing_rows(place.root)}
    standing = standing_of(graph, keys)
    context = _Context(graph, standing.values())
    rows = []
    for key in sorted(standing):
        row = _sheet_row(standing[key], context, names, sentences)
        rows.append(_filled_in(row, decisions.get(key), again.get(key)))
    bare = sum(_lacks_words(row) for row in standing.values())
    if bare:
        _log.warning(
            "%d of %d rows rest on reports whose words are not loaded, so there is little to read: kg fetch "
            "--authority NAME downloads them, kg load PATH adds them",
            bare,
            len(rows),
        )
    return to_sheet(rows)


def _lacks_words(row: Standing) -> bool:
    return any(not ground["words"] for grounds in row.grounds.values() for ground in grounds)


def stale_decisions(store: Path | str | None = None) -> list[Stale]:
    """The decisions of a store that must be reviewed again, by body, theme and cohort.

    Args:
        store: folder of the store; by default the user's own.

    Raises:
        StoreMissing: there is no store.
    """
    return stale(open_store(folder_of(store).root))


def stale(store: Store) -> list[Stale]:
    """The decisions of a store that must be reviewed again, by body, theme and cohort."""
    return [_stale(row) for row in unsettled(store)]


def _stale(row: Fields) -> Stale:
    body, theme, cohort = row["note"].removeprefix(_NOTE).split("/")
    kind = "board" if "-" in body else "authority"
    return Stale((f"{kind}/{body}", theme, cohort), row["problem"], row["reason"])


def _filled_in(row: SheetRow, one: RowDecision | None, again: Stale | None) -> SheetRow:
    if one is None:
        return row
    if again is not None:
        return replace(row, before=f"{again.reason} ({one.why})")
    levels, shown = dict(one.levels), dict(one.shown)
    row = replace(
        row,
        declared=one.declared,
        readings=tuple(
            replace(r, right_level=levels.get(r.inspection, ""), best=shown.get(r.inspection, ""))
            for r in row.readings
        ),
    )
    if one.decision == OTHER or (one.decision == CONFIRMED and one.state != row.state):
        proof = one.proof if one.state == "resolved" else ""
        return replace(row, decision=OTHER, right_state=one.state, proof=proof, by=one.by, why=one.why)
    return replace(row, decision=one.decision, by=one.by, why=one.why)


def _sheet_row(row: Standing, context: _Context, names: StoreNames, sentences: int) -> SheetRow:
    body, theme, cohort = row.key
    labels = (names.label(iri) for iri in context.terms(row))
    return SheetRow(
        body,
        theme,
        cohort,
        row.inspections,
        row.state,
        about=" · ".join(label or "" for label in labels),
        confidence=row.confidence,
        readings=tuple(context.readings(row, sentences)),
    )


class _Context:
    """The paragraphs around the evidence of rows."""

    def __init__(self, store: Store, rows: Iterable[Standing]) -> None:
        documents = {g["document"] for row in rows for some in row.grounds.values() for g in some}
        told = ask(store, "sentences", "document", sorted(documents))
        self._sentences = {key: list(some) for key, some in groupby(told, key=lambda s: s["document"])}

    def terms(self, row: Standing) -> tuple[str, str, str]:
        """IRIs of the body, theme and cohort of a row."""
        body, theme, cohort = row.key
        return ID + body, concept("theme", theme), concept("cohort", cohort)

    def readings(self, row: Standing, most: int) -> Iterator[RowReading]:
        """The evidence of each inspection in scope for a row, most of it in support of its level."""
        for observation, inspection, level in row.levels:
            grounds = _each_once(row.grounds[observation])
            shown = _telling(grounds, level, most)
            by_place = groupby(sorted(shown, key=_place), key=self._paragraph)
            passages: list[Passage] = []
            for _, some in by_place:
                passages.append(self._passage(list(some), 1 + sum(len(p.marked) for p in passages)))
            yield RowReading(inspection, level, tuple(passages), more=len(grounds) - len(shown))

    def _paragraph(self, ground: Fields) -> tuple[str, ...]:
        if not ground["paragraph"]:
            return ground["document"], ground["page"], "", ground["start"]
        return ground["document"], "", ground["paragraph"], ""

    def _passage(self, grounds: Sequence[Fields], number_from: int) -> Passage:
        first = grounds[0]
        around = self._around(first)
        marks = {g["start"]: number for number, g in enumerate(grounds, number_from)}
        parts = []
        for sentence in around:
            number = marks.pop(sentence["start"], None)
            parts.append(sentence["words"] if number is None else f"[[{number} {sentence['words']}]]")
        rest = (
            f"[[{number} {g['words']}]]"
            for number, g in enumerate(grounds, number_from)
            if g["start"] in marks
        )
        page = f", page {first['page']}" if first["page"] else ""
        paragraph = f", paragraph {first['paragraph']}" if first["paragraph"] else ""
        return Passage(
            f"{first['file']}{page}{paragraph}", tuple(map(_mark, grounds)), " ".join([*parts, *rest])
        )

    def _around(self, ground: Fields) -> Sequence[Fields]:
        """The sentences of its paragraph; without a number, the sentences before and after on its page."""
        sentences = self._sentences.get(ground["document"], [])
        at = next((n for n, s in enumerate(sentences) if s["start"] == ground["start"]), None)
        if at is None:
            return ()
        if not ground["paragraph"]:
            near = sentences[max(at - 1, 0) : at + 2]
            return [s for s in near if s["page"] == ground["page"] and not s["paragraph"]]
        first = last = at
        while first > 0 and sentences[first - 1]["paragraph"] == ground["paragraph"]:
            first -= 1
        while last + 1 < len(sentences) and sentences[last + 1]["paragraph"] == ground["paragraph"]:
            last += 1
        return sentences[first : last + 1]


def _each_once(grounds: Iterable[Fields]) -> list[Fields]:
    """Recommendations first, then by place; a recommendation replaces its own sentence."""
    found: dict[tuple[str, str], Fields] = {}
    for ground in sorted(grounds, key=lambda g: (_kind(g["item"]) != _ITEM, _place(g))):
        found.setdefault((ground["document"], ground["start"] or ground["item"]), ground)
    return list(found.values())


def _telling(grounds: Sequence[Fields], level: str, most: int) -> list[Fields]:
    """The evidence to show first: recommendations, what supports the level, and one that contradicts it.

    A level weak or remark rests on weak sentences, any other on praise; without this order, praise at the
    beginning of a report would hide the weak sentences that made the level.
    """
    praised = level not in _WEAK
    order = sorted(grounds, key=lambda g: (_kind(g["item"]) != _ITEM, (_polarity(g) == _PRAISE) != praised))
    shown = order[:most]
    against = [g for g in order[most:] if (_polarity(g) == _PRAISE) != praised]
    if against and most > 1 and all((_polarity(g) == _PRAISE) == praised for g in shown):
        shown[-1] = against[0]
    return shown


def _polarity(ground: Mapping[str, str]) -> str:
    return local(ground["polarity"])


def _kind(iri: str) -> str:
    """The kind of resource that an IRI names: ``mention``, ``recommendation``."""
    return iri.removeprefix(ID).partition("/")[0]


def _place(ground: Mapping[str, str]) -> tuple[str, int, str]:
    return ground["document"], int(ground["start"] or 0), ground["item"]


def _mark(ground: Mapping[str, str]) -> str:
    taken = local(ground["polarity"]) or _kind(ground["item"])
    return " ".join(filter(None, (ground["item"].removeprefix(ID), taken, ground["confidence"])))
