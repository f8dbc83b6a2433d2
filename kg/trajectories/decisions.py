"""Let people's decisions about rows win over the rule: a pure step between walk and quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import yaml_core
from kg.curation.rows import CONFIRMED, REFUSED, THIN, RowDecision
from kg.errors import RecordError
from kg.namespaces import ID
from kg.trajectories.model import Observation
from kg.trajectories.nesting import WEAK_NOW
from kg.trajectories.walk import UNKNOWN_LEVELS, Outcome

if TYPE_CHECKING:
    from kg.trajectories.derive import Trajectory

_CALENDAR: Final = frozenset({"lapsed", "unknown"})
"""States that follow from what came after the last inspection read; no decision is about that."""

_UNREAD: Final = " unread"

GONE: Final = "unit-gone"
CHANGED: Final = "inspections-changed"
UNPROVED: Final = "proof-gone"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A decision that does not count and has to be read again.

    Attributes:
        decision: the decision.
        problem: ``unit-gone`` if no row has its theme and cohort, ``inspections-changed`` if the row rests on
            other inspections than those that were read, ``proof-gone`` if the sentence that proves it is not
            among what the row rests on.
        reason: what is wrong, in words.
    """

    decision: RowDecision
    problem: str
    reason: str


def row_inspections(observations: Iterable[Observation]) -> tuple[str, ...]:
    """Keys of the inspections in scope up to the last that was read, or all if none was.

    They are part of a decision's key. An inspection that is known and was not read is marked, so that a
    decision is read again once its report is loaded.
    """
    return keys_of((o.inspection.key, o.level) for o in observations if o.level != "out-of-scope")


def keys_of(inspections: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Keys as in :func:`row_inspections`, from the keys and levels of the inspections in scope, oldest first.

    >>> keys_of([("a", "unread"), ("b", "text"), ("c", "unread")])
    ('a unread', 'b')
    """
    scoped = list(inspections)
    read = [at for at, (_, level) in enumerate(scoped) if level not in UNKNOWN_LEVELS]
    told = scoped[: read[-1] + 1] if read else scoped
    return tuple(key + (_UNREAD if level in UNKNOWN_LEVELS else "") for key, level in told)


def decided(found: Trajectory, body: str, decisions: Iterable[RowDecision]) -> Trajectory:
    """A trajectory as people decided, or as it is where none of the decisions is about it.

    The levels of its inspections, its runs and what it rests on stay as they are: people correct those
    sentence by sentence. Only the state, its proof, the confidence and whether the row is listed change.

    Args:
        found: what the rule found, with its own confidence.
        body: IRI of the authority or board.
        decisions: those that count.
    """
    one = _about(found, body, decisions)
    if one is None or _problem(found, one) is not None:
        return found
    sure, outcome = certainty(), found.outcome
    found = replace(found, decision=one, rule_state=outcome.state if outcome else "")
    if one.decision == REFUSED:
        return replace(found, row_confidence=round(1 - sure, 4), listed=False)
    if one.decision == THIN:
        return replace(found, listed=False)
    found = replace(found, row_confidence=sure, listed=True)
    return found if outcome is None else _with_state(found, outcome, one)


def unsettled(
    found: Sequence[Trajectory], body: str, decisions: Iterable[RowDecision]
) -> Iterator[Unsettled]:
    """The decisions about a body that do not count and have to be read again.

    A shipped decision that rests on a report which is not loaded here waits for it, and is none of them.

    Args:
        found: the trajectories of the body.
        body: its IRI.
        decisions: those that count for any body.
    """
    rows = {(t.unit.theme, t.unit.cohort): t for t in found}
    read = {
        o.inspection.key
        for t in found
        for o in t.observations
        if o.level not in UNKNOWN_LEVELS | {"out-of-scope"}
    }
    for one in decisions:
        if ID + one.body != body or (one.shipped and not _read_for(one) <= read):
            continue
        row = rows.get((one.theme, one.cohort))
        problem = _gone(one, found) if row is None else _problem(row, one)
        if problem is not None:
            yield Unsettled(one, *problem)


@cache
def certainty() -> float:
    """The chance that a decision holds, as it was measured (``decided.yaml``)."""
    path = Path(__file__).with_name("decided.yaml")
    content = yaml_core.load(path.read_text(encoding="utf-8"), path.name, RecordError)
    measured = content.get("confidence") if isinstance(content, dict) else None
    if not isinstance(measured, float):
        raise RecordError(f"{path.name}: confidence is a number from 0 to 1")
    return measured


def _read_for(one: RowDecision) -> set[str]:
    """Keys of the inspections whose reports a decision rests on."""
    return {key for key in one.inspections if not key.endswith(_UNREAD)}


def _about(found: Trajectory, body: str, decisions: Iterable[RowDecision]) -> RowDecision | None:
    unit = found.unit
    return next(
        (d for d in decisions if (ID + d.body, d.theme, d.cohort) == (body, unit.theme, unit.cohort)), None
    )


def _problem(found: Trajectory, one: RowDecision) -> tuple[str, str] | None:
    """Why a decision does not count for the row of its unit."""
    now = row_inspections(found.observations)
    if now != one.inspections:
        fresh = [key for key in now if key not in one.inspections]
        lost = [key for key in one.inspections if key not in now]
        told = [f"new: {', '.join(fresh)}"] if fresh else []
        told += [f"gone: {', '.join(lost)}"] if lost else []
        return CHANGED, f"its inspections changed ({'; '.join(told) or 'their order'})"
    if one.state == "resolved" and one.decision not in (REFUSED, THIN) and _proof(found, one) is None:
        return UNPROVED, f"{one.proof or 'the sentence'} that proves it is not among what the row rests on"
    return None


def _proof(found: Trajectory, one: RowDecision) -> str | None:
    """IRI of the sentence that proves a resolution: the one named, else the one that the rule chose."""
    if one.proof and one.proof in proofs(found):
        return ID + one.proof
    return found.observations[found.outcome.now].proof if found.outcome is not None else None


def proofs(found: Trajectory) -> tuple[str, ...]:
    """Keys of the sentences of strength at the last inspection read, which a person may name as proof."""
    if found.outcome is None:
        return ()
    speaking = found.observations[found.outcome.now].speaking
    leads = (f.lead.iri for f in speaking if f.lead is not None and f.polarity == "strength")
    return tuple(sorted(iri.removeprefix(ID) for iri in leads))


def _gone(one: RowDecision, found: Sequence[Trajectory]) -> tuple[str, str]:
    into = next(
        (t for t in found for unit in t.dropped if (unit.theme, unit.cohort) == (one.theme, one.cohort)), None
    )
    told = f"; the row of {into.unit.cohort} includes it now" if into is not None else ""
    return GONE, f"no row has this theme and cohort any more{told}"


def _with_state(found: Trajectory, outcome: Outcome, one: RowDecision) -> Trajectory:
    """The row with the state that was confirmed or given."""
    machine = outcome.last_known or outcome.state
    if outcome.state == "lapsed" or (one.decision == CONFIRMED and one.state in (outcome.state, machine)):
        return found
    if outcome.state in _CALENDAR and one.state in WEAK_NOW:
        return replace(found, outcome=replace(outcome, last_known=one.state))
    between = outcome.between if one.state == "recurrent" else ()
    changed = replace(outcome, state=one.state, last_known=None, between=between)
    if one.state != "resolved":
        return replace(found, outcome=changed)
    places = list(found.observations)
    places[outcome.now] = replace(places[outcome.now], proof=_proof(found, one))
    return replace(found, outcome=changed, observations=tuple(places))
