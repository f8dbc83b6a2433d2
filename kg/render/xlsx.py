"""Rows as a spreadsheet. Texts are stored as texts, so that none of them is ever run as a formula.

The same rows give the same bytes: no time of the clock stands in the file.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pyoxigraph import NamedNode

from kg.errors import CallError, MissingExtra
from kg.queries.answer import Answer
from kg.queries.values import python_value, text
from kg.render.cells import no_labels, shown, title_of
from kg.render.columns import source_columns
from kg.render.words import Labels
from kg.store.base import Term

_MOST_ROWS: Final = 1_048_575
_MOST_CHARACTERS: Final = 32_767
_NO_TIME: Final = datetime(1980, 1, 1)
"""The earliest time that the format can hold, in place of the time of writing."""

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_xlsx(answer: Answer, handle: BinaryIO, *, labels: Labels = no_labels) -> None:
    """One sheet with a frozen heading; numbers and dates as such, labels for concepts.

    Raises:
        MissingExtra: openpyxl is not installed.
        CallError: more rows, or a longer text, than the format can hold.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font
        from openpyxl.xml.functions import tostring
    except ImportError:
        raise MissingExtra("openpyxl", "xlsx") from None
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=re.sub(r"[\[\]:*?/\\]", " ", answer.name or "answer")[:31])
    sheet.freeze_panes = "A2"

    def cell(value: str | float | date | None) -> object:
        made = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # the stubs forget dates
        if isinstance(value, str):
            made.data_type = "s"
        return made

    heads = [WriteOnlyCell(sheet, value=column) for column in answer.columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    sources = source_columns(answer.columns)
    try:
        for number, row in enumerate(answer.terms(), 1):
            if number > _MOST_ROWS:
                raise CallError(f"A spreadsheet holds {_MOST_ROWS} rows and the answer has more; take csv.")
            values = [_value(term, labels) for term in row]
            for column, place in sources.items():
                known = answer.columns.index(column)
                values[known] = title_of(row[place], labels) or values[known]
            sheet.append([cell(value) for value in values])
    except BaseException:
        sheet.close()  # else its generator prints a traceback when it is thrown away (openpyxl 3.1.5)
        raise
    with tempfile.TemporaryFile() as dated:
        book.save(dated)
        book.properties.created = book.properties.modified = _NO_TIME
        _copy_undated(dated, handle, {"docProps/core.xml": tostring(book.properties.to_tree())})


def _copy_undated(dated: BinaryIO, handle: BinaryIO, replaced: Mapping[str, bytes]) -> None:
    """Copy an archive without the times of its files, and with other contents for some of them."""
    with ZipFile(dated) as source, ZipFile(handle, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            undated = ZipInfo(name, _NO_TIME.timetuple()[:6])
            undated.compress_type = ZIP_DEFLATED
            if name in replaced:
                target.writestr(undated, replaced[name])
                continue
            with source.open(name) as old, target.open(undated, "w") as new:
                shutil.copyfileobj(old, new)


def _value(term: Term | None, labels: Labels) -> str | float | date | None:
    value = shown(term, labels) if isinstance(term, NamedNode) else python_value(term)
    if isinstance(value, bool | int | float | date | None):
        return value
    if isinstance(value, Decimal):
        return float(value)
    written = _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text(value))
    if len(written) > _MOST_CHARACTERS:
        raise CallError(f"A spreadsheet's cell holds {_MOST_CHARACTERS} characters; take csv.")
    return written
