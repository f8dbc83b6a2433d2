"""Charts say what the rows say, in the same bytes each time, and act on no text."""

from __future__ import annotations

import re
from datetime import date

from kg.brief.colours import OTHER, grade_colours
from kg.queries.header import Chart
from kg.serve.charts import bars, drawn

NAMES = {"n": "Councils", "region": "Region", "grade": "Grade", "day": "Day", "sort": "Sort"}


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def parts(html: str) -> tuple[str, str]:
    """The drawing for wide screens, and the one for narrow screens."""
    wide, narrow = html.split('class="narrow"')
    assert 'class="chart"' in wide
    return wide, narrow


def width(svg: str) -> int:
    """Width of a drawing in pixels."""
    found = re.search(r'viewBox="0 0 (\d+) ', svg)
    assert found
    return int(found[1])


def test_the_same_rows_give_the_same_bytes() -> None:
    assert bars([("A", 2), ("B", 1)], "Councils", "x") == bars([("A", 2), ("B", 1)], "Councils", "x")


def test_bars_are_as_long_as_their_numbers() -> None:
    svg = bars([("Long", 4), ("Short", 1)], "Councils", "x")
    for drawing in parts(svg):
        ends = [float(n) for n in re.findall(r'aria-roledescription="bar" d="M0,[\d.]+h([\d.]+)', drawing)]
        assert len(ends) == 2
        assert ends[0] == 4 * ends[1]


def test_a_narrow_screen_has_a_drawing_of_its_own_with_the_same_words() -> None:
    wide, narrow = parts(bars([("Councils of the north", 4), ("Others", 1)], "Councils", "x"))
    assert width(narrow) <= 288 < width(wide)  # 320 pixels less the margins of the page
    assert {"Councils of the north", "Others", "4", "1"} <= set(texts(narrow)) & set(texts(wide))
    assert 'font-size="12px"' in narrow


def test_a_grid_is_a_list_on_a_narrow_screen() -> None:
    rows = [
        {"region": f"Region {n}", "day": f"May 202{n}", "grade": "Good", "grade_id": "good"} for n in range(3)
    ]
    wide, narrow = parts(drawn(Chart("rect", "day", "region", "grade"), rows, NAMES).html)
    assert texts(wide).count("Good") == 3
    assert wide.count('fill="#2b7a43"') == 3
    assert "<li><strong>Region 1.</strong> May 2021: Good.</li>" in narrow


def test_grades_without_a_colour_of_their_own_and_none_share_one() -> None:
    grades = [("Widespread failings", "widespread-failings"), (None, None), ("Good", "good")]
    rows = [{"n": 2, "region": "North", "grade": name, "grade_id": grade} for name, grade in grades]
    html = drawn(Chart("bar", "n", "region", "grade"), rows, {**NAMES, "n": "Councils"}).html
    key = html[html.index('class="keys"') :]
    assert key.index("Good") < key.index("Widespread failings") < key.index("Not said")
    assert key.count(f'fill="{grade_colours()[OTHER]}"') == 2


def test_only_a_declared_share_is_a_percentage() -> None:
    rows = [{"region": "North", "rate": 0.5, "n": 0.5}, {"region": "South", "rate": 1.0, "n": 1.0}]
    share = drawn(Chart("bar", "rate", "region"), rows, {**NAMES, "rate": "Rate"}).html
    number = drawn(Chart("bar", "n", "region"), rows, NAMES).html
    assert "50%" in texts(share)
    assert not [text for text in texts(number) if "%" in text]
    cells = [{**row, "day": "2021"} for row in rows]
    assert "50%" in texts(drawn(Chart("rect", "day", "region", "rate"), cells, NAMES).html)
    assert "0.5" in texts(drawn(Chart("rect", "day", "region", "n"), cells, NAMES).html)


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
    wide, narrow = parts(drawn(chart, rows[:3], NAMES).html)
    assert wide.count('aria-roledescription="bar"') == narrow.count('aria-roledescription="bar"') == 3


def test_days_are_placed_by_the_calendar() -> None:
    days = [date(2020, 1, 1), date(2021, 1, 1), date(2023, 1, 1)]
    html = drawn(Chart("point", "day", "sort"), [{"day": d, "sort": "Report"} for d in days], NAMES).html
    for svg in parts(html):
        places = [float(x) for x in re.findall(r'transform="translate\(([\d.]+),[\d.]+\)" d="M[^"]*A', svg)]
        assert len(places) == 3
        assert abs((places[2] - places[0]) / (places[1] - places[0]) - 1096 / 366) < 0.01


def test_grades_follow_their_scale_in_bars_and_key() -> None:
    rows = [
        {"n": 1, "region": "North", "grade": name, "grade_id": key}
        for name, key in (("Inadequate", "inadequate"), ("Good", "good"), ("Outstanding", "outstanding"))
    ]
    html = drawn(Chart("bar", "n", "region", "grade"), rows, {**NAMES, "grade": "Grade"}).html
    assert re.findall(r"</svg>(\w+)</span>", html) == ["Outstanding", "Good", "Inadequate"]
    colours = grade_colours()
    bars = re.findall(r'd="M([\d.]+),[^"]*"[^>]* fill="(#\w+)"', parts(html)[0])
    placed = [colour for _, colour in sorted({(float(x), c) for x, c in bars if c in colours.values()})]
    assert placed == [colours[key] for key in ("outstanding", "good", "inadequate")]


def test_a_point_without_a_kind_is_named_in_the_key() -> None:
    days = [{"day": date(2020, 1, 1), "sort": "Report", "status": status} for status in ("", "Planned")]
    html = drawn(Chart("point", "day", "sort", "status"), days, {**NAMES, "status": "Status"}).html
    assert re.findall(r"</svg>([^<]+)</span>", html) == ["Not said", "Planned"]
