"""Tells the lines of a page from what is laid over them: turned stamps, watermarks, and a second drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.documents.lines import Line, Page

_SAME_PLACE = 1.5
"""Points within which two drawings of a line are one."""
_LARGE = 1.8
"""Multiple of a page's common size from which a line may be a watermark."""
_LEAST_LINES = 5
_QUOTED = 60


def without_overlays(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """Pages with the lines of their text alone, and a doubt for each thing that was left out.

    Left out are lines set at an angle (on pages that are not set so as a whole), large ones that run through
    others, lines drawn a second time at the same place, and pages that repeat an earlier one.
    """
    kept: list[Page] = []
    doubts: list[str] = []
    first: dict[tuple[tuple[str, int, int], ...], int] = {}
    for page in pages:
        lines, found = _page(page)
        sign = tuple((line.text, round(line.x), round(line.y)) for line in lines if not line.text.isdigit())
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
    if turned and 2 * len(turned) < len(lines):
        lines = [line for line in lines if not line.turned]
        doubts.append(f"page {page.number}: text set at an angle is left out: {_quoted(turned)}.")
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


def _once(lines: Iterable[Line]) -> list[Line]:
    """Lines without those that say the same at the same place as one before."""
    kept: list[Line] = []
    places: dict[str, list[Line]] = {}
    for line in lines:
        same = places.setdefault(line.text, [])
        if not any(abs(o.x - line.x) < _SAME_PLACE and abs(o.y - line.y) < _SAME_PLACE for o in same):
            kept.append(line)
            same.append(line)
    return kept


def _through(lines: Sequence[Line]) -> list[Line]:
    """Lines much larger than most whose body crosses the base lines of two others or more."""
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
        if len(inside) > 1:
            found.append(large)
    return found


def _crossed(lines: Sequence[Line]) -> list[Line] | None:
    """Two lines of one size that stand on each other, if there are any."""
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
