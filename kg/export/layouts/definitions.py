"""The layouts as they are written down: columns, words, and which judgement stands where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Final

from kg.errors import CallError, UnknownName
from kg.frameworks import frameworks
from kg.yaml_core import load

LAYOUTS: Final = tuple(
    sorted(
        file.name.removesuffix(".yaml")
        for file in resources.files("kg.export.layouts").iterdir()
        if file.name.endswith(".yaml")
    )
)
"""Names of the layouts, each a file beside this one."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a layout.

    Attributes:
        name: its heading.
        take: what is shown of an inspection, by its name in :class:`kg.export.layouts.rows.Inspected`.
        grade: instead, one of overall, leaders, help, care, leavers.
        date: how a date is written as text; without it, it stays a date.
        lower: whether text is written small.
        words: what is written for some values; others stay as they are.
    """

    name: str
    take: str = ""
    grade: str = ""
    date: str = ""
    lower: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table that other tools have.

    Attributes:
        name: as users write it.
        columns: in their order.
        grades: what is written for each grade, by its id.
        not_judged_under_framework: what is written where the framework has no such judgement.
        removed: what is written for overall effectiveness since there is none any more.
        not_found: what is written where the framework has the judgement and the graph has no grade.
    """

    name: str
    columns: tuple[Column, ...]
    grades: Mapping[str, str]
    not_judged_under_framework: str
    removed: str
    not_found: str


@dataclass(frozen=True, slots=True)
class Areas:
    """Which area of judgement stands in which column, by framework; kinds without a row."""

    frameworks: Mapping[str, Mapping[str, str]]
    left_out: frozenset[str]


@cache
def layout(name: str) -> TableLayout:
    """A layout by its name.

    Raises:
        UnknownName: there is none.
    """
    if name not in LAYOUTS:
        raise UnknownName("layout", name, LAYOUTS)
    raw = dict(_read(f"{name}.yaml"))
    columns = tuple(_column(heading, dict(said)) for heading, said in raw.pop("columns").items())
    return TableLayout(name, columns, **raw)


@cache
def areas() -> Areas:
    """Where each framework's judgements stand."""
    columns = {edition: held for f in frameworks() for edition, held in f.columns.items()}
    return Areas({**columns, "not-stated": {}}, frozenset(kind for f in frameworks() for kind in f.no_row))


def _column(heading: str, said: dict[str, Any]) -> Column:
    """A column; ``row_kind`` says that each framework names its kinds for such a table."""
    if said.pop("row_kind", False):
        said["words"] = {kind: words for f in frameworks() for kind, words in f.row_kinds.items()}
    return Column(heading, **said)


def _read(file: str) -> Mapping[str, Any]:
    text = resources.files("kg.export.layouts").joinpath(file).read_text(encoding="utf-8")
    raw = load(text, file, CallError)
    if not isinstance(raw, dict):
        raise CallError(f"{file}: a mapping is expected.")
    return raw
