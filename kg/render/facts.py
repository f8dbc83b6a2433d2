"""What a row says, in lines: cells with the names of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.padding import Padding
from rich.text import Text

from kg.render.cells import Line

if TYPE_CHECKING:
    from rich.console import Console

INDENT: Final = 2

_LONG: Final = 40
"""Cells of more characters have a line of their own."""

_BETWEEN: Final = " · "


def labelled(name: str, cell: str) -> str:
    """A cell after the name of its column.

    >>> labelled("Grade", "Good"), labelled("No.", "3")
    ('Grade: Good', 'No. 3')
    """
    return f"{_before(name)}{cell}"


def facts(
    row: Line, columns: Sequence[str], names: Mapping[str, str], width: int
) -> Iterator[Sequence[tuple[str, str]]]:
    """Names and cells in order, a line at a time: short ones beside one another, each long one alone.

    No fact is broken where it can stand in one line.

    Args:
        row: the row.
        columns: its columns to show; empty cells are left out.
        names: what people call the columns.
        width: characters of a line.
    """
    line: list[tuple[str, str]] = []
    taken = 0
    for column in columns:
        cell = row.cells[column]
        if not cell:
            continue
        length = len(labelled(names[column], cell))
        alone = len(cell) > _LONG
        if line and (alone or taken + len(_BETWEEN) + length > width):
            yield line
            line, taken = [], 0
        taken += length + (len(_BETWEEN) if line else 0)
        line.append((names[column], cell))
        if alone:
            yield line
            line, taken = [], 0
    if line:
        yield line


def styled(row: Line, columns: Sequence[str], names: Mapping[str, str], width: int) -> Iterator[Text]:
    """The same as text for a terminal, with names less bright than what they name."""
    for line in facts(row, columns, names, width):
        text = Text()
        for number, (name, cell) in enumerate(line):
            text.append(_BETWEEN if number else "", style="dim")
            text.append(_before(name), style="dim")
            text.append(cell)
        yield text


def _before(name: str) -> str:
    return f"{name} " if name.endswith(".") else f"{name}: "


def say(console: Console, told: Text, indent: int = 0) -> None:
    """Print a line, indented.

    Rich takes a quarter of a millisecond for each, so a line that fits is written as it is where nobody would
    see its style.
    """
    if console.is_terminal or told.cell_len > console.width - indent:
        console.print(Padding(told, (0, 0, 0, indent), expand=False))
    else:
        console.file.write(f"{' ' * indent}{told.plain}\n")
