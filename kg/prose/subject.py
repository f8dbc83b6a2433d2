"""What a text is about: the authority, the standing of the text, and the inspections that it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import UnknownValue
from kg.extract.facts import Period
from kg.namespaces import ID, PREFIXES
from kg.prose.cues import cues, found, holds, listed
from kg.prose.dates import dates
from kg.resources import folder

_PUBLISHED = re.compile(r"\b(?:published|dated|website|report of)\b[^.]{0,30}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """An inspection as the text names it.

    Attributes:
        kind: inspection-kind id; ``full-inspection`` where the text does not say which.
        period: bounds of its days.
    """

    kind: str
    period: Period

    @property
    def date(self) -> str:
        """The year, month or day that its key bears, as precise as the text is."""
        first, last = self.period.earliest, self.period.latest
        if (last - first).days > 31:
            return f"{first.year}"
        if first.day == 1 and (last - first).days >= 27:
            return f"{first:%Y-%m}"
        return first.isoformat()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a text is about.

    Attributes:
        authority: the Department's code.
        tier: evidence-tier id.
        inspections: those that the text names, in its order.
        main: the one that it is chiefly about, or ``None`` where no date with its year is given.
    """

    authority: str
    tier: str
    inspections: tuple[Named, ...]
    main: Named | None

    def of(self, sentence: str) -> Named | None:
        """The inspection that a sentence speaks of: the one whose date it gives, else the main one."""
        for period in dates(sentence):
            for named in self.inspections:
                if _meets(named.period, period):
                    return named
        return self.main


def subject(text: str, sentences: Sequence[str], name: str, authority: str | None = None) -> Subject:
    """Find out what a text is about.

    Args:
        text: the whole text.
        sentences: its sentences and headings.
        name: of the file, for errors.
        authority: the Department's code, where it is known.

    Raises:
        UnknownValue: it names no authority, or several equally often.
    """
    inspections, main = _inspections(sentences)
    return Subject(authority or _authority(text, name), tier(text), inspections, main)


def tier(text: str) -> str:
    """Evidence tier by the words of papers and press articles; a council's notice where none are found."""
    for identifier, rule in cues()["tiers"].items():
        wanted = [cue for cue in rule["cues"] if re.search(rf"\b{re.escape(cue)}\b", text, re.IGNORECASE)]
        if len(wanted) >= rule["least"]:
            return str(identifier)
    raise UnknownValue("cues.yaml: no tier is left for texts without cues.")


def _authority(text: str, name: str) -> str:
    counted = Counter[str]()
    for label, code in _authorities():
        counted[code] += len(re.findall(rf"(?<![\w-]){re.escape(label)}(?![\w-])", text))
    (first, most), (second, next_most) = counted.most_common(2)
    if not most:
        raise UnknownValue(
            f"{name}: names no authority of the register; it is no notice on children's services."
        )
    if most == next_most:
        raise UnknownValue(f"{name}: names authorities {first} and {second} equally often; which is meant?")
    return first


@cache
def _authorities() -> tuple[tuple[str, str], ...]:
    from pyoxigraph import Literal, parse

    label = PREFIXES["skos"] + "prefLabel"
    return tuple(
        (quad.object.value, quad.subject.value.rpartition("/")[2])
        for quad in parse(path=str(folder("ontology") / "register" / "authorities.ttl"))
        if quad.predicate.value == label
        and isinstance(quad.object, Literal)
        and str(quad.subject).startswith(f"<{ID}authority/")
    )


def _inspections(sentences: Iterable[str]) -> tuple[tuple[Named, ...], Named | None]:
    mentioned: list[Named] = []
    for sentence in sentences:
        kinds = [kind for kind in cues()["kinds"] if kind in dict(found("kinds", sentence))]
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
    """The dates of a sentence that are no single day and not that of a publication."""
    end = 0
    for period in dates(sentence):
        start = sentence.index(period.printed, end)
        end = start + len(period.printed)
        if period.earliest != period.latest and not _PUBLISHED.search(sentence, max(0, start - 50), start):
            yield period


def _narrowest(named: Named, mentioned: Sequence[Named]) -> Named:
    """The most exact mention of the same inspection, where only one can be meant."""
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
