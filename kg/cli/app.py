"""All commands in one application."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg import __version__
from kg.cli import brief, check, documents, export, query, reports, review, serve, show, site, sources
from kg.cli.say import say
from kg.cli.usage import call_error, parser
from kg.cli.watch import watched
from kg.closest import closest
from kg.errors import UnknownName
from kg.queries.catalogue import Catalogue

_STOPPED = 130
"""Exit code after Ctrl-C, as shells give it."""


class Commands(TyperGroup):
    """All commands, with a hint where a name is none of theirs."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that is meant.

        Raises:
            UnknownName: there is none; the error names what is close, stored queries too.
        """
        if args and self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            near = _close(args[0], self.list_commands(ctx))
            raise UnknownName("command", args[0], near, [] if near else self.list_commands(ctx))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run a command and show its stages; leave at once and quietly where it is stopped."""
        try:
            with watched(ctx.meta):
                return super().invoke(ctx)
        except KeyboardInterrupt:
            say("kg: stopped; the store was not changed", err=True)
            raise typer.Exit(_STOPPED) from None
        except BrokenPipeError:
            # click would leave with 1, which says that the data is at fault.
            raise _ReaderGone from None


class _ReaderGone(Exception):
    """Nobody reads the output any more."""


def _close(name: str, commands: Sequence[str]) -> list[str]:
    queries = Catalogue().names
    if name in queries:
        return [f"query {name}"]
    return closest(name, commands, most=2) + [
        f"query {query}" for query in closest(name, queries, most=1, likeness=0.8)
    ]


app = typer.Typer(
    name="kg",
    cls=Commands,
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
check.register(app)
reports.register(app)
serve.register(app)
site.register(app)


def _print_version(wanted: bool) -> None:
    if wanted:
        say(f"kg {__version__}")
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
        The exit code.

    Raises:
        CallError: the call does not parse.
        BrokenPipeError: nobody reads the output any more.
    """
    try:
        code = app(args=list(arguments), prog_name="kg", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except parser.NoArgsIsHelpError as problem:
        say(problem.format_message(), err=True)
        return int(problem.exit_code)
    except parser.UsageError as problem:
        raise call_error(problem) from None
    except typer.Abort:
        return _STOPPED
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else 0
    except _ReaderGone:
        raise BrokenPipeError from None
    return 0
