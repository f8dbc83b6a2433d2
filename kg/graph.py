"""An open store and its methods. Large modules are imported on first use."""

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
    """A store that is open for reading, with the stored queries.

    Args:
        store: the store that answers the queries.
        place: its folder, if it has one.
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
            name: name of the query, or the path of a ``.rq`` file.
            limit: largest number of rows, each with all of its lines; see
                :meth:`kg.render.result.Result.head`.
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
        """Answer a stored query that was already read, shipped or your own.

        Your own query has a limit on rows (:data:`kg.queries.own_sparql.OWN_ROWS`) and, unless the store was
        opened with one, on time (:data:`kg.queries.own_sparql.OWN_SECONDS`).

        Args:
            query: from :meth:`catalogue`, or read from a file by :func:`kg.queries.catalogue.read_query`.
            given: values of its parameters as people write them.
            limit: largest number of rows, each with all of its lines.
            where: words of a command line that name the store, for the commands in an empty answer.

        Raises:
            UnknownName: no such parameter, authority, theme ...
            BadParameter: a value does not fit.
            TimeLimit: your own query needed more time or rows.
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
        """Answer your own SPARQL, which may only read.

        Expressions that a store answers wrongly without an error, and unknown names of terms, raise warnings.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE.
            seconds: time limit of a store on disk; an endpoint has its own.
            rows: more rows than this are an error.
            name: name of the query in errors.

        Raises:
            RefusedQuery: it would write, load or access the network.
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
            words: all must occur, in any of their forms; ``"in quotes"`` means together, ``-word`` without
                it, ``plan*`` words that begin with it.
            limit: largest number of rows.
            filters: authority, theme, cohort, polarity, since, until as people write them.

        Raises:
            BadParameter: the words are not a valid search, or the store is not on disk.
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
        """All facts about a resource, with the places of their evidence; see :func:`kg.queries.show.show`."""
        self.make_ready_to_show(thing)
        return show(self.store, self.names, thing)

    def to_rdflib(self) -> Graph:
        """The whole graph as an rdflib graph, for interchange and small stores, not for queries."""
        from rdflib import Graph

        graph = Graph()
        everything = self.store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        graph.parse(data=to_lines(everything), format="nt")
        return graph

    def to_sparql(self, name: str | Path | StoredQuery, **parameters: object) -> Ready:
        """A stored query as plain SPARQL with its values inserted; see :func:`kg.queries.ready.ready`."""
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
            form: name of a serialisation; by default that of the file's extension, or Turtle.
            authority: only documents about this council, as people write it.
            inspection: only this inspection, by key or IRI.
            document: only this document, by hash or file name.
            quotes: include the documents' own words.
            base: include ontology, schemes and register, which queries need; by default unless an inspection
                or a document is chosen.
            selectors: include the selectors of Web Annotation of each place.

        Returns:
            The number of named graphs that were written.

        Raises:
            UnknownName: nothing matches the selection, or no serialisation has the name.
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
            folder: target folder for CSV with a CSVW description, xlsx and Parquet.
            authority: only this council, as people write it.

        Returns:
            The files that were written, a line each.
        """
        from kg.export.tables import write_tables

        self._make_ready_to_leave(authority)
        code = self._code(authority) if authority else None
        return tuple(write_tables(self.store, Path(folder), code))

    def layout(self, name: str, *, authority: str | None = None) -> Result:
        """A table in the layout of one of the sector's tools.

        Args:
            name: ``d2i`` or ``ofsted``.
            authority: only this council, as people write it.
        """
        from kg.export.layouts import table

        self._make_ready_to_leave(authority)
        return Result(table(self.store, self.names, name, authority), self.names.label)

    def reports(
        self, *, authority: str | None = None, since: str | None = None, folder: Path | str | None = None
    ) -> Result:
        """The known reports: how much of each the store has, and its address; see :mod:`kg.pipeline.reports`.

        Args:
            authority: only this council's, as people write it.
            since: only those published on this day or later, as people write it.
            folder: also list the PDF files in this folder that are not in the edition.
        """
        from kg.pipeline.reports import listing

        code = self._code(authority) if authority else None
        found = listing(self.place, self.names, code, since, Path(folder) if folder is not None else None)
        return Result(found, self.names.label)

    def fetch(self, authority: str, to: Path | str = "reports") -> Iterator[Fetched]:
        """Fetch a council's reports from the publisher's site, one at a time, each checked by its SHA-256.

        Args:
            authority: the council, as people write it.
            to: target folder; the reports are in a subfolder for the council.

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
