"""Commands that look after the files of a store: check and repair them, and delete what no reader needs."""

from __future__ import annotations

from typing import Annotated

import typer

import kg
from kg.cli.answers import Store
from kg.cli.say import say
from kg.store.folder import folder_of


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(check)
    app.command()(compact)


def check(
    store: Store = None,
    deep: Annotated[
        bool, typer.Option("--deep", help="Read every file, including the tables of the database.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Rebuild what is damaged, as far as the store itself can.")
    ] = False,
) -> None:
    """Check that the files of the store are as they were written.

    Each problem is listed with the command that helps. --repair rebuilds the database from the archive and
    lists the reports that have to be loaded again.
    """
    lost: list[str] = []
    if repair:
        lost = kg.repair(store=store)
        for name in lost:
            say(f"lost      {name}: load it again")
    found = kg.check(store=store, deep=deep or repair)
    for problem in found:
        say(f"damaged   {problem.what}: {problem.remedy}")
    verdict = "whole" if not found else f"{len(found)} problem{'s' if len(found) != 1 else ''}"
    say(f"{folder_of(store).root}: {verdict}")
    if found or lost:
        raise typer.Exit(1)


def compact(store: Store = None) -> None:
    """Delete what no reader of the store needs, and merge the files of its database.

    Older generations go, and what interrupted changes left. kg check finds the store whole before and after.
    """
    done = kg.compact(store=store)
    say(f"{folder_of(store).root}: {done.before / 1e6:,.1f} MB before, {done.after / 1e6:,.1f} MB after")
