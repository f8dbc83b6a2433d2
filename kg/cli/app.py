"""All commands in one application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import click
import typer

from kg import __version__
from kg.cli import documents, export, query

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
export.register(app)


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


def run(arguments: Sequence[str]) -> int:
    """Run the application.

    Returns:
        The exit code: 2 where the call does not parse.
    """
    command = typer.main.get_command(app)
    try:
        result = command.main(args=list(arguments), prog_name="kg", standalone_mode=False)
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.exceptions.Abort:
        return 130
    except click.ClickException as problem:
        problem.show()
        return problem.exit_code
    return result if isinstance(result, int) else 0
