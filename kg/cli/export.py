"""Commands that let the graph leave, and take it back."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

import kg
from kg.cli.answers import Endpoint, Store
from kg.cli.completion import authorities, documents, export_forms, inspections, layouts, query_kinds
from kg.cli.say import say
from kg.errors import BadParameter
from kg.render.formats import format_of, save, write

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph


_TABLES: Final = ("csv", "xlsx")
_STOPS: Final = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGALRM") if hasattr(signal, name)
)
_AGAIN: Final = 1.0
"""Seconds until a stop that was not heard is raised again."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export")(export_graph)
    app.command("import")(import_graph)


def export_graph(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write.")] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="turtle, nquads, trig, jsonld, rdfxml or ntriples; csv or xlsx for a layout; "
            "by default what the file's name means.",
            autocompletion=export_forms,
        ),
    ] = None,
    authority: Annotated[
        str | None, typer.Option(help="Only this authority's documents.", autocompletion=authorities)
    ] = None,
    inspection: Annotated[
        str | None, typer.Option(help="Only this inspection (key or IRI).", autocompletion=inspections)
    ] = None,
    document: Annotated[
        str | None, typer.Option(help="Only this document (hash or file name).", autocompletion=documents)
    ] = None,
    quotes: Annotated[bool, typer.Option(help="With or without the documents' own words.")] = True,
    base: Annotated[
        bool | None,
        typer.Option(
            help="With or without ontology, schemes and register, which queries need; by default with, "
            "except for one inspection or document.",
        ),
    ] = None,
    selectors: Annotated[
        bool,
        typer.Option("--selectors", help="Add Web Annotation selectors to each place."),
    ] = False,
    layout: Annotated[
        str | None,
        typer.Option(
            help="Write a table in the layout of a tool of the sector, not the graph: d2i or ofsted.",
            autocompletion=layouts,
        ),
    ] = None,
    queries: Annotated[
        str | None,
        typer.Option(
            help="Write the stored queries, not the graph, to the folder -o: sparql, sib (SIB SPARQL "
            "examples in Turtle) or grlc.",
            metavar="KIND",
            autocompletion=query_kinds,
        ),
    ] = None,
    tables: Annotated[
        Path | None,
        typer.Option(
            help="Councils, inspections, judgements, recommendations and weaknesses as tables (CSV with a "
            "CSVW description, xlsx, Parquet), in place of the graph, into this folder.",
            metavar="DIR",
        ),
    ] = None,
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Write the graph, or a part of it, for other tools."""
    if queries is not None:
        _write_queries(queries, output, endpoint)
        return
    narrowed = inspection or document or base is not None or not quotes or selectors
    if tables is not None and (narrowed or layout or output or form):
        raise BadParameter("With --tables, only --authority can narrow the export.")
    if layout is not None and narrowed:
        raise BadParameter("With --layout, only --authority can narrow the export.")
    graph = kg.open(store, endpoint=endpoint)
    if tables is not None:
        for told in graph.tables(tables, authority=authority):
            say(told, err=True)
    elif layout is not None:
        _write_layout(graph, layout, authority, form, output)
    else:
        _write_graph(
            graph,
            form,
            output,
            {
                "authority": authority,
                "inspection": inspection,
                "document": document,
                "quotes": quotes,
                "base": base,
                "selectors": selectors,
            },
        )


def _write_queries(kind: str, output: Path | None, endpoint: str | None) -> None:
    if output is None:
        raise BadParameter("Name a folder for the queries: -o FOLDER")
    count = kg.export_queries(output, kind, endpoint=endpoint)
    say(f"{count} queries written to {output}", err=True)


def _write_graph(
    graph: KnowledgeGraph, form: str | None, output: Path | None, part: Mapping[str, Any]
) -> None:
    if output is None and sys.stdout.isatty():
        raise BadParameter(
            "A graph is too long for the screen. Name a file (-o FILE.ttl), or print it anyway: -o -"
        )
    with _cleared_when_stopped():
        if output is None or str(output) == "-":
            graph.export(sys.stdout.buffer, form, **part)
            sys.stdout.buffer.flush()
            return
        count = graph.export(output, form, **part)
    bare = part["base"] is None and bool(part["inspection"] or part["document"])
    lacks = ", without the ontology, schemes and register that queries need (--base)" if bare else ""
    say(f"{count} named graphs written to {output}{lacks}", err=True)


@contextmanager
def _cleared_when_stopped() -> Iterator[None]:
    """Leave no unfinished file behind when the process is terminated or interrupted.

    Python drops what a handler raises while it runs a callback of its own, as at the end of an import. So it
    is raised again until it is heard.
    """
    stopped: list[int] = []

    def leave(number: int, _: object) -> None:
        stopped.append(number)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, _AGAIN, _AGAIN)
        if stopped[0] == signal.SIGINT:
            raise KeyboardInterrupt
        sys.exit(128 + stopped[0])

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: signal.signal(number, leave)
        for number in _STOPS
        if signal.getsignal(number) != signal.SIG_IGN
    }
    try:
        yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


def _write_layout(
    graph: KnowledgeGraph, layout: str, authority: str | None, form: str | None, output: Path | None
) -> None:
    form = form or (format_of(output) if output is not None else "csv")
    if form not in _TABLES:
        raise BadParameter(f"A layout is written as {' or '.join(_TABLES)}, not as {form}.")
    answer = graph.layout(layout, authority=authority).answer
    if output is not None:
        save(answer, output, form)
    else:
        write(answer, form, sys.stdout)


def import_graph(
    files: Annotated[list[Path], typer.Argument(help="N-Quads or TriG files that 'kg export' wrote.")],
    store: Store = None,
) -> None:
    """Import named graphs that kg export wrote."""
    with _cleared_when_stopped():
        count = kg.restore(files, store=store)
    say(f"{count} named graphs imported")
