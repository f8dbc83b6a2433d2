"""The inspections of a body in order, and the findings of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from kg.namespaces import thing
from kg.store.base import Store
from kg.trajectories.derive_queries import local, rows
from kg.trajectories.model import Contribution, Inspection, Name
from kg.trajectories.read import read_found, read_names
from kg.trajectories.same_inspection import bounds, canonical
from kg.trajectories.scheme import Scheme

_BOARDS: Final = thing("board", "")
"""Prefix of IRIs of boards; inspections of other bodies, such as a partnership, are in no history."""


@dataclass(frozen=True, slots=True)
class History:
    """The inspections and findings of one body.

    Attributes:
        body: IRI of the authority or board.
        authority: IRI of the authority itself, or of the one whose area the board covers.
        inspections: oldest first, including a predecessor's.
        found: the contributions of each inspection, by the inspection's IRI.
        ended: whether the body no longer exists.
    """

    body: str
    authority: str
    inspections: tuple[Inspection, ...]
    found: dict[str, tuple[Contribution, ...]] = field(default_factory=dict)
    ended: bool = False

    @property
    def key(self) -> str:
        """Last part of the body's IRI."""
        return local(self.body)

    @property
    def board(self) -> bool:
        """Whether the body is not the authority itself."""
        return self.body != self.authority

    def on(self, theme: str) -> dict[str, tuple[Contribution, ...]]:
        """The contributions on a theme, by inspection."""
        return {iri: tuple(f for f in some if theme in f.themes) for iri, some in self.found.items()}


@dataclass(frozen=True, slots=True)
class Past:
    """Everything known of one authority: its history, its board's, and the names of its inspections."""

    histories: tuple[History, ...]
    names: dict[str, str]


def read_past(store: Store, authority: str, scheme: Scheme) -> Past:
    """Read an authority's inspections and findings, with those of its predecessors.

    Args:
        store: the store to query.
        authority: the Department's three-digit code.
        scheme: hierarchies and scopes.
    """
    own = thing("authority", authority)
    ended = {str(row["body"]) for row in rows(store, "ended", own)}
    names, shown, inspections, found = _of(store, own, scheme)
    bodies = {n.iri: n.body or own for n in names}
    histories = []
    for body in sorted({own, *(b for b in bodies.values() if b.startswith(_BOARDS))}):
        its = [i for i in inspections if bodies[i.iri] == body]
        things = found
        if body == own:
            inherited, before = _inherited(store, own, scheme)
            its, things = [*its, *inherited], {**before, **found}
        ordered = tuple(sorted(its, key=lambda i: (i.start, i.iri)))
        histories.append(
            History(body, own, ordered, {i.iri: things.get(i.iri, ()) for i in ordered}, body in ended)
        )
    return Past(tuple(histories), shown)


def _inherited(
    store: Store, authority: str, scheme: Scheme
) -> tuple[list[Inspection], dict[str, tuple[Contribution, ...]]]:
    """Inspections of an authority's predecessors, not of their boards."""
    inspections: list[Inspection] = []
    found: dict[str, tuple[Contribution, ...]] = {}
    for row in rows(store, "predecessors", authority):
        other = str(row["other"])
        names, _, its, things = _of(store, other, scheme)
        bodies = {n.iri: n.body or other for n in names}
        inspections += [replace(i, predecessor=other) for i in its if bodies[i.iri] == other]
        found.update(things)
    return inspections, found


def _of(
    store: Store, authority: str, scheme: Scheme
) -> tuple[list[Name], dict[str, str], list[Inspection], dict[str, tuple[Contribution, ...]]]:
    names = read_names(store, authority)
    shown = canonical(names, scheme.broader_kinds)
    found: dict[str, list[Contribution]] = {}
    for one in read_found(store, authority, scheme):
        if one.inspection in shown:
            found.setdefault(shown[one.inspection], []).append(one)
    things = {iri: tuple(sorted(some, key=lambda f: f.iri)) for iri, some in found.items()}
    return names, shown, list(_inspections(names, shown, things)), things


def _inspections(
    names: Sequence[Name], shown: dict[str, str], found: dict[str, tuple[Contribution, ...]]
) -> Iterable[Inspection]:
    """Inspections under their canonical names; one without any date has no place in a history."""
    for name in names:
        days = bounds(name)
        if shown[name.iri] != name.iri or days is None:
            continue
        others = [n for n in names if shown[n.iri] == name.iri]
        yield Inspection(
            iri=name.iri,
            kind=name.kind,
            focus=frozenset(f for n in others for f in n.focus),
            start=days[0],
            read=any(f.sort != "claim" for f in found.get(name.iri, ())),
            start_latest=name.start_latest,
        )
