"""``kg query NAME``: a command for each stored query, made from its header when it is asked for."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from kg.cli.answers import SECONDS, Endpoint, Format, Limit, Output, Seconds, Store, emit
from kg.cli.completion import completion
from kg.cli.say import give, say
from kg.errors import KgError, QueryError
from kg.queries.catalogue import Catalogue
from kg.queries.header import Header, Parameter, StoredQuery
from kg.queries.parameter_types import parameter_type
from kg.render.files import whole

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

_FIXED: Mapping[str, Any] = {
    "store": Store,
    "endpoint": Endpoint,
    "format": Format,
    "output": Output,
    "limit": Limit,
    "seconds": Seconds,
    "sparql": Annotated[
        bool, typer.Option("--sparql", help="Print the query's SPARQL, ready to paste, and do not run it.")
    ],
}


class QueryGroup(TyperGroup):
    """The stored queries as commands; ``--queries DIR`` may stand anywhere."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take ``--queries`` from wherever it stands: the names of commands depend on it."""
        folders, rest = _take_folders(args)
        ctx.meta["kg.queries"] = folders
        return super().parse_args(ctx, rest)

    def list_commands(self, ctx: Any) -> list[str]:
        """Names of all queries."""
        return list(_catalogue(ctx).names)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of one query.

        Raises:
            UnknownName: there is no such query.
        """
        try:
            query = _catalogue(ctx).get(cmd_name)
            return typer.main.get_command(_command(query))
        except QueryError as error:
            return typer.main.get_command(_broken(cmd_name, error))
        except KgError:
            if ctx.resilient_parsing:
                return None
            raise


class StoredCommand(TyperCommand):
    """The command of one stored query; an option of a yes or no may stand alone, and means yes."""

    switches: frozenset[str] = frozenset()
    """Options that take yes or no."""
    query: StoredQuery | None = None
    """The query that it asks."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Say yes where an option of a yes or no has no value."""
        return super().parse_args(ctx, _said_yes(args, self.switches))


def _said_yes(args: Sequence[str], switches: Collection[str]) -> list[str]:
    """Arguments with ``yes`` after each switch that ends them or comes before another option.

    >>> _said_yes(["--ended", "--authority", "Surrey", "--to-check", "no"], {"--ended", "--to-check"})
    ['--ended', 'yes', '--authority', 'Surrey', '--to-check', 'no']
    >>> _said_yes([], {"--ended"})
    []
    """
    told: list[str] = []
    for word, after in zip_longest(args, args[1:], fillvalue="-"):
        told.append(word)
        if word in switches and after.startswith("-"):
            told.append("yes")
    return told


def _take_folders(args: list[str]) -> tuple[list[Path], list[str]]:
    folders: list[Path] = []
    rest: list[str] = []
    words = iter(args)
    for word in words:
        if word == "--queries":
            folders.extend(Path(folder) for folder in [next(words, None)] if folder)
        elif word.startswith("--queries="):
            folders.append(Path(word.partition("=")[2]))
        else:
            rest.append(word)
    return folders, rest


def _catalogue(ctx: Any) -> Catalogue:
    return Catalogue(ctx.meta.get("kg.queries", ()))


def _app() -> typer.Typer:
    return typer.Typer(
        add_completion=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )


def _broken(name: str, error: QueryError) -> typer.Typer:
    app = _app()

    @app.command(name, help=f"Broken: {error}", context_settings={"ignore_unknown_options": True})
    def fail(words: Annotated[list[str] | None, typer.Argument()] = None) -> int:
        raise error

    return app


def _command(query: StoredQuery) -> typer.Typer:
    """An application of one command, with an option for each parameter."""

    def ask(**options: Any) -> int:
        from kg.api import open_for

        seconds = options["seconds"] or SECONDS
        given = {name: options[name] for name in query.header.params}
        graph = open_for(query, given, options["store"], endpoint=options["endpoint"], seconds=seconds)
        if options["sparql"]:
            _print_sparql(query, given, graph, options["output"])
            return 0
        found = graph.answer(query, given, limit=options["limit"], where=_where(options))
        emit(found.answer, graph.names.label, form=options["format"], output=options["output"])
        return 0

    sign(ask, query.header.params, _FIXED)

    asked = query

    class Command(StoredCommand):
        query = asked
        switches = frozenset(p.option for p in query.header.params.values() if p.type == "boolean")

    app = _app()
    app.command(
        query.name,
        cls=Command,
        help=help_text(query.header),
        short_help=query.header.summary,
        epilog=example(query),
    )(ask)
    return app


def _print_sparql(
    query: StoredQuery, given: Mapping[str, Any], graph: KnowledgeGraph, output: Path | None
) -> None:
    made = graph.to_sparql(query, **given)
    for name, values in made.borrowed.items():
        option = query.header.params[name].option
        say(f"{option} was not given: this is {', '.join(values)}, as in the example", err=True)
    if output is None or str(output) == "-":
        give(made.text)
        return

    with whole(output) as part:
        part.write_text(made.text, encoding="utf-8", newline="\n")
    say(f"SPARQL of {query.name} written to {output}", err=True)


def _where(options: Mapping[str, Any]) -> list[str]:
    """The words of the call that name a store or endpoint."""
    return [
        word
        for name in ("store", "endpoint")
        if options[name] is not None
        for word in (f"--{name}", str(options[name]))
    ]


def sign(
    function: Callable[..., int], params: Mapping[str, Parameter], fixed: Mapping[str, Any]
) -> Callable[..., int]:
    """Give a function that takes keywords an option for each parameter, and the fixed ones after them."""
    options = {name: _option(parameter) for name, parameter in params.items()} | dict(fixed)
    function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
            for name, annotation in options.items()
        ]
    )
    function.__annotations__ = {**options, "return": int}
    return function


def _option(parameter: Parameter) -> Any:
    # A list for all: of two values of an option that takes one, the last would win in silence.
    return Annotated[
        list[str] | None,
        typer.Option(
            parameter.option,
            help=option_help(parameter),
            metavar=parameter_type(parameter).hint.upper().split(" OF ")[0].replace(" ", "-"),
            show_default=False,
            autocompletion=completion(parameter),
        ),
    ]


def option_help(parameter: Parameter) -> str:
    """What a parameter is, what it takes by default, and whether it may be repeated."""
    notes = [
        "required" if parameter.required else "",
        f"by default {', '.join(parameter.default)}" if parameter.default else "",
        "may be repeated" if parameter.many else "",
        f"one of {', '.join(parameter.choices)}" if parameter.choices else "",
    ]
    told = "; ".join(note for note in notes if note)
    text = parameter.description or parameter_type(parameter).hint.capitalize()
    return f"{text.rstrip('.')}{f' ({told})' if told else ''}."


def help_text(header: Header) -> str:
    """Summary, description, columns and coverage of a query, for its help."""
    parts = [header.summary + ".", header.description]
    if header.columns:
        parts.append(
            "\b\nColumns:\n" + "\n".join(f"  {name:<18} {label}" for name, label in header.columns.items())
        )
    if header.covers:
        parts.append(f"Covers: {header.covers}")
    return "\n\n".join(part for part in parts if part)


def example(query: StoredQuery) -> str | None:
    """A call that works, from the header's example.

    >>> params = {"theme": Parameter("theme", "theme", many=True)}
    >>> example(StoredQuery("findings", Header("", params=params, example={"theme": ("plans", "a b")}), ""))
    "Example: kg query findings --theme plans --theme 'a b'"
    """
    if not query.header.example:
        return None
    words = ["kg", "query", query.name]
    for name, values in query.header.example.items():
        for value in values:
            words += [query.header.params[name].option, value]
    return f"Example: {shlex.join(words)}"
