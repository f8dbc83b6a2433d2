"""Let corrections win over the model: labels before sentences are grouped, links after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Triple

from kg.classify.base import Label, Labels
from kg.curation.model import ALONE, Correction
from kg.curation.quads import correction_triples
from kg.extract.facts import ReportFacts
from kg.findings import FindingSet, Support, group, regroup, support
from kg.rdf.sentences import mention_keys

_DECIDED = 1.0
"""Confidence of what a person decided."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the corrections of one document.

    Attributes:
        facts: the facts with the labels that people decided.
        used: corrections whose sentence is there.
        lost: corrections whose sentence, or the one they point to, is there no more.
    """

    facts: ReportFacts
    used: tuple[Correction, ...]
    lost: tuple[Correction, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """One sentence for each lost correction, for the account of a load."""
        return tuple(
            f"The correction of sentence {c.sentence} by {c.by} ({c.where or c.why}) fits no sentence any "
            "more; look for the sentence as it now reads."
            for c in self.lost
        )


@dataclass(frozen=True, slots=True)
class Curated:
    """Facts and findings of one document after people had their say.

    Attributes:
        facts: the facts with decided labels.
        found: findings of their mentions.
        supports: what recommendations rest on.
        triples: the decisions as triples, lost ones too.
        warnings: one sentence for each decision whose sentence is there no more.
    """

    facts: ReportFacts
    found: FindingSet
    supports: tuple[Support, ...]
    triples: tuple[Triple, ...]
    warnings: tuple[str, ...]


def curate(facts: ReportFacts, corrections: Sequence[Correction]) -> Curated:
    """Find what a document says, as the model labels it and people correct it.

    Args:
        facts: facts of one document, its mentions classified.
        corrections: those of the same document; none leaves the model's word.
    """
    applied = apply(facts, corrections)
    found = group(applied.facts.mentions)
    supports = support(applied.facts.recommendations, applied.facts.mentions, found)
    found, supports = relink(applied.facts, found, supports, applied.used)
    triples = tuple(correction_triples(corrections))
    return Curated(applied.facts, found, supports, triples, applied.warnings)


def apply(facts: ReportFacts, corrections: Iterable[Correction]) -> Applied:
    """Put decided labels in the place of the model's.

    Args:
        facts: facts of one document, its mentions classified.
        corrections: those of the same document.
    """
    keys = mention_keys(facts.mentions)
    known = set(keys)
    items = {f"{r.addressee}-{r.sequence}" for r in facts.recommendations}
    used: dict[str, Correction] = {}
    lost: list[Correction] = []
    for one in corrections:
        points = {one.sentence} | ({one.same_as} if one.same_as not in (None, ALONE) else set())
        stands = points <= known and {s.lstrip("!") for s in one.supports} <= items
        if stands:
            used[one.sentence] = one
        else:
            lost.append(one)
    mentions = tuple(
        replace(m, labels=_decided(m.labels, used[key])) if key in used and m.labels is not None else m
        for key, m in zip(keys, facts.mentions, strict=True)
    )
    return Applied(replace(facts, mentions=mentions), tuple(used.values()), tuple(lost))


def relink(
    facts: ReportFacts, found: FindingSet, supports: Sequence[Support], used: Iterable[Correction]
) -> tuple[FindingSet, tuple[Support, ...]]:
    """Group sentences and support recommendations as people decided.

    A sentence with ``same_as`` moves from its finding to that of the other sentence, or to one of its own.

    Args:
        facts: the facts that :func:`apply` gave.
        found: findings of its mentions.
        supports: what its recommendations rest on.
        used: corrections whose sentences are there.
    """
    corrections = [c for c in used if c.same_as is not None or c.supports]
    if not corrections:
        return found, tuple(supports)
    place = {key: at for at, key in enumerate(mention_keys(facts.mentions))}
    clusters = {f: set(finding.mentions) for f, finding in enumerate(found.findings)}
    home = found.by_mention()
    for number, one in enumerate(c for c in corrections if c.same_as is not None):
        at = place[one.sentence]
        target = len(found.findings) + number if one.same_as == ALONE else home[place[str(one.same_as)]]
        clusters[home[at]].discard(at)
        clusters.setdefault(target, set()).add(at)
        home[at] = target
    anew = regroup(facts.mentions, [c for c in clusters.values() if c], found.consequences)
    return anew, _supports(facts, found, anew, supports, corrections, place)


def _supports(
    facts: ReportFacts,
    before: FindingSet,
    anew: FindingSet,
    supports: Sequence[Support],
    corrections: Iterable[Correction],
    place: dict[str, int],
) -> tuple[Support, ...]:
    """Links of the old findings carried to the new ones that have their leads, then what people decided."""
    home = anew.by_mention()
    links = {
        (s.recommendation, home[before.findings[s.finding].lead]): replace(
            s, finding=home[before.findings[s.finding].lead]
        )
        for s in supports
    }
    sequences = {f"{r.addressee}-{r.sequence}": r.sequence for r in facts.recommendations}
    for one in corrections:
        for item in one.supports:
            link = (sequences[item.lstrip("!")], home[place[one.sentence]])
            if item.startswith("!"):
                links.pop(link, None)
            else:
                links[link] = Support(*link, "decided", _DECIDED)
    return tuple(links[link] for link in sorted(links))


def _decided(labels: Labels, one: Correction) -> Labels:
    def sure(ids: Iterable[str]) -> tuple[Label, ...]:
        return tuple(Label(identifier, _DECIDED) for identifier in ids)

    change = labels.change
    if one.change is not None:
        change = None if one.change == "-" else Label(one.change, _DECIDED)
    return replace(
        labels,
        polarity=labels.polarity if one.polarity is None else Label(one.polarity, _DECIDED),
        themes=labels.themes if one.themes is None else sure(one.themes),
        cohorts=labels.cohorts if one.cohorts is None else sure(one.cohorts),
        extent=labels.extent if one.extent is None else Label(one.extent, _DECIDED),
        change=change,
    )
