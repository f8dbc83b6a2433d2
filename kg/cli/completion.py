"""Values offered while somebody types: names of authorities, themes and the rest, from the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from kg.errors import KgError
from kg.queries.header import Parameter
from kg.queries.names import fold


def completion(parameter: Parameter) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """What offers values of a parameter as they are typed."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from kg.queries.names import StoreNames
        from kg.queries.parameters import parameter_type
        from kg.store.place import open_store

        if ctx.params.get("endpoint"):
            return []
        if parameter.type == "boolean":
            return [(word, "") for word in ("yes", "no") if word.startswith(incomplete.lower())]
        try:
            # Not kg.open, which would make a store where there is none: a key press must not.
            place = ctx.params.get("store")
            names = StoreNames(open_store(Path(place) if place else None))
            choices = parameter_type(parameter).choices(parameter, names)
        except KgError:
            return []
        return offers(choices, incomplete)

    return complete


def offers(choices: Any, incomplete: str) -> list[tuple[str, str]]:
    """Values that begin as typed, in a spelling without blanks, with labels.

    >>> from kg.queries.names import Name
    >>> offers([Name("", "810", "Kingston upon Hull"), Name("", "plans", "Plans and drift")], "k")
    [('kingston-upon-hull', 'Kingston upon Hull')]
    """
    begun = incomplete.lower()
    found: dict[str, str] = {}
    for name in choices:
        spelled = fold(name.label).replace(" ", "-") if name.id.isdecimal() else name.id
        if spelled.startswith(begun) or (begun and name.id.startswith(incomplete)):
            found.setdefault(spelled if spelled.startswith(begun) else name.id, name.label)
    return list(found.items())


authorities = completion(Parameter("authority", "authority"))
"""Offers names of authorities."""
