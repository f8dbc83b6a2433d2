"""The level of a unit in one inspection, and the sentences to quote for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.findings.leaning import stands_alone
from kg.trajectories.confidence import of_weakness, surest
from kg.trajectories.grounds import PARTIAL, asked_of, grounds
from kg.trajectories.level_model import LevelModel, shipped
from kg.trajectories.model import ITEMS, Contribution, Inspection, Observation, Rules
from kg.trajectories.units import Reach
from kg.trajectories.wording import tells_aim

SHOWN: Final = 3
"""Most sentences and recommendations quoted for one inspection."""

_LIKELY: Final = 0.8
_FORMS: Final = {"paragraph": 0, "list-item": 1, "progress": 1, "summary": 2}
_ASKED: Final = 0.3
"""Least share of a recommendation at which it sets the level of a weak unit."""


def observe(
    inspection: Inspection,
    reach: Reach,
    found: Iterable[Contribution],
    rules: Rules,
    reading: LevelModel | None = None,
) -> Observation:
    """The level of a unit in an inspection: the one that careful reading would most likely give.

    Args:
        inspection: the inspection.
        reach: the unit and the rules by which contributions are about it.
        found: all contributions of the inspection.
        rules: thresholds.
        reading: the model of careful reading, by default the shipped one.
    """
    speaking = tuple(f for f in found if f.confidence >= rules.floor and reach.hears(f))
    if not reach.in_scope(inspection):
        return Observation(inspection, "out-of-scope")
    if not inspection.read:
        claims = tuple(f for f in speaking if f.weak)
        return Observation(
            inspection,
            "claimed" if claims else "unread",
            claims,
            tuple(sorted(f.iri for f in claims))[:SHOWN],
        )
    speaking = tuple(f for f in speaking if f.sort != "claim")
    items = [f for f in speaking if f.sort in ITEMS]
    weak = [f for f in speaking if f.sort == "finding" and f.weak]
    praise = [f for f in speaking if f.sort == "finding" and f.praises and reach.names(f)]
    possible = {"silent"}
    possible |= {"weak", "remark"} if weak or items else set()
    possible |= {"strong"} if any(f.lead and not tells_aim(f.lead.quote) for f in praise) else set()
    numbers, reading = grounds(reach, speaking), reading or shipped()
    chances = reading.chances(numbers, possible)
    likely = max(chances, key=lambda name: chances[name])
    if "strong" in possible:
        # A level needs a sentence to quote. Beside praise there may still be a weakness that has no label,
        # and the chances show it.
        chances = reading.chances(numbers)
    if likely in ("silent", "strong", "remark"):
        return at_level(inspection, likely, speaking, reach, rules, chances)
    asked = [f for f in items if asked_of(reach, f) >= _ASKED]
    if any(f.sort == "priority-action" for f in asked):
        level = "priority-action"
    else:
        level = "recommendation" if asked else "text"
    return at_level(inspection, level, speaking, reach, rules, chances)


def at_level(
    inspection: Inspection,
    level: str,
    speaking: tuple[Contribution, ...],
    reach: Reach,
    rules: Rules,
    chances: Mapping[str, float],
    *,
    given: bool = False,
) -> Observation:
    """The evidence of a unit's level in an inspection that was read, and the sentences to quote for it.

    Args:
        inspection: the inspection.
        level: its level, by the rule or by a person.
        speaking: the contributions about the unit.
        reach: the unit and the rules by which contributions are about it.
        rules: thresholds.
        chances: probability of each class of levels.
        given: a person gave the level. There may be nothing to quote then, and if there is a
            recommendation that the person did not count, other sentences come first.
    """
    if level == "silent":
        return Observation(inspection, level, speaking, chances=chances)
    findings = [f for f in speaking if f.sort == "finding"]
    if level == "strong":
        praise = [f for f in findings if f.praises and reach.names(f)]
        proofs = _proofs(praise, reach, rules) or _strengths(praise, reach)
        shown = tuple(iri for iri, _ in proofs)
        proof, sure = (shown[0] if shown else None), surest(f for _, f in proofs)
        # By the rule there is such praise; if a person says strong, sentences that praise in part may do.
        shown = (shown or _praised(findings, reach))[: SHOWN - 1]
        return Observation(inspection, level, speaking, shown, proof, confidence=sure, chances=chances)
    items = [f for f in speaking if f.sort in ITEMS]
    weak = [f for f in findings if f.weak]
    asked = [] if level == "text" else [f for f in items if asked_of(reach, f) >= _ASKED]
    sure = surest(weak or items) if level == "remark" else of_weakness(asked, weak)
    plain = [f for f in weak if f.lead is not None and f.lead.form not in ITEMS]
    shown = _shown((), plain, reach) if given and level in ("text", "remark") else ()
    shown = shown or _shown(asked, weak, reach) or _shown(items, weak, reach)
    about = [f for f in weak if reach.names(f)]
    declared = tuple(sorted({d.mention for f in about for d in f.persists if d.theme == reach.unit.theme}))
    return Observation(
        inspection, level, speaking, shown, declared_in=declared, confidence=sure, chances=chances
    )


def proves(speaking: Iterable[Contribution], reach: Reach, rules: Rules) -> bool:
    """Whether a strength among the contributions about a unit proves by itself that nothing is weak."""
    return bool(_proofs([f for f in speaking if f.sort == "finding" and f.praises], reach, rules))


def _shown(items: Sequence[Contribution], weak: Sequence[Contribution], reach: Reach) -> tuple[str, ...]:
    """Recommendations first, then the best findings' sentences, the most telling first."""
    order = {"priority-action": 0, "recommendation": 1}
    first = [f.iri for f in sorted(items, key=lambda f: (order[f.sort], f.sequence, f.iri))][: SHOWN - 1]
    best = sorted(
        (_worth(f, reach), f.lead.iri)
        for f in weak
        if f.lead is not None and not (items and f.lead.form in ITEMS)
    )
    return tuple([*first, *(iri for _, iri in best)][:SHOWN])


def _worth(found: Contribution, reach: Reach) -> tuple[bool, bool, bool, bool, bool, bool, int, float, int]:
    """Order of quotation.

    First sentences on the same theme, then those that are likely right, can stand alone, are explicit, are
    not about only a few, are on the same cohort, are in the body of the report, have a higher confidence.
    """
    form, start, quote = (found.lead.form, found.lead.start, found.lead.quote) if found.lead else ("", 0, "")
    return (
        found.central not in (reach.unit.theme, None),
        found.confidence < _LIKELY,
        not stands_alone(quote),
        found.polarity == "mixed",
        found.extent in PARTIAL,
        reach.unit.cohort not in found.cohorts,
        _FORMS.get(form, 3),
        -found.confidence,
        start,
    )


def _praised(findings: Iterable[Contribution], reach: Reach) -> tuple[str, ...]:
    """Sentences that praise without naming the unit, or that do not only praise, the best first."""
    told = [f for f in findings if f.praises or f.polarity == "mixed"]
    return tuple(iri for _, iri in sorted((_worth(f, reach), f.lead.iri) for f in told if f.lead is not None))


def _strengths(praise: Iterable[Contribution], reach: Reach) -> list[tuple[str, Contribution]]:
    """Strengths that are about the unit but do not prove it by themselves, the best first."""
    ranked = [
        (_worth(f, reach), f.lead.iri, f)
        for f in praise
        if f.lead is not None and not tells_aim(f.lead.quote)
    ]
    return [(iri, f) for *_, iri, f in sorted(ranked, key=lambda one: one[:2])]


def _proofs(praise: Iterable[Contribution], reach: Reach, rules: Rules) -> list[tuple[str, Contribution]]:
    """Sentences that can prove that a weakness has gone, the best first.

    The theme must be the central one, the cohort the unit's or a broader one, the extent more than some, and
    the sentence must report more than an intention.
    """
    proofs = [
        (f.change != "improved", _worth(f, reach), f.lead.iri, f)
        for f in praise
        if f.central in (reach.unit.theme, None)
        and f.extent not in PARTIAL
        and f.confidence >= rules.proof
        and f.lead is not None
        and reach.covers(f)
        and not tells_aim(f.lead.quote)
    ]
    return [(iri, f) for *_, iri, f in sorted(proofs, key=lambda proof: proof[:3])]
