"""Groups the sentences of one document that say the same into findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from kg.classify.base import Label, Labelled, Labels
from kg.classify.labels import AT_MOST
from kg.extract.facts import Mention
from kg.findings.cohorts import overlap
from kg.findings.leaning import leans
from kg.findings.model import Consequence, Finding, FindingSet
from kg.findings.words import Vector, cosine, vectors

ALIKE: Final = 0.30
"""Least cosine at which two sentences in different places say the same, and least mean within a finding."""

ALIKE_ACROSS: Final = 0.45
"""The same for two sentences if one is about a broader cohort than the other."""

ALIKE_IN_PARAGRAPH: Final = 0.18
"""The same for two sentences of one paragraph on the same central theme and cohort."""

LEAST: Final = min(ALIKE, ALIKE_ACROSS, ALIKE_IN_PARAGRAPH)

_ADULTS: Final = frozenset({"workforce-cohort", "carers", "all-children"})
_FAMILY: Final = {"weakness": "weak", "mixed": "weak", "strength": "strength", "neutral": "neutral"}
_LEADS: Final = {"paragraph": 0, "list-item": 1, "progress": 1, "statement": 1, "summary": 2}


def group(sentences: Sequence[Labelled], *, separate: bool = False) -> FindingSet:
    """Group the sentences of one document.

    Two sentences can say the same only if they are in the same part, both are weak (weakness or mixed), both
    strengths or both neutral, and share a theme and a cohort; then their words decide. In a finding each
    pair of sentences can say the same, so that a broad sentence never joins two narrow ones that differ. A
    sentence that states a consequence of the sentence before it, or continues its matter, joins the finding
    of that sentence.

    Args:
        sentences: all of one document in reading order.
        separate: keep two items, or two bullets, apart, and also a mixed sentence and a weakness in different
            places; do not match a sentence that leans on the one before it with other places; give a finding
            no more themes and cohorts than a sentence may have.
    """
    mentions, labels = _columns(sentences)
    consequences = list(_consequences(mentions, labels))
    joined = {c.effect: c.cause for c in consequences if _same_family(labels[c.effect], labels[c.cause])}
    joined |= {at: at - 1 for at in range(1, len(mentions)) if _goes_on(at, mentions, labels)}
    roots = [at for at in range(len(mentions)) if at not in joined]
    words = vectors([mention.text for mention in mentions])
    clusters = _clusters(_Pairs(roots, mentions, labels, separate=separate), roots, words)
    members = {root: cluster for cluster in clusters for root in cluster}
    for effect in sorted(joined):
        cause = joined[effect]
        members[cause].append(effect)
        members[effect] = members[cause]
    return regroup(sentences, clusters, consequences, AT_MOST if separate else None)


def regroup(
    sentences: Sequence[Labelled],
    clusters: Iterable[Iterable[int]],
    consequences: Iterable[Consequence],
    at_most: int | None = None,
) -> FindingSet:
    """Make findings from sentences that are already grouped.

    Args:
        sentences: all of one document in reading order.
        clusters: indices of sentences; each in exactly one.
        consequences: pairs of a sentence and the sentence that states its effect.
        at_most: most themes, and most cohorts, of a finding; ``None`` for any number.
    """
    mentions, labels = _columns(sentences)
    told = tuple(consequences)
    effects = frozenset(c.effect for c in told if _same_family(labels[c.effect], labels[c.cause]))
    findings = [_finding(sorted(cluster), mentions, labels, effects, at_most) for cluster in clusters]
    return FindingSet(tuple(sorted(findings, key=lambda f: f.mentions)), told, at_most)


def _columns(sentences: Sequence[Labelled]) -> tuple[list[Mention], list[Labels]]:
    return [one.mention for one in sentences], [one.labels for one in sentences]


def _consequences(mentions: Sequence[Mention], labels: Sequence[Labels]) -> Iterable[Consequence]:
    """Sentences that refer back, each with the one before it in its paragraph."""
    for at in range(1, len(mentions)):
        if labels[at].refers_back and mentions[at].block == mentions[at - 1].block:
            yield Consequence(at, at - 1)


def _goes_on(at: int, mentions: Sequence[Mention], labels: Sequence[Labels]) -> bool:
    """Whether a sentence continues the matter of the one before it in its paragraph."""
    return (
        mentions[at].block == mentions[at - 1].block
        and _same_family(labels[at], labels[at - 1])
        and _near_matter(labels[at], labels[at - 1])
        and leans(mentions[at].text)
    )


def _same_family(first: Labels, second: Labels) -> bool:
    """Whether both are weak, both strengths or both neutral."""
    return _FAMILY[first.polarity.id] == _FAMILY[second.polarity.id]


def _clusters(pairs_of: _Pairs, roots: Sequence[int], words: Sequence[Vector]) -> list[list[int]]:
    """Merge the most similar first, as long as every pair may say the same and the mean is high enough."""
    starts: list[tuple[float, int, int]] = []
    for first, second in pairs_of.allowed():
        likeness = cosine(words[first], words[second])
        if likeness < LEAST:  # most pairs
            continue
        margin = likeness - pairs_of.threshold(first, second)
        if margin >= 0:
            starts.append((-margin, first, second))
    cluster = {root: [root] for root in roots}
    for _, first, second in sorted(starts):
        one, other = cluster[first], cluster[second]
        if one is other:
            continue
        pairs = [(min(a, b), max(a, b)) for a in one for b in other]
        if not all(pairs_of.may_agree(*pair) for pair in pairs):
            continue
        mean = sum(cosine(words[a], words[b]) for a, b in pairs) / len(pairs)
        if mean < pairs_of.threshold(first, second):
            continue
        one.extend(other)
        for member in other:
            cluster[member] = one
    return list({id(c): c for c in cluster.values()}.values())


class _Pairs:
    """The pairs of sentences that may say the same, and how similar they must be.

    The answer is the same for all sentences with the same part, family and cohorts, and there are few such
    classes, so it is computed once for each pair of classes.

    Args:
        roots: the sentences to pair, in ascending order.
        mentions: all mentions of the document.
        labels: their labels.
        separate: see :func:`group`.
    """

    def __init__(
        self,
        roots: Sequence[int],
        mentions: Sequence[Mention],
        labels: Sequence[Labels],
        *,
        separate: bool,
    ) -> None:
        self._roots = roots
        self._separate = separate
        self._mentions = mentions
        self._labels = labels
        self._cohorts = {at: frozenset(c.id for c in labels[at].cohorts) for at in roots}
        numbers: dict[str, int] = {}
        self._themes = {
            at: sum({1 << numbers.setdefault(t.id, len(numbers)) for t in labels[at].themes}) for at in roots
        }
        sorts: dict[tuple[tuple[str, str], frozenset[str]], int] = {}
        self._sort = {
            at: sorts.setdefault(
                ((mentions[at].part, _FAMILY[labels[at].polarity.id]), self._cohorts[at]), len(sorts)
            )
            for at in roots
        }
        self._agree = [
            [side == other and _cohorts_agree(ours, theirs) for other, theirs in sorts]
            for side, ours in sorts
        ]

    def allowed(self) -> Iterator[tuple[int, int]]:
        """The pairs that may say the same, the earlier sentence first."""
        bearing: dict[int, list[int]] = {}
        for at in reversed(self._roots):
            agree, themes = self._agree[self._sort[at]], self._themes[at]
            yield from (
                (at, other)
                for sort, others in bearing.items()
                if agree[sort]
                for other in others
                if themes & self._themes[other] and not self._apart(at, other)
            )
            bearing.setdefault(self._sort[at], []).append(at)

    def may_agree(self, a: int, b: int) -> bool:
        """Whether two of the sentences may say the same."""
        agree = bool(self._themes[a] & self._themes[b]) and self._agree[self._sort[a]][self._sort[b]]
        return agree and not self._apart(a, b)

    def _apart(self, a: int, b: int) -> bool:
        """Whether their places keep two sentences apart, if places count."""
        one, other = self._mentions[a], self._mentions[b]
        if not self._separate or one.block == other.block:
            return False
        if self._labels[a].polarity.id != self._labels[b].polarity.id:
            return True
        if leans(one.text) or leans(other.text):
            return True
        if one.recommendation is not None and other.recommendation is not None:
            return one.recommendation != other.recommendation
        return one.form == other.form == "list-item"

    def threshold(self, a: int, b: int) -> float:
        """Least cosine at which two of the sentences say the same."""
        ours, theirs = self._cohorts[a], self._cohorts[b]
        if ours and theirs and ours.isdisjoint(theirs):
            return ALIKE_ACROSS
        near = self._mentions[a].block == self._mentions[b].block and _same_matter(
            self._labels[a], self._labels[b]
        )
        return ALIKE_IN_PARAGRAPH if near else ALIKE


@lru_cache(maxsize=1 << 14)
def _cohorts_agree(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    if not (ours and theirs):
        return True
    return any(overlap(x, y) or _ADULTS.issuperset((x, y)) for x in ours for y in theirs)


def _same_matter(first: Labels, second: Labels) -> bool:
    """Whether two labels have the same central theme and the same cohorts."""
    return [t.id for t in first.themes[:1]] == [t.id for t in second.themes[:1]] and {
        c.id for c in first.cohorts
    } == {c.id for c in second.cohorts}


def _near_matter(first: Labels, second: Labels) -> bool:
    """Whether each has the other's central theme, and both have the same cohorts."""
    ours, theirs = ([t.id for t in one.themes] for one in (first, second))
    central = ours[:1] + theirs[:1]
    return set(central) <= set(ours) & set(theirs) and (
        {c.id for c in first.cohorts} == {c.id for c in second.cohorts}
    )


def _finding(
    cluster: Sequence[int],
    mentions: Sequence[Mention],
    labels: Sequence[Labels],
    effects: frozenset[int],
    at_most: int | None,
) -> Finding:
    """Make a finding from a cluster: the labels of the lead, and those that at least two sentences share."""

    def standing(at: int) -> tuple[bool, int, float, int]:
        leaning = at in effects or leans(mentions[at].text)
        return leaning, _LEADS.get(mentions[at].form, 3), -labels[at].polarity.confidence, at

    lead = min(cluster, key=standing) if len(cluster) > 1 else cluster[0]
    said = labels[lead]
    stated = [labels[at].extent for at in (lead, *cluster) if labels[at].extent.id != "not-stated"]
    changes = [change for at in cluster if (change := labels[at].change) is not None]
    surest = max(changes, key=lambda change: change.confidence, default=None)
    sure = (said.polarity.confidence, *(theme.confidence for theme in said.themes[:1]))
    return Finding(
        mentions=tuple(cluster),
        lead=lead,
        polarity=said.polarity.id,
        themes=_shared(said.themes, [labels[at].themes for at in cluster], at_most),
        cohorts=_shared(said.cohorts, [labels[at].cohorts for at in cluster], at_most),
        extent=stated[0].id if stated else "not-stated",
        change=surest.id if surest else None,
        confidence=round(min(sure), 2),
        part=mentions[lead].part,
    )


def _shared(lead: Iterable[Label], every: Sequence[Iterable[Label]], at_most: int | None) -> tuple[str, ...]:
    """The lead's ids, then those that at least two sentences have, most frequent first."""
    first = [one.id for one in lead]
    if len(every) == 1:
        return tuple(first[:at_most])
    counts = Counter(one.id for labels in every for one in labels)
    others = sorted((i for i, n in counts.items() if n > 1 and i not in first), key=lambda i: (-counts[i], i))
    return (*first, *others)[:at_most]
