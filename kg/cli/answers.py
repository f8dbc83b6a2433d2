"""How answers leave the command line: format, file, limit, pager."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from glob import has_magic
from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from kg.cli.completion import endpoints
from kg.cli.say import say
from kg.errors import BadParameter
from kg.queries.answer import Answer
from kg.render.formats import FORMATS, format_named, format_of, save, write
from kg.render.words import Labels, sentence_case

SECONDS: Final = 600.0
"""How long a stored query may take where nothing else is said."""

Store: TypeAlias = Annotated[
    Path | None, typer.Option("--store", help="Folder of the store; by default your own.", metavar="DIR")
]
Endpoint: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        help="SPARQL endpoint in place of a store: its address, or its name in kg.toml.",
        metavar="URL-OR-NAME",
        autocompletion=endpoints,
    ),
]
Format: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--format",
        help=f"{', '.join(FORMATS)}; by default a table, or what the file's name means.",
        metavar="NAME",
        autocompletion=lambda: list(FORMATS),
    ),
]
Output: TypeAlias = Annotated[
    Path | None, typer.Option("--output", "-o", help="File to write to; - is the screen.", metavar="FILE")
]
Limit: TypeAlias = Annotated[
    int | None,
    typer.Option("--limit", help="Print only this many rows, each with all its lines.", metavar="N", min=0),
]
Seconds: TypeAlias = Annotated[
    float | None,
    typer.Option("--seconds", help=f"Time limit; by default {SECONDS:g}.", metavar="N", min=0.1),
]


def expanded(paths: Sequence[Path]) -> list[Path]:
    """Paths with patterns filled in, for shells that leave them as they are and for patterns in quotes.

    Raises:
        BadParameter: a pattern fits no file.
    """
    found: list[Path] = []
    for path in paths:
        if path.exists() or not has_magic(path.name):
            found.append(path)
            continue
        fitting = sorted(path.parent.glob(path.name))
        if not fitting:
            raise BadParameter(f"{path}: no file fits this pattern")
        found += fitting
    return found


def emit(
    answer: Answer,
    labels: Labels,
    *,
    form: str | None = None,
    output: Path | None = None,
) -> None:
    """Print an answer, or write it to a file.

    What a query says of its coverage, and why it has no rows, is printed under a table or page, and on stderr
    beside data; so is what was written to a file.

    Raises:
        UnknownName: no such format.
        BadParameter: the file's name means no format, or the format needs a file.
        EnvironmentFault: the file cannot be written.
    """
    form = format_named(form) if form else None
    if output is not None and str(output) != "-":
        save(answer, output, form, labels=labels)
    elif form == "xlsx":
        raise BadParameter("xlsx is not text; name a file for it (-o FILE.xlsx)")
    elif form in (None, "table"):
        from kg.render.table import write_table

        write_table(answer, sys.stdout, labels=labels, paged=True)
        return
    else:
        write(answer, form, sys.stdout, labels=labels)
        sys.stdout.flush()  # a full disk is an error, and nothing is said about rows that nobody gets
    kept = format_of(output) if output and str(output) != "-" and form is None else form
    if output is not None and str(output) != "-":
        say(_written(answer, output), err=True)
    if kept in ("table", "markdown", "html"):
        return
    if not answer.count and answer.why:
        for told in ("No rows.", *answer.why):
            say(told, err=True)
    if answer.header.covers:
        say(f"Covers: {answer.header.covers}", err=True)
    if answer.remark:
        say(answer.remark, err=True)


def _written(answer: Answer, output: Path) -> str:
    lines = f" in {answer.count:,} lines" if answer.count != answer.counted else ""
    size, more, rest = sentence_case(answer.size).partition(";")
    return f"{size}{lines} written to {output}{more}{rest}"
