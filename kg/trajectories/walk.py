"""Walks a unit's inspections in order: finds its runs, its repeats and its state.

The table of states in docs/trajectories.md is implemented only here. Pure: no graph, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.trajectories.model import RANKS, WEAK, Observation

UNKNOWN_LEVELS: Final = frozenset({"unread", "claimed"})


@dataclass(frozen=True, slots=True)
class Step:
    """What one inspection says about the unit.

    Attributes:
        level: a level id; ``unread`` or ``claimed`` for an inspection in scope whose report is not loaded;
            ``out-of-scope`` for one that does not cover the unit.
        declared: an inspector says there that the weakness persists.
        inherited: the inspection was of a predecessor.
    """

    level: str
    declared: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A longest stretch of consecutive inspections in scope at which the unit is weak.

    Attributes:
        steps: indexes in the sequence walked.
        severity: level of the last of them.
        trend: ``rising``, ``falling`` or ``level``, over the unbroken stretch around the run of inspections
            that raise the unit at all (remark or more severe).
        ended: whether a later inspection in scope broke it.
        ended_by: what broke it: remark, silent, strong, unread or claimed; ``None`` while it lasts.
        declared: an inspector says in one of them that the weakness persists.
    """

    steps: tuple[int, ...]
    severity: str
    trend: str
    ended: bool
    ended_by: str | None
    declared: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a walk.

    Attributes:
        state: a state id.
        last_known: the state at the last inspection in scope that was read, if ``state`` is unknown.
        runs: oldest first.
        repeats: pairs of indexes: consecutive inspections in scope that are both weak.
        between: levels between the last two runs of a recurrent weakness, oldest first, each once.
        now: index of the inspection that the state rests on, the last in scope that was read.
    """

    state: str
    last_known: str | None
    runs: tuple[Run, ...]
    repeats: tuple[tuple[int, int], ...]
    between: tuple[str, ...]
    now: int


def steps_of(observations: Iterable[Observation]) -> list[Step]:
    """The observations of a unit, oldest first, as the steps to walk."""
    return [
        Step(o.level, declared=bool(o.declared_in), inherited=o.inspection.predecessor is not None)
        for o in observations
    ]


def walk(steps: Sequence[Step], *, lapsed: bool = False) -> Outcome | None:
    """Find the state and the runs of a unit.

    Args:
        steps: one a known inspection, oldest first.
        lapsed: the body concerned no longer exists.

    Returns:
        ``None`` for a unit that was never weak in an inspection that is read.

    >>> found = walk([Step("recommendation"), Step("out-of-scope"), Step("text")])
    >>> found.state, found.runs[0].steps, found.runs[0].trend
    ('persistent', (0, 2), 'falling')
    """
    if not any(step.level in WEAK for step in steps):
        return None
    scoped = [at for at, step in enumerate(steps) if step.level != "out-of-scope"]
    runs = tuple(_runs(steps, [at for at in scoped if not steps[at].inherited]))
    runs = (*_runs(steps, [at for at in scoped if steps[at].inherited]), *runs)
    repeats = tuple(pair for run in runs for pair in zip(run.steps, run.steps[1:], strict=False))
    read = [at for at in scoped if steps[at].level not in UNKNOWN_LEVELS]
    known = _state(steps, read, scoped)
    now = read[-1]
    unknown = steps[now].level in WEAK and (steps[now].inherited or now != len(steps) - 1)
    state = "lapsed" if lapsed else "unknown" if unknown else known
    between = _between(steps, scoped, now) if known == "recurrent" else ()
    last_known = known if unknown and not lapsed and not steps[now].inherited else None
    return Outcome(state, last_known, runs, repeats, between, now)


def claimed_runs(steps: Sequence[Step]) -> tuple[Run, ...]:
    """Runs that rest, at one inspection or more, on claims of others about a report that is not loaded."""
    own = [at for at, step in enumerate(steps) if step.level != "out-of-scope" and not step.inherited]
    return tuple(
        run
        for run in _runs(steps, own, weak=WEAK | {"claimed"})
        if any(steps[at].level == "claimed" for at in run.steps)
    )


def _runs(steps: Sequence[Step], scoped: Sequence[int], weak: frozenset[str] = WEAK) -> list[Run]:
    runs: list[Run] = []
    start: int | None = None
    # "Still weak" at the first inspection of a longer run is about the time before it, not after it.
    first = next((at for at in scoped if steps[at].level in weak), None)
    for place in range(len(scoped) + 1):
        if place < len(scoped) and steps[scoped[place]].level in weak:
            start = place if start is None else start
        elif start is not None:
            members = tuple(scoped[start:place])
            ended = place < len(scoped)
            runs.append(
                Run(
                    steps=members,
                    severity=steps[members[-1]].level,
                    trend=_trend(steps, scoped, start, place),
                    ended=ended,
                    ended_by=steps[scoped[place]].level if ended else None,
                    declared=any(steps[at].declared for at in members if at != first or len(members) == 1),
                )
            )
            start = None
    return runs


def _trend(steps: Sequence[Step], scoped: Sequence[int], start: int, stop: int) -> str:
    """Compare the ends of the stretch around ``scoped[start:stop]`` at which the unit is raised at all."""
    while start > 0 and steps[scoped[start - 1]].level in RANKS:
        start -= 1
    while stop < len(scoped) and steps[scoped[stop]].level in RANKS:
        stop += 1
    ranks = [RANKS[level] for at in scoped[start:stop] if (level := steps[at].level) in RANKS]
    if not ranks or ranks[-1] == ranks[0]:
        return "level"
    return "rising" if ranks[-1] > ranks[0] else "falling"


def _state(steps: Sequence[Step], read: Sequence[int], scoped: Sequence[int]) -> str:
    """The first state that applies, as of the last inspection in scope that was read."""
    now = read[-1]
    level = steps[now].level
    if level not in WEAK:
        return {"strong": "resolved", "remark": "easing"}.get(level, "not-re-raised")
    before = [steps[at].level for at in scoped if at < now and not steps[at].inherited]
    weak_at = [place for place, one in enumerate(before) if one in WEAK]
    if weak_at:
        since = before[weak_at[0] :]
        not_weak = any(one not in WEAK | UNKNOWN_LEVELS for one in since)
        # An unread inspection between two weak ones that were read breaks the run, and nothing more is known
        # about it: the weakness came back after a gap, and the answer says that the gap is unread.
        if not_weak or since[-1] not in WEAK:
            return "recurrent"
        return "long-running" if len(since) > 1 and since[-2] in WEAK else "persistent"
    if before and before[-1] == "strong":
        return "deteriorated"
    return "new" if any(one not in UNKNOWN_LEVELS for one in before) else "first-recorded"


def _between(steps: Sequence[Step], scoped: Sequence[int], now: int) -> tuple[str, ...]:
    """Levels between the last run and the one before it."""
    found: list[str] = []
    gap = False
    for at in reversed([at for at in scoped if at <= now and not steps[at].inherited]):
        level = steps[at].level
        if level in WEAK and gap:
            break
        if level not in WEAK:
            gap = True
            found.append("unread" if level == "claimed" else level)
    return tuple(dict.fromkeys(reversed(found)))


def strong_runs(steps: Sequence[Step]) -> tuple[Run, ...]:
    """Runs of inspections in scope at which the unit is strong."""
    own = [at for at, step in enumerate(steps) if step.level != "out-of-scope" and not step.inherited]
    return tuple(_runs(steps, own, weak=frozenset({"strong"})))
