"""Separates running headers and footers, page numbers and footnotes from the body by place and repetition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median_low

from kg.documents.lines import Line, Page

_MARGIN = 75.0
"""Points from the upper and lower edge within which running lines are searched for."""

_SAME_HEIGHT = 2.0

_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?", re.IGNORECASE)
_LAST_NUMBER = re.compile(r"(?:^|\s+)\d{1,3}$")
_FIRST_NUMBER = re.compile(r"\d{1,3}\s+(?=[^\W\d])")
_FOOTNOTE = re.compile(r"(\d{1,2})(?:\s+(\S.*))?")
_SMALL = 0.9
"""Share of the body's size below which type is small."""
_RAISED = 0.6
"""Share of the body's size below which a number is a raised mark."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A page whose lines are separated: each footnote is a list of lines, running lines are text only."""

    page: Page
    body: tuple[Line, ...]
    footnotes: tuple[tuple[Line, ...], ...]
    running: tuple[str, ...]


def body_size(pages: Sequence[Page]) -> float:
    """The size in which most characters of a document are set."""
    exact: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            exact[line.size] += len(line.text)
    weight: Counter[float] = Counter()
    for size, length in exact.items():
        weight[round(size, 1)] += length
    return max(sorted(weight), key=lambda size: weight[size]) if weight else 0.0


def part(pages: Sequence[Page]) -> list[Parted]:
    """Remove running lines from each page and separate its footnotes."""
    running = _running(pages, _MARGIN, max(2, len(pages) // 5)) | _running(
        pages, 1.5 * _MARGIN, max(3, len(pages) // 2)
    )
    size = body_size(pages)
    parted = []
    for page in pages:
        kept = [line for line in page.lines if not _is_running(page, line, running, size)]
        body, footnotes = _footnotes(kept, size)
        inside = {id(line) for line in kept}
        left = [line for line in page.lines if id(line) not in inside]
        words = (
            next((place[1] for place in _places(page, line) if place in running), _keys(line)[0])
            for line in left
        )
        parted.append(Parted(page, tuple(body), tuple(footnotes), tuple(filter(None, words))))
    return parted


def _keys(line: Line) -> tuple[str, ...]:
    """A line without the page number that may end it, and without one that may begin it on left pages."""
    text = " ".join(line.text.split())
    ended = _LAST_NUMBER.sub("", text)
    first = _FIRST_NUMBER.match(text)
    return (ended, text[first.end() :]) if first else (ended,)


def _in_margin(page: Page, line: Line, margin: float = _MARGIN) -> bool:
    return line.y < margin or line.y > page.height - margin


def _places(page: Page, line: Line) -> list[tuple[bool, str]]:
    """The keys of a line, each with whether it is in the upper half: a letter's date is not a footer."""
    return [(line.y > page.height / 2, key) for key in _keys(line)]


def _running(pages: Sequence[Page], margin: float, least: int) -> set[tuple[bool, str]]:
    """Lines in the margin of ``least`` pages or more, with the same words at the same height."""
    heights: dict[tuple[bool, str], list[float]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            if _in_margin(page, line, margin):
                for place in _places(page, line):
                    heights[place].append(line.y)
    return {
        place
        for place, found in heights.items()
        if place[1] and sum(abs(y - median_low(found)) < _SAME_HEIGHT for y in found) >= least
    }


def _is_running(page: Page, line: Line, running: set[tuple[bool, str]], size: float) -> bool:
    # a lone raised number in the margin is the mark of a footnote
    if line.size > _RAISED * size and _PAGE_NUMBER.fullmatch(line.text):
        own = line.text == str(page.number)
        return _in_margin(page, line, 1.5 * _MARGIN if own else _MARGIN)
    return _in_margin(page, line, 1.5 * _MARGIN) and any(place in running for place in _places(page, line))


def _footnotes(lines: Sequence[Line], size: float) -> tuple[list[Line], list[tuple[Line, ...]]]:
    """Small type below the last line of the body, from the first raised number on."""
    normal = [line.y for line in lines if line.size >= _SMALL * size and line.text]
    floor = min(normal, default=float("inf"))
    small = [line for line in lines if line.size < _SMALL * size and line.y < floor]
    start = next((n for n, line in enumerate(small) if _begins_footnote(line)), None)
    if start is None:
        return list(lines), []
    groups: list[list[Line]] = []
    for line in small[start:]:
        if _begins_footnote(line):
            groups.append([line])
        else:
            groups[-1].append(line)
    inside = {id(line) for group in groups for line in group}
    return [line for line in lines if id(line) not in inside], [tuple(group) for group in groups]


def _begins_footnote(line: Line) -> bool:
    match = _FOOTNOTE.fullmatch(line.text)
    return match is not None and (match.group(2) is None or line.first_size < _SMALL * line.size)
