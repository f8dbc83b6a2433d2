"""Input of the second model for a sentence: the first model's scores for it and for the text around it.

A theme is often named once in a paragraph and then assumed to be known ("They wait too long"), and a cohort
is named by the section. So each label that the first model finds possible is reassessed with its scores in
the sentences before and after, in the paragraph and in the section; a theme also with its scores as the
central theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.classify import worded
from kg.classify.base import Sentence
from kg.classify.codes import area_code, form_code, framework_code, grade_code
from kg.classify.features import WINDOW, neighbours
from kg.classify.labels import ALL, CENTRAL_COLUMNS, POLARITIES, READING_COLUMNS, THEME_COLUMNS
from kg.classify.occurrences import Floats, Ints
from kg.classify.tokens import words_of
from kg.classify.tone import tone
from kg.classify.wordings import wordings

POSSIBLE = 0.05
"""Labels with a lower first score are not reassessed; 98.3% of the right themes score higher."""


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
    """Pairs of a sentence and a label that are reassessed, with their features."""

    rows: Ints
    labels: Ints
    features: Floats


def around(sentences: Sequence[Sentence], scores: Floats) -> Around:
    """Gather the scores around the sentences of one document."""
    spans = neighbours(sentences)
    starts, stops = np.array([(span.start, span.stop) for span in spans]).T
    each = np.arange(len(sentences))
    before, after = np.zeros_like(scores), np.zeros_like(scores)
    before[starts < each] = scores[:-1][starts[1:] < each[1:]]
    after[stops > each + 1] = scores[1:][stops[:-1] > each[1:]]
    mean, most = _others(scores, starts, stops)
    place = np.array([_place(s, i, r) for i, (s, r) in enumerate(zip(sentences, spans, strict=True))])
    return Around(
        scores,
        before,
        after,
        mean,
        most,
        scores[starts],
        _section(sentences, scores),
        place.astype(np.float32),
        np.array([tone(s.text) for s in sentences], dtype=np.float32),
    )


def _others(scores: Floats, starts: Ints, stops: Ints) -> tuple[Floats, Floats]:
    """Mean and greatest scores of the other sentences of each sentence's range; zero if there are none.

    Args:
        scores: one row a sentence.
        starts: first sentence of each range.
        stops: sentence after the last.
    """
    each = np.arange(len(scores))
    total, most = np.zeros_like(scores), np.full_like(scores, -np.inf)
    for distance in (*range(-WINDOW, 0), *range(1, WINDOW + 1)):
        has = each[(starts <= each + distance) & (each + distance < stops)]
        total[has] += scores[has + distance]
        most[has] = np.maximum(most[has], scores[has + distance])
    count = (stops - starts - 1).astype(np.float32)[:, None]
    alone = count == 0
    total /= np.where(alone, 1, count).astype(np.float32)
    most[alone[:, 0]] = 0
    return total, most


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
