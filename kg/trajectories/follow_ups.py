"""What became of each recommendation: what the next inspection in scope says on the same matter.

The level of a unit says how its whole theme fares. A recommendation is one matter within it: to see children
alone is one, to write visits down another. So what a person read in the next report wins
(:mod:`kg.curation.follow_ups`). Without a reading the level is that of the unit, quoted by the sentence most
alike in words, and nothing says that it is about the same matter: likeness in words does not tell
(benchmarks/follow_ups.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from pyoxigraph import NamedNode

from kg.curation.follow_ups import FollowUpKey, FollowUpReading
from kg.findings.words import cosine, vectors
from kg.namespaces import ID, thing
from kg.rdf.terms import Graph, in_scheme, text, truth
from kg.trajectories.history import History
from kg.trajectories.model import ITEMS, RANKS, Contribution, Inspection, Observation
from kg.trajectories.relevel import quotable
from kg.trajectories.trajectory import Trajectory
from kg.trajectories.walk import UNKNOWN_LEVELS

GONE: Final = "answer-gone"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the next inspection says of one recommendation.

    Attributes:
        recommendation: its IRI.
        inspection: the next inspection in scope.
        level: a level id, or ``unread`` or ``claimed`` if its report is not loaded.
        shown: IRI of the sentence or recommendation that says so, or ``None``.
        same_matter: whether it is about the matter of the recommendation, not only about its theme.
        rule_level: the level by the rule, where a person read another; else empty.
        reading: what a person read, if that counts.
        lost: what a person read, if its sentence is not in the report.
    """

    recommendation: str
    inspection: Inspection
    level: str
    shown: str | None
    same_matter: bool
    rule_level: str = ""
    reading: FollowUpReading | None = None
    lost: FollowUpReading | None = None


def follow_ups(
    history: History,
    found: Iterable[Trajectory],
    readings: Mapping[FollowUpKey, FollowUpReading],
    sentences: Mapping[str, Collection[str]],
) -> Iterator[FollowUp]:
    """What became of each recommendation of a body's inspections, by the recommendation's IRI.

    Args:
        history: inspections and what was found in them.
        found: the body's trajectories, as people decided, and its sustained strengths.
        readings: what people read.
        sentences: IRIs of the sentences that people quote and that are there, by the inspection's IRI; an
            answer need not be weak or strong.
    """
    items = {f.iri: f for f in chain.from_iterable(history.found.values()) if f.sort in ITEMS}
    for iri, later in sorted(_followed(found).items()):
        told = history.found.get(later.inspection.iri, ())
        read = readings.get((iri.removeprefix(ID), later.inspection.key))
        by_rule = _by_rule(items[iri], later)
        if read is None or by_rule.level in UNKNOWN_LEVELS:
            yield by_rule
        elif _there(ID + read.answer, sentences.get(later.inspection.iri, ()), told):
            yield _as_read(by_rule, read)
        else:
            yield replace(by_rule, lost=read)


def add_follow_up(graph: Graph, method: NamedNode, authority: str, one: FollowUp) -> None:
    """A follow-up as triples, with a note if what a person read has to be read again."""
    key = f"{one.recommendation.removeprefix(f'{ID}recommendation/')}/{one.inspection.key}"
    node, asked = NamedNode(thing("follow-up", key)), NamedNode(one.recommendation)
    graph.a(node, "FollowUp")
    graph.add(node, "authority", NamedNode(authority))
    graph.add(node, "followsUp", asked)
    graph.add(node, "ofInspection", NamedNode(one.inspection.iri))
    graph.add(node, "answerLevel", in_scheme("level", one.level))
    graph.add(node, "ruleLevel", in_scheme("level", one.rule_level) if one.rule_level else None)
    graph.add(node, "shownBy", NamedNode(one.shown) if one.shown else None)
    graph.add(node, "sameMatter", truth(one.same_matter))
    graph.add(node, "method", method)
    if one.reading is not None:
        graph.add(node, "decidedBy", text(one.reading.by))
        graph.add(node, "reason", text(one.reading.why))
    if one.lost is not None:
        note = NamedNode(thing("quality-note", f"follow-up/{key}"))
        graph.a(note, "DataQualityNote")
        graph.add(note, "authority", NamedNode(authority))
        graph.add(note, "about", asked)
        graph.add(note, "problem", text(GONE))
        told = f"{one.lost.level} in {one.lost.inspection} by {one.lost.by}"
        graph.add(note, "reason", text(f"{told}; its report has no {one.lost.answer} that can be quoted"))


def _followed(found: Iterable[Trajectory]) -> dict[str, Observation]:
    """For each recommendation, the next observation in scope of a unit of its central theme.

    Of the units of several groups that one counts whose next inspection is the earliest, and of those of one
    inspection the one that raises it most.
    """
    best: dict[str, tuple[tuple[object, ...], Observation]] = {}
    for trajectory in found:
        for made, later in _steps(trajectory):
            for item in made.speaking:
                if item.sort in ITEMS and item.central == trajectory.unit.theme:
                    order = (later.inspection.start, -RANKS.get(later.level, 0), trajectory.unit.cohort)
                    best[item.iri] = min(best.get(item.iri, (order, later)), (order, later), key=_order)
    return {iri: later for iri, (_, later) in best.items()}


def _steps(trajectory: Trajectory) -> Iterator[tuple[Observation, Observation]]:
    """Each observation in scope with the next of the same authority, or of its successor whose row this is.

    From one inspection of a predecessor to the next is a step in the predecessor's own row.
    """
    scoped = [o for o in trajectory.observations if o.level != "out-of-scope"]
    for at, made in enumerate(scoped):
        old = made.inspection.predecessor
        later = next((o for o in scoped[at + 1 :] if o.inspection.predecessor in (old, None)), None)
        if later is not None and (old is None or later.inspection.predecessor is None):
            yield made, later


def _order(one: tuple[tuple[object, ...], Observation]) -> tuple[object, ...]:
    return one[0]


def _by_rule(asked: Contribution, later: Observation) -> FollowUp:
    """The level of the unit, with the sentence that is most alike in words among those that show it."""
    shown = _nearest(asked, later)
    return FollowUp(
        asked.iri, later.inspection, later.level, shown, same_matter=False, rule_level=later.rule_level
    )


def _nearest(asked: Contribution, later: Observation) -> str | None:
    there = [f for f in later.speaking if f.words and _shows(f, later.level)]
    if not asked.words or not there:
        return later.shown[0] if later.shown else None
    own, *others = vectors([asked.words, *(f.words for f in there)])
    alike = [cosine(own, other) for other in others]
    best = there[max(range(len(there)), key=lambda place: (alike[place], -place))]
    return best.lead.iri if best.lead else best.iri


def _shows(found: Contribution, level: str) -> bool:
    """Whether a thing found is of the kind that a level rests on; the finding that states an item is not."""
    if level in ITEMS:
        return found.sort == level
    if found.sort != "finding" or (found.lead and found.lead.form in ITEMS):
        return False
    return found.praises if level == "strong" else found.weak and level in ("text", "remark")


def _there(answer: str, sentences: Collection[str], told: Iterable[Contribution]) -> bool:
    """Whether what a person would quote, if anything, is there."""
    return answer == ID or answer in sentences or any(answer in quotable(f) for f in told)


def _as_read(by_rule: FollowUp, reading: FollowUpReading) -> FollowUp:
    """A follow-up as a person read it."""
    rule = by_rule.rule_level or by_rule.level
    return replace(
        by_rule,
        level=reading.level,
        shown=ID + reading.answer if reading.answer else None,
        same_matter=True,
        rule_level=rule if rule != reading.level else "",
        reading=reading,
    )
