"""The header of a stored query; :mod:`kg.queries.query_file` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final


class Reads(StrEnum):
    """The data of reports that a query reads.

    Attributes:
        COUNCIL: the reports of the named council, else all.
        INSPECTIONS: only inspections and judgements, if no council is named.
        ROWS: trajectories, the sentences that they quote, and recommendations, if no council is named.
        NEIGHBOURS: also the reports of the statistical neighbours.
        ALL: the reports of every council.
    """

    COUNCIL = "council"
    INSPECTIONS = "inspections"
    ROWS = "rows"
    NEIGHBOURS = "neighbours"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as its header declares it.

    Attributes:
        name: as in the query's text, without ``$`` or ``?``.
        type: name of a type in :mod:`kg.queries.parameters`.
        scheme: id of the concept scheme, for the types that need one.
        kind: class of resource, the path segment after ``id/``; the header's key is ``class``.
        required: whether a value must be given.
        default: value used if none is given, as a user would write it.
        many: whether several values may be given.
        bound: ``first`` or ``last`` day of a date that names only its month or year.
        minimum: least number allowed.
        maximum: greatest number allowed.
        choices: the only values of a text; empty if any text is allowed.
        into: the parameter whose values this one sets: a region means its authorities.
    """

    name: str
    type: str
    scheme: str | None = None
    kind: str | None = None
    required: bool = False
    default: tuple[str, ...] = ()
    many: bool = False
    description: str = ""
    example: str | None = None
    bound: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    into: str | None = None

    @property
    def option(self) -> str:
        """The option of the command line: ``min_run`` is ``--min-run``."""
        return "--" + self.name.replace("_", "-")

    @property
    def always_bound(self) -> bool:
        """Whether the parameter has exactly one value in every call, so that ``$name`` can represent it."""
        return (self.required or bool(self.default)) and not self.many


@dataclass(frozen=True, slots=True)
class Instead:
    """Another query that may have rows if one has none.

    Attributes:
        query: its name.
        tells: description of its rows.
        values: values of its parameters, in addition to those that both queries share.
    """

    query: str
    tells: str
    values: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


MARKS: Final = ("bar", "point", "rect")
"""Marks of a chart: bars of a number, points on a day, cells of a grid."""


@dataclass(frozen=True, slots=True)
class Chart:
    """How the rows of a query are drawn.

    Attributes:
        mark: one of :data:`MARKS`.
        x: column of the horizontal axis: a number of a bar, a day of a point, anything of a cell.
        y: column of the vertical axis.
        color: column that colours the mark; ``None`` for one colour.
        one: columns that must have one value in all rows; an answer with more is not drawn.
    """

    mark: str
    x: str
    y: str
    color: str | None = None
    one: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that it names."""
        return (self.x, self.y, *((self.color,) if self.color else ()), *self.one)


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows of an answer as readers count them; a row may have several lines.

    Attributes:
        by: columns with one value in all lines of a row; empty if each line is a row.
        one: noun for one row.
        many: noun for several.
        joined: columns that are printed side by side if two lines of a row differ only in them.
    """

    by: tuple[str, ...] = ()
    one: str = "row"
    many: str = "rows"
    joined: tuple[str, ...] = ()

    def told(self, count: int) -> str:
        """A number of rows, in words.

        >>> Counted(one="weakness", many="weaknesses").told(1), Counted().told(1200)
        ('1 weakness', '1,200 rows')
        """
        return f"{count:,} {self.one if count == 1 else self.many}"


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a stored query.

    Attributes:
        summary: one line.
        form: the form of query as the header states it, ``SELECT`` for example; empty if it does not.
        description: meaning of a row, and what counts.
        tags: words to find it by.
        question: the question of users that it answers, ``Q1`` to ``Q30``.
        covers: the records that the answer rests on; printed with it.
        params: its parameters.
        columns: contents of columns whose names do not explain them.
        show: the columns that tables for people show, in order; empty for all.
        group: columns whose common values head a group of rows in tables for people; empty for no groups.
        row: the rows as readers count them.
        told_empty: columns whose empty cells have a meaning, which is printed in words.
        example: values of parameters of a call that works.
        labels: whether data formats also have label columns; false for files that another command reads.
        needs: least number of reports of one authority that the query compares.
        instead: other queries to suggest if this one has no rows.
        reads: the data of reports that it reads.
        chart: how the rows are drawn, if they are.
    """

    summary: str
    description: str = ""
    tags: tuple[str, ...] = ()
    question: str | None = None
    covers: str = ""
    params: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    show: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    row: Counted = Counted()
    told_empty: tuple[str, ...] = ()
    example: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    labels: bool = True
    needs: int = 1
    instead: tuple[Instead, ...] = ()
    form: str = ""
    reads: Reads = Reads.COUNCIL
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A stored query: its name (that of the file, without ``.rq``), header, whole text and path."""

    name: str
    header: Header
    text: str
    path: Path | None = None
