"""Commands on the known reports: list them, and fetch them from their publisher."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.cli.answers import Format, Limit, Output, Store, emit
from kg.cli.completion import authorities
from kg.cli.say import say

Authority = Annotated[
    str | None, typer.Option(help="Only this council's reports.", autocompletion=authorities)
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("reports")(reports)
    app.command("fetch")(fetch)


def reports(
    authority: Authority = None,
    since: Annotated[
        str | None, typer.Option(help="Only reports published on this day or later.", metavar="DATE")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            help="Also list the PDF files of this folder that the edition does not know.", metavar="DIR"
        ),
    ] = None,
    store: Store = None,
    form: Format = None,
    output: Output = None,
    limit: Limit = None,
) -> int:
    """List the known reports: what the store has of each, and its address.

    A report is loaded, known (the store has its facts, without its words) or absent.
    """
    graph = kg.open(store)
    found = graph.reports(authority=authority, since=since, folder=folder)
    if folder is None and not found.rows:
        known = graph.reports(authority=authority).rows
        what = f"since {since}" if known else f"of {authority}" if authority else "at all"
        ended = graph.ended(authority) if authority else ""
        say(f"The edition has no report {what}.{ended} Load your own: kg load PATH", err=True)
    shown = found if limit is None else found.head(limit)
    emit(shown.answer, graph.names.label, form=form, output=output)
    return 0


def fetch(
    authority: Annotated[str, typer.Option(help="The council.", autocompletion=authorities)],
    to: Annotated[Path, typer.Option(help="Folder to put them in.", metavar="DIR")] = Path("reports"),
    store: Store = None,
) -> int:
    """Fetch a council's reports from the publisher's site, one at a time, and check each by its SHA-256.

    A report that is there already is not fetched again, and one that broke off goes on where it stopped. If
    other bytes come than the edition was made of, they are kept apart (.differs) and reported.
    """
    wrong = 0
    for one in kg.open(store).fetch(authority, to):
        wrong += one.outcome in ("differs", "failed")
        say(f"{one.outcome:<8} {one.path}{': ' if one.message else ''}{one.message}")
    folder = one.path.parent
    where = ["--store", str(store)] if store else []
    say(f"To load them: {shlex.join(['kg', 'load', str(folder), *where])}", err=True)
    return 3 if wrong else 0
