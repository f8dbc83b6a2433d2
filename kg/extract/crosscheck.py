"""A second reading of the front page from the document's own words; disagreement is a warning."""

from __future__ import annotations

from kg.documents.model import Document
from kg.extract.facts import Inspection
from kg.extract.outline import Outline


def crosscheck(document: Document, plan: Outline, inspections: tuple[Inspection, ...]) -> list[str]:
    """Compare each judgement with the grade that the heading of its section repeats."""
    warnings = []
    first = {judgement.area: judgement for inspection in inspections for judgement in inspection.judgements}
    for section in plan.sections:
        judgement = first.get(section.area or "")
        if judgement and section.grade and section.grade != judgement.grade:
            warnings.append(
                f"{judgement.area}: {judgement.grade} on page {judgement.evidence.page}, "
                f"{section.grade} in the heading on page {section.evidence.page}."
            )
    return warnings
