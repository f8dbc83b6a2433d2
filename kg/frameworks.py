"""What is known of each inspection framework: one folder each under ``frameworks/``, and nothing in code.

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
from kg.kinds import Kind, KnownBy, kind_of
from kg.resources import files, folder
from kg.yaml_core import load

VARIABLE: Final = "KG_FRAMEWORKS"
_FILE: Final = "framework.yaml"
_SHARED: Final = "shared.yaml"
_THEMES: Final = "themes.yaml"
_DEFAULT_SCALE: Final = "grade"


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


@cache
def frameworks() -> tuple[Framework, ...]:
    """All frameworks, those that ship first, each group sorted by id.

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
def _by_kind() -> Mapping[str, Framework]:
    return {kind: framework for framework in frameworks() for kind in framework.kinds}


def kind(identifier: str) -> Kind:
    """A kind by its id; one that no folder describes has no more than its id."""
    framework = _by_kind().get(identifier)
    return framework.kinds[identifier] if framework else Kind(identifier, identifier)


@cache
def known_by() -> Mapping[str, KnownBy]:
    """How to recognise inspections of kinds that reports mention without naming the kind, by kind id."""
    return {k.id: k.known_by for f in frameworks() for k in f.kinds.values() if k.known_by is not None}


def grade_scale(identifier: str) -> str:
    """Scheme of the grades that inspections of a kind give.

    >>> grade_scale("lac-2013"), grade_scale("sif")
    ('grade-2009', 'grade')
    """
    framework = _by_kind().get(identifier)
    return (framework.grades if framework else None) or _DEFAULT_SCALE


def grade_scales() -> tuple[str, ...]:
    """Every scheme of grades, the one of today first."""
    named = {framework.grades for framework in frameworks() if framework.grades} - {_DEFAULT_SCALE}
    return (_DEFAULT_SCALE, *sorted(named))


def edition_of(identifier: str, start: str, reason: str | None = None) -> str:
    """Id of the framework under which an inspection was made.

    Args:
        identifier: its kind.
        start: its first day as ISO date.
        reason: why it has no overall grade.

    >>> edition_of("ilacs-standard", "2022-01-17"), edition_of("sif-reinspection", "2017-03-01")
    ('ilacs-2018', 'sif')
    """
    framework = _by_kind().get(identifier)
    for edition in framework.editions if framework else ():
        if edition.reason == reason if edition.reason else start >= edition.starts:
            return edition.framework
    return identifier


def inspectorates(identifier: str) -> tuple[str, ...]:
    """Ids of the inspectorates that may make inspections of a kind, the one that publishes first."""
    framework = _by_kind().get(identifier)
    return framework.inspectorates if framework else tuple(shared()["inspectorates_by_default"])


def learned_place(identifier: str) -> int:
    """Place of a kind's group among the groups of frameworks that the classifier has learned apart.

    >>> learned_place("sif-reinspection")
    0
    """
    groups: list[str] = shared()["learned"]
    return groups.index(kind(identifier).learned_as or groups[-1])


def separate(identifier: str) -> bool:
    """Whether two items or bullets of reports of a kind are two findings, however alike.

    >>> separate("jtai"), separate("sif")
    (True, False)
    """
    framework = _by_kind().get(identifier)
    return framework is not None and framework.separate


def unnamed_cohort(identifier: str) -> str | None:
    """Cohort of sentences of a kind that name none, if words alone give cohorts.

    >>> unnamed_cohort("area-send"), unnamed_cohort("sif")
    ('all-children', None)
    """
    framework = _by_kind().get(identifier)
    return framework.unnamed if framework else None


def theme_wordings(identifier: str) -> tuple[ThemeWording, ...]:
    """Wordings of the themes that the framework of a kind has of its own; none for most frameworks."""
    framework = _by_kind().get(identifier)
    return framework.themes if framework else ()


def told() -> Mapping[str, Sequence[str]]:
    """How prose speaks of inspections: single kinds first, then frameworks as a whole, which tell less."""
    found = {name: words for framework in frameworks() for name, words in framework.told.items()}
    return dict(sorted(found.items(), key=lambda one: one[0] not in _by_kind()))


@cache
def shared() -> Mapping[str, Any]:
    """Values that documents of all frameworks print, with the areas, grades and titles of each among them."""
    values = dict(_common())
    values["areas"] = {name: areas for f in frameworks() for name, areas in f.areas.items()}
    titles = [title for f in frameworks() for title in f.inspector_titles]
    values["inspector_titles"] = [*titles, *values["inspector_titles"]]
    values["grades"] = [*values["grades"], *(grade for f in frameworks() for grade in f.printed_grades)]
    return values


@cache
def _common() -> Mapping[str, Any]:
    """What ``shared.yaml`` says itself."""
    return _mapping(folder("frameworks") / _SHARED)


def layout_files() -> list[Path]:
    """The layouts of all frameworks, sorted by name."""
    found = [path for f in frameworks() for path in f.folder.glob("layouts/*.yaml")]
    return sorted(found, key=lambda path: path.name)


def concept_files() -> list[Path]:
    """Turtle files of the frameworks' own concepts."""
    return [path for f in frameworks() for path in sorted(f.folder.glob("*.ttl")) if path.stem != "shapes"]


def shape_files() -> list[Path]:
    """Every file of shapes: those that all documents share, and those of single frameworks."""
    return [*files("shapes", "*.ttl"), *(p for f in frameworks() for p in f.folder.glob("shapes.ttl"))]


def scheme_files() -> list[Path]:
    """Every file of concepts: the shared schemes, and the concepts of single frameworks."""
    return [*files("ontology", "schemes/*.ttl"), *concept_files()]


def vocabulary_files() -> list[Path]:
    """Every Turtle file of terms, concepts and registers."""
    return [*files("ontology", "**/*.ttl"), *concept_files()]


def all_files() -> list[Path]:
    """Every file that describes frameworks but their samples, for telling whether anything has changed."""
    found = [path for f in frameworks() for path in sorted(f.folder.rglob("*")) if path.is_file()]
    return [
        folder("frameworks") / _SHARED,
        *(path for path in found if not path.parent.name.startswith("sample")),
    ]


def _roots() -> list[Path]:
    further = os.environ.get(VARIABLE, "")
    return [folder("frameworks"), *(Path(part) for part in further.split(os.pathsep) if part)]


def _framework(path: Path) -> Framework:
    raw = _mapping(path)
    place = f"frameworks/{path.parent.name}/{_FILE}"
    if raw.get("id") != path.parent.name:
        raise RecordError(f"{place}: the id {raw.get('id')!r} is not the folder's name.")
    try:
        areas = {str(area["id"]) for area in _common()["earlier"]["areas"]}
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
