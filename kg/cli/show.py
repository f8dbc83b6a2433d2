"""The command that shows one thing with its evidence."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.answers import Endpoint, Store


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)


def show(
    thing: Annotated[str, typer.Argument(help="IRI, or class and key: finding/24a5…/5f1d…", metavar="ID")],
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Show everything the graph says of one thing, and the places that say it."""
    import sys

    from kg.api import open as open_store
    from kg.render.table import write_table

    graph = open_store(store, endpoint=endpoint)
    shown = graph.show(thing)
    typer.echo(shown.iri)
    width = max((len(name) for name, _ in shown.facts), default=0)
    for name, value in shown.facts:
        typer.echo(f"  {name:<{width}}  {value}")
    if any(True for _ in shown.evidence):
        typer.echo("\nEvidence")
        write_table(shown.evidence, sys.stdout, labels=graph.names.label, paged=True)
