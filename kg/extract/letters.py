"""Facts of a letter's first pages, which have no table: authority, days on site, date, inspectorates, focus.

A letter states these in sentences and in its salutation, so each is searched for in several places: the title
first, then the sentences that introduce the inspection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from kg.documents.model import Document, Span
from kg.errors import UnknownValue
from kg.extract import named
from kg.extract.dates import file_name_day, parse_day
from kg.extract.facts import Evidence, Period, Publication
from kg.extract.layouts import Layout, front_pages, front_text, values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.sentences import sentences
from kg.extract.stretches import Stretches, others, stretches
from kg.months import MONTHS

_TOOK_PART = re.compile(r"\b(?:took part|joined (?:it|them|the inspection))\b", re.IGNORECASE)
_LABEL = (
    r"(?:date(?: of)?(?: (?:the )?(?:publication|published|letter))?|(?:first )?publication date"
    r"|(?:first )?published|issued)(?: on)?:?\s*"
)
_PUBLISHED = r"\b(?:date of publication|publication date|date published|published)(?: on)?:?\s*"
"""Labels that may follow other days: those on site, or the day on which partners saw a draft."""
_CARRIED_OUT = compile_pattern(
    "\\b(?:carried (?:it )?out|led by|inspectorates|undertook|undertaken|took place|conducted|completed|held"
    "|visited|fieldwork|on site|inspect(?:ed|ion|ors))\\b"
)


def authority(
    document: Document, layout: Layout, codes: Mapping[str, str] | None, *, shared: bool = False
) -> tuple[tuple[str, ...], str, Evidence, list[str]]:
    """The authority or authorities that a letter is about.

    Args:
        document: the letter.
        layout: its ``authority`` patterns match stretches of text that hold the name, at their start or
            after "in", a colon and the like, in the order in which they are trusted.
        codes: codes by name of further authorities.
        shared: whether a letter of this kind may be about several authorities.

    Returns:
        their codes, the names as printed, their evidence, and warnings if two places name different ones.

    Raises:
        UnknownValue: no place names a known authority, or the first names several and may not.
    """
    text = front_pages(document)
    found: list[tuple[tuple[str, ...], Span]] = []
    for pattern in layout.authority:
        for match in compile_pattern(pattern).finditer(text):
            region = match.group("name")
            several = named.several_in(region, codes)
            if several and not found and (not shared or several.codes is None):
                why = "not all of them are known" if shared else "a letter of this kind is about one"
                raise UnknownValue(
                    f"{document.name}, page 1: {single_spaced(region)[:80]!r} names several authorities; "
                    f"{why}."
                )
            one = several if several and several.codes else named.one_in(region, codes)
            if one and one.codes:
                start = match.start("name")
                found.append((one.codes, Span(start + one.start, start + one.end)))
                break
    if not found:
        raise UnknownValue(
            f"{document.name}, page 1: {single_spaced(text)[:80]!r} names no authority of "
            "authority_names.yaml."
        )
    members, span = found[0]
    name = single_spaced(document.quote(span))
    doubts = [
        f"page {document.page_of(span.start)}: the letter is about {name!r} by its first words, "
        f"about {single_spaced(document.quote(place))!r} on page {document.page_of(place.start)}."
        for theirs, place in found[1:]
        if not set(theirs) <= set(members)
    ]
    return members, name, Evidence(document.page_of(span.start), span), doubts


def fieldwork(
    document: Document, published: Publication | None
) -> tuple[tuple[Period, ...], Evidence, list[str]]:
    """The days on site, from the sentence that says who inspected when.

    A year that is not printed is that of the letter, or the one before if the days would be after the letter.

    Returns:
        the stretches of days, their evidence, and a doubt about each other stretch that may belong to them.

    Raises:
        UnknownValue: no sentence gives the days, or their form is unknown.
    """
    text = front_pages(document)
    for found in stretches(text):
        if not _CARRIED_OUT.search(_around(text, found.span.start, found.span.end)):
            continue
        page = document.page_of(found.span.start)
        stays = _dated(found, f"{document.name}, page {page}", published)
        return stays, Evidence(page, found.span), others(document, text, found.span, stays)
    raise UnknownValue(f"{document.name}, page 1: no sentence says on which days the inspection took place.")


def _dated(found: Stretches, place: str, published: Publication | None) -> tuple[Period, ...]:
    if not found.has_year and published is not None:
        for year in (published.on.year, published.on.year - 1):
            stays = found.stays(place, year)
            if max(stay.latest for stay in stays) <= published.on:
                return stays
    return found.stays(place)


def _around(text: str, start: int, end: int) -> str:
    """The sentence around a place, roughly: from the full stop or line end before it to the one after it."""
    before = max(text.rfind(". ", 0, start), text.rfind("\n", 0, start))
    ends = [place for place in (text.find(". ", end), text.find("\n", end)) if place >= 0]
    return text[before + 1 : min(ends, default=len(text))]


def publication(document: Document, file_name: str) -> tuple[Publication | None, list[str]]:
    """The date that begins a block above the salutation or is labelled so there; else the file's."""
    named = file_name_day(file_name)
    months = "|".join([*MONTHS, *values()["month_abbreviations"]])
    printed = (
        rf"(?P<day>(?:\w+day,?\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{months}),?\s+\d{{4}}"
        r"|\d{1,2}/\d{1,2}/\d{4})\b"
    )
    first = re.compile(rf"(?:{_LABEL})?{printed}", re.IGNORECASE)
    labelled = re.compile(rf"{_PUBLISHED}{printed}", re.IGNORECASE)
    for block in document.blocks:
        if block.page > 1 or block.kind == "list-item":
            break
        line = single_spaced(document.quote(block.span))
        if _opens(line):
            break
        match = first.match(line) or labelled.search(line)
        day = _day(match.group("day")) if match else None
        if match is not None and day is not None:
            doubts = []
            if named is not None and named != day:
                doubts = [
                    f"published {day.isoformat()} as printed, {named.isoformat()} by the file's name; "
                    "the printed day is kept."
                ]
            return Publication(day, "printed", match.group("day"), Evidence(block.page, block.span)), doubts
    if named is None:
        return None, ["no publication date is printed, and the file's name ends in none."]
    return Publication(named, "file-name", file_name), []


def _day(line: str) -> date | None:
    try:
        return parse_day(re.sub("(?<=day),", "", line), "")
    except UnknownValue:
        return None


def _opens(line: str) -> bool:
    return line.lower().startswith("dear ")


def inspectorates(document: Document) -> tuple[str, ...]:
    """Ids of the inspectorates that the introduction names together as those that inspected."""
    known = values()["inspectorates"]
    best: tuple[str, ...] = ()
    joined: set[str] = set()
    for sentence in _sentences(front_pages(document)):
        took_part = _TOOK_PART.search(sentence)
        if not took_part and not _CARRIED_OUT.search(sentence):
            continue
        told = tuple(
            str(one["id"]) for one in known if compile_pattern(rf"\b(?:{one['printed']})\b").search(sentence)
        )
        if took_part:
            joined.update(told)
        elif len(told) > len(best):
            best = told
    return tuple(str(one["id"]) for one in known if one["id"] in {*best, *joined})


def focus(document: Document, layout: Layout) -> tuple[str, ...]:
    """Ids of the inspection's subjects, from the first sentence that names them in known words.

    The title comes first; "abuse and neglect", which is not a focus in many titles, is ignored.
    """
    said = [words for pattern in layout.looked_at for words in _looked_at(document, compile_pattern(pattern))]
    for words in said:
        found = []
        for one in layout.focus:
            match = compile_pattern(str(one["printed"])).search(words)
            if match:
                found.append(str(one["id"]))
                words = words[: match.start()] + " " * len(match.group()) + words[match.end() :]
        if found:
            return tuple(sorted(found))
    return ()


def _looked_at(document: Document, pattern: re.Pattern[str]) -> Iterator[str]:
    for sentence in _sentences(front_text(document)):
        match = pattern.search(sentence)
        if match:
            yield compile_pattern("abuse and neglect").sub("", match.group("what"))


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for span in sentences(line):
            yield single_spaced(line[span.start : span.end])
