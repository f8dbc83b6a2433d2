"""Every printed form of dates that is known, and refusal of the others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UnknownValue
from kg.extract.dates import file_name_day, parse_day, parse_stays

FORMS = {
    "2 to 13 December 2024": ("2024-12-02", "2024-12-13"),
    "3 June 2019 to 14 June 2019": ("2019-06-03", "2019-06-14"),
    "30 October to 3 November 2023": ("2023-10-30", "2023-11-03"),
    "24 – 28 June 2013": ("2013-06-24", "2013-06-28"),
    "9–24 November 2017": ("2017-11-09", "2017-11-24"),
    "9 ─ 24 November 2017": ("2017-11-09", "2017-11-24"),
    "26 February 2018–22 March 2018": ("2018-02-26", "2018-03-22"),
    "12/09/2016 - 06/10/2016": ("2016-09-12", "2016-10-06"),
    "12/09/16 to 6/10/16": ("2016-09-12", "2016-10-06"),
    "28 Jan to 18 Feb 2014": ("2014-01-28", "2014-02-18"),
    "1st September to 2nd October, 2014": ("2014-09-01", "2014-10-02"),
    "Monday 3 June to Friday 7 June 2019": ("2019-06-03", "2019-06-07"),
    "28 July 2016": ("2016-07-28", "2016-07-28"),
    "18 December 2023 to 12 January 2024": ("2023-12-18", "2024-01-12"),
    "18 December to 12 January 2024": ("2023-12-18", "2024-01-12"),
}


@pytest.mark.parametrize(("printed", "bounds"), FORMS.items())
def test_forms_of_one_stretch(printed: str, bounds: tuple[str, str]) -> None:
    (stay,) = parse_stays(printed, "a report, page 1")
    assert (stay.earliest.isoformat(), stay.latest.isoformat()) == bounds


@pytest.mark.parametrize(
    "printed",
    [
        "5 to 9 December 2022 and 14 to 15 February 2023",
        "5 December 2022 to 9 December 2022, and 14 – 15 February 2023",
        "5 to 9 December 2022; 14 to 15 February 2023",
    ],
)
def test_two_stretches(printed: str) -> None:
    stays = parse_stays(printed, "a report, page 1")
    assert [stay.earliest for stay in stays] == [date(2022, 12, 5), date(2023, 2, 14)]
    assert [stay.latest for stay in stays] == [date(2022, 12, 9), date(2023, 2, 15)]


@pytest.mark.parametrize(
    "printed", ["early in May 2019", "31 June 2019", "3 to 5 Juno 2019", "3 to 5 June", "", "7 to 3 May 2019"]
)
def test_other_forms_are_refused_by_name(printed: str) -> None:
    with pytest.raises(UnknownValue) as caught:
        parse_stays(printed, "report.pdf, page 1")
    assert "report.pdf, page 1" in str(caught.value)
    assert printed in str(caught.value)


@given(st.dates(date(2005, 1, 1), date(2035, 12, 31)), st.integers(0, 60))
def test_stretches_read_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    for form in (
        "{0.day} {0:%B %Y} to {1.day} {1:%B %Y}",
        "{0:%d/%m/%Y} – {1:%d/%m/%Y}",
        "{0.day} {0:%b} {0.year}–{1.day} {1:%b} {1.year}",
    ):
        (stay,) = parse_stays(form.format(first, last), "here")
        assert (stay.earliest, stay.latest) == (first, last)


def test_a_single_day_must_be_single() -> None:
    assert parse_day("3 June 2015", "here") == date(2015, 6, 3)
    with pytest.raises(UnknownValue):
        parse_day("3 to 4 June 2015", "here")


def test_the_day_at_the_end_of_a_file_name() -> None:
    assert file_name_day("children's services inspection,  pdf - 02 august 2013.pdf") == date(2013, 8, 2)
    assert file_name_day("report.pdf") is None
    assert file_name_day("report - 31 june 2013.pdf") is None
