"""Sentences of a report with their places, the input of classifiers: the same in training and in use."""

from __future__ import annotations

from kg.classify.base import Sentence
from kg.extract.facts import ReportFacts


def in_context(facts: ReportFacts) -> list[Sentence]:
    """All sentences of a report in reading order, with section, area, grade, form and kind."""
    sections = {s.sequence: s for s in facts.sections}
    kinds = {i.body: i.kind for i in facts.inspections}
    found = []
    for mention in facts.mentions:
        section = sections.get(mention.section) if mention.section is not None else None
        found.append(
            Sentence(
                text=mention.text,
                section=section.heading if section else "front",
                area=section.area if section else None,
                grade=section.grade if section else None,
                form=mention.form,
                paragraph=mention.block,
                kind=kinds.get(mention.part) or next(iter(kinds.values())),
            )
        )
    return found
