"""A folder of ``frameworks/`` as it is read; :mod:`kg.frameworks` answers questions on all of them.

A folder holds ``framework.yaml`` (who inspects, kinds, scale of grades, editions, printed names of areas),
``concepts.ttl`` (its framework and kinds as concepts, with scope and dates in force), ``layouts/*.yaml`` (how
its documents are read) and, where it has them, ``shapes.ttl`` (rules of its own) and ``themes.yaml``
(wordings of a scheme of themes of its own). ``docs/extend.md`` explains how to add one.

Folders that the environment variable ``KG_FRAMEWORKS`` names, joined as in ``PATH``, are read beside those
that ship, so that a framework can be tried without changing an installation.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import RecordError
from kg.kinds import Kind, kind_of
from kg.resources import folder
from kg.yaml_core import load

VARIABLE: Final = "KG_FRAMEWORKS"
SHARED: Final = "shared.yaml"
_FILE: Final = "framework.yaml"
_THEMES: Final = "themes.yaml"


@dataclass(frozen=True, slots=True)
class Edition:
    """A stage of a framework, in force from a day on or known by a reason that only it gives."""

    framework: str
    starts: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ThemeWording:
    """How texts speak of a theme of a framework's own scheme.

    Attributes:
        theme: scheme and id of the theme, ``send-theme/ehc-plans``.
        printed: pattern of the words.
    """

    theme: str
    printed: str


@dataclass(frozen=True, slots=True)
class Framework:
    """One folder of ``frameworks/``.

    Attributes:
        id: the folder's name.
        folder: where it lies.
        inspectorates: ids of the inspectorates that inspect under it, the one that publishes first.
        kinds: its kinds by id.
        editions: in the order in which they are tried.
        grades: scheme of its grades; ``None`` for frameworks that give none.
        printed_grades: grades that it alone prints, each with ``id`` and ``printed``.
        areas: printed names of judgement areas, by the name under which layouts refer to them.
        columns: which judgement stands in which column of other tools' tables, by edition.
        no_row: kinds that have no row in those tables.
        abbreviations: what its abbreviations mean, in a sentence each.
        told: how prose speaks of its kinds, and of its inspections as a whole, by kind or id.
        opens: first words of its own reports.
        inspector_titles: patterns of titles beside its inspectors' names.
        row_kinds: what those tables call its kinds, where they use other words than the ids.
        separate: two items or bullets of its reports are two findings, however alike.
        unnamed: cohort of a sentence that names none, where cohorts come from its own words alone; ``None``
            where the classifier finds them.
        themes: wordings of its own themes; none for frameworks whose reports bear the shared themes alone.
    """

    id: str
    folder: Path
    inspectorates: tuple[str, ...]
    kinds: Mapping[str, Kind]
    editions: tuple[Edition, ...]
    grades: str | None = None
    printed_grades: tuple[Mapping[str, Any], ...] = ()
    areas: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    no_row: tuple[str, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, Sequence[str]] = field(default_factory=dict)
    opens: tuple[str, ...] = ()
    inspector_titles: tuple[str, ...] = ()
    row_kinds: Mapping[str, str] = field(default_factory=dict)
    separate: bool = False
    unnamed: str | None = None
    themes: tuple[ThemeWording, ...] = ()


def read_frameworks() -> tuple[Framework, ...]:
    """The frameworks of all folders, those that ship first, each group sorted by id.

    Raises:
        RecordError: a folder has no sound ``framework.yaml``, or two describe one kind.
    """
    found = tuple(_framework(path) for root in _roots() for path in sorted(root.glob(f"*/{_FILE}")))
    owners: dict[str, str] = {}
    for framework in found:
        for kind in framework.kinds:
            if kind in owners:
                raise RecordError(
                    f"frameworks/{framework.id}/{_FILE}: the kind {kind!r} also belongs to {owners[kind]}."
                )
            owners[kind] = framework.id
    return found


@cache
def common() -> Mapping[str, Any]:
    """What ``shared.yaml`` says itself."""
    return _mapping(folder("frameworks") / SHARED)


def _roots() -> list[Path]:
    further = os.environ.get(VARIABLE, "")
    return [folder("frameworks"), *(Path(part) for part in further.split(os.pathsep) if part)]


def _framework(path: Path) -> Framework:
    raw = _mapping(path)
    place = f"frameworks/{path.parent.name}/{_FILE}"
    if raw.get("id") != path.parent.name:
        raise RecordError(f"{place}: the id {raw.get('id')!r} is not the folder's name.")
    try:
        areas = {str(area["id"]) for area in common()["earlier"]["areas"]}
        kinds = {name: kind_of(name, said, areas) for name, said in raw.pop("kinds").items()}
        editions = tuple(
            Edition(e["framework"], e.get("from", ""), e.get("reason")) for e in raw.pop("editions")
        )
        return Framework(
            folder=path.parent,
            inspectorates=tuple(raw.pop("inspectorates")),
            kinds=kinds,
            editions=editions,
            printed_grades=tuple(raw.pop("printed_grades", ())),
            no_row=tuple(raw.pop("no_row", ())),
            opens=tuple(raw.pop("opens", ())),
            inspector_titles=tuple(raw.pop("inspector_titles", ())),
            themes=_themes(path.with_name(_THEMES)),
            **raw,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise RecordError(f"{place}: {error}. docs/extend.md lists the fields.") from None


def _themes(path: Path) -> tuple[ThemeWording, ...]:
    if not path.is_file():
        return ()
    raw = _mapping(path)
    try:
        return tuple(ThemeWording(f"{raw['scheme']}/{one['id']}", one["printed"]) for one in raw["themes"])
    except (KeyError, TypeError) as error:
        raise RecordError(f"frameworks/{path.parent.name}/{path.name}: {error} is missing.") from None


def _mapping(path: Path) -> dict[str, Any]:
    try:
        raw = load(path.read_text(encoding="utf-8"), f"{path.parent.name}/{path.name}", RecordError)
    except OSError as error:
        raise RecordError(f"{path}: cannot be read: {error.strerror or error}.") from None
    if not isinstance(raw, dict):
        raise RecordError(f"{path.parent.name}/{path.name}: a mapping is expected.")
    return raw
