"""What Python users call. Everything heavy is imported when it is first needed."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import opening
from kg.errors import BadParameter
from kg.queries.catalogue import Catalogue
from kg.queries.guard import OWN_ROWS, OWN_SECONDS, Limits, run_unchecked
from kg.queries.names import StoreNames
from kg.queries.run import describer, run
from kg.render.result import Result
from kg.store.base import Store
from kg.store.caged import CagedStore, limits_of_stored
from kg.store.place import Place

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.edition.scope import Need
    from kg.pipeline.load import LoadReport
    from kg.pipeline.review import Reviewed
    from kg.queries.header import StoredQuery
    from kg.queries.names import Names
    from kg.queries.show import Shown

_MANY: Final = 20
"""From how many councils on it is told that taking them in takes a while."""


class KnowledgeGraph:
    """A store that is open for reading, with the stored queries at hand.

    Args:
        store: what answers the queries.
        place: its folder, where it has one.
        queries: folders of your own stored queries.
    """

    def __init__(self, store: Store, place: Place | None = None, queries: Sequence[Path] = ()) -> None:
        self.store = store
        self.place = place
        self.names = StoreNames(store)
        self._catalogue = Catalogue(queries)
        self._ready: set[Need] = set()

    def catalogue(self) -> Catalogue:
        """The stored queries by name."""
        return self._catalogue

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {self.place.root if self.place else 'an endpoint'}>"

    def query(self, name: str | Path, **parameters: object) -> Result:
        """Answer a stored query.

        Args:
            name: of the query, or the path of a ``.rq`` file.
            parameters: values as people write them: ``authority="Surrey"``.

        Raises:
            UnknownName: no such query, parameter, authority, theme ...
            BadParameter: a value does not fit.
        """
        stored = self._catalogue.get(str(name))
        return self.answer(stored, parameters)

    def answer(self, query: StoredQuery, given: Mapping[str, object], *, where: Sequence[str] = ()) -> Result:
        """Answer a stored query that was read already, shipped or of your own.

        One of your own has a limit on rows (:data:`kg.queries.guard.OWN_ROWS`) and, unless the store was
        opened with one, on time (:data:`kg.queries.guard.OWN_SECONDS`).

        Args:
            query: from :meth:`catalogue`, or read from a file by :func:`kg.queries.catalogue.read_query`.
            given: values of its parameters as people write them.
            where: words of a command line that name the store, for the commands that an empty answer names.

        Raises:
            UnknownName: no such parameter, authority, theme ...
            BadParameter: a value does not fit.
            TimeLimit: a query of your own needed more time or rows.
        """
        self.make_ready(query, given)
        own = not self._catalogue.shipped(query)
        store = self.store
        if own and isinstance(store, CagedStore) and store.limits.seconds is None:
            store = store.within(replace(store.limits, seconds=OWN_SECONDS))
        rows = OWN_ROWS if own else None
        found = run(store, query, given, self.names, row_limit=rows, where=where)
        return Result(found, self.names.label)

    def make_ready(self, query: StoredQuery | None = None, given: Mapping[str, object] | None = None) -> None:
        """Take into the store the councils of the edition that a question needs and that are not in it yet.

        Args:
            query: a stored query; by default any question, which may need all.
            given: its parameters as people write them.

        Raises:
            UnknownName: no council has the name that is given.
            StoreLocked: another process is changing the store.
            EnvironmentFault: the disk refuses, or the edition is damaged.
        """
        from kg.edition.scope import Need, need_of

        if self.place is not None:
            self._take_in(need_of(query, given or {}, self.names) if query is not None else Need())

    def make_ready_for(self, authority: str) -> None:
        """Take in one council of the edition, if it is not in the store yet.

        Raises:
            UnknownName: no council has the name.
        """
        from kg.edition.scope import need_of_councils

        if self.place is not None:
            self._take_in(need_of_councils([authority], self.names))

    def make_ready_to_search(self) -> None:
        """Take in the inspections of all councils: of the edition there is nothing else to search."""
        from kg.edition.scope import INSPECTIONS

        self._take_in(INSPECTIONS)

    def make_ready_to_show(self, thing: str) -> None:
        """Take in the council of a thing; where its name does not tell it, all."""
        from kg.edition.scope import need_of_thing

        if self.place is not None:
            self._take_in(need_of_thing(thing, self.names))

    def _take_in(self, need: Need) -> None:
        from kg.edition.merge import lacking, take_in

        if self.place is None or need in self._ready:
            return
        self._ready.add(need)
        coming = len(lacking(self.place.manifest(), need)) if need.codes != () else 0
        if coming >= _MANY:
            told = f"kg: taking in {coming} councils, once; questions with --authority need not wait for this"
            print(told, file=sys.stderr)
        if take_in(self.place, need):
            self.store = self._reopen()
            self.names = StoreNames(self.store)

    def _reopen(self) -> Store:
        """The generation that is current now."""
        if isinstance(self.store, CagedStore) and self.place is not None:
            return CagedStore(self.place.root, self.store.limits)
        return self.store

    def sparql(self, text: str, *, seconds: float = 30.0, rows: int = 100_000, name: str = "query") -> Result:
        """Answer SPARQL of your own, which may only read.

        What the engine of a store would answer wrongly without an error is a warning (``DoubtfulQuery``).

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
        from kg.queries.doubts import DoubtfulQuery, doubts

        self.make_ready()
        root = self.place.root if self.place else None
        limits = Limits(seconds=seconds, rows=rows)
        found = run_unchecked(self.store, root, text, limits=limits, name=name)
        doubted = doubts(text) if root else []
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
        from kg.queries.search import search

        if self.place is None:
            raise BadParameter("Text search needs a store on disk.")
        self.make_ready_to_search()
        index = self.place.generation() / "search.sqlite"
        describe = describer(self.store)
        found = search(index, words, filters, self.names, limit=limit, describe=describe)
        return Result(found, self.names.label)

    def show(self, thing: str) -> Shown:
        """Everything said of a thing, with the places that say it; see :func:`kg.queries.show.show`."""
        from kg.queries.show import show

        self.make_ready_to_show(thing)
        return show(self.store, self.names, thing)

    def to_rdflib(self) -> Graph:
        """The whole graph as an rdflib graph: for interchange and small stores, not for queries."""
        from rdflib import Graph

        from kg.rdf.serialise import to_lines

        graph = Graph()
        everything = self.store.construct("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
        graph.parse(data=to_lines(everything), format="nt")
        return graph


def open(  # noqa: A001
    store: Path | str | None = None,
    *,
    endpoint: str | None = None,
    queries: Path | str | Iterable[Path | str] = (),
    seconds: float | None = None,
) -> KnowledgeGraph:
    """Open a store for reading.

    Args:
        store: its folder; by default your own. Your own store is made from the records that ship with the
            project if it does not exist yet; a store that is named has to exist.
        endpoint: in place of a folder, the address of a SPARQL endpoint or its name in ``kg.toml``.
        queries: folders of your own stored queries.
        seconds: how long to wait for one answer of a store; by default as long as it takes.

    Raises:
        StoreMissing: there is no store in the folder that is named.
        StoreDamaged: it cannot be opened.
        EnvironmentFault: a first store cannot be made there.
        UnknownName: no endpoint has the name.
        BadParameter: both a folder and an endpoint are named.
    """
    return _open(store, endpoint, queries, seconds)


def open_for(
    query: StoredQuery,
    given: Mapping[str, object],
    store: Path | str | None = None,
    *,
    endpoint: str | None = None,
    seconds: float | None = None,
) -> KnowledgeGraph:
    """Open a store for one stored query; see :func:`open`. A first store is made with what it needs."""
    from kg.edition.scope import need_of

    return _open(store, endpoint, (), seconds, lambda names: need_of(query, given, names))


def _open(
    store: Path | str | None,
    endpoint: str | None,
    queries: Path | str | Iterable[Path | str],
    seconds: float | None,
    wanted: Callable[[Names], Need] | None = None,
) -> KnowledgeGraph:
    folders = [Path(queries)] if isinstance(queries, str | Path) else [Path(folder) for folder in queries]
    if endpoint is None:
        place = opening.place_of(store, wanted)
        return KnowledgeGraph(CagedStore(place.root, limits_of_stored(seconds)), place, folders)
    if store is not None:
        raise BadParameter("Name a store or an endpoint, not both.")
    return KnowledgeGraph(opening.remote(endpoint), queries=folders)


def query(
    name: str | Path, *, store: Path | str | None = None, endpoint: str | None = None, **parameters: object
) -> Result:
    """Answer a stored query; see :func:`open` and :meth:`KnowledgeGraph.query`."""
    stored = Catalogue().get(str(name))
    return open_for(stored, parameters, store, endpoint=endpoint).query(name, **parameters)


def sparql(
    text: str,
    *,
    store: Path | str | None = None,
    endpoint: str | None = None,
    seconds: float = 30.0,
    rows: int = 100_000,
) -> Result:
    """Answer SPARQL of your own; see :func:`open` and :meth:`KnowledgeGraph.sparql`."""
    return open(store, endpoint=endpoint).sparql(text, seconds=seconds, rows=rows)


def catalogue() -> Catalogue:
    """The stored queries that ship, by name.

    >>> "persistent-weaknesses" in catalogue()
    True
    """
    return Catalogue()


def review(path: Path | str, store: Path | str | None = None, *, replace: bool = False) -> Reviewed:
    """Take people's corrections into a store; see :func:`kg.pipeline.review.review`.

    ``kg.query("review", authority="Surrey")`` gives the least certain sentences to correct.
    """
    from kg.pipeline.review import review as take

    return take(path, store, replace=replace)


def load(paths: Iterable[Path | str] = (), store: Path | str | None = None) -> LoadReport:
    """Read reports into a store; see :func:`kg.pipeline.load.load`."""
    from kg.pipeline.load import load as load_documents

    return load_documents(paths, store)
