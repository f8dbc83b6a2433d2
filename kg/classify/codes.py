"""Place of a sentence as the models see it: areas and grades that mean the same share a code."""

from __future__ import annotations

from kg.frameworks import learned_place

AREAS = (
    "help-and-protection",
    "children-in-care",
    "children-in-care-and-care-leavers",
    "care-leavers",
    "impact-of-leaders",
    "adoption",
    "lscb-effectiveness",
    "overall-effectiveness",
)
GRADES = ("outstanding", "good", "requires-improvement", "inadequate")
FORMS = ("summary", "paragraph", "recommendation", "priority-action", "list-item", "progress", "statement")

SAME_AREA = {
    "looked-after-and-permanence": "children-in-care",
    "outcomes-for-looked-after-children": "children-in-care",
    "quality-of-provision": "children-in-care",
    "leadership-management-governance": "impact-of-leaders",
    "leadership-and-management": "impact-of-leaders",
    "capacity-to-improve": "impact-of-leaders",
}
"""Areas of earlier frameworks, with the current area that reports on the same children."""

SAME_GRADE = {"adequate": "requires-improvement"}


def shared_area(area: str | None) -> str | None:
    """The current area that corresponds to an area of any framework.

    >>> shared_area("looked-after-and-permanence")
    'children-in-care'
    """
    return SAME_AREA.get(area, area) if area else None


def area_code(area: str | None) -> int:
    """Index of an area in :data:`AREAS`; -1 if there is none."""
    return _code(shared_area(area), AREAS)


def grade_code(grade: str | None) -> int:
    """Index of a grade in :data:`GRADES`, the best first; -1 if there is none."""
    return _code(SAME_GRADE.get(grade, grade) if grade else None, GRADES)


def framework_code(kind: str | None) -> int:
    """Index of an inspection kind's framework among those that the model distinguishes; -1 without a kind.

    >>> framework_code("sif-reinspection")
    0
    """
    return learned_place(kind) if kind else -1


def form_code(form: str) -> int:
    """Index of a form in :data:`FORMS`; -1 if it is not one of them."""
    return _code(form, FORMS)


def _code(name: str | None, names: tuple[str, ...]) -> int:
    return names.index(name) if name in names else -1
