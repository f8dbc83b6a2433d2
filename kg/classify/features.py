"""N-gram features of sentences and of their neighbours, hashed, for a whole document at once.

The features of a sentence come in families, each normalised to unit length so that a long sentence
weighs no more than a short one:

* its words (one to three in a row) and the pieces of its words (three to five letters);
* its words marked by what governs them: a denial before them, the clause they stand in;
* the words of the rest of its paragraph, of the sentence before and of the sentence after;
* its tone: how often it praises and criticises, in which clause, and what turns that round;
* its place: judgement area, grade, form, framework, place in the paragraph.

Only hashes are kept, never the words: a model made of them cannot give a sentence back.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from kg.classify import tone
from kg.classify.base import Sentence
from kg.classify.codes import framework_code, shared_area
from kg.classify.wordings import wordings

FEATURES_VERSION = "5"
"""Part of the version of every model: raised when older weights no longer fit features or columns."""

SPACE = 1 << 22
"""Number of buckets of the hash."""

WINDOW = 6
"""How many sentences before and after one count as the rest of its paragraph."""

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*|\d+")
_WORD_OR_STOP = re.compile(r"[a-z]+(?:[-'][a-z]+)*|\d+|[.,;:]")
STOPS = frozenset(".,;:")
DENIAL_REACH = 6
"""How many words after a denial it is taken to govern."""

_MIX = np.uint64(0x9E3779B97F4A7C15)

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Family:
    """A family of features: what is read, and how much the whole family weighs."""

    name: str
    salt: int
    weight: float


WORDS = Family("words", 1, 1.0)
PIECES = Family("pieces", 2, 1.0)
PARAGRAPH = Family("paragraph", 3, 0.5)
BEFORE = Family("before", 4, 0.5)
AFTER = Family("after", 5, 0.3)
PLACE = Family("place", 6, 0.75)
GOVERNED = Family("governed", 7, 0.7)
TONE = Family("tone", 8, 0.7)
FAMILIES = (WORDS, PIECES, PARAGRAPH, BEFORE, AFTER, PLACE, GOVERNED, TONE)


@dataclass(frozen=True, slots=True)
class Block:
    """The counts of one family: three arrays of one length, sorted by row and then by column."""

    family: Family
    rows: Ints
    columns: Ints
    counts: Floats


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers of a text."""
    return _WORD.findall(text.lower().replace("’", "'"))


@lru_cache(maxsize=200_000)
def _pieces(word: str) -> tuple[int, ...]:
    padded = f" {word} "
    return tuple(
        zlib.crc32(padded[i : i + n].encode()) for n in (3, 4, 5) for i in range(max(1, len(padded) - n + 1))
    )


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode())


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


def _salted(hashes: Hashes, family: Family) -> Ints:
    mixed = (hashes + np.uint64(family.salt)) * _MIX
    return (mixed >> np.uint64(42)).astype(np.int64) % SPACE


def _counted(family: Family, rows: Ints, hashes: Hashes) -> Block:
    keys = rows * SPACE + _salted(hashes, family)
    unique, counts = np.unique(keys, return_counts=True)
    return Block(family, unique // SPACE, unique % SPACE, counts.astype(np.float32))


def governed(text: str) -> list[str]:
    """The words of a text, each marked by what governs it.

    A word after a denial is marked so up to the next stop (at most six words); words of the first and of
    the last clause, and of clauses that set against each other, carry the clause's mark.

    >>> governed("Visits are not timely.")[0]
    'not timely'
    """
    marked: list[str] = []
    clauses: list[list[str]] = [[]]
    known = wordings()
    reach = 0
    for word in _WORD_OR_STOP.findall(text.lower().replace("’", "'")):
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


def blocks(sentences: Sequence[Sentence]) -> list[Block]:
    """Counts of every family for the sentences of one document, in the order of :data:`FAMILIES`."""
    spans = neighbours(sentences)
    tokens = [words_of(s.text) for s in sentences]
    lengths = np.array([len(t) for t in tokens], dtype=np.int64)
    rows = np.repeat(np.arange(len(sentences), dtype=np.int64), lengths)
    one = np.array([_hash(w) for t in tokens for w in t], dtype=np.uint64)
    bounds = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])

    two_rows, two = _grams(rows, one, one, 1)
    three_rows, three = _grams(two_rows, two, one, 2) if len(one) > 2 else (two_rows[:0], two[:0])
    result = [
        _counted(WORDS, np.concatenate([rows, two_rows, three_rows]), np.concatenate([one, two, three])),
        _pieces_block(tokens),
    ]

    others_rows: list[int] = []
    others: list[int] = []
    before_rows: list[int] = []
    before: list[int] = []
    after_rows: list[int] = []
    after: list[int] = []
    for i, span in enumerate(spans):
        others_rows += [i] * (len(span) - 1)
        others += [j for j in span if j != i]
        if span.start < i:
            before_rows.append(i)
            before.append(i - 1)
        if span.stop > i + 1:
            after_rows.append(i)
            after.append(i + 1)
    two_bounds = np.searchsorted(two_rows, np.arange(len(sentences) + 1))
    near = _borrow(others_rows, others, one, bounds), _borrow(others_rows, others, two, two_bounds)
    result.append(
        _counted(
            PARAGRAPH,
            np.concatenate([near[0][0], near[1][0]]),
            np.concatenate([near[0][1], near[1][1]]),
        )
    )
    result.append(_counted(BEFORE, *_borrow(before_rows, before, one, bounds)))
    result.append(_counted(AFTER, *_borrow(after_rows, after, one, bounds)))

    sayings = [governed(s.text) for s in sentences]
    marks = [
        _place(s, i - span.start, i + 1 == span.stop)
        for i, (s, span) in enumerate(zip(sentences, spans, strict=True))
    ]
    result.append(
        _counted(
            PLACE,
            np.repeat(np.arange(len(sentences), dtype=np.int64), [len(m) for m in marks]),
            np.array([_hash(x) for m in marks for x in m], dtype=np.uint64),
        )
    )
    result.append(
        _counted(
            GOVERNED,
            np.repeat(np.arange(len(sentences), dtype=np.int64), [len(g) for g in sayings]),
            np.array([_hash(x) for g in sayings for x in g], dtype=np.uint64),
        )
    )
    tones = [tone.marks(s.text) for s in sentences]
    result.append(
        _counted(
            TONE,
            np.repeat(np.arange(len(sentences), dtype=np.int64), [len(t) for t in tones]),
            np.array([_hash(x) for t in tones for x in t], dtype=np.uint64),
        )
    )
    return result


def _grams(rows: Ints, left: Hashes, words: Hashes, distance: int) -> tuple[Ints, Hashes]:
    """Extend n-grams by the next word where it stands in the same sentence.

    ``left`` holds the n-grams that start at successive words of ``rows``; ``distance`` is their length.
    """
    if len(left) < 2:
        return rows[:0], left[:0]
    same = rows[1:] == rows[:-1]
    if distance == 1:
        joined = left[:-1] * np.uint64(1_000_003) + words[1:] + np.uint64(77)
        return rows[:-1][same], joined[same]
    # Two successive bigrams of one sentence overlap in a word: together they are its trigram.
    joined = left[:-1] * np.uint64(31) + left[1:] + np.uint64(1234577)
    return rows[:-1][same], joined[same]


def _pieces_block(tokens: Sequence[Sequence[str]]) -> Block:
    pieces = [[p for w in t for p in _pieces(w)] for t in tokens]
    rows = np.repeat(np.arange(len(tokens), dtype=np.int64), [len(p) for p in pieces])
    return _counted(PIECES, rows, np.array([x for p in pieces for x in p], dtype=np.uint64))


def _borrow(rows: list[int], sources: list[int], hashes: Hashes, bounds: Ints) -> tuple[Ints, Hashes]:
    """The hashes of the sentences ``sources``, given to the sentences ``rows``."""
    starts, stops = bounds[:-1], bounds[1:]
    parts = [hashes[starts[j] : stops[j]] for j in sources]
    lengths = [len(p) for p in parts]
    to = np.repeat(np.array(rows, dtype=np.int64), lengths)
    return to, np.concatenate(parts) if parts else hashes[:0]
