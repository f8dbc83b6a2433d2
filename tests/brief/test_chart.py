"""The chart: a word in each cell, nothing left to colour alone, no grade where none was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from kg.brief.chart import MOST, grades_chart, grades_table, rows_of
from kg.brief.collect import notes
from kg.brief.colours import grade_colours
from kg.brief.model import Gap, Mark


def mark(year: int, grade: str, area: str = "overall-effectiveness", title: str = "") -> Mark:
    return Mark(area, date(year, 5, 17), grade, grade.replace("-", " ").capitalize(), title)


def elements(picture: str, tag: str) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(picture)  # noqa: S314
    return [element for element in root.iter() if element.tag.endswith(tag)]


def texts(picture: str, tag: str = "text") -> list[str]:
    return [element.text or "" for element in elements(picture, tag)]


def test_a_column_for_each_inspection_and_a_word_for_each_grade() -> None:
    picture = grades_chart((mark(2021, "inadequate"), mark(2025, "good")))
    assert texts(picture) == ["May", "2021", "May", "2025", "Overall", "Inadequate", "Good"]
    assert texts(picture, "desc") == ["May 2021. Overall: inadequate. May 2025. Overall: good."]
    assert texts(picture, "title")[0] == "Grades at each inspection"


def test_nothing_is_drawn_of_nothing() -> None:
    assert grades_chart(()) == ""


def test_adequate_and_requires_improvement_stay_apart() -> None:
    picture = grades_chart((mark(2013, "adequate"), mark(2017, "requires-improvement")))
    assert {"Adequate", "Requires improvement"} <= set(texts(picture))
    assert len({element.get("fill") for element in elements(picture, "rect")}) == 2


def test_an_inspection_without_an_overall_grade_has_a_cell_that_says_so() -> None:
    marks = (mark(2022, "good"), mark(2026, "inadequate", "impact-of-leaders"))
    gaps = (Gap(date(2026, 5, 17), ("not given", "since 2026")),)
    assert grades_table(marks, gaps) == [
        ("Overall", ["good", "not given since 2026"]),
        ("Leaders", ["", "inadequate"]),
    ]
    assert {"not given", "since 2026"} <= set(texts(grades_chart(marks, gaps)))


def test_an_area_without_a_lane_gets_one() -> None:
    marks = (mark(2010, "adequate", "safeguarding", "Overall effectiveness of safeguarding"),)
    assert [lane.label for lane in rows_of(marks, ())] == ["Overall effectiveness of safeguarding"]


def test_what_an_overall_grade_is_of_is_said_where_it_is_not_of_all() -> None:
    narrow = replace(mark(2013, "adequate"), kind="lac-2013")
    assert list(notes([narrow], [])) == [
        "Overall in May 2013: services for looked-after children alone.",
        "Adequate is a grade of the scale that ended in 2013; it is not the same as requires improvement.",
    ]


def test_two_grades_in_one_cell_are_not_chosen_between() -> None:
    picture = grades_chart((mark(2021, "good"), mark(2021, "inadequate")))
    assert "See annex" in texts(picture)


def test_many_inspections_leave_the_newest() -> None:
    marks = [mark(year, "requires-improvement") for year in range(2010, 2022)]
    picture = grades_chart(marks)
    years = [text for text in texts(picture) if text.isdigit()]
    assert years == [str(year) for year in range(2022 - MOST, 2022)]
    assert texts(picture).count("improvement") == MOST
    assert len([text for text in texts(grades_chart(marks, (), 10)) if text.isdigit()]) == 10


@pytest.mark.parametrize("colour", grade_colours().values())
def test_white_words_can_be_read_on_every_colour(colour: str) -> None:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    # WCAG 2.1, 1.4.3: 4.5 to 1
    assert 1.05 / (luminance + 0.05) >= 4.5
