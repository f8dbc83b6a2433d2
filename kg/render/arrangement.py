"""How rows are laid out for a width: what is said once above, table or cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from kg.render.cells import Line

GAP: Final = 3
"""Characters between two columns."""

GROUP_GAP: Final = 2
"""Characters between two columns of a group."""

EVIDENCE_HEAD: Final = "Evidence"
"""Head of the column that holds the words that prove a row, and their place."""

EMPTY: Final = "–"
"""Stands for an empty cell where an empty place would mean the same as above."""

NO_ROWS: Final = "No rows."

_CITATION: Final = 30
_NARROWEST: Final = 10
_LONGEST_WORD: Final = 20
_LONGEST_KEY: Final = 32
_TEXT: Final = 24


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What to print where.

    Attributes:
        columns: the columns of the table with their widths, or of each card.
        citation: width of the column of citations, 0 if there is none.
        common: cells that are the same in all rows, said once.
        cards: whether each row is printed below the other, one cell a line.
    """

    columns: Mapping[str, int]
    citation: int = 0
    common: Mapping[str, str] = field(default_factory=dict)
    cards: bool = False


def arrange(
    columns: Sequence[str],
    rows: Sequence[Line],
    width: int,
    *,
    names: Mapping[str, str],
    citations: Sequence[str] = (),
) -> Arrangement:
    """Choose a layout.

    Empty columns are dropped, and cells that all rows share are said once. No column is left out: if the
    table does not fit, each row becomes a card.

    Args:
        columns: columns in order of weight.
        rows: the rows, at least one.
        width: characters of a line.
        names: what people call the columns.
        citations: the words that prove each row, with their place; none if rows cite nothing.
    """
    filled = [column for column in columns if any(row.cells[column] for row in rows)]
    common: dict[str, str] = {}
    if len(rows) > 1:
        common = {column: rows[0].cells[column] for column in filled if _same(column, rows)}
    varying = [column for column in filled if column not in common]
    if not varying:
        varying, common = filled, {}
    cells = {column: [row.cells[column] for row in rows] for column in varying}
    least = {column: _least(names[column], cells[column]) for column in varying}
    cited = max(map(len, citations), default=0)
    cited = max(cited, len(EVIDENCE_HEAD)) if cited else 0
    least_citation = min(cited, _CITATION)
    room = width - (least_citation + GAP if cited else 0)
    if sum(least[column] + GAP for column in varying) - GAP > room:
        return Arrangement(least, common=common, cards=True)
    most = {column: max(head_width(names[column]), *map(len, cells[column])) for column in varying}
    total = width - GAP * (len(varying) - (not cited))
    widths = widened(least | {"": least_citation}, most | {"": cited}, total)
    whole = {column: max(size, len(names.get(column, ""))) for column, size in widths.items()}
    widths = whole if sum(whole.values()) <= total else widths
    citation = widths.pop("")
    return Arrangement(widths, citation, common)


def unrepeated(rows: Sequence[Sequence[str]], *, last: bool = True) -> Iterator[Sequence[str]]:
    """Rows without the leading cells that repeat those of the row above.

    Where a column leaves out what repeats, a dash stands for a cell that is empty.

    Args:
        rows: the cells of each row.
        last: whether the last cell of a row is left out too.

    >>> list(unrepeated([["plans", "a"], ["plans", "b"], ["", "b"]]))
    [['plans', 'a'], ['', 'b'], ['–', 'b']]
    """
    known = [0] + [_alike(before[: None if last else -1], row) for before, row in pairwise(rows)]
    deepest = max(known)
    for count, row in zip(known, rows, strict=False):
        yield [
            "" if place < count else cell or (EMPTY if place < deepest else "")
            for place, cell in enumerate(row)
        ]


def _alike(before: Sequence[str], row: Sequence[str]) -> int:
    """How many leading cells repeat those of the row before."""
    pairs = enumerate(zip(before, row, strict=False))
    return next((place for place, (above, below) in pairs if above != below), min(len(before), len(row)))


def _same(column: str, rows: Sequence[Line]) -> bool:
    return len({row.cells[column] for row in rows}) == 1


def _least(name: str, cells: Sequence[str]) -> int:
    """The least width at which a column stays legible: its longest word, and more for running text.

    Keys are kept whole, for they are there to be copied.
    """
    longest = max(map(len, cells))
    if longest <= _LONGEST_KEY and all(" " not in cell for cell in cells):
        return max(longest, min(longest_word([name]), _LONGEST_WORD))
    if all("/" in cell and " " not in cell for cell in cells if cell):
        return max(longest, min(longest_word([name]), _LONGEST_WORD))
    return max(
        min(longest_word([name]), _LONGEST_WORD),
        min(longest_word(cells), _LONGEST_WORD),
        min(longest, _TEXT if longest > 2 * _TEXT else _NARROWEST),
    )


def longest_word(texts: Iterable[str]) -> int:
    """Characters of the longest word, below which a column breaks words."""
    return max((len(word) for text in texts for word in text.split()), default=0)


def head_width(name: str) -> int:
    """Characters that the head of a column takes in at most two lines.

    >>> head_width("Same matter as before"), head_width("Grade")
    (11, 5)
    """
    words = name.split()
    halves = ((" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words) + 1))
    return min((max(map(len, half)) for half in halves), default=0)


def widened(widths: dict[str, int], most: Mapping[str, int], room: int) -> dict[str, int]:
    """Give the room that is left to the columns that want it most."""
    widths = dict(widths)
    for _ in range(room - sum(widths.values())):
        column = max(widths, key=lambda name: most[name] / max(widths[name], 1))
        if most[column] <= widths[column]:
            break
        widths[column] += 1
    return widths
