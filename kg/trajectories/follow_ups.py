"""Follow-up of each recommendation: what the next inspection in scope says about the same matter.

The level of a unit is about its whole theme. A recommendation is one matter within it: to see children alone
is one, to write visits down another. So a person's reading of the next report takes precedence
(:mod:`kg.curation.follow_ups`). Without a reading the level is that of the unit, quoted by the sentence most
similar in words, and is not stated to be about the same matter: similarity in words does not show that
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
    """What the next inspection says about one recommendation.

    Attributes:
        recommendation: its IRI.
        inspection: the next inspection in scope.
        level: a level id, or ``unread`` or ``claimed`` if its report is not loaded.
        shown: IRI of the sentence or recommendation that shows the level, or ``None``.
        same_matter: whether it is about the matter of the recommendation, not only about its theme.
        rule_level: the level by the rule, if a person read another; else empty.
        reading: the reading of a person, if that counts.
        lost: the reading of a person, if its sentence is not in the report.
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
    """The follow-up of each recommendation of a body's inspections, by the recommendation's IRI.

    Args:
        history: inspections and their findings.
        found: the body's trajectories, as people decided, and its sustained strengths.
        readings: people's readings.
        sentences: IRIs of the sentences that people quote and that exist, by the inspection's IRI; an
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
    """Add a follow-up as triples, with a note if a person's reading must be reviewed again."""
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

    If there are units of several groups, the one with the earliest next inspection counts; of units with the
    same next inspection, the one that is raised most.
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
    """Each observation in scope with the next one of the same authority, or of the successor with this row.

    A step from one inspection of a predecessor to the next belongs to the predecessor's row.
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
    """The level of the unit, with the most similar sentence in words among those that show it."""
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
    """Whether a contribution is of the kind that a level rests on; a finding that states an item is not."""
    if level in ITEMS:
        return found.sort == level
    if found.sort != "finding" or (found.lead and found.lead.form in ITEMS):
        return False
    return found.praises if level == "strong" else found.weak and level in ("text", "remark")


def _there(answer: str, sentences: Collection[str], told: Iterable[Contribution]) -> bool:
    """Whether the sentence that a person quotes exists, if there is one."""
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
