"""Commands that let the graph leave, and take it back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.documents import Store


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("export")(export_graph)
    app.command("import")(import_graph)


def export_graph(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="File to write.")] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format", help="turtle, nquads, trig, jsonld, rdfxml or ntriples; else by the file's ending."
        ),
    ] = None,
    authority: Annotated[str | None, typer.Option(help="Only this authority's documents.")] = None,
    inspection: Annotated[str | None, typer.Option(help="Only this inspection (key or IRI).")] = None,
    document: Annotated[str | None, typer.Option(help="Only this document (hash or file name).")] = None,
    quotes: Annotated[bool, typer.Option(help="With or without the documents' own words.")] = True,
    base: Annotated[bool, typer.Option(help="With ontology, schemes and register.")] = False,
    store: Store = None,
) -> None:
    """Write the graph, or a part of it, for other tools."""
    from kg.export import Selection, export
    from kg.export.formats import format_named

    chosen = format_named(form or (output.suffix if output else "turtle"))
    code = _code(authority, store) if authority else None
    selection = Selection(code, inspection, document, quotes, base)
    if output is None:
        export(sys.stdout.buffer, chosen, store=store, selection=selection)
        return
    fresh = output.with_name(output.name + ".new")
    try:
        with fresh.open("wb") as stream:
            count = export(stream, chosen, store=store, selection=selection)
        fresh.replace(output)
    finally:
        fresh.unlink(missing_ok=True)
    typer.echo(f"{count} named graphs written to {output}", err=True)


def import_graph(
    files: Annotated[list[Path], typer.Argument(help="N-Quads or TriG files that 'kg export' wrote.")],
    store: Store = None,
) -> None:
    """Take exported named graphs into a store."""
    from kg.pipeline.restore import restore

    count = restore(files, store)
    typer.echo(f"{count} named graphs imported")


def _code(authority: str, store: Path | None) -> str:
    from kg.queries.names import StoreNames, find_one
    from kg.store.place import open_store

    names = StoreNames(open_store(store))
    return find_one("authority", authority, names.authorities(), councils=True).iri.rpartition("/")[2]
