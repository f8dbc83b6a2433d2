"""Trajectories of weaknesses over the inspections of one authority: docs/trajectories.md.

>>> from kg.trajectories import affected, derive, walk
"""

from kg.trajectories.derive import affected, derive, derived, named
from kg.trajectories.model import Rules
from kg.trajectories.walk import Outcome, Run, Step, walk

__all__ = ["Outcome", "Rules", "Run", "Step", "affected", "derive", "derived", "named", "walk"]
