"""Runs queries: stored ones in this process, users' own SPARQL with limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import EndpointError
from kg.namespaces import PREFIXES
from kg.queries import silence
from kg.queries.answer import Answer, Describe, Explain
from kg.queries.apart import apart, not_listed, with_checked
from kg.queries.binding import bind
from kg.queries.header import Header, Parameter, StoredQuery
from kg.queries.names import Names
from kg.queries.parameters import terms_of
from kg.queries.prologue import check_declared
from kg.queries.read_only import form, read_only
from kg.queries.succession import with_predecessors
from kg.queries.taken import with_taken
from kg.queries.tokens import any_row, projected
from kg.resources import query_text
from kg.store.base import Solutions, Store

_BATCH: Final = 500


def run(
    store: Store,
    query: StoredQuery,
    given: Mapping[str, object],
    names: Names,
    *,
    row_limit: int | None = None,
    where: Sequence[str] = (),
) -> Answer:
    """Answer a stored query in this process.

    Args:
        store: the store to query.
        query: the query.
        given: values of its parameters as people write them.
        names: the names to look up, usually :class:`kg.queries.names.StoreNames` on the same store.
        row_limit: more rows than this are an error.
        where: words of the command line that name the store, for the commands that an empty answer suggests.

    Raises:
        UnknownName: a parameter, or a name given for one, does not exist.
        BadParameter: a value that does not fit.
        RefusedQuery: the query does more than read.
        QueryError: its header and its body disagree.
    """
    text = prepare(query, given, names)
    header = with_checked(with_taken(query.header, given), given)
    remark = partial(not_listed, store, query, given, names, where=where) if apart(query, given) else None
    return answer(
        store,
        text,
        name=query.name,
        header=with_predecessors(header, store, query, given, names, where),
        row_limit=row_limit,
        remark=remark,
        explain=explainer(store, query, given, names, where),
    )


def explainer(
    store: Store, query: StoredQuery, given: Mapping[str, object], names: Names, where: Sequence[str] = ()
) -> Explain:
    """A function that explains why a stored query has no rows; see :func:`kg.queries.silence.explain`."""

    def explain() -> Sequence[str]:
        def ask(other: StoredQuery, values: Mapping[str, object]) -> Iterator[object]:
            return answer(store, any_row(prepare(other, values, names)), name=other.name).terms()

        return silence.explain(store, query, given, names, silence.rows_of(ask), where=where)

    return explain


def prepare(query: StoredQuery, given: Mapping[str, object], names: Names) -> str:
    """The SPARQL of a stored query: checked, so that a user's own file only reads, and bound.

    Raises:
        UnknownName: a parameter, or a name given for one, does not exist.
        BadParameter: a value that does not fit.
        RefusedQuery: the query does more than read.
        QueryError: its header and its body disagree.
    """
    where = str(query.path or query.name)
    read_only(query.text, where)
    check_declared(query.text, where)
    terms = terms_of(query.header.params, given, names, of=query.name)
    return bind(query.text, query.header.params, terms)


def answer(
    store: Store,
    text: str,
    *,
    name: str = "query",
    header: Header | None = None,
    row_limit: int | None = None,
    remark: Callable[[], str] | None = None,
    explain: Explain | None = None,
) -> Answer:
    """Answer SPARQL that has been checked and bound, of any of the four forms.

    Raises:
        EndpointError: a store returned another form of answer than requested.
    """
    kind = form(text, name)
    if kind == "SELECT":
        return Answer(
            partial(_select, store, text),
            name=name,
            header=header,
            describe=describer(store),
            row_limit=row_limit,
            remark=remark,
            explain=explain,
        )
    if kind == "ASK":
        return Answer(partial(_ask, store, text), name=name, header=header, row_limit=row_limit)
    return Answer(
        partial(_construct, store, text),
        name=name,
        header=header,
        triples=partial(store.construct, text),
        row_limit=row_limit,
    )


def describer(store: Store) -> Describe:
    """A function that returns the triples of a store about resources, with their evidence."""

    def describe(things: Sequence[NamedNode]) -> Iterator[Triple]:
        params = {"thing": Parameter("thing", "iri", required=True, many=True)}
        for start in range(0, len(things), _BATCH):
            yield from store.construct(
                bind(query_text("describe/thing"), params, {"thing": things[start : start + _BATCH]})
            )

    return describe


def _select(store: Store, text: str) -> Solutions:
    found = store.select(text)
    asked = projected(text)
    if asked and {*found.variables} != {*asked}:
        raise EndpointError(
            f"What answered gave the columns {', '.join(found.variables) or 'none'} where {', '.join(asked)} "
            "were asked for; it is not a SPARQL endpoint that can be relied on."
        )
    return found


def _ask(store: Store, text: str) -> Solutions:
    term = Literal(str(store.ask(text)).lower(), datatype=NamedNode(PREFIXES["xsd"] + "boolean"))
    return Solutions(("answer",), iter([(term,)]))


def _construct(store: Store, text: str) -> Solutions:
    ordered = sorted(set(store.construct(text)), key=str)
    rows = ((triple.subject, triple.predicate, triple.object) for triple in ordered)
    return Solutions(("subject", "predicate", "object"), rows)
