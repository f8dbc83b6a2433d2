"""What the tools are given, and how rows are compared."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from benchmarks.query_clients import texts
from kg.graph import KnowledgeGraph
from kg.store.base import Solutions
from kg.store.remote import plain_json
from tests.agreement.engines import rows_of

Check = tuple[str, int, int]
"""What was given, how many came back as they are here, and how many there are."""


@dataclass(frozen=True)
class Given:
    """What the tools are given.

    Attributes:
        graph: here.
        authority: the council whose part is exported.
        folder: of the exports.
        triples: its statements, in N-Triples as Oxigraph writes them.
        seconds: for one query.
    """

    graph: KnowledgeGraph
    authority: str
    folder: Path
    triples: frozenset[str]
    seconds: float

    def table(self, name: str) -> list[list[str]]:
        """The rows of a table as CSV has them, with its head."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream))

    def answers(self) -> Iterator[tuple[str, str, list[str]]]:
        """Each stored query: its name, its text and the rows of the export here, in any order."""
        here = pyoxigraph.Store()
        here.load(path=self.folder / "graph.nt", format=RdfFormat.N_TRIPLES)
        for query, text in texts(self.graph.store, self.authority):
            found = here.query(text)
            if not isinstance(found, pyoxigraph.QuerySolutions):
                raise TypeError(query.name)
            yield query.name, text, in_any_order(found)


def in_any_order(found: pyoxigraph.QuerySolutions) -> list[str]:
    """Rows as sorted lines."""
    names = tuple(variable.value for variable in found.variables)
    return sorted(rows_of(Solutions(names, (tuple(row[name] for name in names) for row in found))))


def from_json(text: bytes) -> list[str]:
    """The same of SPARQL's JSON, less what Comunica adds to it, which pyoxigraph refuses."""
    found = pyoxigraph.parse_query_results(plain_json(text), format=QueryResultsFormat.JSON)
    if not isinstance(found, pyoxigraph.QuerySolutions):
        raise TypeError("no rows")
    return in_any_order(found)
