"""Facts of the front page: authority, days on site, publication, and lead inspectors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from kg import frameworks
from kg.documents.model import Document, Span
from kg.errors import UnknownValue
from kg.extract import authorities
from kg.extract.dates import file_name_day, parse_day, parse_stays
from kg.extract.facts import Evidence, Period, Publication
from kg.extract.layouts import Layout, front_text, values
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.stretches import others, stretches
from kg.months import MONTHS

_DATE_TOKENS = (
    r"[\s:]*(?P<dates>(?:\d+(?:st|nd|rd|th)?\b|\b(?:to|and|until|MONTHS)\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|[-–—─−/.,&;]|\s)+)(?P<next>[^\n]{0,40})"
)
_BEFORE_DATES = r"[\s:]*(?:(?:from|between|in two parts|the weeks? of)[\s:,]*)*"
_AFTER_DATES = compile_pattern(
    "$|report published|published|lead|reporting|judge?ment|age group|the overall|children's services|review"
)
_LOOSE_END = re.compile(r"(?:[\s.,;:]|\b(?:and|to|until))+$", re.IGNORECASE)
_PARTS = r"[A-ZÀ-Þ][\w’'.-]*(?:{blank}+(?:\(?[A-ZÀ-Þ][\w’'.-]*\)?|de|da|van|von|der|le|la|di))+"
_NAME = re.compile(_PARTS.format(blank=r"\s"))
_NAME_BEFORE = re.compile(_PARTS.format(blank=r"[ \n]") + r"(?:,? HMI)?$")
"""A name at the end of a search; it may span the end of a line, but not of a cell."""
_NAMES = re.compile(r"\s*(?:;|&|,?\s+and\s+|,\s+)\s*")


def authority(document: Document, layout: Layout) -> tuple[str, Evidence]:
    """The authority's name as the title prints it.

    Raises:
        UnknownValue: the layout does not know the form of the title.
    """
    text = front_text(document)
    lead = len(text) - len(text.lstrip())
    for pattern in layout.authority:
        match = compile_pattern(pattern).search(text.lstrip())
        if match:
            span = Span(match.start("name") + lead, match.end("name") + lead)
            return single_spaced(match.group("name")), Evidence(document.page_of(span.start), span)
    raise UnknownValue(f"{document.name}, page 1: the title {single_spaced(text)[:80]!r} names no authority.")


def members(
    document: Document,
    layout: Layout,
    told: tuple[str, ...],
    name: str,
    on: date,
    codes: Mapping[str, str] | None,
) -> tuple[str, ...]:
    """Authorities whose services were inspected: one, or all those of a partnership that is a separate body.

    Args:
        document: the report.
        layout: its layout.
        told: the authorities that a letter is about; empty for a report.
        name: the authority as printed.
        on: the first day on site.
        codes: codes by name of further authorities.

    Returns:
        their codes in printed order.

    Raises:
        UnknownValue: no authority has the name, or a letter is about an authority that had ended.
    """
    if frameworks.kind(str(layout.kind.get("fixed", ""))).body:
        return authorities.members(name, on, codes)
    if not told:
        return (authorities.resolve(name, codes),)
    heirs = tuple(dict.fromkeys(heir for code in told for heir in authorities.successors(code, on)))
    if heirs != told:
        raise UnknownValue(
            f"{document.name}: {name!r} had ended by {on.isoformat()}; its area is now of {', '.join(heirs)}."
        )
    return heirs


def fieldwork(document: Document, layout: Layout) -> tuple[tuple[Period, ...], Evidence, list[str]]:
    """The stretches of days on site.

    Returns:
        the stretches, their evidence, and, below a title, a doubt about each other one that may belong here.

    Raises:
        UnknownValue: the line is missing, or its form is unknown.
    """
    text = front_text(document)
    months = "|".join([*MONTHS, *values()["month_abbreviations"]])
    told = _below_title(document, layout, text) if layout.title else None
    if told is not None:
        return told
    line = compile_pattern(rf"(?:{layout.fieldwork})" + _DATE_TOKENS.replace("MONTHS", months))
    match = next((m for m in line.finditer(text) if re.search(r"\d", m.group("dates"))), None)
    if match is None:
        raise UnknownValue(f"{document.name}, page 1: no line of inspection dates was found.")
    printed = _LOOSE_END.sub("", match.group("dates"))
    span = Span(match.start("dates"), match.start("dates") + len(printed))
    place = f"{document.name}, page {document.page_of(span.start)}"
    ended = layout.title is not None or "\n" in match.group("dates")[len(printed) :]
    if not ended and not _AFTER_DATES.match(match.group("next")):
        raise UnknownValue(
            f"{place}: {single_spaced(match.group())!r} holds more than dates of a form that is known."
        )
    stays = parse_stays(printed, place)
    doubts = others(document, text, span, stays) if layout.title else []
    return stays, Evidence(document.page_of(span.start), span), doubts


def _below_title(
    document: Document, layout: Layout, text: str
) -> tuple[tuple[Period, ...], Evidence, list[str]] | None:
    """Stretches of days after the label of a line that is not a table cell; ``None`` if there are none."""
    label = compile_pattern(rf"(?:{layout.fieldwork}){_BEFORE_DATES}")
    for match in label.finditer(text):
        found = next((one for one in stretches(text) if one.span.start == match.end()), None)
        if found is not None:
            page = document.page_of(found.span.start)
            stays = found.stays(f"{document.name}, page {page}")
            return stays, Evidence(page, found.span), others(document, text, found.span, stays)
    return None


def publication(document: Document, layout: Layout, file_name: str) -> tuple[Publication | None, list[str]]:
    """The day of publication: printed, else from the file's name; a warning if the two differ."""
    named = file_name_day(file_name)
    if layout.published:
        text = front_text(document)
        match = compile_pattern(rf"(?:{layout.published}):?\s*(?P<day>\d[^\n]*?\d{{4}})").search(text)
        if match:
            span = Span(match.start("day"), match.end("day"))
            page = document.page_of(span.start)
            day = parse_day(match.group("day"), f"{document.name}, page {page}")
            return Publication(
                day, "printed", single_spaced(match.group("day")), Evidence(page, span)
            ), _differs(day, named)
    if named is None:
        return None, ["no publication date is printed, and the file's name ends in none."]
    return Publication(named, "file-name", file_name), []


def _differs(printed: date, named: date | None) -> list[str]:
    if named is None or named == printed:
        return []
    return [
        f"published {printed.isoformat()} as printed, {named.isoformat()} by the file's name; "
        "the printed day is kept."
    ]


def leads(document: Document, layout: Layout) -> tuple[tuple[str, ...], Evidence | None, list[str]]:
    """The lead inspectors' names without titles; empty if none is printed.

    Returns:
        the names, their evidence, and a warning about words after them that were not understood.

    Raises:
        UnknownValue: the text after the label is not a name.
    """
    if layout.lead_after:
        people, evidence, doubts = _leads_before(document, layout.lead_after)
        more = _further_leads(document, layout.further_leads) if people else ()
        return (*people, *(one for one in more if one not in people)), evidence, doubts
    if not layout.lead:
        return (), None, []
    label = compile_pattern(rf"(?:{layout.lead})(?P<colon>\s*:)?\s*")
    pieces = list(_pieces(document))
    for (page, span), following in zip(pieces, [*pieces[1:], None], strict=True):
        text = document.quote(span)
        match = label.match(text)
        if match is None:
            continue
        if match.end() < len(text):
            if not match.group("colon") and not text[match.end()].isupper():
                continue
            name = Span(span.start + match.end(), span.end)
        elif following is not None:
            # label and name are blocks of their own
            page, name = following
        else:
            continue
        people, left = names(document.quote(name), f"{document.name}, page {page}")
        doubts = [f"page {page}: {rest!r} behind the lead inspector is not understood." for rest in left]
        return people, Evidence(page, name), doubts
    return (), None, ["no lead inspector is printed."]


def _leads_before(document: Document, role: str) -> tuple[tuple[str, ...], Evidence | None, list[str]]:
    """Names before the words for their role, in the first block or row that holds such words."""
    before = compile_pattern(rf"(?P<name>[^\n]{{3,80}}?)[\s,(]+(?:{role})\b")
    for page, span in _pieces(document):
        match = before.match(document.quote(span))
        if match is None:
            continue
        name = Span(span.start, span.start + match.end("name"))
        try:
            people, _ = names(document.quote(name), f"{document.name}, page {page}")
        except UnknownValue:
            continue
        return people, Evidence(page, name), []
    return (), None, ["no lead inspector is printed."]


def _further_leads(document: Document, role: str | None) -> tuple[str, ...]:
    """Names right before the words for the lead of another inspectorate, anywhere in a block or row."""
    if not role:
        return ()
    found: list[str] = []
    for page, span in _pieces(document):
        text = document.quote(span)
        for match in compile_pattern(rf"[\s,(–-]+(?:{role})\b").finditer(text):
            before = _NAME_BEFORE.search(text, 0, match.start())
            if before:
                found += _last_name(before.group(), f"{document.name}, page {page}")
    return tuple(dict.fromkeys(found))


def _last_name(printed: str, place: str) -> tuple[str, ...]:
    try:
        return names(printed, place)[0][-1:]
    except UnknownValue:
        return ()


def _pieces(document: Document) -> Iterator[tuple[int, Span]]:
    """Blocks in which a person may be named, and rows of tables, each with its page."""
    for block in document.blocks:
        if block.kind == "table":
            for row in block.cells:
                yield block.page, Span(row[0].start, row[-1].end)
        elif block.kind not in ("furniture", "footnote") and block.number is None:
            yield block.page, block.span


def names(printed: str, place: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names in a printed list of people, without their titles, and the remaining text that is not a name.

    Raises:
        UnknownValue: the list does not begin with a name.

    >>> names("A Example, His Majesty’s Inspector, and B Sample HMI", "page 1")
    (('A Example', 'B Sample'), ())
    """
    text = single_spaced(printed)
    role = compile_pattern(rf"\s(?:{values()['inspector_roles']})\b").search(text)
    if role:
        text = text[: role.start()]
    for title in values()["inspector_titles"]:
        text = compile_pattern(rf",? ?\b(?:{title})\b").sub(" ; ", text)
    text = re.sub(r"\(\s*;?\s*\)", " ; ", text)
    pieces = [re.sub(r"^and\s+", "", piece.strip(" .,:")) for piece in _NAMES.split(text)]
    pieces = [piece for piece in pieces if piece]
    people = tuple(piece for piece in pieces if _NAME.fullmatch(piece))
    if not people or people[0] != pieces[0]:
        raise UnknownValue(f"{place}: {single_spaced(printed)!r} is not a readable name of an inspector.")
    return people, tuple(piece for piece in pieces if piece not in people)
