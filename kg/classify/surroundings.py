"""What a second model sees of a sentence: the first model's scores for it and for all around it.

A theme is often named once in a paragraph and then taken as known ("They wait too long"), and a cohort
by the section. So each label that the first model thinks possible is looked at again, beside its scores
in the sentences before and after, in the paragraph and in the section. A theme is looked at beside its
scores as the central theme, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.classify import worded
from kg.classify.base import Sentence
from kg.classify.codes import area_code, form_code, framework_code, grade_code
from kg.classify.features import Floats, Ints, neighbours, words_of
from kg.classify.labels import ALL, CENTRAL_COLUMNS, POLARITIES, READING_COLUMNS, THEME_COLUMNS
from kg.classify.tone import tone
from kg.classify.wordings import wordings

POSSIBLE = 0.05
"""Labels with a lower first score are not looked at again; 98.3% of the right themes score higher."""


@dataclass(frozen=True, slots=True)
class Around:
    """Scores around each sentence (rows as the sentences, columns as the labels), its place and its tone."""

    own: Floats
    before: Floats
    after: Floats
    mean: Floats
    most: Floats
    first: Floats
    section: Floats
    place: Floats
    tone: Floats


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of a sentence and a label that are looked at again, with their features."""

    rows: Ints
    labels: Ints
    features: Floats


def around(sentences: Sequence[Sentence], scores: Floats) -> Around:
    """Gather the scores around the sentences of one document."""
    spans = neighbours(sentences)
    before, after = np.zeros_like(scores), np.zeros_like(scores)
    mean, most, first = np.zeros_like(scores), np.zeros_like(scores), np.zeros_like(scores)
    for i, span in enumerate(spans):
        first[i] = scores[span.start]
        if span.start < i:
            before[i] = scores[i - 1]
        if span.stop > i + 1:
            after[i] = scores[i + 1]
        if len(span) > 1:
            others = np.concatenate([scores[span.start : i], scores[i + 1 : span.stop]])
            mean[i], most[i] = others.mean(axis=0), others.max(axis=0)
    place = np.array([_place(s, i, r) for i, (s, r) in enumerate(zip(sentences, spans, strict=True))])
    return Around(
        scores,
        before,
        after,
        mean,
        most,
        first,
        _section(sentences, scores),
        place.astype(np.float32),
        np.array([tone(s.text) for s in sentences], dtype=np.float32),
    )


def candidates(seen: Around, columns: slice) -> Candidates:
    """The possible labels among some columns, with their features."""
    own = seen.own[:, columns]
    rows, labels = (own > POSSIBLE).nonzero()
    order = np.argsort(-own, axis=1, kind="stable")
    rank = np.argsort(order, axis=1, kind="stable")
    ranked = np.take_along_axis(own, order, axis=1)
    best, second = ranked[:, 0], ranked[:, 1]
    pair = own[rows, labels]
    parts = [
        np.stack(
            [
                pair,
                rank[rows, labels],
                pair - best[rows],
                own.sum(axis=1)[rows],
                best[rows],
                second[rows],
                *(m[:, columns][rows, labels] for m in (seen.before, seen.after, seen.mean, seen.most)),
                *(m[:, columns][rows, labels] for m in (seen.first, seen.section)),
                labels,
            ],
            axis=1,
        ),
        seen.own[rows, : len(POLARITIES)],
        seen.place[rows],
    ]
    if columns == THEME_COLUMNS:
        parts.append(_as_central(seen, rows, labels))
    return Candidates(rows, labels, np.concatenate(parts, axis=1).astype(np.float32))


def _as_central(seen: Around, rows: Ints, labels: Ints) -> Floats:
    own = seen.own[:, CENTRAL_COLUMNS]
    pair = own[rows, labels]
    around = (seen.before, seen.after, seen.section)
    return np.stack(
        [pair, pair - own.max(axis=1)[rows], *(m[:, CENTRAL_COLUMNS][rows, labels] for m in around)], axis=1
    )


def polarity_features(seen: Around) -> Floats:
    """Features of each sentence for its polarity."""
    few = slice(0, len(POLARITIES))
    parts = [seen.own[:, : len(ALL)]]
    parts += [m[:, few] for m in (seen.before, seen.after, seen.mean, seen.first, seen.section)]
    return np.concatenate([*parts, seen.place, seen.tone], axis=1)


def reading_features(seen: Around) -> Floats:
    """Features of each sentence for whether it leans on the one before it, and for its time."""
    few = slice(0, len(POLARITIES))
    parts = [seen.own[:, READING_COLUMNS], seen.before[:, READING_COLUMNS], seen.own[:, few]]
    return np.concatenate([*parts, seen.place, seen.tone], axis=1)


def _section(sentences: Sequence[Sentence], scores: Floats) -> Floats:
    names = {s.section: i for i, s in enumerate(sentences)}
    of = np.array([names[s.section] for s in sentences])
    result = np.zeros_like(scores)
    for name in names.values():
        result[of == name] = scores[of == name].mean(axis=0)
    return result


def _place(sentence: Sentence, index: int, span: range) -> list[float]:
    words = words_of(sentence.text)
    start = words[0] if words else ""
    return [
        area_code(sentence.area),
        grade_code(sentence.grade),
        form_code(sentence.form),
        framework_code(sentence.kind),
        index - span.start,
        span.stop - index - 1,
        len(words),
        worded.refers_back(sentence.text),
        start in wordings().turning_starts,
        start in wordings().pointing_starts,
    ]
