"""The facts of one document, each with its evidence: the result of extraction, from which RDF is built.

Ids are those of the schemes in ``ontology/schemes``. A fact that the document does not print is absent,
never a default.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.documents.model import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place in the document that states a fact.

    Attributes:
        page: physical page, from 1, on which the span begins.
        span: from its first character to its last.
        paragraph: number of the paragraph as printed, or ``None``.
        left_out: text of another column within the span, if the end of a page cuts a row.
    """

    page: int
    span: Span
    paragraph: str | None = None
    left_out: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A day or a stretch of days as bounds, with its printed words.

    Attributes:
        earliest: first day it can mean.
        latest: last day it can mean; equal to ``earliest`` for a single known day.
        printed: the form in the document (``"17 to 28 January 2022"``).
    """

    earliest: date
    latest: date
    printed: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Day of publication with its basis: ``printed``, ``file-name`` or ``supplied``."""

    on: date
    basis: str
    printed: str
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A graded judgement as printed. ``area`` and ``grade`` are scheme ids; ``scheme`` the grade scale."""

    area: str
    grade: str
    evidence: Evidence
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report's body: heading as printed, its area and grade, its order from 1.

    ``part`` is the body whose part of the report it is: ``la`` or ``lscb``. ``printed`` is the grade in the
    words of the report, and ``graded`` the place that gives it, from the heading on.
    """

    sequence: int
    heading: str
    evidence: Evidence
    area: str | None = None
    grade: str | None = None
    part: str = "la"
    printed: str | None = None
    graded: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One recommendation or priority action, word for word.

    ``text`` omits number, bullet, footnote marks and National Framework tags; ``evidence.span``
    covers the printed item. ``text`` may differ from the span's characters only by these omissions, and by
    the form of the marks before smaller bullets.

    Attributes:
        sequence: order in the document among its recommendations, from 1.
        kind: ``recommendation`` or ``priority-action``.
        addressee: ``la``, ``lscb``, ``partnership``, ``committee`` or ``other``.
        addressee_printed: the bodies that the item, its row or its heading names, as printed, or ``None``.
        number: as printed, or ``None``.
        timescale: ``immediately``, ``within-three-months``, ``within-six-months`` or ``None``.
        framework_tags: ``outcome-1`` .. ``outcome-4``, ``enabler-1`` .. ``enabler-3``, ``principle-n``.
        group: printed sub-heading above it, or ``None``.
        paragraphs: numbers of the paragraphs that the item itself names ("(paragraph 25)").
        authorities: codes of its addressees, if the document is about several and it is not for all.
    """

    sequence: int
    kind: str
    addressee: str
    text: str
    evidence: Evidence
    number: str | None = None
    timescale: str | None = None
    framework_tags: tuple[str, ...] = ()
    group: str | None = None
    paragraphs: tuple[str, ...] = ()
    addressee_printed: str | None = None
    authorities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention:
    """One sentence with its place.

    Attributes:
        text: as printed, white space collapsed.
        form: finding-form id (see :class:`kg.classify.base.Sentence`).
        section: ``sequence`` of its section, or ``None`` before the first.
        block: key of its paragraph or list item, unique in the document.
        recommendation: ``sequence`` of the recommendation it is part of, or ``None``.
        part: ``la`` or ``lscb``.
        leaning: polarity that the heading above gives to noun phrases, or ``None``.
    """

    text: str
    form: str
    evidence: Evidence
    block: str
    section: int | None = None
    recommendation: int | None = None
    part: str = "la"
    leaning: str | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection that the document reports; a report may hold a council's and a board's.

    Attributes:
        kind: inspection-kind id (``ilacs-standard``, ``sif``, ``lscb-review`` ...).
        kind_derived: true if the kind is inferred from the length of stay, not printed.
        body: ``la`` or ``lscb``.
        fieldwork: first and last day on site, over all parts.
        stays: the printed stretches, one or more.
        lead_inspectors: names as printed, without titles.
        no_overall_reason: why there is no overall grade, else ``None``: ``removed-april-2026``,
            ``ungraded-visit``, ``predates``, ``not-stated``.
        inspectorates: ids of those that the document names; empty if it names none: the inspectorate is
            then the publisher.
        focus: ids of the subjects of a visit or joint inspection.
    """

    kind: str
    body: str
    fieldwork: Period
    fieldwork_evidence: Evidence
    stays: tuple[Period, ...] = ()
    kind_derived: bool = False
    lead_inspectors: tuple[str, ...] = ()
    lead_evidence: Evidence | None = None
    judgements: tuple[Judgement, ...] = ()
    no_overall_reason: str | None = None
    inspectorates: tuple[str, ...] = ()
    focus: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier inspection of the same authority that the report mentions.

    Attributes:
        kind: inspection-kind id; it follows from what was inspected, and when.
        start: the months in which it can have begun, with the printed words of its month.
        month: the printed month, as ``2012-07``.
        published: whether its report was published in that month; if not, it took place then.
    """

    kind: str
    start: Period
    month: str
    published: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Everything a report states on its face, and each of its sentences.

    Attributes:
        authority: Department's three-digit code.
        authority_printed: the name as the document prints it.
        members: codes of all authorities of a partnership of several, ``authority`` first; else empty.
        layout: id of the layout that was recognised (``ilacs-2018``).
        verified: false for layouts written without a real example.
        licence: licence id: ``ogl-3``, ``non-commercial-2015`` or ``not-stated``.
        warnings: doubts, in words; stored, and shown by data-quality.
        earlier: inspections that it names; their reports need not be known.
    """

    sha256: str
    authority: str
    authority_printed: str
    authority_evidence: Evidence
    layout: str
    inspections: tuple[Inspection, ...]
    publication: Publication | None
    sections: tuple[Section, ...]
    recommendations: tuple[Recommendation, ...]
    mentions: tuple[Mention, ...]
    licence: str = "not-stated"
    verified: bool = True
    warnings: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()
