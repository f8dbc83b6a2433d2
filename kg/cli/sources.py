"""The command that compares the shipped records with the documents that they are of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg.cli.say import say

if TYPE_CHECKING:
    from kg.records.check import Checked


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="check-sources")(check_sources)


def check_sources(
    folder: Annotated[Path, typer.Argument(help="Folder that holds the source documents.", metavar="DIR")],
) -> None:
    """Compare the shipped records with their source documents, found by their SHA-256."""
    results = kg.check_sources(folder)
    for result in results:
        say(_line(result))
    if any(result.problems for result in results):
        raise typer.Exit(1)


def _line(result: Checked) -> str:
    """What became of one record, on one line."""
    if not result.problems:
        return f"right    {result.record}: {result.source}, {len(result.statements)} statements"
    verdict = "missing" if result.source is None else "wrong"
    return f"{verdict:<8} {' '.join(result.problems)}"
