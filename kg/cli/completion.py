"""Values offered while somebody types: names from the store, and words that an option takes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import typer

from kg.errors import KgError
from kg.queries.catalogue import Catalogue
from kg.queries.header import Parameter
from kg.queries.lookup import normalised
from kg.queries.names import StoreNames
from kg.queries.parameter_types import parameter_type
from kg.store.folder import folder_of, open_store

_CODE: Final = re.compile(r"[A-Z]?[0-9]+")
"""What people do not know by heart, and so is offered by its name."""


def completion(parameter: Parameter) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """What offers values of a parameter as they are typed."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:

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
    """Values that begin as typed, in a spelling without blanks, with labels that say more than the value.

    After a blank, in quotes or escaped, names are offered as they are written. What is typed stays as it is,
    large letters too: shells and the parser drop what does not begin so.

    >>> from kg.queries.names import Name
    >>> hull, plans = Name("", "810", "Kingston upon Hull"), Name("", "plans", "Reviews and drift")
    >>> offers([hull, plans], "k")
    [('kingston-upon-hull', 'Kingston upon Hull')]
    >>> offers([hull, plans], "Kingston up")
    [('Kingston upon Hull', '')]
    >>> offers([hull, plans], "Rev"), offers([hull, plans], "pl")
    ([('Reviews-and-drift', 'Reviews and drift')], [('plans', 'Reviews and drift')])
    """
    found: dict[str, str] = {}
    for name in choices:
        value = next((one for one in _spellings(name, incomplete) if one.startswith(incomplete)), None)
        if value is not None:
            found.setdefault(value, "" if value.casefold() == name.label.casefold() else name.label)
    if " " in incomplete and _bare_in_bash():
        return []
    return list(found.items())


def _spellings(name: Any, incomplete: str) -> Iterator[str]:
    """How a value may be typed on, the best first, beginning with the letters that were typed."""
    folded = normalised(name.label).replace(" ", "-")
    if " " in incomplete:
        known = [name.label]
    elif _CODE.fullmatch(name.id):
        known = [folded]
    else:
        known = [name.id, folded]
    for spelled in known:
        if spelled.lower().startswith(incomplete.lower()):
            yield incomplete + spelled[len(incomplete) :]
    yield name.id


def _bare_in_bash() -> bool:
    """Whether bash asks, for a word that does not begin with a quotation mark.

    Bash puts a value on the line as it is given, and one that has blanks escaped would not begin as typed.
    """
    if os.environ.get("_KG_COMPLETE") != "complete_bash":
        return False
    words = os.environ.get("COMP_WORDS", "").splitlines()
    place = int(os.environ.get("COMP_CWORD", "0"))
    return place >= len(words) or words[place][:1] not in ("'", '"')


def listed(words: Callable[[], Iterable[str]]) -> Callable[[str], list[str]]:
    """What offers words of a fixed list as they are typed.

    Args:
        words: gives the list; called only when somebody asks, so that its module is not read before.
    """

    def complete(incomplete: str) -> list[str]:
        try:
            begun = [word for word in words() if word.startswith(incomplete.lower())]
            return [incomplete + word[len(incomplete) :] for word in begun]
        except KgError:
            return []

    return complete


def documents(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Offers documents of the store by the first digits of their hash, with their file names as labels.

    A file name is offered too if it has no blanks, at which shells would part it.
    """
    try:
        entries = folder_of(ctx.params.get("store")).manifest().documents()
    except KgError:
        return []
    found = [(e.sha256[:16], e.file_name) for e in entries if e.sha256.startswith(incomplete.lower())]
    plain = (e.file_name for e in entries if " " not in e.file_name and incomplete)
    return [*found, *((name, "") for name in plain if name.startswith(incomplete))]


def _export_forms() -> list[str]:
    from kg.export.formats import FORMATS

    return [*FORMATS, "csv", "xlsx"]


def _layouts() -> tuple[str, ...]:
    from kg.export.layouts.definitions import LAYOUTS

    return LAYOUTS


def _query_kinds() -> tuple[str, ...]:
    from kg.export.examples import KINDS

    return KINDS


def _tags() -> tuple[str, ...]:
    return Catalogue().tags


def _tiers() -> tuple[str, ...]:
    from kg.prose.read import TIERS

    return TIERS


def _endpoints() -> Iterable[str]:
    from kg.store.endpoints import configured

    return configured()


authorities = completion(Parameter("authority", "authority"))
"""Offers names of authorities."""

inspections = completion(Parameter("inspection", "inspection"))
"""Offers keys of inspections."""

themes = completion(Parameter("theme", "theme"))
"""Offers themes."""

states = completion(Parameter("state", "state"))
"""Offers states of weaknesses."""

export_forms = listed(_export_forms)
"""Offers formats of exports, and those of layouts."""

layouts = listed(_layouts)
"""Offers the tables of other tools."""

query_kinds = listed(_query_kinds)
"""Offers kinds of files of stored queries."""

tags = listed(_tags)
"""Offers tags of stored queries."""

tiers = listed(_tiers)
"""Offers tiers of documents that are not reports."""

endpoints = listed(_endpoints)
"""Offers names of endpoints in kg.toml."""
