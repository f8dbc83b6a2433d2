"""Confidence of the findings that a level, a run or a state depends on.

A floor on the findings that count (:class:`kg.trajectories.Rules`) would recalculate everything. The least
confidence shows the same for one answer directly: up to which floor its evidence holds. It does not cover
silence, which has no evidence, or the severity of a weakness.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.trajectories.model import WEAK, Contribution, Observation
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import UNKNOWN_LEVELS, Run


def of_weakness(items: Iterable[Contribution], weak: Iterable[Contribution]) -> float:
    """Confidence of weakness: by the surest recommendation, the second surest weak finding, or the only one.

    Args:
        items: recommendations and priority actions on the unit.
        weak: weak and mixed findings.
    """
    findings = sorted((f.confidence for f in weak), reverse=True)
    return max([*(f.confidence for f in items), *findings[:2][-1:]], default=0.0)


def surest(found: Iterable[Contribution]) -> float:
    """Confidence of a level for which one finding suffices: a remark, a proof."""
    return max((f.confidence for f in found), default=0.0)


def of_run(observations: Sequence[Observation], run: Run) -> float:
    """Confidence of a run: that of its least sure inspection."""
    return min(observations[at].confidence for at in run.steps)


def of_state(found: Trajectory, latest: Run) -> float:
    """Confidence of a state: of its last run, of the inspection it rests on, and of those compared with them.

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
