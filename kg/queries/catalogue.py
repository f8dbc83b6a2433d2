"""The catalogue of stored queries: the shipped ones, and those in the user's own folders and files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from kg.closest import closest
from kg.errors import CallError, QueryError, UnknownName
from kg.queries.answer import Answer
from kg.queries.header import Header, StoredQuery
from kg.queries.query_file import parse_query
from kg.resources import files
from kg.store.base import Solutions, Term

_SHOWN: Final = ("name", "summary", "tags")
"""Columns of the list for people; the parameters of a query are in its help."""


class Catalogue:
    """Stored queries by name. A query is read on demand, so using one reads one file.

    Args:
        folders: folders of the user's own queries; a name in a later folder hides the same earlier name.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._paths = {path.stem: path for path in files("queries", "*.rq")}
        self._shipped = frozenset(self._paths.values())
        for place in folders:
            if not place.is_dir():
                raise UnknownName("folder of queries", str(place))
            self._paths.update((path.stem, path) for path in sorted(place.glob("*.rq")))

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all queries, including broken ones, sorted."""
        return tuple(sorted(self._paths))

    def __iter__(self) -> Iterator[StoredQuery]:
        """All queries by name.

        Raises:
            QueryError: one of them is broken; :meth:`broken` shows which.
        """
        return (self.get(name) for name in self.names)

    def __repr__(self) -> str:
        return f"<Catalogue of {len(self)} queries: {', '.join(self.names)}>"

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def get(self, name: str) -> StoredQuery:
        """A query by name, or by path if the name ends in ``.rq``.

        Raises:
            UnknownName: there is none; the error suggests similar names.
            QueryError: its file is broken.
        """
        path = Path(name) if name.endswith(".rq") else self._paths.get(name)
        if path is None:
            raise UnknownName("query", name, self._near(name))
        return read_query(path)

    def shipped(self, query: StoredQuery) -> bool:
        """Whether a query ships with the package, and so was already checked."""
        return query.path in self._shipped

    def broken(self) -> dict[str, QueryError]:
        """The queries that cannot be read, with their errors."""
        faults: dict[str, QueryError] = {}
        for name in self.names:
            try:
                self.get(name)
            except QueryError as error:
                faults[name] = error
        return faults

    @property
    def tags(self) -> tuple[str, ...]:
        """Tags of the queries that can be read, sorted."""
        broken = self.broken()
        sound = (self.get(name) for name in self.names if name not in broken)
        return tuple(sorted({tag for query in sound for tag in query.header.tags}))

    def taking(self, option: str, like: StoredQuery, most: int = 3) -> list[str]:
        """Names of queries that have an option which a query on the same subject lacks.

        Tags determine the subject; of queries with equally many in common, those with more parameters in
        common come first.

        Args:
            option: as on the command line: ``--authority``.
            like: the query that lacks it.
            most: largest number of names.
        """

        def shared(query: StoredQuery) -> tuple[int, int]:
            return (
                len({*query.header.tags} & {*like.header.tags}),
                len(query.header.params.keys() & like.header.params.keys()),
            )

        having = [q for q in self if any(p.option == option for p in q.header.params.values())]
        close = sorted((query for query in having if shared(query)[0]), key=shared, reverse=True)
        return [query.name for query in close if shared(query)[0] == shared(close[0])[0]][:most]

    def _near(self, name: str) -> list[str]:
        if re.fullmatch(r"[Qq][0-9]+", name):
            broken = self.broken()
            sound = (self.get(known) for known in self.names if known not in broken)
            return [query.name for query in sound if query.header.question == name.upper()]
        close = closest(name.lower(), self.names, likeness=0.5)
        within = [known for known in self.names if name.lower() in known]
        return list(dict.fromkeys([*close, *within]))[:3]


def read_query(path: Path) -> StoredQuery:
    """Read one stored query.

    Raises:
        UnknownName: no such file.
        QueryError: it is not UTF-8, or its header is broken.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise UnknownName("file of a query", str(path)) from None
    except UnicodeDecodeError as error:
        raise QueryError(f"{path}: not UTF-8 at byte {error.start}") from None
    try:
        return _parsed(text, path)
    except CallError as error:
        raise QueryError(str(error)) from None


@lru_cache(maxsize=256)
def _parsed(text: str, path: Path) -> StoredQuery:
    """Parse a query, and cache it: reading the YAML of a header takes longer than answering most queries."""
    return parse_query(text, path.stem, path)


def listing(catalogue: Catalogue, tag: str | None = None) -> Answer:
    """The readable queries as rows: name, question, summary, parameters, tags.

    Args:
        catalogue: the queries.
        tag: only queries that have it.

    Raises:
        UnknownName: no query has the tag.
    """
    if tag is not None and tag not in (known := catalogue.tags):
        raise UnknownName("tag of queries", tag, closest(tag.lower(), known), known)
    broken = catalogue.broken()

    def ask() -> Solutions:
        return Solutions(("name", "question", "summary", "parameters", "tags"), rows())

    def rows() -> Iterator[tuple[Term | None, ...]]:
        for name in catalogue.names:
            if name in broken:
                continue
            header = catalogue.get(name).header
            if tag is None or tag in header.tags:
                needed = (
                    key if parameter.required else f"[{key}]" for key, parameter in header.params.items()
                )
                texts = (name, header.question, header.summary, " ".join(needed), " ".join(header.tags))
                yield tuple(Literal(text) if text else None for text in texts)

    return Answer(ask, name="queries", header=Header(summary="The stored queries", show=_SHOWN))
