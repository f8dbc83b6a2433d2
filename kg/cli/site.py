"""The command that writes the explorer as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.cli.answers import Endpoint, Store
from kg.cli.say import say
from kg.cli.watch import Log


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(site)


def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to create or replace.")],
    store: Store = None,
    endpoint: Endpoint = None,
    workers: Annotated[
        int, typer.Option("--workers", help="Number of pages rendered at the same time.", min=1, max=64)
    ] = 2,
    log: Log = None,
) -> None:
    """Write the whole explorer as static files for any file host.

    The folder appears once all pages are written. An earlier site is replaced.
    """
    written = kg.write_site(folder, store=store, endpoint=endpoint, workers=workers)
    say(f"{folder}: {written.pages} pages, {written.files} files. Open {folder / 'index.html'}")
