"""A trajectory: a unit of a body with its state, and people's decisions about it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.curation.rows import RowDecision
from kg.trajectories.model import Observation, Unit
from kg.trajectories.walk import Outcome, Run


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of the readings about a row.

    Attributes:
        decision: ``confirmed``, ``thin`` or ``refused``.
        by: the readers.
        why: what the reports say, each with its year.
    """

    decision: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A unit of a body with its observations and the result of the walk over them.

    Attributes:
        outcome: ``None`` for a unit that only others call weak, or that was only strong.
        claimed: runs that rest on claims of others.
        strong: runs of strength, of two inspections or more.
        dropped: units whose findings are a subset of this one's.
        wider: the unit of the nearest broader cohort and the same theme that has a row.
        narrower: units of narrower cohorts that are weak now although this one is not.
        row_confidence: the chance, 0 to 1, that careful reading gives the same class of state.
        listed: whether queries list it by default, not only if asked for rows that are less sure.
        likeness: how similar the words of its best link or of its proof are, 0 to 1.
        theme_only: no link of its runs is about the same matter.
        same: for each repeat, whether both inspections are about the same matter; ``None`` if unknown.
        decision: a person's decision about the row, if it counts; for a strength, the result of readings.
        rule_state: the state by the rule, if a decision counts.
    """

    unit: Unit
    observations: tuple[Observation, ...]
    outcome: Outcome | None
    claimed: tuple[Run, ...] = ()
    strong: tuple[Run, ...] = ()
    dropped: tuple[Unit, ...] = ()
    wider: Unit | None = None
    narrower: tuple[Unit, ...] = ()
    row_confidence: float = 1.0
    listed: bool = True
    likeness: float = 0.0
    theme_only: bool = False
    same: tuple[bool | None, ...] = ()
    decision: RowDecision | Verdict | None = None
    rule_state: str = ""
