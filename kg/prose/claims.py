"""Proposes candidate claims, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.classify.base import Label, Labels, Sentence
from kg.documents.model import Block, Document, Span
from kg.extract.facts import Period
from kg.extract.sentences import sentences
from kg.prose.cues import holds, occurrences
from kg.prose.dates import dates, weekdays
from kg.prose.subject import Named, Subject, is_furniture

_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
_CELL: Final = re.compile(r"(?P<count>\d{1,4})\s+(?P<unit>[A-Za-z].{2,80})")
_COUNT: Final = re.compile(
    rf"\b(?P<count>\d{{1,4}}|{'|'.join(_NUMBERS)})[ -](?P<unit>(?:[A-Za-z'’-]+ ){{0,4}}?[A-Za-z'’-]+)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
"""A number that may be a year."""
_QUOTED: Final = re.compile(r"[\"“”]")
_SPEAKER: Final = re.compile(
    r"\b(?:(?:Cllr|Councillor|Dr|Mr|Mrs|Ms)\.? )?(?P<name>[A-Z][a-z]+(?: [A-Z][a-z'’-]+){1,2})\b"
)
_TITLED: Final = re.compile(r"\b(?:Cllr|Councillor|Dr) (?P<name>[A-Z][a-z'’-]+)\b")
_CERTAIN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim that a sentence seems to make.

    Attributes:
        sort: class of statement without ``Statement``: ``Finding``, ``Judgement`` ...
        span: the sentence in the document's text.
        inspection: the inspection that it is about, or ``None``.
        labels: the classifier's labels of the sentence, for findings and recommendations.
        period: bounds of its date.
        speaker: name of the person quoted.
        reason: why it belongs to that inspection.
    """

    sort: str
    span: Span
    inspection: Named | None = None
    labels: Labels | None = None
    area: str | None = None
    grade: str | None = None
    count: int | None = None
    unit: str | None = None
    period: Period | None = None
    expected: bool = False
    speaker: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with the properties that follow from its place in the text.

    Attributes:
        mode: sort of the list that it is an item of: ``Recommendation``, ``Priority``, ``Scope`` or empty.
        own: it is under a heading under which a council writes about itself.
        quoted: it is, or contains, words in quotation marks.
        areas: judgement areas that the text listed last.
    """

    text: str
    span: Span
    block: Block
    mode: str = ""
    own: bool = False
    quoted: bool = False
    areas: tuple[str, ...] = ()


def lines(document: Document) -> list[_Line]:
    """The sentences of a document that can state something, with the properties of their place."""
    kept: list[_Line] = []
    mode, skipping, own = "", False, False
    listed: list[str] = []
    areas: list[str] = []
    for block in document.blocks:
        text = document.quote(block.span)
        if block.kind in ("furniture", "footnote") or (skipping and block.kind == "list-item"):
            continue
        skipping = is_furniture(text)
        if skipping:
            continue
        if block.kind == "heading":
            own = holds("own_words", text)
        named = [area for area, _ in occurrences("areas", text)]
        listed = [*listed, *named] if block.kind == "list-item" else named
        areas = listed if len(set(listed)) > 1 else areas
        introduces = block.kind == "heading" or text.rstrip().endswith(":")
        if introduces or block.kind not in ("list-item", "table"):
            mode = _introduced(text, introduces)
        shown = mode if block.kind == "list-item" and not introduces else ""
        quoting = False
        for span in sentences(text):
            whole = Span(block.span.start + span.start, block.span.start + span.end)
            words = document.quote(whole)
            marks = len(_QUOTED.findall(words))
            quoted = quoting or marks > 0
            quoting ^= marks % 2 == 1
            kept.append(_Line(words, whole, block, shown, own, quoted, tuple(dict.fromkeys(areas))))
    return kept


def classifiable(all_lines: Sequence[_Line]) -> list[Sentence]:
    """The sentences as input of a classifier: as paragraphs, on which models work best."""
    return [
        Sentence(text=" ".join(line.text.split()), form="paragraph", paragraph=str(line.block.span.start))
        for line in all_lines
    ]


def claims(all_lines: Sequence[_Line], labels: Sequence[Labels], subject: Subject) -> Iterator[Claim]:
    """The claims that the sentences of a text seem to make, in order, with the reasons for their inspections.

    Args:
        all_lines: from :func:`lines`.
        labels: the classifier's labels of each.
        subject: subject of the text.
    """
    words = {line.span: line.text for line in all_lines}
    elsewhere = {span: subject.elsewhere(text) for span, text in words.items()}
    for claim in _claims(all_lines, labels, subject):
        if not elsewhere[claim.span]:
            yield replace(claim, reason=subject.reason(words[claim.span], claim.inspection))


def _claims(all_lines: Sequence[_Line], labels: Sequence[Labels], subject: Subject) -> Iterator[Claim]:
    speaker: str | None = None
    for line, said in zip(all_lines, labels, strict=True):
        if line.block.kind == "heading":
            continue
        if line.block.kind == "table":
            yield from _cells(line, subject)
            continue
        speaker = _speaker(line, speaker)
        if line.mode in ("Recommendation", "Priority"):
            yield Claim(line.mode, line.span, subject.of(line.text), said)
            continue
        if speaker and (line.quoted or holds("says", line.text)):
            yield Claim("Quotation", line.span, subject.main, speaker=speaker)
            continue
        stated = [*_judgements(line, subject), *_counts(line, subject)]
        yield from stated
        yield from _events(line, subject)
        if (
            line.own
            or line.mode == "Scope"
            or line.text.rstrip().endswith(":")
            or holds("expects", line.text)
        ):
            continue
        if holds("recommends", line.text) and said.polarity.id != "strength":
            yield Claim("Recommendation", line.span, subject.of(line.text), said)
        elif not stated and said.polarity.id != "neutral" and said.polarity.confidence >= _CERTAIN:
            yield _finding(line, said, subject)


def _finding(line: _Line, said: Labels, subject: Subject) -> Claim:
    baseline = next(iter(dates(line.text)), None) if holds("since", line.text) else None
    if baseline is not None and said.polarity.id == "strength":
        improved = Labels(said.polarity, said.themes, said.cohorts, said.extent, Label("improved", 1.0))
        return Claim("Progress", line.span, subject.main, improved, period=baseline)
    inspection = subject.main if holds("since", line.text) else subject.of(line.text)
    return Claim("Finding", line.span, inspection, said)


def _judgements(line: _Line, subject: Subject) -> Iterator[Claim]:
    grades = occurrences("grades", line.text)
    if not holds("judged", line.text) or len(grades) != 1 or holds("others", line.text):
        return
    if holds("negated", line.text[: grades[0][1]]):
        return
    areas = [area for area, _ in occurrences("areas", line.text)]
    if holds("all_areas", line.text):
        areas = list(dict.fromkeys((*line.areas, *areas)))
    period = next(iter(dates(line.text)), None)
    inspection = (
        subject.of(line.text) if period is None or subject.of(line.text) is not subject.main else None
    )
    if inspection is None and period is None:
        return
    for area in areas or ["overall-effectiveness"]:
        yield Claim(
            "Judgement",
            line.span,
            inspection,
            area=area,
            grade=grades[0][0],
            period=period if inspection is None else None,
        )


def _cells(line: _Line, subject: Subject) -> Iterator[Claim]:
    for cell in re.split(r"\t+", line.text):
        match = _CELL.fullmatch(cell.strip())
        if match:
            yield Claim(
                "Count", line.span, subject.main, count=int(match["count"]), unit=match["unit"].strip()
            )
    yield from _events(line, subject)


def _counts(line: _Line, subject: Subject) -> Iterator[Claim]:
    counted = [
        match
        for match in _COUNT.finditer(line.text)
        if holds("counted", match["unit"]) and not _YEAR.fullmatch(match["count"])
    ]
    inspection = subject.of(line.text) if counted else None
    for match in counted:
        number = match["count"].lower()
        count = _NUMBERS[number] if number in _NUMBERS else int(number)
        yield Claim("Count", line.span, inspection, count=count, unit=match["unit"])


def _events(line: _Line, subject: Subject) -> Iterator[Claim]:
    periods = [p for p in dates(line.text) if (p.latest - p.earliest).days <= 31]
    inspection = subject.of(line.text) if periods else None
    expected = holds("expects", line.text)
    for period in periods:
        yield Claim("Event", line.span, inspection, period=period, expected=expected)
    if subject.main is not None:
        for period in weekdays(line.text, subject.main.period.earliest.year):
            yield Claim("Event", line.span, subject.main, period=period)


def _speaker(line: _Line, before: str | None) -> str | None:
    """The speaker: the one named beside a verb of saying, else the one before."""
    text = line.text
    if not holds("says", text):
        return before if line.quoted else None
    closed = max(text.rfind('"'), text.rfind("”")) + 1
    outside = re.sub(r"[\"“][^\"”]*[\"”]", " ", text[:closed]) + text[closed:]
    match = _SPEAKER.search(outside)
    if match:
        return match["name"]
    titled = _TITLED.search(outside)
    if titled:
        return before if before and before.endswith(titled["name"]) else titled["name"]
    return before


def _introduced(text: str, introduces: bool) -> str:
    """The sort of list that a block announces, by its last two sentences if it is a paragraph."""
    last = ". ".join(text.rstrip().rsplit(". ", 2)[-2:])
    if not introduces and not re.search(r"(?:include|following|improve|these are)\W*$", last):
        return ""
    if holds("recommends", last):
        return "Recommendation"
    if holds("priorities", last):
        return "Priority"
    return "Scope" if holds("scope", last) else ""
