"""What cannot be read for certain is refused, and what is doubtful is said: each message by an example."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.documents.model import Document
from kg.errors import UnknownLayout, UnknownValue
from kg.extract import extract
from tests.extract.builder import (
    CARE,
    HELP,
    LEADERS,
    LEAVERS,
    OVERALL,
    PAGE,
    ROWS,
    Piece,
    current,
    document,
    heading,
    item,
    paragraph,
)

BODY = (
    heading("What needs to improve?"),
    item("The quality of plans."),
    heading(f"{HELP}: requires improvement to be good"),
    paragraph("Most children are seen.", 1),
    heading(f"{CARE}: good"),
    paragraph("Children live with people who like them.", 2),
    heading(f"{LEAVERS}: outstanding"),
    paragraph("Young people are proud of their homes.", 3),
    heading(f"{LEADERS}: good"),
    paragraph("Leaders know their services well.", 4),
)


def front(running: str = "", **given: object) -> tuple[str, ...]:
    return extract(current(*BODY, running=(running,) if running else (), **given)).warnings  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("report", "message"),
    [
        (
            current(rows=(*ROWS[:2], OVERALL)),
            "that are missing for the layout ilacs-2023: help-and-protection, ",
        ),
        (
            current(
                *BODY,
                dates="6 to 10 June 2022",
                rows=(*ROWS[:4], (f"{CARE} and care leavers", "Good"), OVERALL),
            ),
            "that are not made in this edition for the layout ilacs-2018: children-in-care.",
        ),
        (current(*BODY, dates="31 April to 3 May 2024"), "names a day that does not exist"),
        (current(*BODY, dates="10 to 3 May 2024"), "end before they begin"),
        (current(*BODY, title="Inspection of Exampleshire children’s services"), "'Exampleshire' is not in"),
    ],
)
def test_a_front_page_that_cannot_be_right_is_refused(report: Document, message: str) -> None:
    with pytest.raises(UnknownValue) as refused:
        extract(report)
    assert message in str(refused.value)


def test_a_front_page_with_two_titles_is_refused() -> None:
    titles = ("Inspection of looked after children services", "Joint targeted area inspection of Surrey")
    with pytest.raises(UnknownLayout, match=r"fits several layouts \(jtai, lac-2013\)"):
        extract(document(*map(heading, titles)))


@pytest.mark.parametrize(
    ("running", "warned"),
    [
        ("22 April to 3 May 2024", None),
        ("23 April to 3 May 2024", "on site 2024-04-22 to 2024-05-03 on page 1, 2024-04-23 to 2024-05-03"),
        ("22 April to 4 May 2024", "on site 2024-04-22 to 2024-05-03 on page 1, 2024-04-22 to 2024-05-04"),
        ("12 boats of 2024", None),
        ("Inspection of Surrey local authority children’s services", None),
        ("Inspection of Nowhereshire local authority children’s services", "name 'Nowhereshire', which"),
    ],
)
def test_running_footers_are_held_against_the_front_page(running: str, warned: str | None) -> None:
    told = [warning for warning in front(running) if "running footers" in warning]
    assert [warned in warning for warning in told if warned] == ([True] if warned else [])
    assert bool(told) is bool(warned)


def test_days_on_site_in_two_stretches_are_held_against_their_ends() -> None:
    days = "5 to 9 December 2023 and 14 to 15 February 2024"
    assert not any("running footers" in warning for warning in front(days, dates=days))
    assert any("2023-12-05 to 2023-12-09 in running" in w for w in front("5 to 9 December 2023", dates=days))


def test_words_behind_the_lead_inspector_that_are_no_name_are_named() -> None:
    lead = "Lead inspector: Pia Lindqvist, His Majesty’s Inspector, and boats"
    facts = extract(current(*BODY, lead=lead))
    assert facts.inspections[0].lead_inspectors == ("Pia Lindqvist",)
    assert "page 1: 'boats' behind the lead inspector is not understood." in facts.warnings


def test_a_report_that_gives_no_day_of_publication_says_so() -> None:
    facts = extract(replace(current(*BODY), name="report.pdf"))
    assert facts.publication is None
    assert "no publication date is printed, and the file's name ends in none." in facts.warnings


def test_an_item_with_an_unknown_tag_is_named_with_its_page() -> None:
    facts = extract(
        current(BODY[0], item("The quality of plans. (Outcome 9, National Framework)"), *BODY[2:])
    )
    assert [r.text for r in facts.recommendations] == ["The quality of plans."]
    tag = "'Outcome 9, National Framework' is not a tag of the National Framework."
    assert f"page 2: the tag {tag}" in facts.warnings


@pytest.mark.parametrize(
    "days",
    [
        "The inspection was a long one.",
        "Children met inspectors on 8 April 2024.",
        "We met from dawn to dusk.",
    ],
)
def test_a_letter_without_the_days_on_site_is_refused(days: str) -> None:
    pieces: list[Piece] = [
        paragraph("12 July 2024"),
        paragraph("Dear Surrey Safeguarding Children Partnership"),
        heading("Joint targeted area inspection of Surrey", 1),
        paragraph(days),
        PAGE,
        heading("What needs to improve"),
        item("How plans are shared."),
    ]
    with pytest.raises(UnknownValue, match="no sentence says on which days the inspection took place"):
        extract(document(*pieces))
