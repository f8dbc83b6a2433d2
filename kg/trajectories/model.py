"""Input of trajectories: inspections with their scope, and the findings in them.

Resources are named by their IRIs, concepts by their ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from kg.months import period

VERSION: Final = "trajectories-7"
"""Name and version of the rule; change it whenever a trajectory may change."""

RANKS: Final = {"priority-action": 4, "recommendation": 3, "text": 2, "remark": 1}
"""Levels that raise a unit; a more severe level has a higher number."""

WEAK: Final = frozenset({"priority-action", "recommendation", "text"})

ITEMS: Final = frozenset({"recommendation", "priority-action"})
"""Sorts of inspectors' requests."""

ADULT_GROUPS: Final = frozenset({"leadership", "workforce-and-voice"})
"""Top concepts in whose themes the cohorts of all children, the workforce and carers overlap."""

ADULTS: Final = frozenset({"all-children", "workforce-cohort", "carers"})


def class_of(level: str) -> str:
    """The class of a level that careful reading distinguishes: ``weak`` for text and more severe.

    >>> class_of("recommendation"), class_of("silent")
    ('weak', 'silent')
    """
    return "weak" if level in WEAK else level


@dataclass(frozen=True, slots=True)
class Rules:
    """Thresholds that a reader may set.

    Attributes:
        floor: least confidence of the findings that count, 0 to 1.
        proof: least confidence of a sentence that may prove a resolution, 0 to 1.
        listed: least confidence of a row that queries list, 0 to 1; by default the floor of the model.
    """

    floor: float = 0.0
    proof: float = 0.5
    listed: float | None = None

    @property
    def version(self) -> str:
        """The rule, with the settings that differ from the defaults: ``trajectories-7 floor=0.5``."""
        default = Rules()
        changed = [
            f"{name}={getattr(self, name)}"
            for name in ("floor", "proof", "listed")
            if getattr(self, name) != getattr(default, name)
        ]
        return " ".join([VERSION, *changed])


@dataclass(frozen=True, slots=True)
class Name:
    """An inspection under one of its names, as one or more documents give it.

    Attributes:
        body: the inspected body, or ``None`` if no document gives it.
        official: whether a document of the inspectorate reports it.
    """

    iri: str
    kind: str
    body: str | None
    focus: frozenset[str]
    start_earliest: date | None
    start_latest: date | None
    end_earliest: date | None
    end_latest: date | None
    official: bool


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection under its canonical name, at its place in the history of a body.

    Attributes:
        key: last part of its IRI.
        start: first day on which it can have begun; orders the history.
        read: whether findings of the inspectorate's own document are loaded.
        predecessor: the former authority whose inspection it is, or ``None`` for the body's own.
        start_latest: last day on which it can have begun; ``None`` if that is the first.
    """

    iri: str
    kind: str
    focus: frozenset[str]
    start: date
    read: bool
    predecessor: str | None = None
    start_latest: date | None = None

    @property
    def began(self) -> str:
        """The day on which it began, or its month or year if no more is known, or the first and last month.

        >>> first, last = date(2012, 6, 1), date(2012, 6, 30)
        >>> Inspection("i", "slac", frozenset(), first, read=False, start_latest=last).began
        '2012-06'
        >>> Inspection("i", "slac", frozenset(), first, read=False, start_latest=date(2012, 8, 31)).began
        '2012-06/2012-08'
        >>> first, last = date(2018, 1, 1), date(2018, 12, 31)
        >>> Inspection("i", "slac", frozenset(), first, read=False, start_latest=last).began
        '2018'
        """
        last = self.start_latest or self.start
        months = dict.fromkeys(f"{day:%Y-%m}" for day in (self.start, last))
        return period(self.start, last) or "/".join(months)

    @property
    def key(self) -> str:
        """Last part of the IRI."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence that states a finding most fully.

    Attributes:
        form: finding-form id.
        start: offset of its first character in the document's text.
        quote: its words.
    """

    iri: str
    form: str = "paragraph"
    start: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The labels of one sentence of a finding, or of a recommendation.

    Attributes:
        themes: rank (1 is the central theme) and probability of each theme, by id.
        cohorts: probability of each cohort, by id.
        confidence: probability that the polarity is right; 1 for a recommendation.
        recommendation: the recommendation that the sentence is part of, or ``None``.
        now: whether it is about the time of the inspection, in the inspectors' own words.
        iri: the sentence; empty if the labels are those of a finding or recommendation as a whole.
    """

    themes: Mapping[str, tuple[int, float]]
    cohorts: Mapping[str, float]
    confidence: float = 1.0
    recommendation: str | None = None
    now: bool = True
    iri: str = ""


class Declaration(NamedTuple):
    """A sentence in which an inspector says that a weakness persists, and the theme it is first about."""

    mention: str
    theme: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """A finding, recommendation or claim that may be about a unit.

    Attributes:
        sort: ``finding``, ``recommendation``, ``priority-action`` or ``claim``.
        areas: current areas of the section, or of the sections that support a recommendation.
        tier: evidence tier of its document.
        lead: the sentence to quote for a finding; ``None`` for others.
        persists: sentences in which the inspector says that the weakness persists.
        sequence: place of a recommendation in its document.
        text: the words of a recommendation; empty for others.
        said: the labels of its sentences, if the graph keeps them.
    """

    iri: str
    sort: str
    inspection: str
    polarity: str
    themes: frozenset[str]
    central: str | None
    cohorts: frozenset[str]
    areas: frozenset[str]
    tier: str
    extent: str | None = None
    change: str | None = None
    confidence: float = 1.0
    lead: Sentence | None = None
    persists: tuple[Declaration, ...] = ()
    sequence: int = 0
    text: str = ""
    said: tuple[Said, ...] = ()

    @property
    def weak(self) -> bool:
        """Whether it is or contains a weakness."""
        return self.polarity in ("weakness", "mixed")

    @property
    def words(self) -> str:
        """Its words: those of a recommendation, or of the sentence to quote; empty if not loaded."""
        return self.text or (self.lead.quote if self.lead else "")

    @property
    def praises(self) -> bool:
        """Whether it is a strength, or an improvement that contains nothing weak."""
        return self.polarity == "strength" or (self.change == "improved" and not self.weak)

    @property
    def sayings(self) -> tuple[Said, ...]:
        """The labels of its sentences; if there are none, its own labels count as those of one sentence."""
        if self.said:
            return self.said
        themes = {
            theme: (1 if self.central in (theme, None) else 2, self.confidence) for theme in self.themes
        }
        cohorts = dict.fromkeys(self.cohorts, self.confidence)
        return (Said(themes, cohorts, 1.0 if self.sort in ITEMS else self.confidence),)


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One theme and one cohort of one body."""

    theme: str
    cohort: str


@dataclass(frozen=True, slots=True)
class Observation:
    """The level of a unit in one inspection.

    Attributes:
        level: a level id, or ``unread``, ``claimed`` (unread, and others say it was weak), ``out-of-scope``.
        speaking: all contributions about the unit.
        shown: the few sentences and recommendations that show it best, the best first.
        proof: the sentence that proves strength, for the level ``strong``.
        declared_in: sentences in which inspectors say that the weakness persists.
        confidence: that of the least sure finding on which the level depends, 1 if there is none.
        chances: probability that careful reading gives each class of levels (``weak``, ``remark``,
            ``strong``, ``silent``); empty if the inspection was not read.
        rule_level: the level by the rule, if a person gave another; else empty.
    """

    inspection: Inspection
    level: str
    speaking: tuple[Contribution, ...] = ()
    shown: tuple[str, ...] = ()
    proof: str | None = None
    declared_in: tuple[str, ...] = ()
    confidence: float = 1.0
    chances: Mapping[str, float] = field(default_factory=dict)
    rule_level: str = ""
