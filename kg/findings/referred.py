"""The group of a recommendation that names only paragraphs of a section on one group.

The words of such a section mean its group ("children" in the section on children in care), and so do those
of a recommendation that rests only on it. The list of these sections is data: ``referred.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.classify.base import Label, Labels
from kg.classify.labels import COHORTS
from kg.errors import RecordError
from kg.extract.facts import Recommendation, ReportFacts
from kg.yaml_core import load_file

_EVERYONE: Final = frozenset({"all-children"})


def referred(facts: ReportFacts, labels: Sequence[Labels]) -> tuple[Labels, ...]:
    """Labels in which recommendations take their group from the paragraphs that they name.

    A recommendation keeps its group if its words name one, if it names no paragraph or one that is not
    found, or if its paragraphs are in other sections or in sections on different groups.

    Args:
        facts: the facts of a report.
        labels: the labels of its sentences, in order.
    """
    found = list(labels)
    for item in facts.recommendations:
        own = [i for i, m in enumerate(facts.mentions) if m.recommendation == item.sequence]
        if any({c.id for c in labels[i].cohorts} != _EVERYONE for i in own):
            continue
        group = _group(facts, item)
        for i in own if group else ():
            found[i] = replace(labels[i], cohorts=(Label(str(group), _confidence()),))
    return tuple(found)


def _group(facts: ReportFacts, item: Recommendation) -> str | None:
    """The group of the sections that hold all paragraphs that an item names."""
    part = "lscb" if item.addressee == "lscb" else "la"
    areas = {s.sequence: s.area for s in facts.sections}
    stand = {
        (m.evidence.paragraph, _groups().get(str(areas.get(m.section or 0))))
        for m in facts.mentions
        if m.recommendation is None and m.part == part and m.evidence.paragraph in item.paragraphs
    }
    groups = {group for _, group in stand}
    if len(groups) != 1 or {number for number, _ in stand} != set(item.paragraphs):
        return None
    return groups.pop()


@cache
def _record() -> dict[str, Any]:
    record: dict[str, Any] = load_file(Path(__file__).with_name("referred.yaml"))
    return record


@cache
def _confidence() -> float:
    """Share of the recommendations that were read whose group was right."""
    read: dict[str, int] = _record()["read"]
    return round(read["right"] / read["n"], 2)


@cache
def _groups() -> dict[str, str]:
    groups: dict[str, str] = _record()["groups"]
    if unknown := set(groups.values()) - set(COHORTS):
        raise RecordError(f"kg/findings/referred.yaml: {sorted(unknown)} are not cohorts.")
    return groups
