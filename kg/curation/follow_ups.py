"""People's readings of recommendations in the reports of the next inspections, one JSON object a line.

The project's readings ship in ``documents/follow-ups/``. They override the rule
(:mod:`kg.trajectories.follow_ups`) if the inspection that they were read in is the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.curation.levels import QUOTABLE, QUOTABLE_FORM, RECOMMENDATION
from kg.curation.lines import by_key
from kg.curation.readings import fields_of, level_forms, reader_forms, shipped

_RECOMMENDATION: Final = re.compile(rf"{RECOMMENDATION}\Z")
_FIELDS: Final = ("recommendation", "inspection", "level", "answer", "by", "why")

FollowUpKey = tuple[str, str]
"""Keys of a recommendation and of the inspection in whose report its answer was sought."""


@dataclass(frozen=True, slots=True)
class FollowUpReading:
    """A person's reading of one recommendation in one report.

    Attributes:
        recommendation: its key: ``recommendation/DOCUMENT/la-3``.
        inspection: key of the inspection in whose report the answer was sought: ``936-ilacs-2022-01-17``.
        level: id of the level at which that inspection raises the matter of the recommendation again.
        answer: key of the sentence or recommendation that shows this best; empty for ``silent``.
        by: the reader: a role or initials.
        why: what the report says, in a few words of the reader.
    """

    recommendation: str
    inspection: str
    level: str
    answer: str
    by: str
    why: str

    @property
    def key(self) -> FollowUpKey:
        """Recommendation and inspection."""
        return self.recommendation, self.inspection

    @property
    def code(self) -> str:
        """The Department's three-digit code of the authority whose inspection answers."""
        return self.inspection[:3]


def read_follow_ups(paths: Iterable[Path]) -> dict[FollowUpKey, FollowUpReading]:
    """Read files of readings.

    Raises:
        RecordError: a file or line is malformed, or two lines are about one recommendation and inspection.
    """
    return by_key(paths, _reading, lambda one: one.key)


def shipped_follow_ups() -> Mapping[FollowUpKey, FollowUpReading]:
    """The readings that ship with the project."""
    return shipped("follow-ups", read_follow_ups)


def _reading(fields: Mapping[str, object], where: str) -> FollowUpReading:
    return FollowUpReading(**fields_of(fields, _FIELDS, _forms, where))


def _forms(given: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """For each field its name, whether its form is right, and the expected form."""
    silent = given["level"] == "silent"
    wanted = "nothing, since the report is silent" if silent else QUOTABLE_FORM
    yield "recommendation", _RECOMMENDATION.match(given["recommendation"]), "recommendation/DOCUMENT/la-1"
    yield from level_forms(given)
    yield "answer", not given["answer"] if silent else QUOTABLE.match(given["answer"]), wanted
    yield from reader_forms(given, "what the report says, in words of your own")
