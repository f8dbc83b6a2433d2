"""Puts the lines of a page into reading order if its content stream is not.

Content mostly comes in reading order, and cells of a table come cell by cell: that is kept. Sometimes a
page's first lines are written last. So the lines are cut into runs that go down the page; runs that share
no height with each other are sorted from top to bottom, and runs that do keep their order.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.documents.lines import Line


def reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page from top to bottom, cells of tables kept together."""
    groups: list[tuple[float, float, list[Line]]] = []
    for run in _runs(lines):
        top, bottom = run[0].y, run[-1].y
        kept = []
        for group in groups:
            if group[0] < bottom or group[1] > top:
                kept.append(group)
            else:
                # they share a height: one group, in the order of the content
                top, bottom = max(top, group[0]), min(bottom, group[1])
                run = [*group[2], *run]
        groups = [*kept, (top, bottom, run)]
    return [line for _, _, run in sorted(groups, key=lambda group: -group[0]) for line in run]


def _runs(lines: Sequence[Line]) -> list[list[Line]]:
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.y <= runs[-1][-1].y + 0.5 * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
