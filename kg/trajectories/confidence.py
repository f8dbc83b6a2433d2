"""How sure the findings are that a level, a run or a state cannot do without.

A floor on the findings that count (:class:`kg.trajectories.Rules`) would recalculate everything. The least
confidence tells the same of one answer at once: up to which floor its evidence holds. It says nothing of
silence, which has no evidence, or the severity of a weakness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.trajectories.model import WEAK, Contribution, Observation
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import UNKNOWN_LEVELS, Run


def of_weakness(items: Iterable[Contribution], weak: Iterable[Contribution]) -> float:
    """Of being weak: by the surest recommendation, or by the second surest weak finding, or by the only one.

    Args:
        items: recommendations and priority actions on the unit.
        weak: weak and mixed findings.
    """
    findings = sorted((f.confidence for f in weak), reverse=True)
    return max([*(f.confidence for f in items), *findings[:2][-1:]], default=0.0)


def surest(found: Iterable[Contribution]) -> float:
    """Of what one finding suffices for: a remark, a proof."""
    return max((f.confidence for f in found), default=0.0)


def of_run(observations: Sequence[Observation], run: Run) -> float:
    """Of a run: as sure as its least sure inspection."""
    return min(observations[at].confidence for at in run.steps)


def of_state(found: Trajectory, latest: Run) -> float:
    """Of a state: its last run and the inspection it rests on, and what they are compared with.

    A recurrent weakness is compared with the run before, a deteriorated one with the inspection before.
    """
    outcome = found.outcome
    places = list(latest.steps)
    if outcome is not None:
        places.append(outcome.now)
        state = outcome.last_known or outcome.state
        before = [
            at
            for at, o in enumerate(found.observations[: latest.steps[0]])
            if o.level not in UNKNOWN_LEVELS and o.level != "out-of-scope"
        ]
        if state == "recurrent":
            places += [at for at in before if found.observations[at].level in WEAK][-1:]
        elif state == "deteriorated":
            places += before[-1:]
    return min(found.observations[at].confidence for at in places)
