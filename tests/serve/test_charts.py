"""Charts say what the rows say, in the same bytes each time, and act on no text."""

from __future__ import annotations

import re
from datetime import date

from kg.queries.header import Chart
from kg.serve.charts import Cell, bars, drawn, grid

NAMES = {"n": "Councils", "region": "Region", "grade": "Grade", "day": "Day", "sort": "Sort"}


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_a_grid_has_a_word_in_each_cell_and_none_elsewhere() -> None:
    cells = [Cell("Leaders", "May 2021", "good", "Good"), Cell("Overall", "May 2025", "", "not given")]
    svg = grid(cells, ["Overall", "Leaders"], ["May 2021", "May 2025"], "Grades")
    assert texts(svg).count("Good") == texts(svg).count("not given") == 1
    assert svg.count('fill="#2b7a43"') == 1
    assert 'role="img" aria-label="Grades"' in svg


def test_the_same_rows_give_the_same_bytes() -> None:
    assert bars([("A", 2), ("B", 1)], "Councils", "x") == bars([("A", 2), ("B", 1)], "Councils", "x")


def test_bars_are_as_long_as_their_numbers() -> None:
    svg = bars([("Long", 4), ("Short", 1)], "Councils", "x")
    ends = [float(one) for one in re.findall(r'aria-roledescription="bar" d="M0,[\d.]+h([\d.]+)', svg)]
    assert len(ends) == 2
    assert ends[0] == 4 * ends[1]


def test_text_of_documents_is_text_in_a_chart() -> None:
    svg = bars([("</svg><script>alert(1)</script>", 1)], "<b>", '"><script>')
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_what_would_mislead_is_not_drawn() -> None:
    rows = [{"n": n, "region": f"Region {n}", "grade": "Good", "grade_id": "good"} for n in range(60)]
    chart = Chart("bar", "n", "region", "grade", one=("grade",))
    assert "60 values" in drawn(chart, rows, NAMES).why
    mixed = [{**rows[0]}, {**rows[1], "grade": "Inadequate", "grade_id": "inadequate"}]
    assert "one value of grade" in drawn(chart, mixed, NAMES).why
    assert drawn(chart, rows[:3], NAMES).svg.count('aria-roledescription="bar"') == 3


def test_days_are_placed_by_the_calendar() -> None:
    days = [date(2020, 1, 1), date(2021, 1, 1), date(2023, 1, 1)]
    svg = drawn(Chart("point", "day", "sort"), [{"day": d, "sort": "Report"} for d in days], NAMES).svg
    places = [float(x) for x in re.findall(r'transform="translate\(([\d.]+),[\d.]+\)" d="M[^"]*A', svg)]
    assert len(places) == 3
    assert abs((places[2] - places[0]) / (places[1] - places[0]) - 1096 / 366) < 0.01
