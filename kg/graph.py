"""An open store: everything that can be asked of it. What is heavy is imported when it is first needed."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from kg.errors import BadParameter, TimeLimit
from kg.queries.catalogue import Catalogue
from kg.queries.doubts import DoubtfulQuery, doubts
from kg.queries.own_sparql import OWN_ROWS, OWN_SECONDS, Limits, run_unchecked
from kg.queries.ready import ready
from kg.queries.run import describer, run
from kg.queries.search import search
from kg.queries.show import show
from kg.queries.silence import wordless
from kg.queries.unknown import unknown_terms
from kg.rdf.serialise import to_lines
from kg.ready import ReadyStore
from kg.render.result import Result
from kg.store.base import Store
from kg.store.cancellable import CancellableStore
from kg.store.folder import StoreFolder

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.brief import Brief
    from kg.fetch import Fetched
    from kg.queries.header import StoredQuery
    from kg.queries.ready import Ready
    from kg.queries.show import Shown

_TRIED: Final = Limits(seconds=5.0, rows=1)
"""What a query may use that is only tried, before many councils are loaded for it."""


class KnowledgeGraph(ReadyStore):
    """A store that is open for reading, with the stored queries at hand.

    Args:
        store: what answers the queries.
        place: its folder, where it has one.
        queries: folders of your own stored queries.
    """

    def __init__(self, store: Store, place: StoreFolder | None = None, queries: Sequence[Path] = ()) -> None:
        super().__init__(store, place)
        self._catalogue = Catalogue(queries)

    def catalogue(self) -> Catalogue:
        """The stored queries by name."""
        return self._catalogue

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {self.place.root if self.place else 'an endpoint'}>"

    def query(self, name: str | Path, *, limit: int | None = None, **parameters: object) -> Result:
        """Answer a stored query.

        Args:
            name: of the query, or the path of a ``.rq`` file.
            limit: only so many rows, each with all of its lines; see :meth:`kg.render.result.Result.head`.
            parameters: values as people write them: ``authority="Surrey"``.

        Raises:
            UnknownName: no such query, parameter, authority, theme ...
            BadParameter: a value does not fit.
        """
        stored = self._catalogue.get(str(name))
        return self.answer(stored, parameters, limit=limit)

    def answer(
        self,
        query: StoredQuery,
        given: Mapping[str, object],
        *,
        limit: int | None = None,
        where: Sequence[str] = (),
    ) -> Result:
        """Answer a stored query that was read already, shipped or of your own.

        One of your own has a limit on rows (:data:`kg.queries.own_sparql.OWN_ROWS`) and, unless the store was
        opened with one, on time (:data:`kg.queries.own_sparql.OWN_SECONDS`).

        Args:
            query: from :meth:`catalogue`, or read from a file by :func:`kg.queries.catalogue.read_query`.
            given: values of its parameters as people write them.
            limit: only so many rows, each with all of its lines.
            where: words of a command line that name the store, for the commands that an empty answer names.

        Raises:
            UnknownName: no such parameter, authority, theme ...
            BadParameter: a value does not fit.
            TimeLimit: a query of your own needed more time or rows.
        """
        self.make_ready(query, given)
        own = not self._catalogue.shipped(query)
        store = self.store
        if own and isinstance(store, CancellableStore) and store.limits.seconds is None:
            store = store.within(replace(store.limits, seconds=OWN_SECONDS))
        rows = OWN_ROWS if own else None
        found = run(store, query, given, self.names, row_limit=rows, where=where)
        return Result(found if limit is None else found.head(limit), self.names.label)

    def sparql(self, text: str, *, seconds: float = 30.0, rows: int = 100_000, name: str = "query") -> Result:
        """Answer SPARQL of your own, which may only read.

        What a store would answer wrongly without an error, and unknown names of terms, are warnings.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE.
            seconds: time limit; a store on disk keeps it, an endpoint its own.
            rows: more are an error.
            name: what to call the query in errors.

        Raises:
            RefusedQuery: it would write, load or go out to the network.
            QueryError: it does not parse.
            TimeLimit: it needed more time, memory or rows.
        """
        root = self.place.root if self.place else None
        if self._waits():
            with suppress(TimeLimit):  # a query that cannot be asked is refused before minutes of loading
                run_unchecked(self.store, root, text, limits=_TRIED, name=name)
        self.make_ready()
        limits = Limits(seconds=seconds, rows=rows)
        found = run_unchecked(self.store, root, text, limits=limits, name=name)
        doubted = [*doubts(text), *unknown_terms(text, self.names)] if root else []
        for doubt in doubted:
            warnings.warn(f"{name}, {doubt}", DoubtfulQuery, stacklevel=2)
        return Result(found, self.names.label, doubted)

    def search(self, words: str, *, limit: int = 20, **filters: object) -> Result:
        """Find sentences and recommendations by their words, best first.

        Args:
            words: all must be there, in any of their forms; ``"in quotes"`` means together, ``-word`` without
                it, ``plan*`` words that begin so.
            limit: most rows.
            filters: authority, theme, cohort, polarity, since, until as people write them.

        Raises:
            BadParameter: the words do not make a search, or the store is not on disk.
        """
        if self.place is None:
            raise BadParameter("Text search needs a store on disk.")
        self.make_ready_to_search()
        index = self.place.generation() / "search.sqlite"
        describe = describer(self.store)
        found = search(
            index,
            words,
            filters,
            self.names,
            limit=limit,
            describe=describe,
            wordless=partial(wordless, self.store),
        )
        return Result(found, self.names.label)

    def show(self, thing: str) -> Shown:
        """Everything said of a thing, with the places that say it; see :func:`kg.queries.show.show`."""
        self.make_ready_to_show(thing)
        return show(self.store, self.names, thing)

    def to_rdflib(self) -> Graph:
        """The whole graph as an rdflib graph: for interchange and small stores, not for queries."""
        from rdflib import Graph

        graph = Graph()
        everything = self.store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        graph.parse(data=to_lines(everything), format="nt")
        return graph

    def to_sparql(self, name: str | Path | StoredQuery, **parameters: object) -> Ready:
        """A stored query as plain SPARQL with its values in place; see :func:`kg.queries.ready.ready`."""
        stored = self._catalogue.get(str(name)) if isinstance(name, str | Path) else name
        return ready(stored, parameters, self.names)

    def brief(self, authority: str) -> Brief:
        """A page on one council for a meeting, and its annex; :mod:`kg.brief` writes it.

        Raises:
            UnknownName: no council has the name.
        """
        from kg.brief import collect

        self.make_ready_for(authority)
        return collect(self, authority)

    def export(
        self,
        output: Path | str | BinaryIO,
        form: str | None = None,
        *,
        authority: str | None = None,
        inspection: str | None = None,
        document: str | None = None,
        quotes: bool = True,
        base: bool | None = None,
        selectors: bool = False,
    ) -> int:
        """Write the graph, or a part of it, for other tools.

        Args:
            output: a file, or a binary stream.
            form: name of a serialisation; by default what the file's name ends in, or Turtle.
            authority: documents on this council only, as people write it.
            inspection: this inspection only, by key or IRI.
            document: this document only, by hash or file name.
            quotes: with the documents' own words.
            base: with ontology, schemes and register, which queries need; by default unless an inspection
                or a document is chosen.
            selectors: with the selectors of Web Annotation of each place.

        Returns:
            The number of named graphs that were written.

        Raises:
            UnknownName: nothing fits the selection, or no serialisation has the name.
            EnvironmentFault: the file cannot be written, or the endpoint failed.
        """
        from kg.export import Selection
        from kg.pipeline.export import export_graph, format_for

        chosen = format_for(output, form)  # before councils are loaded for a file that cannot be written
        self._make_ready_to_leave(authority, inspection or document)
        code = self._code(authority) if authority else None
        selection = Selection(code, inspection, document, quotes, base, selectors)
        return export_graph(self.store, self.place, selection, output, chosen.name)

    def tables(self, folder: Path | str, *, authority: str | None = None) -> tuple[str, ...]:
        """Write councils, inspections, judgements, recommendations and weaknesses as tables.

        Args:
            folder: for CSV with a CSVW description, xlsx and Parquet.
            authority: this council only, as people write it.

        Returns:
            What was written, a line each.
        """
        from kg.export.tables import write_tables

        self._make_ready_to_leave(authority)
        code = self._code(authority) if authority else None
        return tuple(write_tables(self.store, Path(folder), code))

    def layout(self, name: str, *, authority: str | None = None) -> Result:
        """A table that the sector's tools have.

        Args:
            name: ``d2i`` or ``ofsted``.
            authority: this council only, as people write it.
        """
        from kg.export.layouts import table

        self._make_ready_to_leave(authority)
        return Result(table(self.store, self.names, name, authority), self.names.label)

    def reports(
        self, *, authority: str | None = None, since: str | None = None, folder: Path | str | None = None
    ) -> Result:
        """The known reports: what the store has of each, and its address; see :mod:`kg.pipeline.reports`.

        Args:
            authority: this council's only, as people write it.
            since: published on this day or later, as people write it.
            folder: also list the PDF files of this folder that the edition does not know.
        """
        from kg.pipeline.reports import listing

        code = self._code(authority) if authority else None
        found = listing(self.place, self.names, code, since, Path(folder) if folder is not None else None)
        return Result(found, self.names.label)

    def fetch(self, authority: str, to: Path | str = "reports") -> Iterator[Fetched]:
        """Fetch a council's reports from the publisher's site, one at a time, each checked by its SHA-256.

        Args:
            authority: the council, as people write it.
            to: folder; the reports lie in a folder of the council below it.

        Raises:
            UnknownName: no council has the name.
            BadParameter: no report of it has an address.
        """
        from kg.fetch import fetch
        from kg.pipeline.reports import known_of

        chosen = [report for report in known_of(self._code(authority)) if report.url]
        if not chosen:
            raise BadParameter(
                f"The edition has no address of a report on {authority}.{self.ended(authority)} "
                "List its reports: kg reports"
            )
        return fetch(chosen, Path(to))
