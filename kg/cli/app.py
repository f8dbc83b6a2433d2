"""All commands in one application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from kg import __version__
from kg.cli import brief, documents, export, query, review, show, sources

app = typer.Typer(
    name="kg",
    help="Ask what inspections of children's services found, with the evidence for every answer.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
documents.register(app)
query.register(app)
show.register(app)
review.register(app)
brief.register(app)
export.register(app)
sources.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


_VERSION = typer.Option(
    "--version", help="Print the version and stop.", is_eager=True, callback=_print_version
)


@app.callback()
def _root(version: Annotated[bool, _VERSION] = False) -> None:
    pass


def run(arguments: Sequence[str]) -> int:
    """Run the application.

    Returns:
        The exit code: 2 where the call does not parse.
    """
    try:
        app(args=list(arguments), prog_name="kg")
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 0
    return 0
