import numpy as np

from kg.classify.base import Sentence
from kg.classify.features import FAMILIES, WINDOW, blocks, governed, neighbours
from kg.classify.vectors import Table


def sentences(*texts: str, paragraph: str = "1") -> list[Sentence]:
    return [Sentence(t, section="s", paragraph=paragraph) for t in texts]


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


def test_blocks_come_in_the_order_of_the_families_and_sorted() -> None:
    found = blocks(sentences("Plans are clear.", "Reviews are late."))
    assert [b.family for b in found] == list(FAMILIES)
    for block in found:
        assert np.all(np.diff(block.rows) >= 0)


def test_one_word_sentences_and_empty_ones_do_no_harm() -> None:
    found = blocks(sentences("", "Late."))
    assert len(found) == len(FAMILIES)


def test_the_same_words_give_the_same_features_whatever_stands_around() -> None:
    alone = blocks(sentences("Plans are clear."))[0]
    among = blocks(sentences("Plans are clear.", "Reviews are late."))[0]
    assert set(alone.columns) == set(among.columns[among.rows == 0])


def test_a_table_keeps_features_that_come_back_and_gives_each_family_its_length() -> None:
    document = blocks(sentences("Plans are clear.", "Plans are clear.", "Reviews are late."))
    table = Table.fit([document])
    encoded = table.encode(document[:1], 3)
    length = np.bincount(encoded.rows, encoded.values**2, minlength=3)
    np.testing.assert_allclose(length[:2], 1.0, rtol=1e-5)
    assert length[2] < 1.01
