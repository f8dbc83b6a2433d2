"""The definitions of the layouts: columns, words, and the column of each judgement."""

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
        take: the field of an inspection to show, by its name in :class:`kg.export.layouts.rows.Inspected`.
        grade: instead, one of overall, leaders, help, care, leavers.
        date: format of a date as text; without it, the value stays a date.
        lower: whether text is written in lower case.
        words: replacements for some values; others stay unchanged.
    """

    name: str
    take: str = ""
    grade: str = ""
    date: str = ""
    lower: bool = False
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The layout of a table of another tool.

    Attributes:
        name: as users write it.
        columns: in order.
        grades: the text for each grade, by its id.
        not_judged_under_framework: the text if the framework has no such judgement.
        removed: the text for overall effectiveness since it was abolished.
        not_found: the text if the framework has the judgement but the graph has no grade.
    """

    name: str
    columns: tuple[Column, ...]
    grades: Mapping[str, str]
    not_judged_under_framework: str
    removed: str
    not_found: str


@dataclass(frozen=True, slots=True)
class Areas:
    """The column of each area of judgement, by framework; kinds without a row."""

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
    """The columns of each framework's judgements."""
    columns = {edition: held for f in frameworks() for edition, held in f.columns.items()}
    return Areas({**columns, "not-stated": {}}, frozenset(kind for f in frameworks() for kind in f.no_row))


def _column(heading: str, said: dict[str, Any]) -> Column:
    """A column; for ``row_kind``, each framework names its kinds for such a table."""
    if said.pop("row_kind", False):
        said["words"] = {kind: words for f in frameworks() for kind, words in f.row_kinds.items()}
    return Column(heading, **said)


def _read(file: str) -> Mapping[str, Any]:
    text = resources.files("kg.export.layouts").joinpath(file).read_text(encoding="utf-8")
    raw = load(text, file, CallError)
    if not isinstance(raw, dict):
        raise CallError(f"{file}: a mapping is expected.")
    return raw
