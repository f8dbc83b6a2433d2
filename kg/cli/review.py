"""The command that takes people's corrections of sentences, and their decisions about rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import kg
from kg.cli.answers import Output, Store, emit
from kg.cli.completion import authorities, states, themes
from kg.cli.say import give, say
from kg.errors import BadParameter
from kg.render.files import whole

if TYPE_CHECKING:
    from kg.pipeline.review import Reviewed
    from kg.pipeline.review.rows import Taken


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(review)


def review(
    file: Annotated[
        Path | None, typer.Argument(help="A signed curation file (.csv or .ttl) to apply.", metavar="FILE")
    ] = None,
    authority: Annotated[
        list[str] | None,
        typer.Option(help="Write out sentences about this authority only.", autocompletion=authorities),
    ] = None,
    theme: Annotated[
        list[str] | None,
        typer.Option(help="Write out sentences on this theme only.", autocompletion=themes),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(help="Number of sentences to write out; by default 20.", metavar="N", min=1)
    ] = None,
    output: Output = None,
    replace: Annotated[
        bool,
        typer.Option(
            "--replace", help="Withdraw decisions that the kept file of this name has and FILE does not."
        ),
    ] = False,
    remove: Annotated[
        str | None,
        typer.Option("--remove", help="Remove a curation file from the store.", metavar="NAME"),
    ] = None,
    rows: Annotated[
        bool,
        typer.Option("--rows", help="Review rows of trajectories, not sentences: write out a sheet (YAML)."),
    ] = False,
    state: Annotated[
        list[str] | None,
        typer.Option(help="With --rows: only rows in this state.", autocompletion=states),
    ] = None,
    take: Annotated[
        Path | None,
        typer.Option("--take", help="With --rows: keep the decisions of a filled-in sheet.", metavar="SHEET"),
    ] = None,
    stale: Annotated[
        bool,
        typer.Option(
            "--stale",
            help="With --rows: list the decisions to read again; with -o, write their rows as a sheet.",
        ),
    ] = False,
    store: Store = None,
) -> None:
    """Correct what the classifier says of sentences, or decide about rows.

    Without a file, write out the least certain sentences as a curation file (CSV). Set right what is
    wrong, sign each row that is decided (by, why), and give the file back: kg review FILE checks it, keeps
    it in the store and applies it. It wins over the model at every load.

    With --rows, write out trajectories, with what each inspection says, as a sheet. Fill in decision, by and
    why, and give it back: kg review --rows --take SHEET. docs/curation.md says more.
    """
    if rows or state or take is not None or stale:
        if not rows or file is not None or remove is not None or replace or limit is not None:
            raise BadParameter(
                "--rows goes with --authority, --theme, --state, --stale and -o, or with --take SHEET; "
                "--state, --take and --stale need --rows."
            )
        _rows(authority, theme, state, take, stale, output, store)
        return
    asked = bool(authority or theme or limit or output)
    if sum((file is not None, remove is not None, asked)) > 1 or (replace and file is None):
        raise BadParameter(
            "Give a FILE to apply (with --replace if needed), or --remove NAME, or options that choose "
            "what to write out (--authority, --theme, --limit, --output)."
        )
    if remove is not None:
        _print_effect(kg.withdraw(remove, store=store))
    elif file is not None:
        _print_effect(kg.review(file, store=store, replace=replace))
    else:
        _write_out(authority, theme, 20 if limit is None else limit, output, store)


def _write_out(
    authority: list[str] | None, theme: list[str] | None, limit: int, output: Path | None, store: Path | None
) -> None:
    if output is not None and output.suffix.lower() != ".csv":
        raise BadParameter(f"{output.name}: sentences for review are written as CSV; name a .csv file.")
    graph = kg.open(store)
    given = {"authority": authority or None, "theme": theme or None, "max_confidence": 1}
    wanted = {name: value for name, value in given.items() if value is not None}
    answer = graph.query("review", limit=limit, **wanted).answer
    emit(answer, graph.names.label, form="csv", output=output)


def _rows(
    authority: list[str] | None,
    theme: list[str] | None,
    state: list[str] | None,
    sheet: Path | None,
    stale: bool,
    output: Path | None,
    store: Path | None,
) -> None:
    """Write out rows as a sheet, list stale decisions, or take a sheet."""
    if sheet is not None:
        if authority or theme or state or stale or output is not None:
            raise BadParameter("--take goes with --rows and --store alone.")
        _tell_rows(sheet.name, kg.decide(sheet, store=store))
        return
    if stale and output is None:
        for one in kg.stale_decisions(store=store):
            say(f"{one.key[0]:<14} {one.reason}")
        return
    if output is not None and output.suffix.lower() not in (".yaml", ".yml"):
        raise BadParameter(f"{output.name}: rows are written as YAML; name a .yaml file.")
    text = kg.rows_to_decide(
        store=store, authority=authority or (), theme=theme or (), state=state or (), stale=stale
    )
    if output is None:
        give(text)
        return

    with whole(output) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
    say(f"written to {output}", err=True)


def _tell_rows(name: str, told: Taken) -> None:
    """One line a decision that changes something, then a summary."""
    for what, some in (("added", told.added), ("altered", told.altered), ("withdrawn", told.withdrawn)):
        for one in some:
            say(f"{what:<9} {one.body} {one.theme} {one.cohort}: {one.decision} ({one.state})")
    say(
        f"{name}: {len(told.added)} decisions added, {len(told.altered)} altered, {len(told.withdrawn)} "
        f"withdrawn, {told.unchanged} as before; {len(told.authorities)} authorities recalculated"
    )


def _print_effect(told: Reviewed) -> None:
    """One line a decision that changes something or does not count, then a summary."""
    for where, change in told.changes:
        say(f"{where}: {change}")
    for one in told.unfit:
        say(f"{one.problem:<9} {one.message}", err=True)
    say(
        f"{told.name}: {len(told.added)} decisions added, {len(told.altered)} altered, "
        f"{len(told.withdrawn)} withdrawn; {len(told.documents)} documents relabelled"
    )
