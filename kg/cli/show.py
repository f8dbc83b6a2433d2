"""The command that shows one thing with its evidence."""

from __future__ import annotations

import sys
import textwrap
from typing import Annotated

import typer

import kg
from kg.cli.answers import Endpoint, Store
from kg.cli.completion import authorities
from kg.cli.say import say
from kg.text import visible


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)


def show(
    thing: Annotated[
        str,
        typer.Argument(
            help="IRI, class and key (finding/24a5…/5f1d…, theme/plans), or the name of an authority, "
            "document, theme, group, grade or programme.",
            metavar="ID",
            autocompletion=authorities,
        ),
    ],
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Show everything the graph says of one thing, and the places that say it."""
    from kg.render.table import text_width, write_table

    graph = kg.open(store, endpoint=endpoint)
    shown = graph.show(thing)
    say(shown.iri)
    names = max((len(name) for name, _ in shown.facts), default=0)
    before = ""
    for name, value in shown.facts:
        heading = f"  {'' if name == before else name:<{names}}  "
        width = max(text_width(sys.stdout), len(heading) + 20)
        told = textwrap.fill(
            visible(" ".join(value.split())),
            width,
            initial_indent=heading,
            subsequent_indent=" " * len(heading),
            break_long_words=False,
            break_on_hyphens=False,
        )
        say(told)
        before = name
    if any(True for _ in shown.evidence):
        say("\nEvidence")
        write_table(shown.evidence, sys.stdout, labels=graph.names.label, paged=True)
