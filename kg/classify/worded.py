"""Extent, declared change and reference back, read only from the wording, and groups that it distinguishes.

The wordings are data (``worded.yaml``); this module only finds them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from kg.classify.base import Label
from kg.classify.labels import COHORTS
from kg.errors import RecordError
from kg.yaml_core import load_file

_DATA = Path(__file__).with_name("worded.yaml")
_WORD = re.compile(r"\w+")

EXTENTS = ("all", "most", "many", "some", "small-number", "one", "none")
CHANGES = ("improved", "sustained", "not-improved", "deteriorated", "newly-identified")
POLARITIES = ("strength", "weakness", "mixed", "neutral")

RULE_CONFIDENCE = 0.9
"""Share of labels by rule that were right in a reading of the wordings (see docs/model-card.md)."""

PAST_CONFIDENCE = 0.75
"""Share of sentences found by wordings of the past that people labelled so (see docs/model-card.md)."""

NOT_STATED = Label("not-stated", 1.0)


@dataclass(frozen=True, slots=True)
class Wordings:
    """Wordings that are searched for together.

    Attributes:
        alone: wordings of one word.
        needed: the words of each of the others.
        hints: the longest word of each of the others; a text without one of them need not be searched.
        pattern: the others.
    """

    alone: frozenset[str]
    needed: tuple[frozenset[str], ...]
    hints: frozenset[str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, wordings: Iterable[str]) -> Wordings:
        """Wordings as ``worded.yaml`` writes them."""
        written = [(wording, frozenset(_WORD.findall(wording))) for wording in wordings]
        longer = [(wording, words) for wording, words in written if words != {wording}]
        return cls(
            frozenset(wording for wording, words in written if words == {wording}),
            tuple(words for _, words in longer),
            frozenset(max(_WORD.findall(wording), key=len) for wording, _ in longer),
            re.compile(rf"\b(?:{'|'.join(_words(wording) for wording, _ in longer)})\b"),
        )

    def occur(self, text: str, words: frozenset[str]) -> bool:
        """Whether one of them occurs in a lower-case text, given with the set of its words."""
        if not self.alone.isdisjoint(words):
            return True
        if self.hints.isdisjoint(words) or not any(map(words.issuperset, self.needed)):
            return False
        return self.pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """Wordings that give a label, in sentences of some polarities (of any if none is named).

    Attributes:
        unless: wordings in whose presence it does not count.
    """

    id: str
    wording: Wordings
    polarities: frozenset[str]
    unless: Wordings | None = None

    def fits(self, text: str, words: frozenset[str]) -> bool:
        """Whether a wording occurs in a lower-case text, given with the set of its words."""
        return self.wording.occur(text, words) and (self.unless is None or not self.unless.occur(text, words))


@dataclass(frozen=True, slots=True)
class Apart:
    """A group that replaces another if the wording names it and holds no word of a wider sense."""

    rule: Rule
    instead_of: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, in the order in which they are tried."""

    extent: tuple[Rule, ...]
    change: tuple[Rule, ...]
    cohort: tuple[Apart, ...]
    refers_back: re.Pattern[str]
    past: Wordings
    not_past: Wordings


@cache
def shipped() -> Rules:
    """The rules that ship with the package."""
    record = load_file(_DATA)
    starts = "|".join(_words(w) for w in record["refers_back"])
    return Rules(
        extent=_rules(record["extent"], EXTENTS),
        change=_rules(record["change"], CHANGES),
        cohort=tuple(
            Apart(rule, str(told["instead_of"]))
            for rule, told in zip(_rules(record["cohort"], COHORTS), record["cohort"], strict=True)
        ),
        refers_back=re.compile(rf"\W*(?:{starts})\b", re.IGNORECASE),
        past=Wordings.of(record["past"]["wording"]),
        not_past=Wordings.of(record["past"]["unless"]),
    )


def extent(text: str) -> Label:
    """Extent of a sentence: the first rule of the list whose wording occurs, else not stated.

    >>> extent("Most visits are timely.").id
    'most'
    """
    lowered, words = _lowered(text)
    for rule in shipped().extent:
        if rule.fits(lowered, words):
            return Label(rule.id, RULE_CONFIDENCE)
    return NOT_STATED


def change(text: str, polarity: str) -> Label | None:
    """Change that the sentence declares, or ``None``.

    >>> change("Supervision has improved since 2019.", "strength").id
    'improved'
    """
    lowered, words = _lowered(text)
    for rule in shipped().change:
        if (not rule.polarities or polarity in rule.polarities) and rule.fits(lowered, words):
            return Label(rule.id, RULE_CONFIDENCE)
    return None


def cohorts(text: str, said: Sequence[Label]) -> tuple[Label, ...]:
    """Cohorts that must not merge, kept separate: the group that the wording names, not the other.

    >>> [c.id for c in cohorts("Few who go missing from care are seen.", [Label("missing-from-home", 0.8)])]
    ['missing-from-care']
    """
    lowered, words = _lowered(text)
    for rule in shipped().cohort:
        if any(label.id == rule.instead_of for label in said) and rule.rule.fits(lowered, words):
            told = [replace(c, id=rule.rule.id) if c.id == rule.instead_of else c for c in said]
            sure = {label.id: max(c.confidence for c in told if c.id == label.id) for label in told}
            said = [Label(name, confidence) for name, confidence in sure.items()]
    return tuple(said)


def past(text: str) -> bool:
    """Whether the sentence describes only a time before the inspection.

    >>> past("Until recently, visits were late."), past("Visits were late in the past and still are.")
    (True, False)
    """
    lowered, words = _lowered(text)
    known = shipped()
    return known.past.occur(lowered, words) and not known.not_past.occur(lowered, words)


@lru_cache(maxsize=4096)  # needed for the features of a model and for its labels
def refers_back(text: str) -> bool:
    """Whether the sentence begins as a consequence of the one before it.

    >>> refers_back("This means that plans drift.")
    True
    """
    return shipped().refers_back.match(text) is not None


def _rules(records: list[dict[str, object]], ids: tuple[str, ...]) -> tuple[Rule, ...]:
    rules = []
    for record in records:
        name, wording, polarities = record["id"], record["wording"], record.get("polarity", [])
        if name not in ids:
            raise RecordError(f"kg/classify/worded.yaml: {name!r} is not one of {', '.join(ids)}.")
        if not isinstance(wording, list) or not isinstance(polarities, list):
            raise RecordError(f"kg/classify/worded.yaml: {name!r} needs lists of wordings and polarities.")
        if unknown := set(polarities) - set(POLARITIES):
            raise RecordError(f"kg/classify/worded.yaml: {name!r} names {sorted(unknown)}, no polarities.")
        unless = record.get("unless")
        if unless is not None and not isinstance(unless, list):
            raise RecordError(
                f"kg/classify/worded.yaml: {name!r} needs a list of what it does not count beside."
            )
        rules.append(
            Rule(
                str(name),
                Wordings.of(map(str, wording)),
                frozenset(polarities),
                Wordings.of(map(str, unless)) if unless else None,
            )
        )
    return tuple(rules)


@lru_cache(maxsize=16)
def _lowered(text: str) -> tuple[str, frozenset[str]]:
    """A text in lower case and the set of its words; cached, since rules of several kinds need it in turn."""
    lowered = text.lower()
    return lowered, frozenset(_WORD.findall(lowered))


def _words(wording: str) -> str:
    r"""A wording as a pattern: blanks match any white space, ``...`` up to four words.

    >>> _words("too ... slow")
    'too\\s+(?:\\S+\\s+){0,4}?slow'
    """
    parts = [re.escape(part.strip()).replace(r"\ ", r"\s+") for part in wording.split("...")]
    return r"\s+(?:\S+\s+){0,4}?".join(parts)
