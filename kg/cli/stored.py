"""``kg query NAME``: a command for each stored query, made from its header when it is asked for."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from kg.cli.answers import SECONDS, Endpoint, Format, Limit, Output, Seconds, Store, emit
from kg.cli.completion import completion
from kg.errors import KgError, QueryError
from kg.queries.catalogue import Catalogue
from kg.queries.header import Header, Parameter, StoredQuery

_OWN_ROWS: Final = 1_000_000
_FIXED: Mapping[str, Any] = {
    "store": Store,
    "endpoint": Endpoint,
    "format": Format,
    "output": Output,
    "limit": Limit,
    "seconds": Seconds,
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
            catalogue = _catalogue(ctx)
            query = catalogue.get(cmd_name)
            return typer.main.get_command(_command(query, own=not catalogue.shipped(query)))
        except QueryError as error:
            return typer.main.get_command(_broken(cmd_name, error))
        except KgError:
            if ctx.resilient_parsing:
                return None
            raise


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


def _command(query: StoredQuery, *, own: bool) -> typer.Typer:
    """An application of one command, with an option for each parameter."""

    def ask(**options: Any) -> int:
        from kg.api import open as open_store
        from kg.queries.run import run

        seconds = options["seconds"] or SECONDS
        graph = open_store(options["store"], endpoint=options["endpoint"], seconds=seconds)
        given = {name: options[name] for name in query.header.params}
        answer = run(graph.store, query, given, graph.names, row_limit=_OWN_ROWS if own else None)
        emit(
            answer,
            graph.names.label,
            form=options["format"],
            output=options["output"],
            limit=options["limit"],
        )
        return 0

    sign(ask, query.header.params, _FIXED)
    app = _app()
    app.command(
        query.name, help=help_text(query.header), short_help=query.header.summary, epilog=example(query)
    )(ask)
    return app


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
    from kg.queries.parameters import parameter_type

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
    from kg.queries.parameters import parameter_type

    notes = [
        "required" if parameter.required else "",
        f"by default {', '.join(parameter.default)}" if parameter.default else "",
        "may be repeated" if parameter.many else "",
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
