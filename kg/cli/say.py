"""What commands print: lines for people, and texts that are to be used as they are."""

from __future__ import annotations

import typer

from kg.text import visible


def say(text: object, *, err: bool = False) -> None:
    """Print a line for people. What a terminal would act upon is shown as an escape.

    Args:
        text: the line, which may hold names and words of strangers.
        err: print to stderr.
    """
    typer.echo(visible(str(text)), err=err)


def give(text: str) -> None:
    """Print a text that is to be used as it is: SPARQL, a sheet, a page."""
    typer.echo(text, nl=False)
