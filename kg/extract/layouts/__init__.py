"""The layouts of documents as data: patterns, headings, kinds (``frameworks/*/layouts/*.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kg import frameworks
from kg.documents.model import Document
from kg.errors import RecordError, UnknownLayout, UnknownValue
from kg.extract.patterns import compile_pattern, single_spaced
from kg.yaml_core import load_file

_NEXT_TO_NOTHING = 40


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a report that begins with a heading.

    Attributes:
        zone: its content: ``recommendations``, ``findings``, ``information`` ...
        heading: pattern of the whole heading, or ``None``.
        area_heading: a heading that names a judgement area begins it.
        sub: the heading is a sub-heading: it also names the group of the items under it.
        part: the body whose part of the report begins with it, or ``None`` for no change.
        leaning: polarity of the noun phrases in it: of strengths, strength.
        aside: it may be inside a list, which continues after it.
        grouped: the heading begins a list of its own and names the group of the items under it.
    """

    zone: str
    heading: str | None = None
    area_heading: bool = False
    sub: bool = False
    part: str | None = None
    leaning: str | None = None
    aside: bool = False
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """A stage in a layout's life: which judgements it prints, and which it may print."""

    id: str
    starts: date
    areas: tuple[str, ...]
    optional: tuple[str, ...] = ()
    front: str | None = None
    no_overall_reason: str | None = None


@dataclass(frozen=True, slots=True)
class EarlierInspections:
    """How documents of a layout mention inspections before their own.

    Attributes:
        zones: the zones that mention them.
        sentences: patterns of the sentences, with the group ``what`` and the word ``MONTH``.
    """

    zones: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """Description of a layout; the YAML files explain each field where it is used."""

    id: str
    recognise: str
    areas: str
    authority: tuple[str, ...]
    fieldwork: str
    kind: Mapping[str, Any]
    editions: tuple[Edition, ...]
    zones: tuple[Zone, ...]
    items: str
    verified: bool = True
    excluded: str | None = None
    published: str | None = None
    lead: str | None = None
    table: str | None = None
    overall: tuple[str, ...] = ()
    overall_not: str | None = None
    board_overall: tuple[str, ...] = ()
    board_part: str | None = None
    board_title: str | None = None
    board: Mapping[str, str] | None = None
    whole_is_board: bool = False
    grades_under_headings: str | None = None
    graded_sections: bool = False
    no_items: str | None = None
    maybe_items: str | None = None
    no_overall_reason: str | None = None
    boilerplate: str | None = None
    graded: bool = True
    title: str | None = None
    sign_off: str | None = None
    end_lines: str | None = None
    addressee: str | None = None
    letter: bool = False
    focus: tuple[Mapping[str, str], ...] = ()
    looked_at: tuple[str, ...] = ()
    priority_paragraphs: bool = False
    joint: bool = False
    lead_after: str | None = None
    further_leads: str | None = None
    overall_area: str = "overall-effectiveness"
    row_headers: str | None = None
    quotes: str | None = None
    earlier: EarlierInspections = EarlierInspections()
    longest_item: int = 150
    """Words beyond which an item is doubted; the longest in the reports that were checked has 136."""


def values() -> Mapping[str, Any]:
    """The values that every layout shares."""
    return frameworks.shared()


@cache
def layouts() -> tuple[Layout, ...]:
    """All layouts, sorted by file name."""
    return tuple(_layout(path) for path in frameworks.layout_files())


def recognise(document: Document) -> Layout:
    """The one layout whose title is on the first page.

    Raises:
        UnknownLayout: none fits, or several do.
    """
    front = single_spaced(front_text(document))
    found = [
        layout
        for layout in layouts()
        if compile_pattern(layout.recognise).search(front)
        and not (layout.excluded and compile_pattern(layout.excluded).search(front))
    ]
    if len(found) == 1:
        return found[0]
    known = ", ".join(layout.id for layout in layouts())
    if found:
        raise UnknownLayout(
            f"{document.name}: page 1 fits several layouts ({', '.join(layout.id for layout in found)})."
        )
    raise UnknownLayout(
        f"{document.name}: page 1 begins {front[:80]!r}, which is not a report of a known layout ({known})."
    )


def front_text(document: Document) -> str:
    """The text of the first page; a page that holds next to nothing is joined with the next."""
    for page in range(1, document.pages):
        text = document.text[: document.page_starts[page]]
        if len(text.strip()) > _NEXT_TO_NOTHING:
            return text
    return document.text


def front_pages(document: Document) -> str:
    """The text of the first two pages."""
    page = next((n for n, start in enumerate(document.page_starts) if start >= len(front_text(document))), 0)
    return document.text[: document.page_starts[page + 1]] if 0 < page < document.pages - 1 else document.text


@cache
def grade_pattern() -> str:
    """Every printed form of a grade, longest first, as one pattern."""
    return "|".join(str(grade["printed"]) for grade in values()["grades"])


def grade_id(printed: str, place: str) -> str:
    """The id of a printed grade.

    Raises:
        UnknownValue: no grade has this printed form.
    """
    text = single_spaced(printed).rstrip(".")
    for grade in values()["grades"]:
        if compile_pattern(str(grade["printed"])).fullmatch(text):
            return str(grade["id"])
    raise UnknownValue(f"{place}: {text!r} is not a grade that this version knows.")


def _zone(raw: Mapping[str, Any]) -> Zone:
    return Zone(**{"leaning": "strength" if raw["zone"] == "strengths" else None, **raw})


def _earlier(raw: Mapping[str, Any], zones: Sequence[Zone]) -> EarlierInspections:
    if unknown := sorted(set(raw["zones"]) - {zone.zone for zone in zones}):
        raise ValueError(f"earlier names zones that the layout lacks: {', '.join(unknown)}")
    return EarlierInspections(tuple(raw["zones"]), tuple(raw["sentences"]))


def _layout(path: Path) -> Layout:
    raw = dict(load_file(path))
    raw["excluded"] = raw.pop("not", None)
    raw["no_items"] = str(values()["no_items"]) if raw.get("no_items") is True else raw.get("no_items")
    raw["authority"] = tuple(raw["authority"])
    raw["overall"] = tuple(raw.get("overall", ()))
    raw["focus"] = tuple(raw.get("focus", ()))
    raw["looked_at"] = tuple(raw.get("looked_at", ()))
    raw["board_overall"] = tuple(raw.get("board_overall", ()))
    raw["zones"] = tuple(_zone(zone) for zone in raw["zones"])
    raw["editions"] = tuple(
        Edition(
            id=edition["id"],
            starts=date.fromisoformat(edition["from"]),
            areas=tuple(edition["areas"]),
            optional=tuple(edition.get("optional", ())),
            front=edition.get("front"),
            no_overall_reason=edition.get("no_overall_reason"),
        )
        for edition in raw["editions"]
    )
    try:
        if "earlier" in raw:
            raw["earlier"] = _earlier(raw["earlier"], raw["zones"])
        return Layout(**raw)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordError(f"{path.name}: {error}. docs/extend.md lists the fields.") from None
