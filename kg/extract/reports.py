"""Extracts the facts that a document states: the one function that combines the readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg import frameworks
from kg.documents.model import Document
from kg.errors import UnknownLayout, UnknownValue
from kg.extract import front, judgements, letters
from kg.extract.corrections import correction
from kg.extract.crosscheck import crosscheck
from kg.extract.dates import parse_day, parse_stays, stay_days
from kg.extract.earlier import earlier
from kg.extract.facts import Evidence, Inspection, Judgement, Period, Publication, ReportFacts
from kg.extract.layouts import Edition, Layout, front_text, recognise, values
from kg.extract.mentions import mentions
from kg.extract.numbering import numbering
from kg.extract.outline import outline
from kg.extract.patterns import compile_pattern, single_spaced
from kg.extract.plan import Outline
from kg.extract.promises import broken_promises
from kg.extract.recommendations import recommendations
from kg.extract.shares import shares


def extract(
    document: Document,
    *,
    file_name: str | None = None,
    corrected: bool = True,
    authority_codes: Mapping[str, str] | None = None,
) -> ReportFacts:
    """Read everything a report states on its face.

    Args:
        document: the report.
        file_name: the file's name as published, whose date is used if no publication date is printed;
            the document's own name by default. Nothing else is ever read from it.
        corrected: apply ``corrections.yaml``.
        authority_codes: codes by name of further authorities, see :func:`kg.extract.authorities.resolve`.

    Raises:
        UnknownLayout: the document does not have a known layout.
        UnknownValue: a grade, area, kind, date or authority has an unknown form.
    """
    layout = recognise(document)
    fixes = correction(document.sha256) if corrected else {}
    warnings: list[str] = [f"{key} corrected: {fixes['reason']}" for key in sorted(fixes) if key != "reason"]

    if layout.letter:
        kind = frameworks.kind(str(layout.kind.get("fixed", "")))
        told, name, name_evidence, doubts = letters.authority(
            document, layout, authority_codes, shared=bool(kind.body or kind.shared_body)
        )
        warnings += doubts
        published, doubts = letters.publication(document, file_name or document.name)
    else:
        name, name_evidence = front.authority(document, layout)
        told = ()
        published, doubts = front.publication(document, layout, file_name or document.name)
    warnings += doubts
    if "fieldwork" in fixes:
        stays, days_evidence = parse_stays(str(fixes["fieldwork"]), "corrections.yaml"), name_evidence
    elif layout.letter:
        stays, days_evidence, doubts = letters.fieldwork(document, published)
        warnings += doubts
    else:
        stays, days_evidence, doubts = front.fieldwork(document, layout)
        warnings += doubts
    first_day = min(stay.earliest for stay in stays)
    printed = str(fixes.get("authority_printed", name))
    members = front.members(document, layout, told, printed, first_day, authority_codes)
    code = members[0]
    if "published" in fixes:
        published = Publication(
            parse_day(str(fixes["published"]), "corrections.yaml"), "supplied", str(fixes["published"])
        )

    table = judgements.front_table(document, layout)
    front_end = table.end if layout.table or layout.title else max(_front_page_end(document), table.end)
    plan = outline(document, layout, front_end)
    warnings += plan.warnings
    warnings += numbering(plan)
    items, doubts = recommendations(document, layout, plan)
    warnings += doubts
    if len(members) > 1:
        items = shares(items, plan.sections, members, authority_codes)
    lead, lead_evidence, doubts = front.leads(document, layout)
    lead = tuple(fixes.get("lead_inspectors", lead))
    warnings += doubts
    if not layout.verified:
        warnings.append(
            "unverified layout: written without a real example at hand; compare with the document."
        )

    edition = _edition(document, layout, stays)
    fieldwork = Period(
        min(s.earliest for s in stays), max(s.latest for s in stays), _printed(document, days_evidence, stays)
    )
    named, focus, doubts = _letter_facts(document, layout)
    warnings += doubts
    base = Inspection(
        kind="",
        body="la",
        fieldwork=fieldwork,
        fieldwork_evidence=days_evidence,
        stays=stays,
        lead_inspectors=lead,
        lead_evidence=lead_evidence,
        inspectorates=named,
        focus=focus,
    )
    inspections, doubts = _inspections(document, layout, edition, plan, table, base)
    warnings += doubts
    if "judgements" in fixes:
        inspections = tuple(_corrected(inspection, dict(fixes["judgements"])) for inspection in inspections)
    warnings += crosscheck(document, layout, plan, code, inspections, authority_codes)
    warnings += broken_promises(document, layout, plan, items, inspections)
    return ReportFacts(
        sha256=document.sha256,
        authority=code,
        authority_printed=name,
        authority_evidence=name_evidence,
        layout=edition.id,
        inspections=inspections,
        publication=published,
        sections=plan.sections,
        recommendations=items,
        mentions=mentions(document, plan, items, str(values()["notes"]) if layout.addressee else None),
        licence=_licence(document),
        verified=layout.verified,
        warnings=tuple(warnings),
        members=members if len(members) > 1 else (),
        earlier=earlier(document, layout, plan),
    )


def _letter_facts(document: Document, layout: Layout) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Inspectorates and focus of a letter, and a warning about each that was not found."""
    doubts = []
    if layout.joint:
        named = frameworks.inspectorates(str(layout.kind["fixed"]))
    else:
        named = letters.inspectorates(document) if layout.letter else ()
    focus = letters.focus(document, layout)
    if layout.letter and not named:
        doubts.append("no sentence of the first pages names the inspectorates.")
    if layout.focus and not focus:
        doubts.append("what was looked at is not known from page 1, so nothing is in scope of this visit.")
    return named, focus, doubts


def _front_page_end(document: Document) -> int:
    return len(front_text(document))


def _printed(document: Document, evidence: Evidence, stays: tuple[Period, ...]) -> str:
    if any(stay.printed in single_spaced(document.quote(evidence.span)) for stay in stays):
        return single_spaced(document.quote(evidence.span))
    return " and ".join(stay.printed for stay in stays)


def _edition(document: Document, layout: Layout, stays: tuple[Period, ...]) -> Edition:
    starts = min(stay.earliest for stay in stays)
    text = front_text(document)
    fitting = [
        edition
        for edition in layout.editions
        if edition.starts <= starts and (edition.front is None or compile_pattern(edition.front).search(text))
    ]
    if not fitting:
        raise UnknownLayout(
            f"{document.name}: an inspection that began on {starts.isoformat()} fits "
            f"no edition of the layout {layout.id}."
        )
    return max(fitting, key=lambda edition: edition.starts)


def _inspections(
    document: Document,
    layout: Layout,
    edition: Edition,
    plan: Outline,
    front_rows: judgements.Front,
    base: Inspection,
) -> tuple[tuple[Inspection, ...], list[str]]:
    """The council's inspection and the review of the board, if the report holds one."""
    found: list[Inspection] = []
    warnings: list[str] = []
    if not layout.whole_is_board:
        graded = list(front_rows.judgements)
        headed = judgements.headed(plan)
        if layout.grades_under_headings:
            graded = list(headed.values())
        overall, doubts = judgements.outcome(document, layout)
        warnings += doubts
        if overall is not None:
            graded.insert(0, overall)
        for area in edition.areas:
            if area in headed and all(judgement.area != area for judgement in graded):
                graded.append(headed[area])
                warnings.append(
                    f"{area}: not on the front page; {headed[area].grade} by the heading "
                    f"on page {headed[area].evidence.page}."
                )
        kind, derived = _kind(document, layout, base.stays, plan)
        _check_areas(document, edition, [judgement.area for judgement in graded], front_rows.unread)
        has_overall = any(judgement.area == "overall-effectiveness" for judgement in graded)
        reason = None if has_overall else edition.no_overall_reason
        found.append(
            replace(base, kind=kind, kind_derived=derived, judgements=tuple(graded), no_overall_reason=reason)
        )
    if layout.board and _holds_review(document, layout, plan):
        grade = _board_grade(document, layout, plan, layout.board["area"])
        found.append(
            replace(
                base,
                kind=layout.board["kind"],
                body="lscb",
                judgements=(grade,),
                no_overall_reason="not-stated",
            )
        )
    return tuple(found), warnings


def _holds_review(document: Document, layout: Layout, plan: Outline) -> bool:
    """Whether a report reviews the safeguarding board, by its title or by a part of its own."""
    titled = layout.board_title and compile_pattern(layout.board_title).search(front_text(document))
    return layout.whole_is_board or bool(titled) or any(place.part == "lscb" for place in plan.placed)


def _board_grade(document: Document, layout: Layout, plan: Outline, area: str) -> Judgement:
    grade = judgements.sentence(document, layout.board_overall, area, front_text(document))
    grade = grade or judgements.headed(plan).get(area)
    if grade is None:
        raise UnknownValue(
            f"{document.name}: the review of the safeguarding board prints no grade that was found."
        )
    return grade


def _check_areas(document: Document, edition: Edition, found: list[str], unread: str) -> None:
    missing = [area for area in edition.areas if area not in found]
    extra = [area for area in found if area not in (*edition.areas, *edition.optional)]
    twice = sorted({area for area in found if found.count(area) > 1})
    for areas, what in (
        (missing, "are missing"),
        (extra, "are not made in this edition"),
        (twice, "occur twice"),
    ):
        if areas:
            besides = f" The table also prints {unread[:120]!r}, which is not known." if unread else ""
            raise UnknownValue(
                f"{document.name}, page 1: judgements that {what} "
                f"for the layout {edition.id}: {', '.join(areas)}.{besides}"
            )


def _kind(document: Document, layout: Layout, stays: tuple[Period, ...], plan: Outline) -> tuple[str, bool]:
    """The kind, and whether it is inferred: fixed, by the length of the first stay, or by what is printed."""
    if "fixed" in layout.kind:
        return str(layout.kind["fixed"]), False
    if "by_stay" in layout.kind:
        days = stay_days(stays[0])
        for length in layout.kind["by_stay"]:
            least, most = length["days"]
            if least <= days <= most:
                return str(length["kind"]), True
        raise UnknownValue(
            f"{document.name}, page 1: a first stay of {days} days "
            "is neither a short nor a standard inspection."
        )
    parts = {place.part for place in plan.placed}
    for wording in layout.kind["printed"]:
        where = front_text(document) if "front" in wording else document.text
        pattern = compile_pattern(str(wording.get("front") or wording["text"]))
        if wording.get("unless_part") not in parts and pattern.search(where):
            return str(wording["kind"]), bool(wording.get("derived"))
    return str(layout.kind["otherwise"]), False


def _corrected(inspection: Inspection, grades: dict[str, str]) -> Inspection:
    return replace(
        inspection,
        judgements=tuple(replace(j, grade=grades.get(j.area, j.grade)) for j in inspection.judgements),
    )


def _licence(document: Document) -> str:
    for licence in values()["licences"]:
        if compile_pattern(str(licence["printed"])).search(document.text):
            return str(licence["id"])
    return "not-stated"
