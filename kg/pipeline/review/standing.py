"""The current state of rows in a store: decisions are checked against it, and sheets show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.curation.rows import RowKey
from kg.namespaces import ID, thing
from kg.queries.binding import bind
from kg.queries.header import Parameter
from kg.resources import query_text
from kg.store.base import Solutions, Store, Term
from kg.trajectories.decisions import keys_of

_BATCH: Final = 200

Fields = dict[str, str]
"""A row as text: IRIs and lexical forms by variable, empty if unbound."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The current state of one row.

    Attributes:
        trajectory: IRI.
        key: body, theme and cohort.
        state: state id that the rule gives.
        last_known: state id when last read, for an unknown row; else empty.
        confidence: row confidence as the store writes it.
        inspections: keys of the inspections that a decision rests on.
        levels: IRI, key and level by the rule of each inspection in scope, oldest first.
        proof: key of the sentence that proves a resolution, or empty.
        proofs: keys of the sentences of strength of the last inspection read.
        read: whether an inspection in scope was read.
        grounds: the evidence of each inspection, by the IRI of the observation.
    """

    trajectory: str
    key: RowKey
    state: str
    last_known: str
    confidence: str
    inspections: tuple[str, ...]
    levels: tuple[tuple[str, str, str], ...]
    proof: str
    proofs: tuple[str, ...]
    read: bool
    grounds: dict[str, list[Fields]]


def trajectory_of(key: RowKey) -> str:
    """IRI of the trajectory of a body, theme and cohort."""
    body, theme, cohort = key
    return thing("trajectory", f"{local(body)}/{theme}/{cohort}")


def standing_of(store: Store, keys: Iterable[RowKey]) -> dict[RowKey, Standing]:
    """The current state of the rows that are in the store.

    Args:
        store: the store to query.
        keys: body, theme and cohort of each.
    """
    wanted = [trajectory_of(key) for key in keys]
    levels = _grouped(ask(store, "observations", "trajectory", wanted), "trajectory")
    grounds = _grouped(ask(store, "grounds", "trajectory", wanted), "observation")
    found = {}
    for row in ask(store, "rows", "trajectory", wanted):
        seen = levels.get(row["trajectory"], [])
        rests = {o["observation"]: grounds.get(o["observation"], []) for o in seen}
        praise = (g["item"] for g in rests.get(row["latest"], ()) if local(g["polarity"]) == "strength")
        one = Standing(
            trajectory=row["trajectory"],
            key=(row["body"].removeprefix(ID), local(row["theme"]), local(row["cohort"])),
            state=local(row["rule_state"] or row["state"]),
            last_known=local(row["last_known"]),
            confidence=row["confidence"],
            inspections=keys_of((local(o["inspection"]), local(o["level"])) for o in seen),
            levels=tuple(
                (o["observation"], local(o["inspection"]), local(o["rule_level"] or o["level"])) for o in seen
            ),
            proof=row["proof"].removeprefix(ID),
            proofs=tuple(sorted({item.removeprefix(ID) for item in praise})),
            read=bool(row["latest"]),
            grounds=rests,
        )
        found[one.key] = one
    return found


def quotable(store: Store, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Sentences of findings and recommendations that the store has, with inspection and polarity.

    Args:
        store: the store to query.
        keys: keys such as ``mention/DOCUMENT/SENTENCE``.

    Returns:
        By key, the key of its inspection and the id of its polarity, empty for a recommendation.
    """
    rows = ask(store, "items", "item", [ID + key for key in keys])
    return {r["item"].removeprefix(ID): (local(r["inspection"]), local(r["polarity"])) for r in rows}


def ask(store: Store, name: str, parameter: str, values: Sequence[str]) -> Iterator[Fields]:
    """Rows of one of the queries in ``queries/rows``, for each IRI of a parameter."""
    params = {parameter: Parameter(parameter, "iri", required=True, many=True)}
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        found = store.select(
            bind(query_text(f"rows/{name}"), params, {parameter: [NamedNode(iri) for iri in some]})
        )
        yield from _fields(found)


def unsettled(store: Store) -> Iterator[Fields]:
    """The notes about decisions on rows that do not count."""
    yield from _fields(store.select(query_text("rows/unsettled")))


def local(iri: str) -> str:
    """Last part of an IRI."""
    return iri.rpartition("/")[2]


def _grouped(rows: Iterable[Fields], name: str) -> dict[str, list[Fields]]:
    return {key: list(some) for key, some in groupby(rows, key=lambda row: row[name])}


def _fields(found: Solutions) -> Iterator[Fields]:
    for row in found.rows:
        yield {variable: _value(term) for variable, term in zip(found.variables, row, strict=True)}


def _value(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
