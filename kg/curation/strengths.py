"""People's readings of strengths: whether a report praises a theme and group, one JSON object a line.

The project's readings ship in ``documents/strengths/``. They override the rule that finds sustained strengths
(:func:`kg.trajectories.derive.strengths`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.curation.levels import SENTENCE
from kg.curation.lines import by_key
from kg.curation.readings import fields_of, level_forms, reader_forms, shipped, unit_forms

_FIELDS: Final = ("body", "theme", "cohort", "inspection", "level", "thin", "shown", "by", "why")
_STRONG: Final = "strong"

StrengthKey = tuple[str, str, str, str]
"""Body, theme, cohort and inspection."""


@dataclass(frozen=True, slots=True)
class StrengthReading:
    """A person's reading, in one report, of a theme and group that the rule calls strong there.

    Attributes:
        body: key of the inspected body: ``authority/936``.
        theme: theme id.
        cohort: cohort id.
        inspection: key of the inspection whose report was read: ``936-ilacs-2022-01-17``.
        level: level id: ``strong`` if the report praises the unit and says nothing weak; else another.
        thin: ``yes`` if the praise is too little, too general or too far from the unit to rest a row on.
        shown: key of the sentence that praises the unit best; empty if the level is another.
        by: the reader: a role or initials.
        why: what the report says, in a few words of the reader.
    """

    body: str
    theme: str
    cohort: str
    inspection: str
    level: str
    thin: str
    shown: str
    by: str
    why: str

    @property
    def key(self) -> StrengthKey:
        """Body, theme, cohort and inspection."""
        return self.body, self.theme, self.cohort, self.inspection

    @property
    def code(self) -> str:
        """The Department's three-digit code of the authority, or of the board's authority."""
        return self.body.rpartition("/")[2][:3]

    @property
    def firm(self) -> bool:
        """Whether the report clearly praises the unit."""
        return self.level == _STRONG and not self.thin


def read_strengths(paths: Iterable[Path]) -> dict[StrengthKey, StrengthReading]:
    """Read files of readings.

    Raises:
        RecordError: a file or line is malformed, or two lines are about one unit and inspection.
    """
    return by_key(paths, _reading, lambda one: one.key)


def shipped_strengths() -> Mapping[StrengthKey, StrengthReading]:
    """The readings that ship with the project."""
    return shipped("strengths", read_strengths)


def _reading(fields: Mapping[str, object], where: str) -> StrengthReading:
    return StrengthReading(**fields_of(fields, _FIELDS, _forms, where))


def _forms(given: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """For each field its name, whether its form is right, and the expected form."""
    strong = given["level"] == _STRONG
    wanted = "mention/DOCUMENT/SENTENCE" if strong else "nothing, since the report does not praise the unit"
    yield from unit_forms(given)
    yield from level_forms(given)
    yield "thin", given["thin"] in (("", "yes") if strong else ("",)), "yes for a thin strength, or nothing"
    yield "shown", SENTENCE.match(given["shown"]) if strong else not given["shown"], wanted
    yield from reader_forms(given, "what the report says, in words of your own")
