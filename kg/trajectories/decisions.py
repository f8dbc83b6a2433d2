"""Applies people's decisions about rows over the rule: a pure step between walk and quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from kg import yaml_core
from kg.curation.levels import UNREAD, from_first_read
from kg.curation.rows import CONFIRMED, REFUSED, THIN, RowDecision
from kg.errors import RecordError
from kg.namespaces import ID
from kg.trajectories.levels import SHOWN
from kg.trajectories.model import Observation
from kg.trajectories.nesting import WEAK_NOW
from kg.trajectories.relevel import Ground, Told, as_told, quotable
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import UNKNOWN_LEVELS, Outcome

_CALENDAR: Final = frozenset({"lapsed", "unknown"})
"""States that follow from events after the last inspection read; no decision is about these."""

GONE: Final = "unit-gone"
CHANGED: Final = "inspections-changed"
UNPROVED: Final = "proof-gone"
UNQUOTED: Final = "shown-gone"


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A decision that must be reviewed again. It does not count, except one with ``shown-gone``.

    Attributes:
        decision: the decision.
        problem: ``unit-gone`` if no row has its theme and cohort, ``inspections-changed`` if the row rests on
            other inspections than those that were read, ``levels-disagree`` if its levels lead to another
            state than its own, ``level-unshown`` if nothing shows one of its levels, ``proof-gone`` if the
            sentence that proves it is not in the evidence of the row, ``shown-gone`` if a sentence that it
            quotes is not.
        reason: what is wrong, in words.
    """

    decision: RowDecision
    problem: str
    reason: str


def row_inspections(observations: Iterable[Observation]) -> tuple[str, ...]:
    """Keys of the inspections in scope from the first to the last that was read, or all if none was.

    They are part of a decision's key. An inspection between them that is known but was not read is marked, so
    that a decision is reviewed again once its report is loaded. One before the first is omitted: it does not
    affect the state, and a document that names another changes nothing. Once its report is loaded, it is the
    first.
    """
    return keys_of((o.inspection.key, o.level) for o in observations if o.level != "out-of-scope")


def keys_of(inspections: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Like :func:`row_inspections`, from the keys and levels of the inspections in scope, oldest first.

    >>> keys_of([("a", "unread"), ("b", "text"), ("c", "unread"), ("d", "silent"), ("e", "unread")])
    ('b', 'c unread', 'd')
    """
    scoped = list(inspections)
    read = [at for at, (_, level) in enumerate(scoped) if level not in UNKNOWN_LEVELS]
    told = scoped[: read[-1] + 1] if read else scoped
    return from_first_read([key + (UNREAD if level in UNKNOWN_LEVELS else "") for key, level in told])


def decided(found: Trajectory, decisions: Iterable[RowDecision], ground: Ground) -> Trajectory:
    """A trajectory as people decided, or unchanged if no decision is about it.

    The state, its proof, the confidence and whether the row is listed change. If a decision gives levels,
    they replace the rule's levels in this row, and its runs, repeats and quoted sentences follow from them;
    without levels, these stay as they are. Labels of single sentences never change: people correct those
    sentence by sentence.

    Args:
        found: the trajectory by the rule, with its confidence.
        decisions: the decisions that count.
        ground: the data from which it was derived.
    """
    one = _about(found, ground.history.body, decisions)
    told = _told(found, one, ground) if one is not None else None
    if one is None or told is None or told.problem is not None:
        return found
    sure, rule = certainty(), found.outcome.state if found.outcome else ""
    found = replace(told.found, decision=one, rule_state=rule)
    outcome = found.outcome
    if one.decision == REFUSED:
        return replace(found, row_confidence=round(1 - sure, 4), listed=False)
    if one.decision == THIN:
        found = replace(found, listed=False)
        return _proved(found, outcome, one) if outcome is not None and _resolved_by(found) else found
    found = replace(found, row_confidence=sure, listed=True)
    return found if outcome is None else _with_state(found, outcome, one)


def unsettled(
    found: Sequence[Trajectory], decisions: Iterable[RowDecision], ground: Ground
) -> Iterator[Unsettled]:
    """The decisions about a body that must be reviewed again.

    A shipped decision that rests on a report which is not loaded here waits for it, and is not one of them.

    Args:
        found: the trajectories of the body.
        decisions: the decisions that count, for any body.
        ground: the data from which they were derived.
    """
    rows = {(t.unit.theme, t.unit.cohort): t for t in found}
    read = {
        o.inspection.key
        for t in found
        for o in t.observations
        if o.level not in UNKNOWN_LEVELS | {"out-of-scope"}
    }
    for one in decisions:
        if ID + one.body != ground.history.body or (one.shipped and not _read_for(one) <= read):
            continue
        row = rows.get((one.theme, one.cohort))
        problem = _gone(one, found) if row is None else _flaw(_told(row, one, ground))
        if problem is not None:
            yield Unsettled(one, *problem)


@cache
def certainty() -> float:
    """The measured chance that a decision is right (``decided.yaml``)."""
    path = Path(__file__).with_name("decided.yaml")
    content = yaml_core.load(path.read_text(encoding="utf-8"), path.name, RecordError)
    measured = content.get("confidence") if isinstance(content, dict) else None
    if not isinstance(measured, float):
        raise RecordError(f"{path.name}: confidence is a number from 0 to 1")
    return measured


def _read_for(one: RowDecision) -> set[str]:
    """Keys of the inspections whose reports a decision rests on."""
    return {key for key in one.inspections if not key.endswith(UNREAD)}


def _about(found: Trajectory, body: str, decisions: Iterable[RowDecision]) -> RowDecision | None:
    unit = found.unit
    return next(
        (d for d in decisions if (ID + d.body, d.theme, d.cohort) == (body, unit.theme, unit.cohort)), None
    )


def _flaw(told: Told) -> tuple[str, str] | None:
    """The reason why a decision must be reviewed again."""
    return told.problem or ((UNQUOTED, "; ".join(told.lost)) if told.lost else None)


def _told(found: Trajectory, one: RowDecision, ground: Ground) -> Told:
    """A row with a decision's levels of its inspections, or the reason why the decision does not count."""
    now = row_inspections(found.observations)
    if now != one.inspections:
        fresh = [key for key in now if key not in one.inspections]
        lost = [key for key in one.inspections if key not in now]
        said = [f"new: {', '.join(fresh)}"] if fresh else []
        said += [f"gone: {', '.join(lost)}"] if lost else []
        return Told(found, (CHANGED, f"its inspections changed ({'; '.join(said) or 'their order'})"))
    told = as_told(found, one, ground)
    given = one.state == "resolved" and one.decision not in (REFUSED, THIN)
    if told.problem is None and (given or _resolved_by(told.found)) and _proof(told.found, one) is None:
        missing = f"{one.proof or 'the sentence'} that proves it is not among what the row rests on"
        return Told(found, (UNPROVED, missing))
    if told.problem is None and given and one.proof and one.proof not in proofs(told.found):
        unproved = f"{one.proof} is not a strength of the last report, so the proof is the rule's"
        return replace(told, lost=(*told.lost, unproved))
    return told


def _resolved_by(found: Trajectory) -> bool:
    """Whether a row is resolved because a person found its last inspection strong."""
    outcome = found.outcome
    return (
        outcome is not None
        and outcome.state == "resolved"
        and bool(found.observations[outcome.now].rule_level)
    )


def _proof(found: Trajectory, one: RowDecision) -> str | None:
    """IRI of the sentence that proves a resolution: the one named, else the one that the rule chose."""
    if one.proof and one.proof in proofs(found):
        return ID + one.proof
    return found.observations[found.outcome.now].proof if found.outcome is not None else None


def proofs(found: Trajectory) -> tuple[str, ...]:
    """Keys of the sentences of strength at the last inspection read, which a person may choose as proof."""
    if found.outcome is None:
        return ()
    speaking = found.observations[found.outcome.now].speaking
    praise = (
        iri for f in speaking if f.polarity == "strength" and f.sort == "finding" for iri in quotable(f)
    )
    return tuple(sorted({iri.removeprefix(ID) for iri in praise}))


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
        return _proved(found, outcome, one) if outcome.state == "resolved" else found
    if outcome.state in _CALENDAR and one.state in WEAK_NOW:
        return replace(found, outcome=replace(outcome, last_known=one.state))
    between = outcome.between if one.state == "recurrent" else ()
    changed = replace(outcome, state=one.state, last_known=None, between=between)
    found = replace(found, outcome=changed)
    return _proved(found, outcome, one) if one.state == "resolved" else found


def _proved(found: Trajectory, outcome: Outcome, one: RowDecision) -> Trajectory:
    """The row with the sentence that proves its resolution, quoted first unless the person chose another."""
    places = list(found.observations)
    now, proof = places[outcome.now], _proof(found, one)
    if proof is not None and now.inspection.key not in dict(one.shown):
        now = replace(now, shown=(proof, *(iri for iri in now.shown if iri != proof))[:SHOWN])
    places[outcome.now] = replace(now, proof=proof)
    return replace(found, observations=tuple(places))
