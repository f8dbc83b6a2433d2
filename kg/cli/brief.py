"""The command that writes a page on one authority for a meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import kg
from kg.cli.answers import Endpoint, Store
from kg.cli.completion import authorities
from kg.cli.say import give, say
from kg.errors import BadParameter
from kg.queries.calls import call
from kg.render.files import whole
from kg.text import visible


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(brief)


def brief(
    council: Annotated[str | None, typer.Argument(hidden=True, autocompletion=authorities)] = None,
    authority: Annotated[
        str | None, typer.Option(help="Name or code of an authority.", autocompletion=authorities)
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write: .html or .md.", metavar="FILE")
    ] = None,
    store: Store = None,
    endpoint: Endpoint = None,
) -> None:
    """Write a page for a meeting: grades, what lasted, came back and was resolved.

    The first page fits one sheet of A4. An annex has every weakness, with the
    words of each inspection and where they stand.
    """
    from kg.brief import to_html, to_markdown

    if output is not None and output.suffix.lower() not in (".html", ".htm", ".md"):
        raise BadParameter(f"{output}: a brief is .html or .md")
    named = authority or council
    if named is None or (authority and council):
        raise BadParameter("kg brief needs one --authority, for example --authority Surrey")
    told = kg.open(store, endpoint=endpoint).brief(named)
    for successor in told.successors:
        where = ["--store", str(store)] if store else ["--endpoint", endpoint] if endpoint else []
        say(f"Its successor: {call(['kg', 'brief', '--authority', successor, *where])}", err=True)
    if output is None:
        give(visible(to_markdown(told)))
        return
    text = to_markdown(told) if output.suffix.lower() == ".md" else to_html(told)
    with whole(output) as part:
        part.write_text(visible(text), encoding="utf-8", newline="\n")
    say(f"written to {output}", err=True)
