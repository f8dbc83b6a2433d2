import re

import pytest

from kg.classify import worded
from kg.classify.base import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Most visits are made on time.", "most"),
        ("Almost all plans are clear.", "most"),
        ("Too many children wait for a worker.", "many"),
        ("A small number of children live too far away.", "small-number"),
        ("Some plans lack detail.", "some"),
        ("All care leavers have a personal adviser.", "all"),
        ("In one case, no visit was made.", "one"),
        ("None of the audits looked at impact.", "none"),
        ("Plans are clear.", "not-stated"),
    ],
)
def test_extent_is_read_from_the_wording(text: str, expected: str) -> None:
    assert worded.extent(text).id == expected


@pytest.mark.parametrize(
    ("text", "polarity", "expected"),
    [
        ("Supervision has improved since the last inspection.", "strength", "improved"),
        ("Supervision has not improved since the last inspection.", "weakness", "not-improved"),
        ("The pace of change has been too slow.", "weakness", "not-improved"),
        ("The quality of audits has deteriorated.", "weakness", "deteriorated"),
        ("Strong early help has been sustained.", "strength", "sustained"),
        ("Leaders were not aware of the delays.", "weakness", "newly-identified"),
    ],
)
def test_declared_change_is_read_from_the_wording(text: str, polarity: str, expected: str) -> None:
    label = worded.change(text, polarity)
    assert label is not None
    assert label.id == expected


def test_a_demand_for_improvement_declares_none() -> None:
    assert worded.change("The improvement in visits that children need.", "weakness") is None


@pytest.mark.parametrize(
    "text",
    [
        "Some children make insufficient progress at school.",
        "Conference chairs do not object when children’s plans have not progressed.",
        "Families come back because their circumstances have failed to improve.",
        "Periods of help pass with little progress being made.",
    ],
)
def test_too_little_progress_of_a_child_is_no_word_on_the_service(text: str) -> None:
    assert worded.change(text, "weakness") is None


def test_only_consequences_refer_back() -> None:
    assert worded.refers_back("As a result, reviews are late.")
    assert worded.refers_back("This leaves children at risk.")
    assert not worded.refers_back("This service is for families with young children.")
    assert not worded.refers_back("Plans mean little if nobody reads them.")


def test_every_rule_names_a_label_of_the_scheme() -> None:
    shipped = worded.shipped()
    assert {r.id for r in shipped.extent} == set(worded.EXTENTS)
    assert {r.id for r in shipped.change} == set(worded.CHANGES)


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("Those who go missing from care are seen soon.", ["missing-from-home"], ["missing-from-care"]),
        (
            "When children in care go missing, staff act.",
            ["uasc", "missing-from-home"],
            ["uasc", "missing-from-care"],
        ),
        (
            "Those missing from care are seen.",
            ["missing-from-care", "missing-from-home"],
            ["missing-from-care"],
        ),
        (
            "Those missing from home are seen.",
            ["missing-from-care", "all-children"],
            ["missing-from-home", "all-children"],
        ),
        (
            "Those missing from home or care are seen.",
            ["missing-from-home", "missing-from-care"],
            ["missing-from-home", "missing-from-care"],
        ),
        ("Children who go missing are seen.", ["missing-from-home"], ["missing-from-home"]),
    ],
)
def test_missing_from_care_and_from_home_are_told_apart(
    text: str, said: list[str], expected: list[str]
) -> None:
    assert [c.id for c in worded.cohorts(text, [Label(name, 0.8) for name in said])] == expected


def test_of_two_that_become_one_the_surer_confidence_stays() -> None:
    said = [Label("missing-from-care", 0.6), Label("missing-from-home", 0.9)]
    assert worded.cohorts("Those missing from care are seen.", said) == (Label("missing-from-care", 0.9),)


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Until recently, visits were late.", True),
        ("Historically, audits were weak.", True),
        ("Visits were late in the past and still are.", False),
        ("Audits were weak previously but have improved.", False),
        ("Visits fell in the past 12 months.", False),
        ("Visits were late.", False),
    ],
)
def test_the_past_is_told_by_wording_unless_it_lasts(text: str, past: bool) -> None:
    assert worded.past(text) is past


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("most plans", True),
        ("almost plans", False),
        ("a very small  number of plans", True),
        ("a small team and a number of plans", False),
        ("plans that are small, a number says", False),
        ("well-known plans", True),
        ("well known plans", False),
    ],
)
def test_wordings_are_whole_words_in_their_order(text: str, found: bool) -> None:
    wordings = worded.Wordings.of(["most", "a ... small number", "well-known"])
    assert wordings.occur(text, frozenset(re.findall(r"\w+", text))) is found
