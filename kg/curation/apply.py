"""Applies corrections over the model: labels before sentences are grouped, links after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Triple

from kg.classify.base import Label, Labelled, Labels
from kg.curation.model import ALONE, Correction
from kg.curation.model_said import model_said
from kg.curation.quads import correction_triples
from kg.extract.facts import ReportFacts
from kg.findings import FindingSet, Support, regroup
from kg.rdf.sentences import mention_keys

_DECIDED = 1.0
"""Confidence of a person's decision."""


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of applying the corrections of one document.

    Attributes:
        sentences: the sentences of the document, with the labels that people decided.
        used: corrections whose sentence exists.
        lost: corrections whose sentence, or whose target, no longer exists.
        before: the model's labels of each sentence of ``used``.
    """

    sentences: tuple[Labelled, ...]
    used: tuple[Correction, ...]
    lost: tuple[Correction, ...]
    before: tuple[Labels, ...] = ()


def apply(facts: ReportFacts, sentences: Sequence[Labelled], corrections: Iterable[Correction]) -> Applied:
    """Replace the model's labels with the decided ones.

    Args:
        facts: the facts of one document.
        sentences: its sentences, with the labels of the model.
        corrections: the corrections of the same document.
    """
    keys = mention_keys(facts.mentions)
    model = dict(zip(keys, (one.labels for one in sentences), strict=True))
    used: dict[str, Correction] = {}
    lost: list[Correction] = []
    for one in corrections:
        if missing(facts, one):
            lost.append(one)
        else:
            used[one.sentence] = one
    decided = tuple(
        replace(one, labels=_decided(one.labels, used[key])) if key in used else one
        for key, one in zip(keys, sentences, strict=True)
    )
    return Applied(decided, tuple(used.values()), tuple(lost), tuple(model[key] for key in used))


def triples_of(corrections: Iterable[Correction], applied: Applied) -> tuple[Triple, ...]:
    """The corrections of one document as triples, including lost ones, with the model's labels."""
    said = {
        one.sentence: model_said(one, labels)
        for one, labels in zip(applied.used, applied.before, strict=True)
    }
    return tuple(correction_triples(corrections, said))


def missing(facts: ReportFacts, one: Correction) -> tuple[str, ...]:
    """Keys of sentences and recommendations that a correction names and the document does not have."""
    points = (one.sentence, *((one.same_as,) if one.same_as not in (None, ALONE) else ()))
    known = set(mention_keys(facts.mentions))
    items = {f"{r.addressee}-{r.sequence}" for r in facts.recommendations}
    wanted = (s.lstrip("!") for s in one.supports)
    return (*(p for p in points if p and p not in known), *(w for w in wanted if w not in items))


def relink(
    facts: ReportFacts,
    sentences: Sequence[Labelled],
    found: FindingSet,
    supports: Sequence[Support],
    used: Iterable[Correction],
) -> tuple[FindingSet, tuple[Support, ...]]:
    """Group sentences and support recommendations as people decided.

    A sentence with ``same_as`` moves from its finding to that of the other sentence, or to one of its own.

    Args:
        facts: the facts of the document.
        sentences: the result of :func:`apply`.
        found: the findings of these sentences.
        supports: the findings that its recommendations rest on.
        used: corrections whose sentences exist.
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
    regrouped = regroup(sentences, [c for c in clusters.values() if c], found.consequences, found.at_most)
    return regrouped, _supports(facts, found, regrouped, supports, corrections, place)


def _supports(
    facts: ReportFacts,
    before: FindingSet,
    regrouped: FindingSet,
    supports: Sequence[Support],
    corrections: Iterable[Correction],
    place: dict[str, int],
) -> tuple[Support, ...]:
    """Links of the old findings, moved to the new ones with their leads, then the links people decided."""
    home = regrouped.by_mention()
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
        return tuple(Label(identifier, _DECIDED, decided=True) for identifier in ids)

    change = labels.change
    if one.change is not None:
        change = None if one.change == "-" else Label(one.change, _DECIDED, decided=True)
    return replace(
        labels,
        polarity=labels.polarity if one.polarity is None else Label(one.polarity, _DECIDED, decided=True),
        themes=labels.themes if one.themes is None else sure(one.themes),
        cohorts=labels.cohorts if one.cohorts is None else sure(one.cohorts),
        extent=labels.extent if one.extent is None else Label(one.extent, _DECIDED, decided=True),
        change=change,
        decided=labels.decided or one.labels,
    )
