"""Which council and which inspection a claim is of, and where none is better than a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UnknownLayout, UnknownValue
from kg.prose import ProseGraph, read_prose
from kg.prose.dates import dates
from kg.prose.subject import subject


def authority(text: str) -> str:
    return subject(text, text.split("\n"), "notice.txt").authority


def read(folder: Path, text: str) -> ProseGraph:
    path = folder / "notice.txt"
    path.write_text(text, encoding="utf-8")
    return read_prose(path, authority="886")


def grades(folder: Path, sentence: str) -> list[str | None]:
    opening = "Ofsted inspected services for children in June 2024 under the ILACS framework.\n"
    return [c.grade for c in read(folder, opening + sentence + "\n").claims if c.sort == "Judgement"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Reading the report, Kent County Council is glad. Reading helps. Reading is fun.", "886"),
        ("Families from Bury St Edmunds told Suffolk County Council so.", "935"),
        (
            "Sutton-in-Ashfield and Sutton in Ashfield are in the area of Nottinghamshire County Council.",
            "891",
        ),
        ("Kent Police and Surrey Police work with Medway Council.", "887"),
        ("Children in Leeds are safe.", "383"),
        ("Children’s services in Reading are good.", "870"),
        ("Northamptonshire County Council was inspected in June 2014.", "928"),
    ],
)
def test_the_council_that_a_text_is_about(text: str, code: str) -> None:
    assert authority(text) == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Reading matters to all of us.", "may be a word"),
        (
            "Kent County Council, Essex County Council and Devon County Council; Kent County Council.",
            "none of them most often",
        ),
        ("Northamptonshire County Council was inspected in June 2024.", "ended on 2021-04-01"),
        ("Families from Bury St Edmunds wrote.", "names no authority"),
        ("Greater Manchester is proud, said the mayor of Greater Manchester.", "names no authority"),
        ("Mrs Kent and Dr Barnet of the University of Surrey wrote to us.", "names no authority"),
        ("The Westminster government said no, and MPs at Westminster too.", "may be a word"),
    ],
)
def test_no_council_rather_than_a_guess(text: str, reason: str) -> None:
    with pytest.raises(UnknownValue, match=reason):
        authority(text)


def test_a_report_of_another_framework_is_no_notice() -> None:
    with pytest.raises(UnknownLayout, match="not an inspection of children's services"):
        authority("Area SEND inspection of the local area partnership\nKent County Council leads it.")


def test_may_in_small_letters_is_a_verb() -> None:
    assert [p.printed for p in dates("We may 2024 times try; in May 2024 we did; on 3 may 2024 too.")] == [
        "May 2024",
        "3 may 2024",
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("In June 2024 overall effectiveness was judged inadequate.", ["inadequate"]),
        ("In June 2024 services were no longer judged inadequate.", []),
        ("In June 2024 none of our services was rated inadequate.", []),
        ("In June 2024 a serious case review was judged good.", []),
        ("In June 2024 the police force was rated good.", []),
        ("In June 2024 Essex County Council was judged outstanding.", []),
    ],
)
def test_grades_taken_back_and_grades_of_others(sentence: str, expected: list[str], tmp_path: Path) -> None:
    assert grades(tmp_path, sentence) == expected


def test_the_inspection_of_each_claim_with_its_reason(tmp_path: Path) -> None:
    text = (
        "Ofsted inspected services for children in June 2024 under the ILACS framework.\n"
        "An earlier ILACS inspection of our services took place in May 2021.\n"
        "Inspectors held 12 meetings with partners.\n"
        "In May 2021 inspectors held 9 meetings with partners.\n"
        "On 3 May 2009 inspectors held 7 meetings with partners.\n"
        "The inspection of June 2024 is the latest. The ILACS report on June 2024 is long.\n"
    )
    counts = {c.count: c for c in read(tmp_path, text).claims if c.sort == "Count"}
    assert {n: c.inspection.date if c.inspection else None for n, c in counts.items()} == {
        12: "2024-06",
        9: "2021-05",
        7: None,
    }
    assert counts[12].reason == "the text is chiefly on it (2024-06)"
    assert counts[9].reason == "the sentence dates it (2021-05)"
