"""Finds the subject of a text: the authority, the text's evidence tier, and the inspections it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from pyoxigraph import Literal, parse

from kg.errors import UnknownLayout, UnknownValue
from kg.extract.facts import Period
from kg.namespaces import ID, PREFIXES
from kg.prose.cues import cues, holds, listed, occurrences
from kg.prose.dates import dates
from kg.resources import folder

_BEFORE = re.compile(
    r"\b(?:Borough of|City of|Council of|County of|[Cc]hildren['’]s\s+(?:social\s+care\s+)?services\s+in"
    r"|[Ss]ervices\s+for\s+children\s+in)\s+(?:the\s+)?$"
)
_BEHIND = re.compile(
    r"(?:['’]s)?\s+(?:(?:County|City|Borough|Metropolitan|District|Unitary)\s+){0,3}"
    r"(?:[Cc]ouncil|[Ll]ocal\s+[Aa]uthority|[Cc]hildren['’]s\s+(?:[Ss]ocial\s+[Cc]are|[Ss]ervices)"
    r"|[Ss]ervices\s+for\s+[Cc]hildren)"
)
_OTHER = re.compile(r"(?:['’]s)?\s+(?:[A-Z]|in\s+[A-Z]|upon\s|on\s+the\s)")
"""Text that follows a name that is part of a longer one: of another place, a force, a trust."""
_PART = re.compile(
    r"\b(?:Greater|Inner|Outer|North|South|East|West|Mid|Central|Upper|Lower|New|(?:University|Diocese|Port|Bishop|Duke|Earl|Lord|Baroness)"
    r"\s+of|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Cllr|Councillor|Judge|Justice)\.?\s+$"
)
"""Text that precedes a name that is part of a longer one, or a person's name."""
_NEAR = 40
_TOP = 600
"""Number of characters from the start within which a report names its framework."""
_PUBLISHED = re.compile(r"\b(?:published|dated|website|report of)\b[^.]{0,30}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """An inspection as the text names it.

    Attributes:
        kind: inspection-kind id; ``full-inspection`` if the text does not give it.
        period: bounds of its days.
    """

    kind: str
    period: Period

    @property
    def date(self) -> str:
        """The year, month or day in its key, as precise as the text is."""
        first, last = self.period.earliest, self.period.latest
        if (last - first).days > 31:
            return f"{first.year}"
        if first.day == 1 and (last - first).days >= 27:
            return f"{first:%Y-%m}"
        return first.isoformat()


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a text.

    Attributes:
        authority: the Department's code.
        tier: evidence-tier id.
        inspections: the inspections that the text names, in order.
        main: the inspection that it is mainly about, or ``None`` if no date with its year is given.
    """

    authority: str
    tier: str
    inspections: tuple[Named, ...]
    main: Named | None

    def of(self, sentence: str) -> Named | None:
        """The inspection that a sentence is about: the one whose date it gives, else the main one.

        ``None`` if the sentence gives a date that is not that of an inspection named in the text.
        """
        given = list(dates(sentence))
        for period in given:
            for named in self.inspections:
                if _meets(named.period, period):
                    return named
        return None if given and occurrences("kinds", sentence) else self.main

    def reason(self, sentence: str, named: Named | None) -> str:
        """Why a claim of a sentence belongs to an inspection, or to none, in a few words."""
        if named is None:
            return "no inspection that the text dates"
        if any(_meets(named.period, period) for period in dates(sentence)):
            return f"the sentence dates it ({named.date})"
        return f"the text is chiefly on it ({named.date})"

    def elsewhere(self, sentence: str) -> bool:
        """Whether a sentence names other councils but not the one that the text is about."""
        named = {code for code, plainly in _named(sentence) if plainly}
        return bool(named) and self.authority not in named


def subject(text: str, sentences: Sequence[str], name: str, authority: str | None = None) -> Subject:
    """Find the subject of a text.

    Args:
        text: the whole text.
        sentences: its sentences and headings.
        name: name of the file, for errors.
        authority: the Department's code, if known.

    Raises:
        UnknownValue: it names no authority, or several equally often.
    """
    if holds("reports", text[:_TOP]):
        raise UnknownLayout(
            f"{name}: this is a report, or a text on one, of a framework that is not an inspection of "
            "children's services; its claims would be attributed to the wrong inspection."
        )
    inspections, main = _inspections(sentences)
    return Subject(authority or _living(_authority(text, name), text, name), tier(text), inspections, main)


def _living(code: str, text: str, name: str) -> str:
    """The authority, unless it ended before the events in the text."""
    ended = _ended().get(code)
    newest = max((period.latest for period in dates(text)), default=None)
    if ended is not None and newest is not None and newest >= ended:
        raise UnknownValue(
            f"{name}: authority {code} ended on {ended.isoformat()}, before the newest date here; "
            "name the authority that is meant."
        )
    return code


def tier(text: str) -> str:
    """Evidence tier by the words of papers and press articles; a council's notice if none are found."""
    for identifier, rule in cues()["tiers"].items():
        wanted = [cue for cue in rule["cues"] if re.search(rf"\b{re.escape(cue)}\b", text, re.IGNORECASE)]
        if len(wanted) >= rule["least"]:
            return str(identifier)
    raise UnknownValue("cues.yaml: no tier is left for texts without cues.")


def _authority(text: str, name: str) -> str:
    """The one council that a text is about, by the places that name it as a council.

    The name of a place by itself may be a verb, or part of another place or body ("Reading to children", a
    town in a county, a police force), so it counts only with the words of a council beside it. If no name has
    them, names that can mean nothing else count.
    """
    council, bare = Counter[str](), Counter[str]()
    for code, plainly in _named(text):
        (council if plainly else bare)[code] += 1
    counted = council or bare
    if not counted:
        raise UnknownValue(
            f"{name}: names no authority of the register; it is not a notice on children's services."
        )
    (first, most), *rest = counted.most_common()
    if rest and rest[0][1] == most:
        raise UnknownValue(
            f"{name}: names authorities {first} and {rest[0][0]} equally often; which is meant?"
        )
    if 2 * most <= sum(counted.values()):
        raise UnknownValue(
            f"{name}: names {len(counted)} authorities, none of them most often; name the one that is meant."
        )
    if not council and first in _words():
        raise UnknownValue(f"{name}: {_words()[first]} may be a word or a place here; name the authority.")
    return first


def _named(text: str) -> Iterator[tuple[str, bool]]:
    """Code of each authority that a text names, and whether the place names it as a council."""
    for match in _names().finditer(text):
        code = _codes()[match["name"]]
        before = max(0, match.start() - _NEAR)
        if _PART.search(text, before, match.start()):
            continue
        if _BEFORE.search(text, before, match.start()) or _BEHIND.match(text, match.end()):
            yield code, True
        elif not _OTHER.match(text, match.end()):
            yield code, False


@cache
def _ended() -> dict[str, date]:
    until = PREFIXES["kg"] + "validUntil"
    return {
        str(quad.subject).strip("<>").rpartition("/")[2]: date.fromisoformat(quad.object.value)
        for quad in parse(path=str(folder("ontology") / "register" / "authorities.ttl"))
        if quad.predicate.value == until
        and isinstance(quad.object, Literal)
        and str(quad.subject).startswith(f"<{ID}authority/")
    }


@cache
def _names() -> re.Pattern[str]:
    longest = sorted(_codes(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?P<name>{'|'.join(map(re.escape, longest))})(?![\w-])")


@cache
def _codes() -> dict[str, str]:
    return dict(_authorities())


@cache
def _authorities() -> tuple[tuple[str, str], ...]:
    label = PREFIXES["skos"] + "prefLabel"
    return tuple(
        (quad.object.value, quad.subject.value.rpartition("/")[2])
        for quad in parse(path=str(folder("ontology") / "register" / "authorities.ttl"))
        if quad.predicate.value == label
        and isinstance(quad.object, Literal)
        and str(quad.subject).startswith(f"<{ID}authority/")
    )


@cache
def _words() -> dict[str, str]:
    """Authorities whose name is also an ordinary word, by code."""
    return {_codes()[name]: name for name in cues()["words"] if name in _codes()}


def _inspections(sentences: Iterable[str]) -> tuple[tuple[Named, ...], Named | None]:
    mentioned: list[Named] = []
    for sentence in sentences:
        kinds = [kind for kind in cues()["kinds"] if kind in dict(occurrences("kinds", sentence))]
        if kinds and not holds("expects", sentence):
            mentioned += [Named(kinds[0], period) for period in _inspected(sentence)]
    each = Counter(mentioned)
    counted = Counter[Named]()
    for named, times in each.items():
        counted[_narrowest(named, list(each))] += times
    distinct = list(counted)
    order = list(cues()["kinds"])
    main = max(distinct, key=lambda n: (counted[n], -order.index(n.kind), n.period.latest), default=None)
    return tuple(distinct), main


def _inspected(sentence: str) -> Iterator[Period]:
    """The dates of a sentence that are neither a single day nor a date of publication."""
    end = 0
    for period in dates(sentence):
        start = sentence.index(period.printed, end)
        end = start + len(period.printed)
        if period.earliest != period.latest and not _PUBLISHED.search(sentence, max(0, start - 50), start):
            yield period


def _narrowest(named: Named, mentioned: Sequence[Named]) -> Named:
    """The most exact mention of the same inspection, if only one can be meant."""
    inside = {
        other.period: other
        for other in mentioned
        if named.period.earliest <= other.period.earliest and other.period.latest <= named.period.latest
    }
    shortest = min(inside.values(), key=lambda n: n.period.latest - n.period.earliest)
    alone = all(_meets(shortest.period, other.period) for other in inside.values())
    if not alone:
        return named
    kinds = [other.kind for other in mentioned if other.period == shortest.period]
    order = list(cues()["kinds"])
    return Named(min(kinds, key=order.index), shortest.period)


def _meets(first: Period, second: Period) -> bool:
    return first.earliest <= second.latest and second.earliest <= first.latest


def is_furniture(text: str) -> bool:
    """Whether a heading opens links, adverts or contacts."""
    match = listed("furniture").match(text.strip())
    return match is not None and len(text.split()) <= 8
