"""Tables on a terminal of 80 columns: columns where they fit, and nothing said twice."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kg.queries.header import Header
from kg.queries.run import answer
from kg.render.cells import Line
from kg.render.formats import to_text
from kg.render.groups import _say, facts
from tests.queries.graphs import MemoryStore

STORE = MemoryStore()
JUDGED = """
SELECT ?council ?start ?area ?grade ?page ?sha256 ?document WHERE {
  VALUES (?council ?start ?area ?grade) {
    ("Ambleford" "2015-03-02" "Leadership, management and governance" "Requires improvement to be good")
    ("Ambleford" "2015-03-02" "Help and protection" "Inadequate")
    ("Brackwater" "2015-03-02" "Leadership, management and governance" "Good")
  }
  BIND (1 AS ?page) BIND ("a" AS ?sha256) BIND ("report.pdf" AS ?document)
}
"""


def printed(*, group: tuple[str, ...], show: tuple[str, ...], width: int = 80) -> str:
    header = Header(summary="", group=group, show=show)
    return to_text(answer(STORE, JUDGED, header=header), "table", width=width)


def test_long_cells_are_broken_before_a_group_loses_its_columns() -> None:
    table = printed(group=("council",), show=("council", "start", "area", "grade"), width=72)
    assert "Leadership, management" in table and "Grade:" not in table
    assert max(map(len, table.splitlines())) <= 72


def test_a_short_citation_needs_little_room() -> None:
    table = printed(group=("council",), show=("council", "start", "area", "grade"), width=60)
    assert "Evidence" in table and "Grade:" not in table


def test_leading_cells_of_a_group_are_printed_once() -> None:
    table = printed(group=("document",), show=("document", "council", "area", "grade"))
    assert table.count("Ambleford") == 1 and table.count("Brackwater") == 1


@pytest.mark.parametrize("width", [60, 80])
def test_the_head_of_short_citations_is_whole(width: int) -> None:
    assert "Evidence" in printed(group=(), show=("council", "area", "grade"), width=width)


def test_facts_keep_the_order_of_the_columns() -> None:
    row = Line({"cohort": "Children at risk of exploitation or extra-familial harm", "level": "Praised"})
    names = {"cohort": "Group", "level": "Level"}
    assert list(facts(row, ("cohort", "level"), names)) == [f"Group: {row.cells['cohort']}", "Level: Praised"]


@pytest.mark.parametrize("text", ["", "short", "wide 漢字 words", "x" * 18, "x" * 19, "many words " * 9])
@pytest.mark.parametrize("indent", [0, 2])
def test_a_line_is_written_as_rich_prints_it(text: str, indent: int) -> None:
    ours, theirs = io.StringIO(), io.StringIO()
    _say(Console(file=ours, width=20, highlight=False), text, indent, style="bold")
    line = Text(text, style="bold")
    console = Console(file=theirs, width=20, highlight=False)
    console.print(Padding(line, (0, 0, 0, indent)) if indent else line)
    assert ours.getvalue() == theirs.getvalue()
