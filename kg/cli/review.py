"""The command that takes people's corrections of what the classifier says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.answers import Output, Store, emit
from kg.errors import BadParameter

if TYPE_CHECKING:
    from kg.pipeline.review import Reviewed


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(review)


def review(
    file: Annotated[
        Path | None, typer.Argument(help="A signed curation file (.csv or .ttl) to take.", metavar="FILE")
    ] = None,
    authority: Annotated[
        list[str] | None, typer.Option(help="Write out sentences about this authority only.")
    ] = None,
    theme: Annotated[list[str] | None, typer.Option(help="Write out sentences on this theme only.")] = None,
    limit: Annotated[
        int | None, typer.Option(help="Write out so many; by default 20.", metavar="N", min=1)
    ] = None,
    output: Output = None,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Withdraw decisions of a kept file of this name that FILE lacks."),
    ] = False,
    remove: Annotated[
        str | None,
        typer.Option("--remove", help="Take a kept curation file out of the store.", metavar="NAME"),
    ] = None,
    store: Store = None,
) -> None:
    """Correct what the classifier says of sentences.

    Without a file, write out the least certain sentences as a curation file (CSV). Set right what is
    wrong, sign each row that is decided (by, why), and give the file back: kg review FILE checks it, keeps
    it in the store and applies it. It wins over the model at every load. docs/curation.md says more.
    """
    asked = bool(authority or theme or limit or output)
    if sum((file is not None, remove is not None, asked)) > 1 or (replace and file is None):
        raise BadParameter(
            "Give a FILE to take (with --replace if need be), or --remove NAME, or say what to write out "
            "(--authority, --theme, --limit, --output)."
        )
    if remove is not None:
        from kg.pipeline.review import withdraw

        _tell(withdraw(remove, store))
    elif file is not None:
        from kg.pipeline.review import review as take

        _tell(take(file, store, replace=replace))
    else:
        _write_out(authority, theme, 20 if limit is None else limit, output, store)


def _write_out(
    authority: list[str] | None, theme: list[str] | None, limit: int, output: Path | None, store: Path | None
) -> None:
    from kg.api import open as open_store
    from kg.queries.run import run

    if output is not None and output.suffix.lower() != ".csv":
        raise BadParameter(f"{output.name}: sentences for review are written as CSV; name a .csv file.")
    graph = open_store(store)
    given = {"authority": authority or None, "theme": theme or None, "max_confidence": 1}
    wanted = {name: value for name, value in given.items() if value is not None}
    answer = run(graph.store, graph.catalogue().get("review"), wanted, graph.names)
    emit(answer, graph.names.label, form="csv", output=output, limit=limit)


def _tell(told: Reviewed) -> None:
    """One line a decision that changes something or does not count, then a summary."""
    for where, change in told.changes:
        typer.echo(f"{where}: {change}")
    for one in told.unfit:
        typer.echo(f"{one.problem:<9} {one.message}", err=True)
    typer.echo(
        f"{told.name}: {len(told.added)} decisions added, {len(told.altered)} altered, "
        f"{len(told.withdrawn)} withdrawn; {len(told.documents)} documents labelled anew"
    )
