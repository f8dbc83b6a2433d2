"""Commands on the known reports: list them, and fetch them from their publisher."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer
from pyoxigraph import Literal

from kg.cli.answers import Format, Limit, Output, Store, emit
from kg.cli.completion import authorities
from kg.errors import BadParameter
from kg.known import KnownReport, known_reports, listed_reports

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph
    from kg.queries.answer import Answer

_COLUMNS: Final = ("authority", "published", "file_name", "pages", "in_store", "state", "url", "sha256")

Authority = Annotated[
    str | None, typer.Option(help="Only this council's reports.", autocompletion=authorities)
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("reports")(reports)
    app.command("fetch")(fetch)


def reports(
    authority: Authority = None,
    since: Annotated[
        str | None, typer.Option(help="Only reports published on this day or later.", metavar="DATE")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            help="Also list the PDF files of this folder that the edition does not know.", metavar="DIR"
        ),
    ] = None,
    store: Store = None,
    form: Format = None,
    output: Output = None,
    limit: Limit = None,
) -> int:
    """List the known reports: what the store has of each, and its address.

    A report is loaded, known (the store has its facts, without its words) or absent.
    """
    from kg.api import open as open_store

    graph = open_store(store)
    first = _day(since) if since else ""
    known = _of(graph, authority)
    chosen = [r for r in known if r.published >= first]
    if not chosen and folder is None:
        what = f"since {first}" if known else f"of {authority}" if authority else "at all"
        typer.echo(f"The edition knows no report {what}. Load your own: kg load PATH", err=True)
    emit(_answer(graph, chosen, folder), graph.names.label, form=form, output=output, limit=limit)
    return 0


def fetch(
    authority: Annotated[str, typer.Option(help="The council.", autocompletion=authorities)],
    to: Annotated[Path, typer.Option(help="Folder to put them in.", metavar="DIR")] = Path("reports"),
    store: Store = None,
) -> int:
    """Fetch a council's reports from the publisher's site, one at a time, and check each by its SHA-256.

    A report that is there already is not fetched again, and one that broke off goes on where it stopped. If
    other bytes come than the edition was made of, they are kept apart (.differs) and reported.
    """
    from kg.api import open as open_store
    from kg.fetch import fetch as fetch_all

    chosen = [r for r in _of(open_store(store), authority) if r.url]
    if not chosen:
        raise BadParameter(
            f"The edition knows no report of {authority} with an address. What it knows: kg reports"
        )
    wrong = 0
    for one in fetch_all(chosen, to):
        wrong += one.outcome in ("differs", "failed")
        typer.echo(f"{one.outcome:<8} {one.path}{': ' if one.message else ''}{one.message}")
    folder = to / (chosen[0].authority or chosen[0].urn)
    where = ["--store", str(store)] if store else []
    typer.echo(f"To load them: {shlex.join(['kg', 'load', str(folder), *where])}", err=True)
    return 3 if wrong else 0


def _of(graph: KnowledgeGraph, authority: str | None) -> list[KnownReport]:
    from kg.queries.names import find_one

    if authority is None:
        return list(listed_reports())
    code = find_one("authority", authority, graph.names.authorities(), councils=True).iri.rpartition("/")[2]
    return [r for r in listed_reports() if r.authority == code]


def _day(text: str) -> str:
    """The first day of a date as people write it, in ISO form."""
    from kg.queries.dates import bounds

    return bounds(text)[0].isoformat()


def _answer(graph: KnowledgeGraph, chosen: list[KnownReport], folder: Path | None) -> Answer:
    from kg.build.process import file_hash
    from kg.build.sources import find
    from kg.queries.answer import Answer
    from kg.store.base import Solutions, Term

    entries = graph.place.manifest().documents() if graph.place else []
    state = {e.sha256: "known" if e.from_edition else "loaded" for e in entries}
    names = {name.iri.rpartition("/")[2]: name.label for name in graph.names.authorities()}

    def rows() -> Iterator[tuple[Term | None, ...]]:
        for one in chosen:
            there = state.get(one.sha256, "absent")
            council = names.get(one.authority, one.urn)
            yield _row(
                council, one.published, one.file_name, one.pages, there, one.state, one.url, one.sha256
            )
        for path in find([folder]) if folder else ():
            sha256 = file_hash(path)
            if sha256 not in known_reports():
                yield _row(
                    "", "", path.name, "", state.get(sha256, "absent"), "after the edition", "", sha256
                )

    return Answer(lambda: Solutions(_COLUMNS, rows()), name="reports")


def _row(*cells: str) -> tuple[Literal | None, ...]:
    return tuple(Literal(cell) if cell else None for cell in cells)
