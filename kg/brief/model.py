"""What a page for a meeting holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something is said.

    Attributes:
        source: number of the document in :attr:`Brief.sources`, from 1.
        place: page, paragraph or lines in words.
    """

    source: int
    place: str


@dataclass(frozen=True, slots=True)
class Appearance:
    """What one inspection says of a weakness, and where.

    Attributes:
        when: first day on site, or the earliest day that it can have been.
        dated: the same in words, as exactly as it is known.
        level: id of the level: how strongly the inspection raises the weakness.
        words: empty where an inspection was silent, is not read, or its words are not in the store.
        quoted: whether the words are the document's; otherwise they are our own, telling what it says.
        citation: where the words stand; none where an inspection was silent or is not read.
    """

    when: date
    dated: str
    level: str
    words: str = ""
    quoted: bool = True
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One weakness.

    Attributes:
        number: place in the annex: ``B1``.
        theme: what it is about.
        cohort: the children, young people or adults concerned.
        body: whose weakness, where it is not the authority's own.
        state: id of what has become of it.
        facts: what is known beside, in sentences.
        places: inspections, oldest first.
        lasting: words of a report that the weakness lasts, where it says so itself.
        theme_id: id of the theme.
    """

    number: str
    theme: str
    cohort: str
    body: str
    state: str
    facts: tuple[str, ...]
    places: tuple[Appearance, ...]
    lasting: Appearance | None = None
    theme_id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A list of the annex, and those of its entries that stand on the first page.

    Attributes:
        key: of the part in ``words.yaml``.
        letter: of the part in the annex.
        empty: what to say where there are no entries.
        front: entries on the first page, most important first.
    """

    key: str
    letter: str
    title: str
    meaning: str
    empty: str
    entries: tuple[Entry, ...]
    front: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One grade that a document gives.

    Attributes:
        area: id of what was judged.
        start: first day on site.
        grade: id of the grade.
        label: the grade in words.
        title: what was judged, in words.
        words: the print that says so, or the heading under which the grade stands; empty if they do not ship.
        citation: where.
        kind: id of the kind of inspection.
    """

    area: str
    start: date
    grade: str
    label: str
    title: str = ""
    words: str = ""
    citation: Citation | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A graded inspection without an overall grade.

    Attributes:
        start: first day on site.
        cell: the reason in lines short enough for the chart.
    """

    start: date
    cell: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What a document says, in the project's words, on an inspection whose report is not loaded."""

    words: str
    citation: Citation
    main: bool = True
    """Whether it is the one to show where there is room for one of each inspection."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document.

    Attributes:
        title: what it is, in words.
        name: name of the file.
        sha256: hash of the file.
        url: where it can be read, if that is known.
    """

    title: str
    name: str
    sha256: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything on the page.

    Attributes:
        authority: its name.
        lead: what was read, and the newest inspection, each sentence with its citation if it has one.
        read: number of inspections of the authority itself whose reports or letters are at hand.
        marks: grades, oldest first.
        visits: visits, which give no grades.
        partners: inspections of partnerships of the area, with their outcome and what they asked for.
        gaps: graded inspections without an overall grade.
        notes: what a reader of the chart has to know.
        parts: the lists, in order.
        untold: number of weaknesses with no known state, and why.
        unread: inspections that are known and whose reports are not read.
        told: grades that other documents report for such inspections.
        sources: documents, in the order of their numbers.
        rules: rules of trajectories that differ from the usual ones.
        successors: names of the councils that followed this one, if it has ended.
    """

    authority: str
    lead: tuple[tuple[str, Citation | None], ...]
    read: int
    marks: tuple[Mark, ...]
    visits: tuple[Told, ...]
    gaps: tuple[Gap, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    untold: tuple[tuple[int, str], ...]
    unread: tuple[Told, ...]
    told: tuple[Told, ...]
    sources: tuple[Source, ...]
    rules: tuple[str, ...] = field(default=())
    partners: tuple[Told, ...] = ()
    successors: tuple[str, ...] = ()

    def part(self, key: str) -> Part:
        """The list with a key of ``words.yaml``."""
        return next(part for part in self.parts if part.key == key)

    @property
    def total(self) -> int:
        """Number of weaknesses in all parts."""
        return sum(len(part.entries) for part in self.parts)
