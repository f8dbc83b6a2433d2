"""Grades over time, inspections without one, and what other documents say on reports that are not loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from kg.brief.calendar import Calendar
from kg.brief.chart import OVERALL
from kg.brief.documents import Documents
from kg.brief.model import Citation, Gap, Mark, Told
from kg.brief.words import counted, day_in_words, days_in_words, month, words
from kg.namespaces import thing
from kg.queries.answer import Row

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

_PARTNERS = thing("body", "")
"""How the IRIs of partnerships begin."""
_ASKED = (
    ("priority-action", "area for priority action", "areas for priority action"),
    ("recommendation", "area for improvement", "areas for improvement"),
)
_MOST_THEMES = 3
_MAIN = (OVERALL, "safeguarding", "children-services")
"""Areas whose grade stands for an inspection where there is room for one."""


def marks(judgements: Iterable[Row], documents: Documents) -> tuple[Mark, ...]:
    """Every grade that a loaded report prints.

    Args:
        judgements: rows of the query ``judgements``.
        documents: numbers what is cited.
    """
    return tuple(
        Mark(
            area=str(row["area"]),
            start=row["start"],
            grade=str(row["grade"]),
            label=str(row["grade"]).replace("-", " ").capitalize(),
            title=documents.label("judgement-area", row["area"]),
            words=" ".join(str(row["sentence"] or "").split()),
            citation=documents.cite(row),
            kind=str(row["kind"]),
        )
        for row in judgements
        if isinstance(row["start"], date) and not of_partners(row)
    )


def of_partners(row: Row) -> bool:
    """Whether a row is of an inspection of a partnership, which is neither the authority nor its board."""
    return str(row["body"]).startswith(_PARTNERS)


def partners(
    graph: KnowledgeGraph,
    authority: str,
    inspections: Iterable[Row],
    judgements: Iterable[Row],
    documents: Documents,
) -> Iterable[Told]:
    """Inspections of partnerships of the area: their outcome, how much they asked for, and on what."""
    outcomes = {row["inspection"]: row for row in judgements if of_partners(row)}
    asked = graph.query("recommendations", authority=authority).rows
    for row in inspections:
        if not isinstance(row["start"], date):
            continue
        told = f"{documents.label('kind', row['kind'])}, {month(row['start'])}"
        outcome = outcomes.get(row["inspection"])
        if outcome is not None:
            told += f": {str(outcome['grade']).replace('-', ' ')}"
        for kind, one, several in _ASKED:
            items = [item for item in asked if (item["sha256"], item["kind"]) == (row["sha256"], kind)]
            if items:
                told += f"; {counted(len(items), one, several)}{_on(items, documents)}"
        yield Told(told, documents.cite(outcome or row))


def _on(items: Iterable[Row], documents: Documents) -> str:
    """The themes of their framework that most items bear, those first met before others."""
    borne = Counter(theme for item in items for theme in str(item["framework_themes"] or "").split())
    names = [documents.label(*theme.split("/")) for theme, _ in borne.most_common(_MOST_THEMES)]
    return f" ({'; '.join(name[:1].lower() + name[1:] for name in names)})" if names else ""


def gaps(inspections: Iterable[Row]) -> tuple[Gap, ...]:
    """Graded inspections of the authority itself that give no overall grade."""
    return tuple(
        Gap(row["start"], tuple(words().no_overall[str(row["no_overall_reason"])]["cell"]))
        for row in inspections
        if _no_overall(row)
        and row["no_overall_reason"] != "ungraded-visit"
        and isinstance(row["start"], date)
    )


def visits(inspections: Iterable[Row], documents: Documents) -> tuple[Told, ...]:
    """Visits whose letters are at hand."""
    return tuple(
        Told(f"{documents.label('kind', row['kind'])}, {month(row['start'])}", documents.cite(row))
        for row in inspections
        if row["no_overall_reason"] == "ungraded-visit" and isinstance(row["start"], date)
    )


def lead(
    inspections: Sequence[Row], found: Sequence[Mark], documents: Documents
) -> Iterable[tuple[str, Citation | None]]:
    """What was read, and the newest inspection with its overall grade or the reason why there is none."""
    days = [row["start"] for row in inspections if isinstance(row["start"], date)]
    if not days:
        yield "No inspection report of this authority is at hand.", None
        return
    span = month(days[0]) if len(set(days)) == 1 else f"{month(min(days))} to {month(max(days))}"
    yield f"Made from {_number(inspections)}, {span}.", None
    own = [row for row in inspections if row["body"] == row["authority"]] or list(inspections)
    yield _newest(own[-1], found, documents)
    graded = [row for row in own if row["no_overall_reason"] != "ungraded-visit"]
    if graded and graded[-1] is not own[-1]:
        yield _newest(graded[-1], found, documents, "Newest inspection that gives grades")
    elif not graded:
        yield "No report that gives grades is at hand.", None
    if len({row["inspection"] for row in own}) == 1:
        yield words().page["alone"], None


def _number(inspections: Iterable[Row]) -> str:
    """How many reports there are, and how many letters on visits."""
    letters = {row["sha256"] for row in inspections if row["no_overall_reason"] == "ungraded-visit"}
    reports = {row["sha256"] for row in inspections} - letters
    told = [counted(len(reports), "inspection report", "inspection reports")] if reports else []
    told += [counted(len(letters), "letter on a visit", "letters on visits")] if letters else []
    return " and ".join(told)


def _newest(
    row: Row, found: Sequence[Mark], documents: Documents, title: str = "Newest"
) -> tuple[str, Citation | None]:
    start, end, published = row["start"], row["end"], row["published"]
    when = days_in_words(start, end if isinstance(end, date) else None) if isinstance(start, date) else ""
    out = f", published {day_in_words(published)}" if isinstance(published, date) else ""
    told = f"{title}: {documents.label('kind', row['kind'])}, {when}{out}"
    if _no_overall(row):
        return f"{told}; {words().no_overall[str(row['no_overall_reason'])]['told']}.", documents.cite(row)
    overall = next((m for m in found if m.area == OVERALL and m.start == start), None)
    if overall is None:
        return f"{told}.", documents.cite(row)
    return f"{told}; overall grade: {overall.label.lower()}.", overall.citation


def _no_overall(row: Row) -> bool:
    """Whether the authority has no overall grade for a reason; inspections of other bodies do not count."""
    return bool(row["no_overall_reason"]) and row["body"] == row["authority"]


def unread(
    statements: Iterable[Row], inspections: Iterable[Row], documents: Documents, calendar: Calendar
) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Inspections whose reports are not loaded, and their grades, as other documents report them.

    Args:
        statements: rows of the query ``statements``.
        inspections: rows of the query ``inspections``.
        documents: numbers what is cited.
        calendar: says how exactly days are known.

    Returns:
        One statement for each such inspection, and every statement of a grade that no report at hand gives.
    """
    known = {row["inspection"] for row in inspections}
    of_them: dict[object, Told] = {}
    overall: set[object] = set()
    grades: list[Told] = []
    for row in sorted(statements, key=_tells_best):
        inspection, start = row["inspection"], row["start"]
        if inspection in known or (not inspection and known):
            continue
        about = ""
        if inspection and isinstance(start, date):
            about = f"{documents.label('kind', row['kind'])}, {calendar.dated(start)}"
        if row["sort"] == "judgement":
            words_of = f"{about}: {row['statement']}" if about else str(row["statement"])
            main = row["area"] in _MAIN and inspection not in overall
            overall |= {inspection} if main and inspection else set()
            grades.append(Told(words_of, documents.cite(row), main))
        elif about and row["sort"] == "event":
            of_them.setdefault(inspection, Told(about, documents.cite(row)))
    return tuple(of_them.values()), tuple(grades)


def _tells_best(row: Row) -> tuple[str, bool, str]:
    """Inspections in order of time, and for each its days first."""
    return str(row["start"]), row["earliest"] != row["start"], str(row["id"])
