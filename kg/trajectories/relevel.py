"""Replaces the rule's levels and sentences with those that a person chose, in one row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.curation.rows import REFUSED, RowDecision
from kg.namespaces import ID
from kg.trajectories.history import History
from kg.trajectories.level_model import LevelModel
from kg.trajectories.levels import SHOWN, at_level
from kg.trajectories.listing import rated
from kg.trajectories.matters import Matters
from kg.trajectories.model import ITEMS, Contribution, Observation, Rules
from kg.trajectories.scheme import Scheme
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.units import Reach, reach_of
from kg.trajectories.walk import Outcome, Step, claimed_runs, steps_of, walk

DISAGREE: Final = "levels-disagree"
UNSHOWN: Final = "level-unshown"


@dataclass(frozen=True, slots=True)
class Ground:
    """The data from which the rows of one body were derived, so that a row can be derived again.

    Attributes:
        history: inspections and their findings.
        scheme: hierarchies and scopes.
        rules: thresholds.
        reading: the model of careful reading.
        matters: the words of the findings.
    """

    history: History
    scheme: Scheme
    rules: Rules
    reading: LevelModel
    matters: Matters


@dataclass(frozen=True, slots=True)
class Told:
    """A row with a decision's levels of its inspections.

    Attributes:
        found: the row; if there is a problem, the row by the rule.
        problem: why the decision does not count, as an id and in words.
        lost: for each inspection whose chosen sentence does not exist, what is wrong, in words.
    """

    found: Trajectory
    problem: tuple[str, str] | None = None
    lost: tuple[str, ...] = ()


def as_told(found: Trajectory, one: RowDecision, ground: Ground) -> Told:
    """A row with the levels and sentences of a decision about it, walked again.

    A refused row does not change, nor does a row whose decision gives neither levels nor sentences.

    Args:
        found: the row by the rule.
        one: the decision; its inspections are those of the row.
        ground: the data from which the row was derived.
    """
    if one.decision == REFUSED or not (one.levels or one.shown or one.proof or one.declared):
        return Told(found)
    makers = (f for some in ground.history.found.values() for f in some if f.weak)
    reach = reach_of(found.unit, makers, ground.scheme, board=ground.history.board)
    levels, picks = dict(one.levels), dict(one.shown)
    observations: list[Observation] = []
    lost: list[str] = []
    for old in found.observations:
        key = old.inspection.key
        chosen = [picks[key]] if key in picks else []
        if one.proof and key == one.inspections[-1]:
            chosen.append(one.proof)
        told = ground.history.found.get(old.inspection.iri, ())
        now = with_level(resting_on(old, chosen, told), levels.get(key), reach, ground.rules)
        if one.declared:
            now = replace(now, declared_in=())
        if key in picks:
            now, why = quoting(now, ID + picks[key])
            if why:
                lost.append(f"{picks[key]} cannot be quoted for {key}: {why}")
        observations.append(now)
    steps = steps_of(observations)
    problem = _problem(one, observations, steps, lapsed=ground.history.ended)
    if problem is not None:
        return Told(found, problem)
    again = replace(found, observations=tuple(observations))
    if one.declared or any(o.rule_level for o in observations):
        outcome = walk(steps, lapsed=ground.history.ended)
        again = replace(again, outcome=outcome, claimed=claimed_runs(steps))
        again = rated(again, ground.rules, ground.reading, ground.matters, lapsed=ground.history.ended)
        again = _of_unknown_matter(again, ground.matters)
    return Told(again, None, tuple(lost))


def leads_to(steps: Sequence[Step], *, lapsed: bool = False) -> tuple[str, ...]:
    """The states that a decision with these levels may have, the one to name first; none if never weak.

    An abolished body, or a weakness that no inspection has covered since, has the state of its last
    inspection in addition to that of the calendar.

    >>> leads_to([Step("text"), Step("text")]), leads_to([Step("remark")])
    (('persistent',), ())
    """
    outcomes: list[Outcome | None] = [walk(steps)]
    if lapsed:
        outcomes.append(walk(steps, lapsed=True))
    found = (state for one in outcomes if one is not None for state in (one.last_known, one.state))
    return tuple(dict.fromkeys(state for state in found if state is not None))


def disagreement(states: Sequence[str], state: str) -> str | None:
    """The fault, in words, of levels that lead to some states but not to the decided one."""
    if state in states:
        return None
    return f"its levels lead to {states[0] if states else 'no weakness at all'}, not to {state}"


def _problem(
    one: RowDecision, observations: Sequence[Observation], steps: Sequence[Step], *, lapsed: bool
) -> tuple[str, str] | None:
    if not one.levels:
        return None
    wrong = disagreement(leads_to(steps, lapsed=lapsed), one.state)
    if wrong is not None:
        return DISAGREE, wrong
    bare = [o for o in observations if o.rule_level and o.level != "silent" and not o.shown]
    told = "; ".join(f"{o.level} in {o.inspection.key}" for o in bare)
    return (
        (UNSHOWN, f"nothing that the row rests on shows its level: {told}; name it (shown)") if bare else None
    )


def quotable(found: Contribution) -> frozenset[str]:
    """IRIs that can be quoted for a contribution: a recommendation itself, the sentences of a finding."""
    if found.sort in ITEMS:
        return frozenset({found.iri})
    return frozenset({found.lead.iri} if found.lead else ()) | {s.iri for s in found.said if s.iri}


def resting_on(old: Observation, chosen: Iterable[str], told: Iterable[Contribution]) -> Observation:
    """An observation that also rests on a person's choice, even if its labels link it only to other rows."""
    has = frozenset[str]().union(*map(quotable, old.speaking))
    wanted = {ID + key for key in chosen} - has
    if not wanted:
        return old
    more = tuple(f for f in told if f.sort != "claim" and not wanted.isdisjoint(quotable(f)))
    return replace(old, speaking=(*old.speaking, *more)) if more else old


def with_level(old: Observation, level: str | None, reach: Reach, rules: Rules) -> Observation:
    """An observation at the level that a person gave; people's decisions are certain."""
    if level is None or level == old.level:
        return old
    now = at_level(old.inspection, level, old.speaking, reach, rules, old.chances, given=True)
    return replace(now, confidence=1.0, rule_level=old.level)


def quoting(observation: Observation, iri: str) -> tuple[Observation, str]:
    """An observation that quotes a sentence or recommendation first; unchanged, and why, if it cannot."""
    if observation.level == "silent":
        return observation, "its level is silent"
    fit = (f for f in observation.speaking if f.sort not in ITEMS or observation.level != "strong")
    found = next((f for f in fit if iri in quotable(f)), None)
    if found is None:
        return observation, f"its level, {observation.level}, does not rest on it"
    shown = (iri, *(other for other in observation.shown if other != iri))[:SHOWN]
    proves = observation.rule_level and observation.level == "strong" and found.polarity == "strength"
    return replace(observation, shown=shown, proof=iri if proves else observation.proof), ""


def _of_unknown_matter(found: Trajectory, matters: Matters) -> Trajectory:
    """A row without its matter, if a person's level rests on nothing whose words could be compared."""
    if found.outcome is None:
        return found
    mute = {at for at, o in enumerate(found.observations) if o.rule_level and not matters.speaks(o)}
    same = tuple(
        None if mute & set(pair) else one for pair, one in zip(found.outcome.repeats, found.same, strict=True)
    )
    return replace(found, same=same, theme_only=found.theme_only and None not in same)
