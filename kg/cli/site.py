"""The command that writes the explorer as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.answers import Endpoint, Store


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(site)


def site(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to create or replace.")],
    store: Store = None,
    endpoint: Endpoint = None,
    workers: Annotated[int, typer.Option("--workers", help="Pages rendered at once.", min=1, max=64)] = 2,
) -> None:
    """Write the whole explorer as static files for any file host.

    The folder appears once all pages are written. An earlier site is replaced.
    """
    from kg.errors import MissingExtra

    try:
        from kg.serve.still import write_site
    except ImportError:
        raise MissingExtra("starlette", "serve") from None
    from kg.api import open as open_store

    open_store(store, endpoint=endpoint).make_ready()

    written = write_site(lambda: open_store(store, endpoint=endpoint), folder.absolute(), workers=workers)
    typer.echo(f"{folder}: {written.pages} pages, {written.files} files. Open {folder / 'index.html'}")
