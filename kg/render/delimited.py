"""Rows as CSV, TSV and JSON Lines, streamed to a handle.

Cells that begin with ``=``, ``+``, ``-`` or ``@`` are written as they are: a quote put before them would
change the data for every program that is no spreadsheet. The xlsx writer stores such cells as text, so that
no spreadsheet runs them; people who open untrusted CSV in one should take xlsx.
"""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TextIO

from kg.queries.answer import Answer
from kg.queries.values import PythonValue, text


def write_csv(answer: Answer, handle: TextIO) -> None:
    """CSV with a header line: ids of concepts, ISO dates, empty for nothing; lines end in a line feed."""
    _write(answer, handle, ",")


def write_tsv(answer: Answer, handle: TextIO) -> None:
    """The same with tabs between cells; tabs and line breaks within one are quoted."""
    _write(answer, handle, "\t")


def write_jsonl(answer: Answer, handle: TextIO) -> None:
    """One JSON object a line: numbers and booleans as such, dates as ISO text, ``null`` for nothing."""
    for row in answer:
        cells = {column: _plain(value) for column, value in row.items()}
        handle.write(json.dumps(cells, ensure_ascii=False) + "\n")


def _write(answer: Answer, handle: TextIO, delimiter: str) -> None:
    writer = csv.writer(_Lines(handle), delimiter=delimiter, lineterminator=_Lines.ending)
    writer.writerow(answer.columns)
    writer.writerows([text(value) for value in row.values()] for row in answer)


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
