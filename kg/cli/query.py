"""Commands that ask: stored queries, their catalogue, plain SPARQL and text search."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import Annotated, Any, Final, TypeAlias

import typer

import kg
from kg.cli.answers import Endpoint, Format, Limit, Output, Store, emit
from kg.cli.completion import tags
from kg.cli.say import say
from kg.cli.stored import QueryGroup, sign
from kg.errors import BadParameter, UnknownName
from kg.queries.catalogue import listing
from kg.queries.search import PARAMS
from kg.store.search import match_expression

_ENDINGS: Final = (".rq", ".sparql")
"""How files of SPARQL end; no query does."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    stored = typer.Typer(
        cls=QueryGroup,
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    stored.callback()(query)
    app.add_typer(stored, name="query")
    for command in (queries, sparql, _search_command()):
        app.command()(command)


def query(
    queries: Annotated[
        list[Path] | None, typer.Option("--queries", help="Folder of your own queries.", metavar="DIR")
    ] = None,
) -> None:
    """Answer a stored query by name, or one of your own: kg query ./mine.rq.

    kg query NAME --help lists its options.
    """


def queries(
    tag: Annotated[
        str | None, typer.Option("--tag", help="Only queries with this tag.", autocompletion=tags)
    ] = None,
    folders: Annotated[
        list[Path] | None, typer.Option("--queries", help="Folder of your own queries.", metavar="DIR")
    ] = None,
    form: Format = None,
    output: Output = None,
) -> None:
    """List the stored queries; broken ones are listed last."""
    catalogue = kg.catalogue(folders or ())
    emit(listing(catalogue, tag), lambda _iri: None, form=form, output=output)
    broken = catalogue.broken()
    for error in broken.values():
        say(f"broken: {error}", err=True)
    if broken:
        raise typer.Exit(1)


def sparql(
    text: Annotated[
        str | None, typer.Argument(help="A query that only reads; by default, the query is read from stdin.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="File of SPARQL.", metavar="FILE")] = None,
    seconds: Annotated[float, typer.Option("--seconds", help="Time limit.", min=0.1)] = 30.0,
    rows: Annotated[
        int, typer.Option("--rows", help="Maximum number of rows; more are an error.", min=1)
    ] = 100_000,
    store: Store = None,
    endpoint: Endpoint = None,
    form: Format = None,
    output: Output = None,
    limit: Limit = None,
) -> int:
    """Answer SPARQL of your own, read-only and with limits on time, rows and memory.

    The prefixes of the project, and one for each scheme (theme:, grade: ...), need no declaration. What the
    engine would answer wrongly without an error, and names that the ontology does not have, are reported on
    stderr. An endpoint keeps its own limits on
    memory, and its time limit where kg.toml names one.
    """
    from kg.queries.doubts import DoubtfulQuery

    if text is not None and file is not None:
        raise BadParameter("Give SPARQL or --file, not both.")
    if text is not None and text.endswith(_ENDINGS):
        raise BadParameter(
            f"{text} is the name of a file, not SPARQL; to run it: kg sparql --file {quote(text)}"
        )
    wanted = _read(file) if file else text if text is not None else sys.stdin.read()
    graph = kg.open(store, endpoint=endpoint)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DoubtfulQuery)
        found = graph.sparql(wanted, seconds=seconds, rows=rows, name=str(file) if file else "query")
    for doubt in found.doubts:
        say(f"kg: warning: query, {doubt}", err=True)
    shown = found if limit is None else found.head(limit)
    emit(shown.answer, graph.names.label, form=form, output=output)
    return 0


Words: TypeAlias = Annotated[
    list[str] | None, typer.Argument(help="Words in any of their forms.", metavar="WORDS")
]


def _search_command() -> Callable[..., int]:
    """The command of text search, with the filters that a search takes."""

    def search(**options: Any) -> int:
        words = " ".join(options["words"] or ())
        match_expression(words)  # before a first store is made for a question that cannot be asked
        graph = kg.open(options["store"])
        limit = 20 if options["limit"] is None else options["limit"]
        found = graph.search(words, limit=limit, **{name: options[name] for name in PARAMS})
        emit(found.answer, graph.names.label, form=options["format"], output=options["output"])
        return 0

    search.__doc__ = """Find sentences, recommendations and statements by their words, best first.

    All words must be there, in any of their forms. Reports and letters are searched, and what notices, papers
    and articles say. kg search 'plan* "core group" -court' asks for words that begin with plan, a phrase, and
    leaves out what mentions the court.
    """
    fixed = {"words": Words, "store": Store, "format": Format, "output": Output, "limit": Limit}
    return sign(search, PARAMS, fixed)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnknownName("readable file of SPARQL", str(file)) from None
