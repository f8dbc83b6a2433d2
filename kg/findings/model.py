"""Findings: the content of the mentions of one document, each finding once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of the inspectors, and the sentences that state it.

    Mentions are indices into the sequence that was grouped.

    Attributes:
        mentions: the sentences that state it, in reading order; each sentence belongs to exactly one finding.
        lead: the sentence that states it most fully.
        polarity: strength, weakness, mixed or neutral.
        themes: theme ids, the central one first; may be empty.
        cohorts: cohort ids; may be empty.
        extent: extent id of the lead, else of the first mention that states one.
        change: declared change, from the mention with the highest confidence in it, or ``None``.
        confidence: probability that polarity and central theme are right, from the lead.
        part: the body whose part of the report it is in: ``la`` or ``lscb``.
    """

    mentions: tuple[int, ...]
    lead: int
    polarity: str
    themes: tuple[str, ...]
    cohorts: tuple[str, ...]
    extent: str
    change: str | None
    confidence: float
    part: str


@dataclass(frozen=True, slots=True)
class Consequence:
    """A sentence that states the effect of another ("This means that ..."); both are mention indices."""

    effect: int
    cause: int


@dataclass(frozen=True, slots=True)
class Support:
    """A finding that a recommendation rests on.

    Attributes:
        recommendation: ``sequence`` of the recommendation.
        finding: index into ``FindingSet.findings``.
        basis: ``same`` if the recommendation is itself one of the finding's mentions, ``named`` if
            it prints the number of the finding's paragraph, ``alike`` if theme, cohort and words agree,
            ``decided`` if a person decided it.
        confidence: 0 to 1, two decimals.
    """

    recommendation: int
    finding: int
    basis: Literal["same", "named", "alike", "decided"]
    confidence: float


@dataclass(frozen=True, slots=True)
class FindingSet:
    """The findings of one document, in the order of their first mentions.

    Attributes:
        at_most: most themes, and most cohorts, that a finding was given; ``None`` for any number.
    """

    findings: tuple[Finding, ...]
    consequences: tuple[Consequence, ...]
    at_most: int | None = None

    def by_mention(self) -> dict[int, int]:
        """Index of the finding of each mention."""
        return {m: f for f, finding in enumerate(self.findings) for m in finding.mentions}
