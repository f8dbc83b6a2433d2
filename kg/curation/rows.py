"""People's decisions about rows: whether a trajectory's state holds, by body, theme, cohort and inspections.

A decision is one line of a ``.jsonl`` file. Those of the project ship in ``documents/decisions/``, those of a
store are in its folder ``curation/``; the store's decisions override the shipped ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from kg.curation.book import FOLDER
from kg.curation.check import ids
from kg.curation.levels import SENTENCE, Pairs, from_first_read, levels_of, shown_of
from kg.curation.lines import by_key, check_forms, check_names, text_of, to_line
from kg.curation.readings import reader_forms, shipped, unit_forms
from kg.errors import RecordError

KEPT: Final = "rows.jsonl"
"""Name of the file in a store's folder that ``kg review --rows --take`` writes."""

CONFIRMED: Final = "confirmed"
REFUSED: Final = "refused"
THIN: Final = "thin"
OTHER: Final = "other-state"
WITHDRAWN: Final = "withdrawn"
"""In a sheet: remove the decision. In a store's file: a shipped decision does not count here."""

DECISIONS: Final = (CONFIRMED, THIN, REFUSED, OTHER, WITHDRAWN)

_TEXTS: Final = ("body", "theme", "cohort", "decision", "state", "proof", "declared", "by", "why")

RowKey = tuple[str, str, str]
"""Body, theme and cohort."""


@dataclass(frozen=True, slots=True)
class RowDecision:
    """A person's decision about one row.

    Attributes:
        body: key of the authority or board: ``authority/936``.
        theme: theme id.
        cohort: cohort id.
        inspections: keys of the inspections in scope from the first to the last that was read, oldest first;
            the key of one between them that was not read is followed by `` unread``.
        decision: one of :data:`DECISIONS`.
        state: state id: the one confirmed, found thin, refused, or to be given.
        by: the person who decided: a role or initials.
        why: the reason.
        proof: for a state ``resolved`` that the rule does not see: ``mention/DOCUMENT/SENTENCE``.
        levels: inspections whose level differs from the rule's, each with the level; it replaces the rule's
            level in this row only, and the levels must lead to the state.
        declared: ``no`` if no inspector says that this weakness persists, although the rule found one.
        shown: inspections with the sentence or recommendation to quote first for them.
        where: file and line, for messages.
        shipped: whether it ships with the project. A shipped decision waits for the reports that it rests on.
    """

    body: str
    theme: str
    cohort: str
    inspections: tuple[str, ...]
    decision: str
    state: str
    by: str
    why: str
    proof: str = ""
    declared: str = ""
    levels: Pairs = ()
    shown: Pairs = ()
    where: str = field(default="", compare=False)
    shipped: bool = field(default=False, compare=False, kw_only=True)

    @property
    def key(self) -> RowKey:
        """Body, theme and cohort."""
        return self.body, self.theme, self.cohort

    @property
    def code(self) -> str:
        """The Department's three-digit code of the authority, or of the board's authority."""
        return self.body.rpartition("/")[2][:3]


def row_decision(fields: Mapping[str, object], where: str) -> RowDecision:
    """A decision from its fields.

    Args:
        fields: values by the names of :class:`RowDecision`; ``proof``, ``declared``, ``levels`` and
            ``shown`` may be omitted.
        where: file and line, for errors.

    Raises:
        RecordError: a field is missing, unknown or malformed.
    """
    known = (*_TEXTS, "inspections", "levels", "shown")
    check_names(fields, known, where)
    given = {name: text_of(fields.get(name)) for name in _TEXTS}
    told = fields.get("inspections")
    keys = [text_of(one) for one in told] if isinstance(told, list | tuple) else []
    inspections = from_first_read(keys)
    check_forms(given, _forms(given), where)
    if not inspections or not all(inspections):
        raise RecordError(f"{where}: inspections: expected a list of keys such as 936-sif-2014-10-21")
    levels = levels_of(fields.get("levels"), inspections, where)
    shown = shown_of(fields.get("shown"), inspections, where)
    return RowDecision(
        inspections=inspections, levels=levels, shown=shown, where=where, shipped=False, **given
    )


def _forms(given: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """For each field its name, whether its form is right, and the expected form."""
    yield from unit_forms(given)
    yield "decision", given["decision"] in DECISIONS, f"one of {', '.join(DECISIONS)}"
    yield "state", given["state"] in ids("state"), f"one of {', '.join(sorted(ids('state')))}"
    yield "proof", not given["proof"] or SENTENCE.match(given["proof"]), "mention/DOCUMENT/SENTENCE"
    yield "declared", given["declared"] in ("", "no"), "no, or nothing"
    yield from reader_forms(given, "the reason in words")


def read_rows(paths: Iterable[Path]) -> dict[RowKey, RowDecision]:
    """Read files of decisions about rows.

    Raises:
        RecordError: a file or line is malformed, or two lines are about one row.
    """
    return by_key(paths, row_decision, lambda one: one.key)


def shipped_rows() -> dict[RowKey, RowDecision]:
    """The decisions that ship with the project."""
    return dict(shipped("decisions", _read_shipped))


def _read_shipped(paths: Iterable[Path]) -> dict[RowKey, RowDecision]:
    return {key: replace(one, shipped=True) for key, one in read_rows(paths).items()}


def kept_rows(store: Path) -> dict[RowKey, RowDecision]:
    """The decisions that a store keeps, including those that withdraw shipped ones.

    Raises:
        RecordError: a file in its folder is malformed.
    """
    return read_rows(sorted((store / FOLDER).glob("*.jsonl")))


def standing_rows(store: Path) -> list[RowDecision]:
    """The decisions that count in a store, by body, theme and cohort.

    Raises:
        RecordError: a file of decisions is malformed.
    """
    return together(shipped_rows(), kept_rows(store))


def together(shipped: Mapping[RowKey, RowDecision], own: Mapping[RowKey, RowDecision]) -> list[RowDecision]:
    """Shipped decisions and a store's decisions; the store's decisions override."""
    found = {**shipped, **own}
    return [found[key] for key in sorted(found) if found[key].decision != WITHDRAWN]


def to_lines(decisions: Iterable[RowDecision]) -> str:
    """Decisions as a ``.jsonl`` file that :func:`read_rows` reads, by body, theme and cohort."""
    lines = []
    for one in sorted(decisions, key=lambda d: d.key):
        fields = {
            "body": one.body,
            "theme": one.theme,
            "cohort": one.cohort,
            "inspections": list(one.inspections),
            "decision": one.decision,
            "state": one.state,
            **({"proof": one.proof} if one.proof else {}),
            **({"declared": one.declared} if one.declared else {}),
            **({"levels": dict(one.levels)} if one.levels else {}),
            **({"shown": dict(one.shown)} if one.shown else {}),
            "by": one.by,
            "why": one.why,
        }
        lines.append(to_line(fields))
    return "".join(lines)


def rows_fingerprint(decisions: Sequence[RowDecision]) -> str:
    """Hash of decisions: one of the inputs of an authority's trajectories. Empty for none."""
    return hashlib.sha256(to_lines(decisions).encode()).hexdigest()[:16] if decisions else ""
