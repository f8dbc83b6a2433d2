"""Commands that let the graph leave, and take it back."""

from __future__ import annotations

import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from kg.cli.answers import Endpoint, Store
from kg.cli.completion import authorities, documents, export_forms, inspections, layouts, query_kinds
from kg.errors import BadParameter

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph
    from kg.export import Selection


_TABLES: Final = ("csv", "xlsx")


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
            help="turtle, nquads, trig, jsonld, rdfxml or ntriples, of a layout csv or xlsx; "
            "else by the file's ending.",
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
        typer.Option(help="With or without ontology, schemes and register; by default with the whole graph."),
    ] = None,
    selectors: Annotated[
        bool,
        typer.Option("--selectors", help="With the selectors of Web Annotation of each place."),
    ] = False,
    layout: Annotated[
        str | None,
        typer.Option(
            help="A table that the sector's tools have, in place of the graph: d2i or ofsted.",
            autocompletion=layouts,
        ),
    ] = None,
    queries: Annotated[
        str | None,
        typer.Option(
            help="The stored queries in place of the graph, into the folder -o: sparql, sib (SIB SPARQL "
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
    from kg import api
    from kg.export import Selection

    narrowed = inspection or document or base is not None or not quotes or selectors
    if tables is not None and (narrowed or layout or output or form):
        raise BadParameter("Of the tables, only --authority chooses a part.")
    if layout is not None and narrowed:
        raise BadParameter("Of a layout, only --authority chooses a part.")
    graph = api.open(store, endpoint=endpoint)
    if authority:
        graph.make_ready_for(authority)
    elif thing := inspection or document:
        graph.make_ready_to_show(thing)
    else:
        graph.make_ready()
    if tables is not None:
        _write_tables(graph, tables, authority)
        return
    if layout is not None:
        _write_layout(graph, layout, authority, form, output)
        return
    code = _code(graph, authority) if authority else None
    selection = Selection(code, inspection, document, quotes, base, selectors)
    with _cleared_when_stopped(), _place(graph, endpoint, selection) as place:
        _write_graph(place, selection, form, output)


def _write_queries(kind: str, output: Path | None, endpoint: str | None) -> None:
    from kg.export.examples import ENDPOINT, write
    from kg.store.endpoints import endpoint as endpoint_named

    if output is None:
        raise BadParameter("Name a folder for the queries: -o FOLDER")
    address = endpoint_named(endpoint).query if endpoint else ENDPOINT
    typer.echo(f"{write(output, kind, address)} queries written to {output}", err=True)


def _write_graph(place: Path, selection: Selection, form: str | None, output: Path | None) -> None:
    from kg.export import export
    from kg.export.formats import format_named
    from kg.render.files import whole

    if output is None and sys.stdout.isatty():
        raise BadParameter(
            "A graph is too long for a screen. Name a file (-o FILE.ttl), or the screen itself: -o -"
        )
    output = None if output is not None and str(output) == "-" else output
    chosen = format_named(form or (output.suffix if output else "turtle"))
    if output is None:
        export(sys.stdout.buffer, chosen, store=place, selection=selection)
        sys.stdout.buffer.flush()
        return
    with whole(output) as part, part.open("wb") as stream:
        count = export(stream, chosen, store=place, selection=selection)
    typer.echo(f"{count} named graphs written to {output}", err=True)


@contextmanager
def _cleared_when_stopped() -> Iterator[None]:
    """Leave no unfinished file behind when the process is terminated or interrupted."""

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _write_layout(
    graph: KnowledgeGraph, layout: str, authority: str | None, form: str | None, output: Path | None
) -> None:
    from kg.export.layouts import table
    from kg.render.formats import format_of, save, write

    form = form or (format_of(output) if output is not None else "csv")
    if form not in _TABLES:
        raise BadParameter(f"A layout leaves as {' or '.join(_TABLES)}, not as {form}.")
    answer = table(graph.store, graph.names, layout, authority)
    if output is not None:
        save(answer, output, form)
    else:
        write(answer, form, sys.stdout)


def _write_tables(graph: KnowledgeGraph, out: Path, authority: str | None) -> None:
    from kg.export.tables import write_tables

    for told in write_tables(graph.store, out, _code(graph, authority) if authority else None):
        typer.echo(told, err=True)


@contextmanager
def _place(graph: KnowledgeGraph, endpoint: str | None, selection: Selection) -> Iterator[Path]:
    """The folder to export from; of an endpoint, one that holds what was fetched, and is deleted after."""
    if graph.place is not None:
        yield graph.place.root
        return
    from kg.pipeline.fetched import fetch
    from kg.store.endpoints import endpoint as endpoint_named

    with tempfile.TemporaryDirectory(prefix="kg-export-", ignore_cleanup_errors=True) as folder:
        fetch(endpoint_named(str(endpoint)), selection, Path(folder))
        yield Path(folder)


def import_graph(
    files: Annotated[list[Path], typer.Argument(help="N-Quads or TriG files that 'kg export' wrote.")],
    store: Store = None,
) -> None:
    """Import named graphs that kg export wrote."""
    from kg.pipeline.restore import restore

    with _cleared_when_stopped():
        count = restore(files, store)
    typer.echo(f"{count} named graphs imported")


def _code(graph: KnowledgeGraph, authority: str) -> str:
    from kg.queries.names import find_one

    found = find_one("authority", authority, graph.names.authorities(), councils=True)
    return found.iri.rpartition("/")[2]
