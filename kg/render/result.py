"""Answers as Python users hold them: rows, data frames, texts, graphs, and a table in a notebook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import MissingExtra
from kg.queries.answer import Answer, Row
from kg.queries.values import PythonValue
from kg.render import formats
from kg.render.cells import no_labels
from kg.render.delimited import labelled
from kg.render.pages import write_fragment
from kg.render.words import Labels

if TYPE_CHECKING:
    import pandas
    import polars
    from pyoxigraph import Triple
    from rdflib import Graph

_NOTEBOOK_ROWS = 50


class Result:
    """Typed rows with every way out that the package has.

    Iterating asks the store and keeps nothing; :attr:`rows` keeps all rows.

    Args:
        answer: what a query gave.
        labels: gives labels of things, for the forms that people read.
        doubts: what the engine would answer wrongly without an error; see :mod:`kg.queries.doubts`.
    """

    def __init__(self, answer: Answer, labels: Labels = no_labels, doubts: Sequence[str] = ()) -> None:
        self._answer = answer
        self._labels = labels
        self.doubts = tuple(doubts)

    @property
    def answer(self) -> Answer:
        """The rows as terms, which the writers of :mod:`kg.render` take."""
        return self._answer

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""
        return self._answer.columns

    @property
    def covers(self) -> str:
        """What records the answer rests on, where the query says so."""
        return self._answer.header.covers

    @property
    def remark(self) -> str:
        """What the rows leave out and how to see it, or nothing."""
        return self._answer.remark

    @property
    def why(self) -> tuple[str, ...]:
        """Why there are no rows, one sentence a reason, with the command that helps."""
        return self._answer.why

    def __iter__(self) -> Iterator[Row]:
        return iter(self._answer)

    def __len__(self) -> int:
        """Number of rows, which are kept in memory from then on."""
        return len(self.rows)

    @property
    def rows(self) -> list[Row]:
        """All rows, kept in memory."""
        return self._answer.rows

    def head(self, count: int) -> Result:
        """The first rows alone, counted as readers count them.

        A weakness that is told of three inspections is one row with three lines; :attr:`rows` has its lines.

        Args:
            count: of rows.
        """
        return Result(self._answer.head(count), self._labels, self.doubts)

    def to_csv(self) -> str:
        """CSV: ids of concepts, ISO dates, and labels in columns after them."""
        return formats.to_text(self._answer, "csv", labels=self._labels)

    def to_json(self) -> str:
        """SPARQL 1.1 Query Results JSON."""
        return formats.to_text(self._answer, "json")

    def to_markdown(self) -> str:
        """A pipe table with labels."""
        return formats.to_text(self._answer, "markdown", labels=self._labels)

    def to_html(self) -> str:
        """A page with one table."""
        return formats.to_text(self._answer, "html", labels=self._labels)

    def to_turtle(self) -> str:
        """What the graph says of the things in the rows, with their evidence."""
        return formats.to_text(self._answer, "turtle")

    def triples(self) -> list[Triple]:
        """The same as triples, sorted."""
        return self._answer.triples()

    def graph(self) -> Graph:
        """The same as an rdflib graph."""
        return self._answer.graph()

    def to_pandas(self, *, labels: bool = False) -> pandas.DataFrame:
        """A pandas data frame: dates as ``datetime64``, decimals as floats.

        Args:
            labels: add columns with the labels of what is named, ``authority_label`` for ``authority``.

        Raises:
            MissingExtra: pandas is not installed.
        """
        try:
            import pandas
        except ImportError:
            raise MissingExtra("pandas", "pandas") from None
        columns, rows = self._cells(labels)
        frame = pandas.DataFrame(rows, columns=columns)
        for column in columns:
            known = frame[column].dropna()
            if len(known) and all(type(value) is date for value in known):
                frame[column] = pandas.to_datetime(frame[column])
        return frame

    def to_polars(self, *, labels: bool = False) -> polars.DataFrame:
        """A polars data frame; decimals as floats.

        Args:
            labels: add columns with the labels of what is named, ``authority_label`` for ``authority``.

        Raises:
            MissingExtra: polars is not installed.
        """
        try:
            import polars
        except ImportError:
            raise MissingExtra("polars", "polars") from None
        columns, rows = self._cells(labels)
        return polars.DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)

    def save(self, path: str | Path, form: str | None = None) -> None:
        """Write to a file in the format that its name means, or in the one given.

        Raises:
            BadParameter: the name means no format.
            EnvironmentFault: the file cannot be written.
        """
        formats.save(self._answer, Path(path), form, labels=self._labels)

    def _cells(self, labels: bool) -> tuple[list[str], list[list[PythonValue]]]:
        columns, rows = labelled(self._answer, self._labels)
        count = len(columns if labels else self.columns)
        cells: list[list[PythonValue]] = [
            [float(value) if isinstance(value, Decimal) else value for value in row[:count]] for row in rows
        ]
        return list(columns[:count]), cells

    def __str__(self) -> str:
        return formats.to_text(self._answer, "table", labels=self._labels)

    def __repr__(self) -> str:
        return f"<Result of {self._answer.name}: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        out = io.StringIO()
        write_fragment(self._answer.head(_NOTEBOOK_ROWS), out, labels=self._labels)
        return out.getvalue()
