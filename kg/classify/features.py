"""N-gram features of sentences and of their neighbours, hashed, for a whole document at once.

The features of a sentence come in families, each normalised to unit length so that a long sentence
weighs no more than a short one:

* its words (one to three in a row) and the pieces of its words (three to five letters);
* its words marked by what governs them: a denial before them, the clause they are in;
* the words of the rest of its paragraph, of the sentence before and of the sentence after;
* its tone: how often it praises and criticises, in which clause, and which words reverse that;
* its place: judgement area, grade, form, framework, place in the paragraph.

Only hashes are kept, never the words: a sentence cannot be recovered from a model made of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kg.classify import tone
from kg.classify.base import Sentence
from kg.classify.codes import framework_code, shared_area
from kg.classify.occurrences import (
    AFTER,
    BEFORE,
    GOVERNED,
    PARAGRAPH,
    PIECES,
    PLACE,
    TONE,
    WORDS,
    Block,
    Family,
    Hashes,
    Ints,
    Listed,
    borrow,
    ranges,
    salted,
)
from kg.classify.tokens import BRACKETS, STOPS, tokens, words_of
from kg.classify.wordings import wordings

FEATURES_VERSION = "5"
"""Part of the version of every model; raised when older weights no longer fit features or columns."""

WINDOW = 6
"""How many sentences before and after one count as the rest of its paragraph."""

DENIAL_REACH = 6
"""How many words after a denial count as governed by it."""


@lru_cache(maxsize=200_000)
def _pieces(word: str) -> Hashes:
    padded = f" {word} "
    return np.array(
        [
            zlib.crc32(padded[i : i + n].encode())
            for n in (3, 4, 5)
            for i in range(max(1, len(padded) - n + 1))
        ],
        dtype=np.uint64,
    )


def neighbours(sentences: Sequence[Sentence]) -> list[range]:
    """For each sentence the range of indexes of its paragraph, itself included, within the window."""
    spans: list[range] = []
    start = 0
    for i, sentence in enumerate(sentences):
        if i and _paragraph_key(sentence) != _paragraph_key(sentences[i - 1]):
            start = i
        spans.append(range(max(start, i - WINDOW), i + 1))
    end = len(sentences)
    for i in range(len(sentences) - 1, -1, -1):
        following = sentences[i + 1] if i + 1 < len(sentences) else None
        if following is None or _paragraph_key(following) != _paragraph_key(sentences[i]):
            end = i + 1
        spans[i] = range(spans[i].start, min(end, i + WINDOW + 1))
    return spans


def _paragraph_key(sentence: Sentence) -> tuple[str, str, str]:
    return sentence.section, sentence.form, sentence.paragraph


def governed(text: str) -> list[str]:
    """The words of a text, each marked by what governs it.

    Words after a denial are marked up to the next stop (at most six words); words of the first and of
    the last clause, and of contrasted clauses, carry the clause's mark.

    >>> governed("Visits are not timely.")[0]
    'not timely'
    """
    marked: list[str] = []
    clauses: list[list[str]] = [[]]
    known = wordings()
    reach = 0
    for word in tokens(text):
        if word not in known.governing:  # most words
            clauses[-1].append(word)
            if reach:
                marked.append(f"not {word}")
                reach -= 1
            continue
        if word in BRACKETS:
            continue
        if word in STOPS:
            clauses.append([])
            reach = 0
            continue
        if word in known.clause_starts:
            clauses.append([])
        clauses[-1].append(word)
        if word in known.contrasts:
            reach = 0
        elif reach:
            marked.append(f"not {word}")
            reach -= 1
        if word in known.denials:
            reach = DENIAL_REACH
    clauses = [c for c in clauses if c] or [[]]
    marked += [f"first {w}" for w in clauses[0]] + [f"last {w}" for w in clauses[-1]]
    return marked + [f"{c[0]} {w}" for c in clauses if c and c[0] in known.contrasts for w in c[1:]]


def _place(sentence: Sentence, position: int, last: bool) -> list[str]:
    area = shared_area(sentence.area)
    return [
        f"area={area}",
        f"grade={sentence.grade}",
        f"form={sentence.form}",
        f"framework={framework_code(sentence.kind)}",
        f"area+grade={area}+{sentence.grade}",
        f"position={min(position, 3)}",
        f"last={last}",
    ]


@dataclass(frozen=True, slots=True)
class _Said:
    """Features that depend only on the words of a document, not on the places of its sentences.

    Attributes:
        words: the words of each sentence.
        two_rows: the sentence of each two words in a row; ``two`` has their hashes.
        blocks: words, pieces, governed words and tone.
    """

    words: Listed
    two_rows: Ints
    two: Hashes
    blocks: tuple[Block, Block, Block, Block]


@lru_cache(maxsize=1)  # a document may be read twice, with its sentences in different places
def _said(texts: tuple[str, ...]) -> _Said:
    words = Listed.of([words_of(text) for text in texts])
    one = words.hashes[words.names]
    two_rows, two = _grams(words.rows, one, one, 1)
    three_rows, three = _grams(two_rows, two, one, 2) if len(one) > 2 else (two_rows[:0], two[:0])
    grams = Block(
        WORDS,
        np.concatenate([words.rows, two_rows, three_rows]),
        np.concatenate([words.names, len(words.hashes) + np.arange(len(two) + len(three))]),
        salted(np.concatenate([words.hashes, two, three]), WORDS),
    )
    sayings = Listed.of([governed(text) for text in texts])
    tones = Listed.of([tone.marks(text) for text in texts])
    return _Said(
        words, two_rows, two, (grams, _pieces_block(words), sayings.block(GOVERNED), tones.block(TONE))
    )


def blocks(sentences: Sequence[Sentence]) -> list[Block]:
    """Occurrences of each family in the sentences of one document, in the order of :data:`FAMILIES`."""
    spans = neighbours(sentences)
    said = _said(tuple(s.text for s in sentences))
    grams, pieces, sayings, tones = said.blocks
    starts, stops = np.array([(s.start, s.stop) for s in spans], dtype=np.int64).reshape(-1, 2).T
    each = np.arange(len(sentences))
    others = np.stack([np.repeat(each, stops - starts), ranges(starts, stops - starts)])
    others = others[:, others[0] != others[1]]
    before, after = each[starts < each], each[stops > each + 1]
    marks = [
        _place(s, i - span.start, i + 1 == span.stop)
        for i, (s, span) in enumerate(zip(sentences, spans, strict=True))
    ]
    return [
        grams,
        pieces,
        _paragraph_block(said, others, len(sentences)),
        _near_block(BEFORE, said.words, np.stack([before, before - 1]), len(sentences)),
        _near_block(AFTER, said.words, np.stack([after, after + 1]), len(sentences)),
        Listed.of(marks).block(PLACE),
        sayings,
        tones,
    ]


def _grams(rows: Ints, left: Hashes, words: Hashes, distance: int) -> tuple[Ints, Hashes]:
    """Extend n-grams by the next word if it is in the same sentence.

    ``left`` holds the n-grams that start at successive words of ``rows``; ``distance`` is their length.
    """
    if len(left) < 2:
        return rows[:0], left[:0]
    same = rows[1:] == rows[:-1]
    if distance == 1:
        joined = left[:-1] * np.uint64(1_000_003) + words[1:] + np.uint64(77)
        return rows[:-1][same], joined[same]
    # Two successive bigrams of one sentence overlap in a word: together they are a trigram.
    joined = left[:-1] * np.uint64(31) + left[1:] + np.uint64(1234577)
    return rows[:-1][same], joined[same]


def _pieces_block(words: Listed) -> Block:
    pieces = [_pieces(word) for word in words.distinct]
    lengths = np.array([len(p) for p in pieces], dtype=np.int64)
    starts = np.cumsum(lengths) - lengths
    return Block(
        PIECES,
        np.repeat(words.rows, lengths[words.names]),
        ranges(starts[words.names], lengths[words.names]),
        salted(np.concatenate(pieces) if pieces else words.hashes, PIECES),
    )


def _near_block(family: Family, words: Listed, pairs: Ints, height: int) -> Block:
    """The words of some sentences as features of others."""
    rows, at = borrow(pairs, words.rows, height)
    return Block(family, rows, words.names[at], salted(words.hashes, family))


def _paragraph_block(said: _Said, pairs: Ints, height: int) -> Block:
    words, two = _near_block(PARAGRAPH, said.words, pairs, height), salted(said.two, PARAGRAPH)
    rows, at = borrow(pairs, said.two_rows, height)
    return Block(
        PARAGRAPH,
        np.concatenate([words.rows, rows]),
        np.concatenate([words.things, len(words.columns) + at]),
        np.concatenate([words.columns, two]),
    )
