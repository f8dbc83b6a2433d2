import math

import numpy as np

from kg.classify.base import Sentence
from kg.classify.features import WINDOW, blocks, governed, neighbours
from kg.classify.occurrences import FAMILIES, SPACE, TONE, WORDS, Block, counted, ranges
from kg.classify.vectors import Table


def sentences(*texts: str, paragraph: str = "1") -> list[Sentence]:
    return [Sentence(t, section="s", paragraph=paragraph) for t in texts]


def columns(block: Block, row: int) -> set[int]:
    """Buckets of what occurs in one sentence."""
    return set(block.columns[block.things[block.rows == row]].tolist())


def test_a_denial_marks_the_words_up_to_the_next_stop() -> None:
    marks = governed("Visits are not always timely, staff are kind.")
    assert {"not always", "not timely"} <= set(marks)
    assert "not staff" not in marks


def test_the_clause_after_a_contrast_is_marked() -> None:
    marks = governed("Visits are regular but plans drift")
    assert {"but plans", "but drift", "first visits", "last drift"} <= set(marks)


def test_neighbours_stay_in_the_paragraph() -> None:
    document = sentences("a", "b") + sentences("c", paragraph="2")
    assert [(r.start, r.stop) for r in neighbours(document)] == [(0, 2), (0, 2), (2, 3)]


def test_neighbours_of_a_long_paragraph_are_near() -> None:
    document = sentences(*"abcdefghijklmnopqrstuvwxyz")
    span = neighbours(document)[13]
    assert (span.start, span.stop) == (13 - WINDOW, 13 + WINDOW + 1)


def test_blocks_come_in_the_order_of_the_families() -> None:
    found = blocks(sentences("Plans are clear.", "Reviews are late."))
    assert [b.family for b in found] == list(FAMILIES)


def test_counts_are_sorted_and_each_column_of_a_row_is_counted_once() -> None:
    rows, found, counts = counted(np.array([1, 0, 1, 1]), np.array([7, 3, 2, 7]), 10)
    assert (rows.tolist(), found.tolist(), counts.tolist()) == ([0, 1, 1], [3, 2, 7], [1, 1, 2])


def test_counts_of_a_long_document_with_many_columns() -> None:
    rows, found, counts = counted(np.array([90_000, 90_000]), np.array([4_000_000, 5]), 1 << 22)
    assert (rows.tolist(), found.tolist(), counts.tolist()) == ([90_000, 90_000], [5, 4_000_000], [1, 1])


def test_ranges_follow_one_another() -> None:
    assert ranges(np.array([5, 9, 0]), np.array([2, 0, 3])).tolist() == [5, 6, 0, 1, 2]


def test_neighbours_lend_their_words_and_a_sentence_none_to_itself() -> None:
    words, _, paragraph, before, after, *_ = blocks(sentences("Plans drift.", "Visits help.", "Staff stay."))
    assert len(words.columns) > 0
    lent = {
        f.name: [len(columns(f_block, row)) for row in range(3)]
        for f, f_block in ((b.family, b) for b in (paragraph, before, after))
    }
    # of each other sentence two words and the two together; of the sentence beside it its words
    assert lent == {"paragraph": [6, 6, 6], "before": [0, 2, 2], "after": [2, 2, 0]}


def test_a_second_reading_in_other_places_changes_what_stands_around_and_not_the_words() -> None:
    texts = ("Plans are clear.", "Reviews are late.")
    together = blocks(sentences(*texts))
    apart = blocks([*sentences(texts[0]), *sentences(texts[1], paragraph="2")])
    assert [columns(one, 1) == columns(other, 1) for one, other in zip(together, apart, strict=True)] == [
        True, True, False, False, True, False, True, True,
    ]  # fmt: skip


def test_one_word_sentences_and_empty_ones_do_no_harm() -> None:
    found = blocks(sentences("", "Late."))
    assert len(found) == len(FAMILIES)


def test_the_same_words_give_the_same_features_whatever_stands_around() -> None:
    alone = blocks(sentences("Plans are clear."))[0]
    among = blocks(sentences("Plans are clear.", "Reviews are late."))[0]
    assert columns(alone, 0) == columns(among, 0)


def test_a_table_keeps_features_that_come_back_and_gives_each_family_its_length() -> None:
    document = blocks(sentences("Plans are clear.", "Plans are clear.", "Reviews are late."))
    table = Table.fit([document])
    encoded = table.encode(document[:1], 3)
    length = np.bincount(encoded.rows, encoded.values**2, minlength=3)
    np.testing.assert_allclose(length[:2], 1.0, rtol=1e-5)
    assert length[2] < 1.01


def test_a_key_is_found_among_near_ones_and_no_other_is() -> None:
    kept = [WORDS.salt * SPACE + n for n in (0, 5, 6, 7, 63, 64, 200)]
    table = Table(np.array(kept, dtype=np.uint32), np.ones(len(kept), dtype=np.float32))
    asked = np.array([64, 1, 7, 8, 200, 0, 5, 4_000_000])
    block = Block(WORDS, np.zeros(len(asked), dtype=np.int64), np.arange(len(asked)), asked)
    assert table.encode([block], 1).columns.tolist() == [0, 1, 3, 5, 6]


def test_families_are_weighed_apart_and_a_thing_that_comes_again_counts_more() -> None:
    keys = np.array([WORDS.salt * SPACE + 1, WORDS.salt * SPACE + 2, TONE.salt * SPACE + 1], dtype=np.uint32)
    table = Table(keys, np.array([1, 1, 3], dtype=np.float32))
    words = Block(WORDS, np.array([0, 0, 0]), np.array([0, 1, 0]), np.array([1, 2]))
    tone = Block(TONE, np.array([0, 1]), np.array([0, 0]), np.array([1]))
    vectors = table.encode([words, tone], 2)
    assert (vectors.rows.tolist(), vectors.columns.tolist()) == ([0, 0, 0, 1], [0, 1, 2, 2])
    often = 1 + math.log(2)
    length = math.hypot(often, 1)
    expected = [often / length, 1 / length, TONE.weight, TONE.weight]
    np.testing.assert_allclose(vectors.values, expected, rtol=1e-6)
