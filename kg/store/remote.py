"""Remote stores by the SPARQL 1.1 protocol. An answer is read completely before its first row is returned."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from http.client import HTTPResponse
from typing import TypeVar

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat, Triple
from SPARQLWrapper import ASK, CONSTRUCT, INSERT, POST, SELECT, SPARQLWrapper

from kg.errors import EndpointError
from kg.rdf.nesting import json_too_deep, too_deep, xml_too_deep
from kg.store.base import Solutions
from kg.store.endpoints import Endpoint
from kg.store.transport import OPENER, Reply, fetch, first_line

_RESULTS = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_GRAPH = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
_BROKEN_OFF = re.compile(r"[Uu]nexpected end|end of input|must be followed")
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?(?:sparql|RDF)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
_NESTS = re.compile(rb"triple|\\u00")
"""Text that is in every answer with nested triples, and in few others."""
_Made = TypeVar("_Made")


class RemoteStore:
    """Answers SPARQL from an endpoint.

    Args:
        endpoint: its address and limits; see :func:`kg.store.endpoints.endpoint`. Its default graph is the
            merge of the store's named graphs: see docs/engines.md.
        sleep: function that waits between attempts, given seconds.
    """

    def __init__(self, endpoint: Endpoint, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.endpoint = endpoint
        self._sleep = sleep

    def select(self, query: str) -> Solutions:
        """Answer a SELECT."""
        reply = self._ask(query, SELECT, _RESULTS)
        found = self._parsed(reply, lambda: _results(reply))
        if isinstance(found, bool):
            raise EndpointError(f"Endpoint {self.endpoint.name} answered a SELECT with yes or no.")
        return found

    def ask(self, query: str) -> bool:
        """Answer an ASK."""
        reply = self._ask(query, ASK, _RESULTS)
        found = self._parsed(reply, lambda: _results(reply))
        if not isinstance(found, bool):
            raise EndpointError(f"Endpoint {self.endpoint.name} answered an ASK with rows.")
        return found

    def construct(self, query: str) -> Iterator[Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        reply = self._ask(query, CONSTRUCT, _GRAPH)
        return iter(self._parsed(reply, lambda: triples_of(reply)))

    def _ask(self, query: str, form: str, accept: str) -> Reply:
        wrapper = _Wrapper(self.endpoint, query, form, accept)
        return fetch(self.endpoint, wrapper.send, sleep=self._sleep)

    def _parsed(self, reply: Reply, parse: Callable[[], _Made]) -> _Made:
        return parsed(self.endpoint, reply, parse)


def update(endpoint: Endpoint, text: str) -> None:
    """Send an update.

    Raises:
        EndpointError: the endpoint refused, failed or did not answer in time.
    """
    wrapper = _Wrapper(endpoint, text, INSERT, "*/*")
    fetch(endpoint, wrapper.send)


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper that sends by this project's opener: no redirects, and errors with their headers."""

    def __init__(self, endpoint: Endpoint, text: str, form: str, accept: str) -> None:
        super().__init__(endpoint.query, updateEndpoint=endpoint.update or None, agent="inspection-kg")
        self.queryString = text
        # Set, not guessed from the text: with a comment that says "loaded", the guess would be an update.
        self.queryType = form
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.addCustomHttpHeader("Accept", accept)
        credentials = endpoint.authorization()
        if credentials is not None:
            self.addCustomHttpHeader("Authorization", credentials)
        self._seconds = endpoint.seconds

    def send(self, seconds: float) -> HTTPResponse:
        """Send the request that was set."""
        self._seconds = seconds
        response: HTTPResponse = self.query().response
        return response

    def _query(self) -> tuple[HTTPResponse, str]:
        return OPENER.open(self._createRequest(), timeout=self._seconds), self.returnFormat


def triples_of(reply: Reply) -> list[Triple]:
    """The triples of an answer.

    Raises:
        ValueError: its media type is not one of RDF.
        SyntaxError: it is broken, or nothing shows that it is complete.
    """
    form = RdfFormat.from_media_type(reply.media_type)
    if form is None:
        raise ValueError
    if form == RdfFormat.RDF_XML:
        _check_closed(reply)
        _check_depth(xml_too_deep(reply.body))
    elif not reply.delimited:
        raise SyntaxError(
            "unexpected end: neither Content-Length nor chunks tell whether the answer is whole"
        )
    if form != RdfFormat.RDF_XML:
        _check_depth(too_deep(reply.body))
    return [quad.triple for quad in pyoxigraph.parse(reply.body, format=form)]


def _results(reply: Reply) -> Solutions | bool:
    form = QueryResultsFormat.from_media_type(reply.media_type)
    if form not in (QueryResultsFormat.JSON, QueryResultsFormat.XML):
        raise ValueError
    of_xml = form == QueryResultsFormat.XML
    if of_xml:
        _check_closed(reply)
    if _NESTS.search(reply.body):
        _check_depth(xml_too_deep(reply.body) if of_xml else json_too_deep(reply.body))
    try:
        return _read(reply.body, form)
    except SyntaxError:
        if of_xml:
            raise
        return _read(plain_json(reply.body), form)


def _read(body: bytes, form: QueryResultsFormat) -> Solutions | bool:
    found = pyoxigraph.parse_query_results(body, format=form)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    names = tuple(variable.value for variable in found.variables)
    try:
        rows = [tuple(row[name] for name in names) for row in found]
    except SyntaxError as problem:
        del found  # belongs to this thread, but the frames of an error may be freed in another thread
        raise problem.with_traceback(None) from None
    return Solutions(names, iter(rows))


def plain_json(body: bytes) -> bytes:
    r"""SPARQL's JSON without the members that the standard does not name, such as Comunica's.

    pyoxigraph refuses members that follow the rows. JSON that is truncated, or contains no results, is
    returned unchanged.

    >>> plain_json(b'{"head": {"vars": []}, "results": {"bindings": []}, "metadata": {"x": []}}')
    b'{"head": {"vars": []}, "results": {"bindings": []}}'
    >>> plain_json(b'{"boolean": true, "metadata": {}}')
    b'{"head": {}, "boolean": true}'
    """
    try:
        told = json.loads(body)
        if "boolean" in told:
            plain = {"head": told.get("head", {}), "boolean": told["boolean"]}
        else:
            plain = {"head": told["head"], "results": {"bindings": told["results"]["bindings"]}}
    # not JSON, truncated, without results, or too many brackets
    except (ValueError, KeyError, TypeError, RecursionError):
        return body
    return json.dumps(plain).encode()


def _check_closed(reply: Reply) -> None:
    """Refuse truncated XML: the parser accepts XML that ends between two tags as complete."""
    if _CLOSED.search(reply.body) is None:
        raise SyntaxError("unexpected end: the closing tag is missing")
    if b"<!ENTITY" in reply.body:
        raise SyntaxError("it defines entities, which can stand for text of any size")


def _check_depth(exceeded: bool) -> None:
    """Refuse deep nesting: the parser recurses into it, which ends the process or takes very long."""
    if exceeded:
        raise SyntaxError("nested too deeply")


def parsed(endpoint: Endpoint, reply: Reply, parse: Callable[[], _Made]) -> _Made:
    """Parse an answer, or report its fault.

    Raises:
        EndpointError: it is not RDF or SPARQL results, or is truncated, which is how some servers signal that
            their time limit has passed after they have begun to answer.
    """
    kind = reply.media_type or "no media type"
    try:
        return parse()
    except (SyntaxError, MemoryError) as problem:  # MemoryError: a text beyond 16 MB
        why = str(getattr(problem, "msg", problem)).splitlines()[0]
        if not _BROKEN_OFF.search(why) or not reply.body:
            said = first_line(reply.body)
            raise EndpointError(
                f"Endpoint {endpoint.name} answered with {kind} that cannot be read ({why})"
                f"{f': {said}' if said else ''}."
            ) from problem
        raise EndpointError(
            f"Endpoint {endpoint.name} began an answer and broke it off, as servers do at their own time "
            f"limit; ask for less. ({why})"
        ) from problem
    except ValueError as problem:
        said = first_line(reply.body)
        raise EndpointError(
            f"Endpoint {endpoint.name} answered with {kind}, which contains no SPARQL results"
            f"{f': {said}' if said else ''}. Is this the address of its queries?"
        ) from problem
