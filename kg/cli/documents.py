"""Commands that bring documents in, check them and take them out."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

import kg
from kg.cli import completion
from kg.cli.answers import Endpoint, Store, expanded
from kg.cli.say import say
from kg.cli.watch import Log
from kg.errors import BadParameter, CallError

if TYPE_CHECKING:
    from kg.pipeline.load import LoadReport

Workers: TypeAlias = Annotated[
    int | None,
    typer.Option(help="Number of processes that read files; by default one per core.", metavar="N", min=1),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (load, remove, validate, info, demo):
        app.command()(command)


def load(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Reports, notices, papers or articles; in a folder, only PDFs are read."),
    ] = None,
    store: Store = None,
    workers: Workers = None,
    authority: Annotated[
        str | None,
        typer.Option(
            help="Council that a text is about, if it is not a report and does not say.",
            autocompletion=completion.authorities,
        ),
    ] = None,
    tier: Annotated[
        str | None,
        typer.Option(
            help="Kind of texts that are not reports: council-paper, council-notice, press.",
            autocompletion=completion.tiers,
        ),
    ] = None,
    prose: Annotated[
        bool, typer.Option("--prose", help="Also read a PDF whose layout is not known, as prose.")
    ] = False,
    max_pages: Annotated[
        int, typer.Option(help="Maximum number of pages of a PDF.", metavar="N", min=1)
    ] = 2_000,
    max_characters: Annotated[
        int, typer.Option(help="Maximum number of characters of text in a file.", metavar="N", min=1)
    ] = 5_000_000,
    max_objects: Annotated[
        int,
        typer.Option(
            help="Maximum number of objects on the pages of a PDF: pieces of text, lines, pictures.",
            metavar="N",
            min=1,
        ),
    ] = 1_000_000,
    max_seconds: Annotated[
        int, typer.Option(help="Limit on the processor time for reading one file.", metavar="N", min=1)
    ] = 60,
    max_memory: Annotated[
        int, typer.Option(help="Limit on the memory for reading one file, in MB.", metavar="N", min=600)
    ] = 1024,
    scheduler: Annotated[
        str | None,
        typer.Option(
            help="Address of a Dask scheduler whose workers read the files; needs the extra dask.",
            metavar="ADDRESS",
        ),
    ] = None,
    endpoint: Endpoint = None,
    union: Annotated[
        bool | None,
        typer.Option(
            help="Whether the endpoint's default graph is the union of its named graphs; "
            "if not, the merge that queries read is written there too."
        ),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(help="Time limit in seconds for each request to the endpoint.", metavar="N", min=1),
    ] = None,
    log: Log = None,
) -> None:
    """Read reports, check them and store what they say.

    Without a path, only the records that ship with the project are loaded. A text, web page or Word file
    gives candidate claims, which stay out of answers unless asked for; the source of a shipped record
    gives the record its quotes. With an endpoint, the store is then uploaded there.
    """
    if endpoint is not None:
        from kg.store.endpoints import endpoint as endpoint_named

        endpoint_named(endpoint)  # before hours of reading, say that there is none
    elif union is not None or seconds is not None:
        raise BadParameter("--union, --no-union and --seconds need --endpoint.")
    if scheduler is not None and workers is not None:
        raise BadParameter("--workers counts processes of this machine; leave it out with --scheduler.")
    report = kg.load(
        expanded(paths or []),
        store=store,
        workers=workers or os.cpu_count() or 1,
        authority=authority,
        tier=tier,
        prose=prose,
        max_pages=max_pages,
        max_characters=max_characters,
        max_objects=max_objects,
        max_seconds=max_seconds,
        max_memory=max_memory,
        scheduler=scheduler,
    )
    _print_report(report)
    if endpoint is not None:
        put = kg.publish(endpoint, store=report.store, union=union, seconds=seconds)
        say(
            f"{put.graphs} named graphs uploaded to {put.endpoint}, {put.removed} removed; "
            f"its queries read {put.triples:,} triples"
        )
    if not report.ok:
        raise typer.Exit(1)


def remove(
    documents: Annotated[
        list[str],
        typer.Argument(
            help="File names, hashes or the first digits of one.", autocompletion=completion.documents
        ),
    ],
    store: Store = None,
) -> None:
    """Remove documents from the store."""
    for entry in kg.remove(documents, store=store):
        say(f"removed {entry.file_name} ({entry.sha256[:16]})")


def validate(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Reports or Turtle files, or folders of them.")
    ] = None,
    store: Store = None,
    workers: Workers = None,
) -> None:
    """Check reports or Turtle files against the shapes; nothing is stored.

    Without a file, check the store as a whole: references, and documents that contradict each other.
    """
    good = True
    workers = workers or os.cpu_count() or 1
    named = expanded(files or [])
    for path in named:
        if not path.exists():
            raise CallError(f"{path} does not exist.")
    for result in kg.check_shapes(named, store=store, workers=workers):
        for line in result.lines:
            say(line)
        good = good and result.ok
    raise typer.Exit(0 if good else 1)


def info(
    store: Store = None,
    timings: Annotated[
        bool, typer.Option("--timings", help="Show how long the stages of the last load took.")
    ] = False,
) -> None:
    """Show what is in the store."""
    for name, value in kg.info(store=store, timings=timings).items():
        say(f"{name:<22} {value}")


def demo(
    store: Annotated[
        Path | None,
        typer.Option("--store", help="New folder for a store of the samples, to practise on.", metavar="DIR"),
    ] = None,
) -> None:
    """Run the main job on two made-up reports, in a temporary store.

    With a folder, all samples are loaded into a store there instead, which stays: two reports and two letters
    on a council that does not exist. The examples of the documentation ask it.
    """
    count = kg.demo(store=store, write_line=say)
    if store is not None:
        ask = shlex.join(
            ["kg", "query", "persistent-weaknesses", "--authority", "Exampleshire", "--store", str(store)]
        )
        say(f"{count} made-up documents in {store}. Ask them: {ask}")


def _print_report(report: LoadReport) -> None:
    """One line a file that failed or is doubtful, then a summary."""
    for refusal in report.refused:
        say(f"refused   {refusal.message}", err=True)
    for name, doubts in report.doubtful:
        more = f" (and {len(doubts) - 1} more: kg query data-quality)" if len(doubts) > 1 else ""
        say(f"doubtful  {name}: {doubts[0]}{more}", err=True)
    for name in report.quoted:
        say(f"quoted    {name}: its record now shows its words", err=True)
    for name, count in report.candidates:
        say(
            f"prose     {name}: {count} candidate claims, left out of answers unless you ask for them",
            err=True,
        )
    for name in report.superseded:
        say(f"replaced  {name}: the store has a later version", err=True)
    for name in report.relabelled:
        say(f"corrected {name}: people's corrections applied again", err=True)
    for name in report.lost:
        say(f"lost      {name}: its files in the store were damaged; load it again", err=True)
    for one in report.unfit:
        say(f"{one.problem:<9} {one.message}", err=True)
    say(
        f"{len(report.loaded)} loaded, {len(report.unchanged)} unchanged, {len(report.refused)} refused, "
        f"{len(report.doubtful)} doubtful; {_shipped(len(report.shipped))}"
        f"{report.triples:,} triples in {report.store}"
    )


def _shipped(count: int) -> str:
    return f"{count} shipped record{'s' if count != 1 else ''} loaded; " if count else ""
