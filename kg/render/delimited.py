"""Rows as CSV, TSV and JSON Lines, streamed to a handle.

Cells that begin with ``=``, ``+``, ``-`` or ``@`` are written as they are: a quote put before them would
change the data for programs other than spreadsheets. The xlsx writer stores such cells as text, so that
no spreadsheet runs them; people who open untrusted CSV in one should take xlsx.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TextIO

from kg.queries.answer import Answer
from kg.queries.values import PythonValue, python_value, text
from kg.render.cells import label, no_labels
from kg.render.columns import label_columns
from kg.render.words import Labels


def write_csv(answer: Answer, handle: TextIO, *, labels: Labels = no_labels) -> None:
    """CSV with a header line: ids of concepts, ISO dates, empty for nothing; lines end in a line feed.

    After the columns of a stored query come those with the labels of what they name.
    """
    _write(answer, handle, ",", labels)


def write_tsv(answer: Answer, handle: TextIO, *, labels: Labels = no_labels) -> None:
    """The same with tabs between cells; tabs and line breaks within one are quoted."""
    _write(answer, handle, "\t", labels)


def write_jsonl(answer: Answer, handle: TextIO, *, labels: Labels = no_labels) -> None:
    """One JSON object a line: numbers and booleans as such, dates as ISO text, ``null`` for nothing."""
    columns, rows = labelled(answer, labels)
    for row in rows:
        cells = dict(zip(columns, map(_plain, row), strict=True))
        handle.write(json.dumps(cells, ensure_ascii=False) + "\n")


def labelled(answer: Answer, labels: Labels) -> tuple[tuple[str, ...], Iterator[Sequence[PythonValue]]]:
    """The columns and rows of an answer as Python values, with the label columns after its own."""
    added = label_columns(answer)

    def rows() -> Iterator[Sequence[PythonValue]]:
        for terms in answer.terms():
            told = [label(answer, terms, place, labels) or None for place in added.values()]
            yield [*map(python_value, terms), *told]

    return (*answer.columns, *added), rows()


def _write(answer: Answer, handle: TextIO, delimiter: str, labels: Labels) -> None:
    columns, rows = labelled(answer, labels)
    writer = csv.writer(_Lines(handle), delimiter=delimiter, lineterminator=_Lines.ending)
    writer.writerow(columns)
    writer.writerows(map(text, row) for row in rows)


class _Lines:
    """Ends lines in a line feed. The csv module quotes only the breaks that its own line ending holds."""

    ending = "\r\n"

    def __init__(self, handle: TextIO) -> None:
        self._handle = handle

    def write(self, line: str) -> None:
        self._handle.write(line.removesuffix(self.ending) + "\n")


def _plain(value: PythonValue) -> str | int | float | bool | None:
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, str | int | float | bool | None) else text(value)
