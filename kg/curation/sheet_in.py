"""Reads sheets of rows that people filled in, as :mod:`kg.curation.sheet` writes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from kg import yaml_core
from kg.curation.sheet import FILLED_IN, FILLED_IN_READING, RowReading, SheetRow
from kg.errors import RecordError
from kg.regular import TEXT, regular

_FIELDS: Final = (
    "row", "about", "inspections", "state", "row_confidence", "before", *FILLED_IN, "reading"
)  # fmt: skip
_READING: Final = ("inspection", "level", *FILLED_IN_READING, "more", "passages")


def read_sheet(path: Path) -> list[SheetRow]:
    """The rows of a sheet that carry a decision.

    Raises:
        RecordError: the sheet is not YAML, a field is unknown, a field is filled in but no decision is given,
            or two rows of one body, theme and cohort are decided; the message names all rows and lines.
    """
    regular(path, RecordError, TEXT)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise RecordError(f"{path.name}: cannot be read as text: {problem}") from problem
    content = yaml_core.load(text, path.name, RecordError)
    rows = content.get("rows") if isinstance(content, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RecordError(
            f"{path.name}: a sheet is a list of rows under 'rows:'; kg review --rows writes one"
        )
    found: dict[tuple[str, str, str], SheetRow] = {}
    problems: list[str] = []
    for fields, lines in zip(rows, yaml_core.lines_of_items(text, "rows"), strict=True):
        place = f"{path.name}, line {lines.get('decision', lines[''])}, row {fields.get('row')}"
        wrong = [*_wrong(fields, path.name, lines, place), *_wrong_readings(fields, place)]
        problems += wrong
        if wrong or not _told(fields, "decision"):
            continue
        row = _read(fields, place)
        if row.key in found:
            problems.append(f"{place}: decided already in {found[row.key].where}; keep one")
        found[row.key] = row
    if problems:
        raise RecordError("\n".join(problems))
    return list(found.values())


def _wrong(fields: Mapping[str, Any], name: str, lines: Mapping[str, int], place: str) -> Iterator[str]:
    for field_name in fields:
        if field_name not in _FIELDS:
            at = lines.get(str(field_name), lines[""])
            yield f"{name}, line {at}: unknown field {field_name!r}; known are {', '.join(_FIELDS)}"
    filled = [field_name for field_name in FILLED_IN if _told(fields, field_name)]
    filled += [name for name in FILLED_IN_READING for one in _readings(fields) if _told(one, name)]
    if filled and "decision" not in filled:
        yield f"{place}: {', '.join(filled)} filled in, and no decision"
    if filled and len(str(fields.get("row") or "").split()) != len(("body", "theme", "cohort")):
        yield f"{place}: row is a body, a theme and a cohort: authority/936 plans children-in-care"
    if filled and not isinstance(fields.get("inspections"), list):
        yield f"{place}: inspections is a list of keys; write the sheet again"


def _read(fields: Mapping[str, Any], place: str) -> SheetRow:
    body, theme, cohort = str(fields["row"]).split()
    return SheetRow(
        body,
        theme,
        cohort,
        inspections=tuple(str(key) for key in fields["inspections"]),
        state=_told(fields, "state"),
        decision=_told(fields, "decision"),
        right_state=_told(fields, "right_state"),
        proof=_told(fields, "proof"),
        declared=_told(fields, "declared"),
        by=_told(fields, "by"),
        why=_told(fields, "why"),
        readings=tuple(
            RowReading(
                _told(one, "inspection"),
                _told(one, "level"),
                right_level=_told(one, "right_level"),
                best=_best(one) or "",
            )
            for one in _readings(fields)
        ),
        where=place,
    )


def _wrong_readings(fields: Mapping[str, Any], place: str) -> Iterator[str]:
    for one in _readings(fields):
        inspection = _told(one, "inspection")
        for name in one:
            if name not in _READING:
                yield f"{place}: unknown field {name!r} of {inspection}; known are {', '.join(_READING)}"
        if _best(one) is None:
            number = len(_marks(one))
            wanted = (
                f"a mark's number, 1 to {number}, or its key"
                if number
                else "a sentence's key; it has no marks"
            )
            yield f"{place}: best {_told(one, 'best')!r} of {inspection}: expected {wanted}"


def _readings(fields: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    told = fields.get("reading")
    return [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []


def _best(one: Mapping[str, Any]) -> str | None:
    """Key of the passage chosen to be quoted first; empty for none, ``None`` for a number without a mark."""
    told, marks = _told(one, "best"), _marks(one)
    if not told.isdecimal():
        return told
    return marks[int(told) - 1] if 0 < int(told) <= len(marks) else None


def _marks(one: Mapping[str, Any]) -> list[str]:
    """Keys of the marked sentences and recommendations of a reading, in the order of their numbers."""
    passages = one.get("passages")
    told = [p.get("marked") for p in passages if isinstance(p, dict)] if isinstance(passages, list) else []
    return [str(mark).partition(" ")[0] for marks in told if isinstance(marks, list) for mark in marks]


def _told(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return "" if value is None else " ".join(str(value).split())
