"""The answer to a query: typed rows, read on demand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from kg.errors import TimeLimit
from kg.namespaces import ID
from kg.queries.header import Header
from kg.queries.serialise import turtle
from kg.queries.values import PythonValue, python_value
from kg.store.base import Solutions, Term

if TYPE_CHECKING:
    from rdflib import Graph

Describe = Callable[[Sequence[NamedNode]], Iterator[Triple]]
"""Returns the triples about resources, with their evidence."""

Explain = Callable[[], Sequence[str]]
"""Explains why there are no rows."""


class Row(Mapping[str, PythonValue]):
    """A row by column: ``row["theme"]`` or ``row.theme``."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: Mapping[str, int], values: tuple[PythonValue, ...]) -> None:
        self._places = places
        self._values = values

    def __getitem__(self, column: str) -> PythonValue:
        return self._values[self._places[column]]

    def __getattr__(self, column: str) -> PythonValue:
        try:
            return self[column]
        except KeyError:
            raise AttributeError(f"no column {column!r}; there are {', '.join(self._places)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{column}={value!r}' for column, value in self.items())})"


class Answer:
    """Rows that are read during iteration; a second pass queries the store again.

    :attr:`count` is the number of lines that the last pass has read, :attr:`counted` that of the rows as
    readers count them (:class:`kg.queries.header.Counted`), and :attr:`more` whether :meth:`head` omitted
    some.

    Args:
        ask: runs the query; called once now, and again for each further pass.
        header: header of the stored query, if it is one; :attr:`stored` says whether it is.
        name: the query's name.
        describe: returns the triples about the resources in the rows.
        triples: returns the triples of a CONSTRUCT; then the rows are these triples.
        row_limit: more rows than this are an error.
        remark: returns what the rows leave out; called on demand.
        explain: explains why there are no rows.
    """

    def __init__(
        self,
        ask: Callable[[], Solutions],
        *,
        name: str = "",
        header: Header | None = None,
        describe: Describe | None = None,
        triples: Callable[[], Iterator[Triple]] | None = None,
        row_limit: int | None = None,
        remark: Callable[[], str] | None = None,
        explain: Explain | None = None,
    ) -> None:
        self._ask = ask
        self._remark = remark
        self._explain = explain
        self.count = self.counted = 0
        self.more = False
        self._first: Solutions | None = ask()
        self.columns = self._first.variables
        self.name = name
        self.header = header or Header(summary=name)
        self.stored = header is not None
        self._describe = describe
        self._triples = triples
        self._row_limit = row_limit

    @property
    def size(self) -> str:
        """Number of rows that the last pass has read, in words."""
        kind = self.header.row
        if not self.more:
            return kind.told(self.counted)
        return f"the first {kind.one if self.counted == 1 else kind.told(self.counted)}; there are more"

    @cached_property
    def remark(self) -> str:
        """What the rows leave out and how to see it; empty if nothing."""
        return self._remark() if self._remark is not None else ""

    def __iter__(self) -> Iterator[Row]:
        """The rows, one by one."""
        if "rows" in self.__dict__:
            yield from self.rows
            return
        places = {column: place for place, column in enumerate(self.columns)}
        for terms in self.terms():
            yield Row(places, tuple(map(python_value, terms)))

    @cached_property
    def rows(self) -> list[Row]:
        """All rows, kept in memory."""
        return list(iter(self))

    def terms(self) -> Iterator[tuple[Term | None, ...]]:
        """The rows as terms of RDF.

        Raises:
            TimeLimit: there are more rows than the limit.
        """
        solutions, self._first = self._first or self._ask(), None
        self.count = self.counted = 0
        places = [self.columns.index(column) for column in self.header.row.by if column in self.columns]
        last: list[Term | None] | None = None
        for number, row in enumerate(solutions.rows, 1):
            self.count = number
            key = [row[place] for place in places]
            if not places or key != last:
                self.counted += 1
            last = key
            if self._row_limit is not None and number > self._row_limit:
                raise TimeLimit(f"The answer has more than {self._row_limit} rows; ask for fewer (LIMIT).")
            yield row

    def head(self, count: int) -> Answer:
        """Only the first rows, as readers count them: a row keeps all of its lines.

        Args:
            count: number of rows.
        """

        def first() -> Iterator[tuple[Term | None, ...]]:
            found.more = False
            for row in self.terms():
                if self.counted > count:
                    found.more = True
                    return
                yield row

        made = self._triples
        found = Answer(
            lambda: Solutions(self.columns, first()),
            name=self.name,
            header=self.header if self.stored else None,
            describe=self._describe,
            triples=None if made is None else lambda: islice(sorted(set(made()), key=str), count),
            remark=self._remark,
            explain=self._explain if count else None,
        )
        return found

    def with_rows(self, rows: Sequence[tuple[Term | None, ...]]) -> Answer:
        """The same question with these rows in place of its own.

        Args:
            rows: as terms, with the columns of this answer.
        """
        return Answer(
            lambda: Solutions(self.columns, iter(rows)),
            name=self.name,
            header=self.header if self.stored else None,
            describe=self._describe,
            remark=self._remark,
        )

    @cached_property
    def why(self) -> tuple[str, ...]:
        """Why there are no rows, one sentence a reason, if known."""
        return tuple(self._explain()) if self._explain is not None else ()

    def things(self) -> list[NamedNode]:
        """The resources of the graph that the rows name, in order of appearance."""
        found: dict[NamedNode, None] = {}
        for row in self.terms():
            for term in row:
                if isinstance(term, NamedNode) and term.value.startswith(ID):
                    found[term] = None
        return list(found)

    def triples(self) -> list[Triple]:
        """The triples about the resources in the rows, with their evidence, sorted.

        For a CONSTRUCT they are its result.
        """
        if self._triples is not None:
            made = self._triples()
        elif self._describe is not None:
            made = self._describe(self.things())
        else:
            made = iter(())
        return sorted(set(made), key=str)

    def graph(self) -> Graph:
        """:meth:`triples` as an rdflib graph."""
        from rdflib import Graph

        return Graph().parse(data=turtle(self.triples()), format="turtle")
