"""Checks that a report's numbered paragraphs follow each other."""

from __future__ import annotations

from kg.extract.plan import Outline

_UNCOUNTED = {"front", "furniture", "footnote", "closing", "heading"}


def numbering(plan: Outline) -> list[str]:
    """A warning for each gap in the printed numbers; starting again at 1 is not a gap.

    A gap is mostly a paragraph that was lost in reading, so it must be reported; one report really has one.
    """
    warnings = []
    last = 0
    for place in plan.placed:
        if place.zone in _UNCOUNTED or place.block.number is None or not place.block.number.isdigit():
            continue
        number = int(place.block.number)
        page = place.block.page
        if number > last + 1:
            missing = str(last + 1) if number == last + 2 else f"{last + 1} to {number - 1}"
            warnings.append(f"page {page}: paragraph {number} follows {last}; {missing} missing.")
        elif number not in (1, last + 1):
            warnings.append(f"page {page}: paragraph {number} follows {last}.")
        last = number
    return warnings
