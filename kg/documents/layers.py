"""Separates the lines of a page from what is laid over them: turned stamps, watermarks, second drawings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.documents.lines import Line, Page

_SAME_PLACE = 1.5
"""Points within which two drawings of a line are one."""
_LARGE = 1.8
"""Multiple of a page's common size from which a line may be a watermark."""
_TINY = 2.4
"""Height of a line's box in points below which it cannot be read; that of type of 2 points."""
_NARROW = 0.08
"""Width of a letter, as a multiple of the height of its box, below which a line cannot be read."""
_EDGE = 4.0
"""Points by which a line must reach outside a page to count as cut by its edge."""
_LONG = 12
"""Minimum number of letters of a line that is not repeated by chance."""
_LETTER_BY_LETTER = 2
_LEAST_LINES = 5
_QUOTED = 60


def without_overlays(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """Pages with only the lines of their text, and a doubt for each omission.

    Lines set at an angle are omitted (unless the whole page is set so), as are large lines that run through
    others, lines drawn a second time at the same place, and pages that repeat an earlier one.
    """
    kept: list[Page] = []
    doubts: list[str] = []
    first: dict[tuple[tuple[str, int, int], ...], int] = {}
    for page in pages:
        lines, found = _page(page)
        sign = tuple((line.text, round(line.x), round(line.y)) for line in _but_running(lines))
        if len(sign) >= _LEAST_LINES and sign in first:
            found = [f"page {page.number} repeats page {first[sign]} and is left out."]
            lines = []
        first.setdefault(sign, page.number)
        doubts += found
        kept.append(replace(page, lines=tuple(lines)))
    return kept, doubts


def _page(page: Page) -> tuple[list[Line], list[str]]:
    lines = list(page.lines)
    doubts = []
    turned = [line for line in lines if line.turned]
    if turned and 2 * _letters(turned) < _letters(lines):
        lines = [line for line in lines if not line.turned]
        doubts.append(f"page {page.number}: text set at an angle is left out: {_quoted(turned)}.")
    elif 0 < len(turned) < len(lines):
        doubts.append(f"page {page.number}: most text is set at an angle; compare with the page.")
    for reason, found in (
        ("outside the page", _outside(lines, page)),
        ("too small to be read", _tiny(lines)),
    ):
        if found:
            lines = [line for line in lines if line not in found]
            if _has_words(found):
                doubts.append(f"page {page.number}: text {reason} is left out: {_quoted(found)}.")
    cut = _cut(lines, page)
    if cut:
        doubts.append(f"page {page.number}: text runs over the edge of the page: {_quoted(cut)}.")
    once = _once(lines)
    if len(once) < len(lines):
        doubts.append(f"page {page.number}: {len(lines) - len(once)} lines are drawn twice and read once.")
    through = _through(once)
    if through:
        once = [line for line in once if line not in through]
        doubts.append(f"page {page.number}: text laid over other text is left out: {_quoted(through)}.")
    crossed = _crossed(once)
    if crossed is not None:
        doubts.append(f"page {page.number}: lines are printed over each other: {_quoted(crossed)}.")
    return once, doubts


def _but_running(lines: Sequence[Line]) -> list[Line]:
    """Lines except the highest and the lowest if they hold a number: headers and footers number the pages."""
    heights = [line.y for line in lines]
    ends = (max(heights), min(heights)) if heights else ()
    return [line for line in lines if line.y not in ends or not any(map(str.isdigit, line.text))]


def _has_words(lines: Iterable[Line]) -> bool:
    """Whether omitting lines loses words: lines without letters are numbers of lists and notes."""
    return any(map(str.isalpha, "".join(line.text for line in lines)))


def _letters(lines: Iterable[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _outside(lines: Iterable[Line], page: Page) -> list[Line]:
    """Lines that lie entirely outside the part of a page that is shown."""
    if page.box is None:
        return []
    left, bottom, right, top = page.box
    return [
        line
        for line in lines
        if not line.turned
        and (line.x >= right or line.right <= left or line.y >= top or line.y + 0.6 * line.size <= bottom)
    ]


def _cut(lines: Iterable[Line], page: Page) -> list[Line]:
    """Lines that begin or end outside the part of a page that is shown."""
    if page.box is None:
        return []
    left, _, right, _ = page.box
    return [
        line for line in lines if not line.turned and (line.right > right + _EDGE or line.x < left - _EDGE)
    ]


def _tiny(lines: Sequence[Line]) -> list[Line]:
    """Lines too small or too narrow to read."""
    return [
        line
        for line in lines
        if line.size < _TINY
        or (len(line.text) >= _LONG and 0 <= line.right - line.x < _NARROW * line.size * len(line.text))
    ]


def _once(lines: Iterable[Line]) -> list[Line]:
    """Lines without those that repeat an earlier line at the same place, or next to it if long."""
    kept: list[Line] = []
    places: dict[str, list[Line]] = {}
    for line in lines:
        same = places.setdefault(line.text, [])
        near = _SAME_PLACE if len(line.text) < _LONG else max(_SAME_PLACE, 0.8 * line.size)
        if not any(abs(o.x - line.x) < near and abs(o.y - line.y) < near for o in same):
            kept.append(line)
            same.append(line)
    return kept


def _through(lines: Sequence[Line]) -> list[Line]:
    """Lines much larger than most whose body crosses the base lines of two others, or lies within one."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    if not sizes:
        return []
    common = max(sorted(sizes), key=lambda size: sizes[size])
    found = []
    for large in lines:
        if large.size < _LARGE * common:
            continue
        inside = [
            line
            for line in lines
            if line is not large
            and line.size < large.size / 1.5
            and large.y - 0.2 * common < line.y < large.y + 0.6 * large.size
            and line.x < large.right
            and line.right > large.x
        ]
        if len(inside) > 1 or any(_behind(line, large) for line in inside):
            found.append(large)
    # a watermark may be drawn letter by letter
    return found + [
        line
        for line in lines
        if line not in found
        and len(line.text) <= _LETTER_BY_LETTER
        and any(abs(line.size - one.size) < 0.1 * one.size for one in found)
    ]


def _behind(line: Line, large: Line) -> bool:
    """Whether a line continues on both sides of a large one that overlaps it."""
    return line.x < large.x and line.right > large.right


def _crossed(lines: Sequence[Line]) -> list[Line] | None:
    """Two lines of one size that overlap, if any."""
    by_height = sorted(lines, key=lambda line: -line.y)
    for number, upper in enumerate(by_height):
        for lower in by_height[number + 1 :]:
            if upper.y - lower.y > 0.3 * upper.size:
                break
            shared = min(upper.right, lower.right) - max(upper.x, lower.x)
            narrow = min(upper.right - upper.x, lower.right - lower.x)
            if abs(upper.size - lower.size) < 0.2 * upper.size and shared > 0.5 * narrow > 3:
                return [upper, lower]
    return None


def _quoted(lines: Iterable[Line]) -> str:
    return repr(" ".join(line.text for line in lines)[:_QUOTED])
