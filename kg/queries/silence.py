"""Explains why a stored query found nothing, with the command that helps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from kg.errors import KgError
from kg.known import known_reports
from kg.queries.calls import call, question
from kg.queries.catalogue import Catalogue
from kg.queries.header import Instead, StoredQuery
from kg.queries.names import Names
from kg.queries.parameters import terms_of
from kg.queries.succession import successors
from kg.resources import query_text
from kg.store.base import Store

CLAIMS_TAG: Final = "statement"
"""Tag of queries whose rows are statements of notices, papers and articles."""

WORDS_TAG: Final = "curation"
"""Tag of queries whose rows are the words of reports, which do not ship."""

_COUNCILS: Final = ("authority", "region")
"""Parameters that choose the councils of a question."""

HasRows = Callable[[StoredQuery, Mapping[str, object]], bool]
"""Function that says whether a query has rows with some values of its parameters."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document of the store: the authority it is about, and whether it reports an inspection."""

    document: str
    authority: str
    report: bool


@dataclass(frozen=True, slots=True)
class _Read:
    """The loaded documents that a query reads.

    Attributes:
        what: one such document, in words.
        how: what it has to be loaded with, in words after "loaded".
        loaded: how many there are.
        counts: how many are about each authority that was asked for.
        codes: the codes of these authorities; none if their documents cannot be fetched.
        needs: number of documents of one authority that the query needs.
    """

    what: str
    how: str
    loaded: int
    counts: Mapping[str, int]
    codes: Set[str]
    needs: int


def explain(
    store: Store,
    query: StoredQuery,
    given: Mapping[str, object],
    names: Names,
    has_rows: HasRows,
    *,
    where: Sequence[str] = (),
) -> tuple[str, ...]:
    """Why a query has no rows: one sentence a reason, each with a command if one helps.

    Args:
        store: the store that was queried.
        query: the query that found nothing.
        given: values of its parameters as people wrote them.
        names: the names to look up.
        has_rows: repeats the query.
        where: words of the command line that name the store, for the commands.
    """
    asked = {name: value for name, value in given.items() if value is not None}
    read = _read(store, query, asked, names)
    missing = list(_missing(read, where))
    # If reports of a council are missing, suggesting other councils does not help.
    freed = [name for name in asked if not missing or name not in _COUNCILS]
    missing += successors(store, query, asked, names, where)
    reasons = list(_too_narrow(query, asked, freed, read, has_rows, where)) or missing
    reasons += _instead(query, asked, has_rows, where)
    if not reasons:
        return (f"Nothing that is loaded fits. What is loaded: {call(['kg', 'info', *where])}",)
    return tuple(reasons)


def _read(store: Store, query: StoredQuery, asked: Mapping[str, object], names: Names) -> _Read:
    """The loaded documents that a query reads."""
    claims = CLAIMS_TAG in query.header.tags
    loaded = [one for one in _documents(store) if one.report != claims]
    what, how = "notice, paper or article" if claims else "report", ""
    if WORDS_TAG in query.header.tags:
        worded = _worded(store)
        loaded = [one for one in loaded if one.document in worded]
        how = " with its words"
    terms = terms_of(query.header.params, asked, names, of=query.name).get("authority", ())
    about = [one.authority for one in loaded]
    counts = {names.label(term.value) or term.value: about.count(term.value) for term in terms}
    codes = {term.value.rpartition("/")[2] for term in terms} if not claims else set()
    return _Read(what, how, len(loaded), counts, codes, 1 if claims else query.header.needs)


def _missing(read: _Read, where: Sequence[str]) -> Iterator[str]:
    """What would have to be loaded."""
    what, how, counts = read.what, read.how, read.counts
    most = max(counts.values(), default=0)
    load = _loading(next(iter(counts)), where) if _known(read.codes) else _load(where)
    if not counts and not read.loaded:
        yield f"No {what} is loaded{how}. {load}"
    elif counts and not most:
        bodies = next(iter(counts)) if len(counts) == 1 else f"any of these {len(counts)} councils"
        yield f"No {what} of {bodies} is loaded{how}. {load}"
    elif counts and most < read.needs:
        yield (
            f"Only {most} {what} of {' or '.join(counts)} is loaded{how}, "
            f"and this compares at least {read.needs}. {load}"
        )


def _load(where: Sequence[str]) -> str:
    return f"Load some: {call(['kg', 'load', 'PATH', *where])}"


def _loading(council: str, where: Sequence[str]) -> str:
    """The commands that list, fetch and load a council's reports; only a store has a part in all three."""
    of = ["--authority", council, *(where if "--store" in where else ())]
    return (
        f"List the known ones: {call(['kg', 'reports', *of])}. Fetch them: {call(['kg', 'fetch', *of])}. "
        f"Then load them: {call(['kg', 'load', 'PATH', *where])}"
    )


def _known(codes: Set[str]) -> bool:
    """Whether there is one code, of a council with reports that can be fetched."""
    return len(codes) == 1 and any(one.authority in codes and one.url for one in known_reports().values())


def _too_narrow(
    query: StoredQuery,
    asked: Mapping[str, object],
    freed: Sequence[str],
    read: _Read,
    has_rows: HasRows,
    where: Sequence[str],
) -> Iterator[str]:
    """The given options without which there would be rows."""
    for name in freed:
        parameter = query.header.params[name]
        rest = {other: value for other, value in asked.items() if other != name}
        if parameter.required or not has_rows(query, rest):
            continue
        if name in _COUNCILS and read.counts:
            yield f"{_fruitless(read)} Other councils have rows: {question(query, rest, where)}"
        else:
            yield f"There are rows without {parameter.option}: {question(query, rest, where)}"


def _fruitless(read: _Read) -> str:
    count = sum(read.counts.values())
    bodies = next(iter(read.counts)) if len(read.counts) == 1 else f"these {len(read.counts)} councils"
    if count == 1:
        return f"1 document of {bodies} is loaded, and it shows nothing of the kind."
    return f"{count} documents of {bodies} are loaded, and they show nothing of the kind."


def _instead(
    query: StoredQuery, asked: Mapping[str, object], has_rows: HasRows, where: Sequence[str]
) -> Iterator[str]:
    """Other queries that have rows on the subject."""
    for other in query.header.instead:
        target = Catalogue().get(other.query)
        values = _shared(other, target, asked)
        if has_rows(target, values):
            yield f"{other.tells}: {question(target, values, where)}"


def _shared(other: Instead, target: StoredQuery, asked: Mapping[str, object]) -> dict[str, object]:
    kept = {name: value for name, value in asked.items() if name in target.header.params}
    return {**kept, **other.values}


def wordless(store: Store, authorities: Collection[str] = ()) -> list[str]:
    """Reports of which a store has the facts but not the words, such as the shipped ones.

    Args:
        store: the store.
        authorities: IRIs of the authorities whose reports count; by default all.
    """
    worded = _worded(store)
    reports = [one for one in _documents(store) if one.report and one.document not in worded]
    return [one.document for one in reports if not authorities or one.authority in authorities]


def _worded(store: Store) -> set[str]:
    return {str(getattr(row[0], "value", "")) for row in store.select(query_text("names/worded")).rows}


def rows_of(ask: Callable[[StoredQuery, Mapping[str, object]], Iterator[object]]) -> HasRows:
    """A function that says whether a query has a row; a query that cannot be run has none."""

    def has_rows(query: StoredQuery, values: Mapping[str, object]) -> bool:
        try:
            return next(ask(query, values), None) is not None
        except KgError:
            return False

    return has_rows


def _documents(store: Store) -> list[Loaded]:
    return [
        Loaded(document, authority, report == "true")
        for document, authority, report in (
            [str(getattr(term, "value", "")) for term in row]
            for row in store.select(query_text("names/loaded")).rows
        )
    ]
