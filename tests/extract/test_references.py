from __future__ import annotations

import pytest

from kg.extract.references import is_reference, paragraphs_named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Review every case (paragraph 25).", ("25",)),
        ("Review every case. (Paragraphs 25 and 31)", ("25", "31")),
        ("Review every case (paragraphs 25, 31, 40).", ("25", "31", "40")),
        ("Review every case. (Paras 58, 62,64, 65)", ("58", "62", "64", "65")),
        ("Review every case (paras. 121 & 122).", ("121", "122")),
        ("Review every case (Page 18, paragraph 57. Page 19, paragraphs 59, 60).", ("57", "59", "60")),
        (
            "Review cases (pages 13, 31, paragraphs 19, 94) and close them (page 26, para 76).",
            ("19", "94", "76"),
        ),
        ("Review every case (paragraphs 22 - 24, 53–55).", ("22", "23", "24", "53", "54", "55")),
        ("Review every case (paragraphs 9–900).", ("9", "900")),
        ("Review every case (paragraphs 25; 31).", ("25", "31")),
        ("Review every case (paragraphs 12. 14).", ("12", "14")),
        ("Review every case [paragraphs 12 and 13].", ("12", "13")),
        ("Review every case [page 9, paragraph 12] now (paragraph 13).", ("12", "13")),
        ("Review every case (paragraphs 20 to 22).", ("20", "21", "22")),
        ("Review every case (paragraphs 20—22).", ("20", "21", "22")),
        ("Review every case (para14).", ("14",)),
        ("Review every case (p12, para 4).", ("4",)),
        ("Review every case (p.12 Paras4 and 6to 8; page 13, para. 11).", ("4", "6", "7", "8", "11")),
        ("Review every case (page 12).", ()),
        ("Review every case (paragraphs 25 and section 31).", ()),
        ("Review every case (paragraphs 25a).", ()),
        ("Review every case (paramount 25).", ()),
        ("Review every case from paragraph 25.", ()),
        ("Review every case (paragraph 25 of the guidance).", ()),
        ("Review every case of 2014–15 (paragraph 48).", ("48",)),
    ],
)
def test_numbers_of_paragraphs_that_an_item_names(text: str, named: tuple[str, ...]) -> None:
    assert paragraphs_named(text) == named


@pytest.mark.parametrize(
    "text", ["(Para 133)", "(paragraphs 25 and 31).", "Page 19, paragraph 64).", "[p12, para4 to 6]"]
)
def test_a_reference_alone_says_nothing(text: str) -> None:
    assert is_reference(text)


@pytest.mark.parametrize(
    "text", ["(page 12)", "Paragraph 4 is wrong.", "Plans lapse (paragraph 4).", "12, 13"]
)
def test_other_words_are_no_reference(text: str) -> None:
    assert not is_reference(text)
