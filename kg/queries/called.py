"""Other names that people use for parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CALLED: Final[Mapping[str, str]] = {
    "council": "authority",
    "la": "authority",
    "local_authority": "authority",
    "name": "authority",
    "near": "neighbours_of",
    "neighbours": "neighbours_of",
    "neighbors": "neighbours_of",
    "group_of_children": "cohort",
    "children": "cohort",
    "topic": "theme",
    "subject": "theme",
    "date": "on",
    "from": "since",
    "after": "since",
    "to": "until",
    "before": "until",
}
"""The parameter meant by a name that no parameter has."""
