"""What is known of each inspection framework: one folder each under ``frameworks/``, and nothing in code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.framework_folder import SHARED, Framework, ThemeWording, common, read_frameworks
from kg.kinds import Kind, KnownBy
from kg.resources import files, folder

_DEFAULT_SCALE: Final = "grade"


@cache
def frameworks() -> tuple[Framework, ...]:
    """All frameworks, the shipped ones first, each group sorted by id.

    Raises:
        RecordError: a folder has no sound ``framework.yaml``, or two describe one kind.
    """
    return read_frameworks()


@cache
def _by_kind() -> Mapping[str, Framework]:
    return {kind: framework for framework in frameworks() for kind in framework.kinds}


def kind(identifier: str) -> Kind:
    """A kind by its id; one that no folder describes has only its id."""
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
    """Every scheme of grades, the current one first."""
    named = {framework.grades for framework in frameworks() if framework.grades} - {_DEFAULT_SCALE}
    return (_DEFAULT_SCALE, *sorted(named))


def edition_of(identifier: str, start: str, reason: str | None = None) -> str:
    """Id of the framework under which an inspection was carried out.

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
    """Ids of the inspectorates that may carry out inspections of a kind, the publisher first."""
    framework = _by_kind().get(identifier)
    return framework.inspectorates if framework else tuple(shared()["inspectorates_by_default"])


def learned_place(identifier: str) -> int:
    """Index of a kind's group among the groups of frameworks that the classifier distinguishes.

    >>> learned_place("sif-reinspection")
    0
    """
    groups: list[str] = shared()["learned"]
    return groups.index(kind(identifier).learned_as or groups[-1])


@cache
def report_tiers() -> frozenset[str]:
    """Tiers of the documents of inspectorates, as the kinds of all frameworks have them.

    >>> sorted(report_tiers())
    ['ofsted-letter', 'ofsted-report']
    """
    return frozenset(kind.tier for framework in frameworks() for kind in framework.kinds.values())


def separate(identifier: str) -> bool:
    """Whether two items or bullets of reports of a kind are two findings, however similar.

    >>> separate("jtai"), separate("sif")
    (True, False)
    """
    framework = _by_kind().get(identifier)
    return framework is not None and framework.separate


def unnamed_cohort(identifier: str) -> str | None:
    """Cohort of sentences of a kind that name none, if cohorts come only from words.

    >>> unnamed_cohort("area-send"), unnamed_cohort("sif")
    ('all-children', None)
    """
    framework = _by_kind().get(identifier)
    return framework.unnamed if framework else None


def theme_wordings(identifier: str) -> tuple[ThemeWording, ...]:
    """Wordings of the own themes of the framework of a kind; none for most frameworks."""
    framework = _by_kind().get(identifier)
    return framework.themes if framework else ()


def told() -> Mapping[str, Sequence[str]]:
    """Names of inspections in prose: single kinds first, then whole frameworks, which are less specific."""
    found = {name: words for framework in frameworks() for name, words in framework.told.items()}
    return dict(sorted(found.items(), key=lambda one: one[0] not in _by_kind()))


@cache
def shared() -> Mapping[str, Any]:
    """Values that documents of all frameworks print, with the areas, grades and titles of each among them."""
    values = dict(common())
    values["areas"] = {name: areas for f in frameworks() for name, areas in f.areas.items()}
    titles = [title for f in frameworks() for title in f.inspector_titles]
    values["inspector_titles"] = [*titles, *values["inspector_titles"]]
    values["grades"] = [*values["grades"], *(grade for f in frameworks() for grade in f.printed_grades)]
    return values


def layout_files() -> list[Path]:
    """The layouts of all frameworks, sorted by name."""
    found = [path for f in frameworks() for path in f.folder.glob("layouts/*.yaml")]
    return sorted(found, key=lambda path: path.name)


def concept_files() -> list[Path]:
    """Turtle files of the frameworks' concepts."""
    return [path for f in frameworks() for path in sorted(f.folder.glob("*.ttl")) if path.stem != "shapes"]


def shape_files() -> list[Path]:
    """Every file of shapes: those for all documents, and those of single frameworks."""
    return [*files("shapes", "*.ttl"), *(p for f in frameworks() for p in f.folder.glob("shapes.ttl"))]


def scheme_files() -> list[Path]:
    """Every file of concepts: the shared schemes, and the concepts of single frameworks."""
    return [*files("ontology", "schemes/*.ttl"), *concept_files()]


def vocabulary_files() -> list[Path]:
    """Every Turtle file of terms, concepts and registers."""
    return [*files("ontology", "**/*.ttl"), *concept_files()]


def all_files() -> list[Path]:
    """Every file that describes frameworks, except their samples, for detecting changes."""
    found = [path for f in frameworks() for path in sorted(f.folder.rglob("*")) if path.is_file()]
    return [
        folder("frameworks") / SHARED,
        *(path for path in found if not path.parent.name.startswith("sample")),
    ]
