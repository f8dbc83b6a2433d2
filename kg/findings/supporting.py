"""Link recommendations to the findings that support them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.classify.base import Labelled
from kg.extract.facts import Mention, Recommendation
from kg.findings.cohorts import overlap
from kg.findings.model import Finding, FindingSet, Support
from kg.findings.words import Weighed, cosine

ALIKE: Final = 0.12
"""Least cosine between a recommendation and a finding's most similar sentence."""

MOST: Final = 5
"""Most findings that words alone may link to one recommendation."""

_WEAK: Final = frozenset({"weakness", "mixed"})


def support(
    recommendations: Sequence[Recommendation], sentences: Sequence[Labelled], findings: FindingSet
) -> tuple[Support, ...]:
    """The findings that each recommendation rests on.

    A finding that has the recommendation as a mention supports it; so do weak findings in a paragraph that
    the recommendation names ("(paragraph 25)"). If neither leads beyond the recommendation itself, weak
    findings that share a theme and a cohort with it do, the most similar in words first.

    Args:
        recommendations: the recommendations of one document.
        sentences: the sentences that were grouped.
        findings: the result of :func:`kg.findings.group` for them.
    """
    mentions = [one.mention for one in sentences]
    words = Weighed([*(m.text for m in mentions), *(r.text for r in recommendations)])
    own = findings.by_mention()
    found: dict[tuple[int, int], Support] = {}

    def add(link: Support) -> None:
        found.setdefault((link.recommendation, link.finding), link)

    for at, recommendation in enumerate(recommendations):
        parts = [i for i, m in enumerate(mentions) if m.recommendation == recommendation.sequence]
        for i in parts:
            add(Support(recommendation.sequence, own[i], "same", 1.0))
        same = {own[i] for i in parts}
        named = set(_named(recommendation, mentions, findings))
        for finding in sorted(named):
            add(Support(recommendation.sequence, finding, "named", 1.0))
        if named or any(_reaches_out(findings.findings[f], mentions) for f in same):
            continue
        themes, cohorts = _labels_of(parts, sentences)
        vector = words.vector(len(mentions) + at)
        ranked = sorted(
            (-likeness, f)
            for f, finding in enumerate(findings.findings)
            if f not in same
            and finding.part == _part(recommendation)
            and finding.polarity in _WEAK
            and _reaches_out(finding, mentions)
            and themes & set(finding.themes)
            and any(overlap(x, y) for x in cohorts for y in finding.cohorts)
            and (likeness := max(cosine(vector, words.vector(m)) for m in finding.mentions)) >= ALIKE
        )
        for negative, f in ranked[:MOST]:
            add(Support(recommendation.sequence, f, "alike", round(-negative, 2)))
    return tuple(found[key] for key in sorted(found))


def _named(
    recommendation: Recommendation, mentions: Sequence[Mention], findings: FindingSet
) -> Iterator[int]:
    """Weak findings in the paragraphs that the recommendation itself names."""
    numbers = set(recommendation.paragraphs)
    for f, finding in enumerate(findings.findings):
        if finding.polarity in _WEAK and any(
            mentions[m].evidence.paragraph in numbers for m in finding.mentions
        ):
            yield f


def _reaches_out(finding: Finding, mentions: Sequence[Mention]) -> bool:
    """Whether a finding has a sentence that is not part of a recommendation."""
    return any(mentions[m].recommendation is None for m in finding.mentions)


def _labels_of(parts: Sequence[int], sentences: Sequence[Labelled]) -> tuple[set[str], set[str]]:
    said = [sentences[i].labels for i in parts]
    return {t.id for s in said for t in s.themes}, {c.id for s in said for c in s.cohorts}


def _part(recommendation: Recommendation) -> str:
    return "lscb" if recommendation.addressee == "lscb" else "la"
