"""Tables on a terminal of 80 columns: columns where they fit, and nothing said twice."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path

import pytest
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from kg.queries.answer import Answer
from kg.queries.header import Header
from kg.queries.run import answer
from kg.render.arrangement import arrange
from kg.render.cells import Line
from kg.render.facts import facts, say, styled
from kg.render.formats import to_text
from kg.render.table import write_table
from kg.store.base import Solutions
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


NAMES = {"cohort": "Group", "level": "Level", "state": "State", "number": "No."}


def told(cells: dict[str, str], width: int) -> list[str]:
    return [text.plain for text in styled(Line(cells), [*cells], NAMES, width)]


def test_facts_keep_the_order_of_the_columns() -> None:
    cells = {"cohort": "Children at risk of exploitation or extra-familial harm", "level": "Praised"}
    assert told(cells, 200) == [f"Group: {cells['cohort']}", "Level: Praised"]


def test_no_fact_is_broken_where_it_can_stand_in_a_line() -> None:
    cells = {"number": "3", "cohort": "Care leavers", "level": "Recommendation", "state": ""}
    assert told(cells, 80) == ["No. 3 · Group: Care leavers · Level: Recommendation"]
    assert told(cells, 40) == ["No. 3 · Group: Care leavers", "Level: Recommendation"]
    assert [len(line) for line in facts(Line(cells), [*cells], NAMES, 10)] == [1, 1, 1]


def test_facts_below_a_group_take_all_the_room_that_their_indent_leaves() -> None:
    one, two, three = "o" * 20, "t" * 20, "h" * 20
    rows = f"""SELECT ?council ?a ?b ?c {{
      VALUES (?council ?a ?b ?c) {{ ("Ambleford" "{one}" "{two}" "{three}") ("Ambleford" "-" "-" "-") }}
    }}"""
    header = Header(summary="", group=("council",), show=("council", "a", "b", "c"))
    fact = f"A: {one} · B: {two}"

    def lines(width: int) -> list[str]:
        return to_text(answer(STORE, rows, header=header), "table", width=width).splitlines()[1:4]

    assert lines(4 + len(fact)) == [f"    {fact}", f"    C: {three}", "    A: - · B: - · C: -"]
    assert lines(3 + len(fact)) == [f"    A: {one}", f"    B: {two}", f"    C: {three}"]


WEAK = """
SELECT ?authority ?theme ?start ?same_matter_as_before ?level ?page ?sha256 ?document WHERE {
  VALUES (?authority ?theme ?start ?same_matter_as_before ?level ?sha256) {
    ("Ambleford" "Plans" "2015-03-02" "No" "Recommendation" "a")
    ("Ambleford" "Plans" "2019-03-02" "Yes" "Recommendation" "b")
    ("Ambleford" "Voice" "2015-03-02" "No" "Criticised in the text" "a")
    ("Brackwater" "Voice" "2015-03-02" "No" "Criticised in the text" "c")
  }
  BIND (1 AS ?page) BIND ("inspection - 02 march 2015.pdf" AS ?document)
}
"""


def weak(*, group: tuple[str, ...], width: int, only: str = "") -> list[str]:
    header = Header(
        summary="", group=group, show=("authority", "theme", "start", "same_matter_as_before", "level")
    )
    text = WEAK.replace("BIND (1 AS ?page)", f"{only} BIND (1 AS ?page)")
    return to_text(answer(STORE, text, header=header), "table", width=width).splitlines()


def test_a_long_head_takes_two_lines_where_there_is_room() -> None:
    lines = weak(group=("authority", "theme"), width=45)
    heads = [number for number, line in enumerate(lines) if line.split()[:2] == ["Inspection", "Same"]]
    assert heads and all("as before" in lines[number + 1] for number in heads)


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("group", [("authority", "theme"), ()])
def test_no_line_is_longer_than_the_terminal_or_ends_in_blanks(group: tuple[str, ...], width: int) -> None:
    for line in weak(group=group, width=width):
        assert line == line.rstrip() and len(line) <= width


@pytest.mark.parametrize("width", range(32, 80))
def test_no_name_of_a_column_ends_a_line_of_facts(width: int) -> None:
    assert not any(line.endswith(":") for line in weak(group=("authority", "theme"), width=width))


@pytest.mark.parametrize(("length", "cards"), [(32, True), (33, False)])
def test_words_of_up_to_32_characters_are_kept_whole(length: int, cards: bool) -> None:
    """A longer one is broken in its column."""
    rows = [Line({"key": "k" * length}), Line({"key": "x" * length})]
    assert arrange(["key"], rows, 31, names={"key": "Key"}).cards is cards


@pytest.mark.parametrize("width", range(28, 60))
def test_a_head_takes_two_lines_before_long_cells_take_its_room(width: int) -> None:
    """More lines where the table would not fit otherwise."""
    note = "it is as it was in the year of the one that was"
    rows = f"""
    SELECT ?theme ?same_matter_as_before ?note {{
      VALUES (?theme ?same_matter_as_before ?note) {{ ("Plans" "No" "{note}") ("Plans" "Yes" "so {note}") }}
    }}"""
    header = Header(summary="", group=("theme",), show=("theme", "same_matter_as_before", "note"))
    lines = to_text(answer(STORE, rows, header=header), "table", width=width).splitlines()
    (first,) = (number for number, line in enumerate(lines) if line.split()[:1] == ["No"])
    assert (first <= 3) == (width >= 33)


def test_where_and_when_are_said_once_if_all_groups_share_them() -> None:
    lines = weak(group=("theme",), width=100, only='FILTER (?authority = "Ambleford" && ?sha256 = "a")')
    assert lines[:3] == ["Authority: Ambleford · Inspection began: 2015-03-02", "", "Plans"]
    assert sum("Ambleford" in line for line in lines) == 1


def test_sources_of_several_councils_are_told_apart() -> None:
    lines = weak(group=("authority", "theme"), width=100)
    assert "[1] inspection - 02 march 2015.pdf, Ambleford" in lines
    assert "[3] inspection - 02 march 2015.pdf, Brackwater" in lines
    alone = weak(group=("authority", "theme"), width=100, only='FILTER (?authority = "Ambleford")')
    assert "[1] inspection - 02 march 2015.pdf" in alone


def test_the_name_of_a_source_is_broken_below_its_beginning() -> None:
    lines = weak(group=("authority", "theme"), width=30)
    place = next(number for number, line in enumerate(lines) if line.startswith("[1] inspection"))
    assert lines[place + 1].startswith("    ")


def test_keys_are_kept_whole() -> None:
    keys = """
    SELECT ?name ?summary WHERE {
      VALUES (?name ?summary) {
        ("weaknesses-of-ambleford" "Some words that are long enough to take all the room of a line")
      }
    }"""
    table = to_text(answer(STORE, keys, header=Header(summary="")), "table", width=60)
    assert "weaknesses-of-ambleford" in table


PROVED = """
SELECT ?authority ?grade ?weakness ?weakness_document ?weakness_page
       ?page ?sentence ?sha256 ?document ?url WHERE {
  VALUES (?authority ?grade ?weakness) { ("Ambleford" "Good" "Plans drifted.") ("Ambleford" "Poor" UNDEF) }
  BIND ("earlier.pdf" AS ?weakness_document) BIND (3 AS ?weakness_page)
  BIND (1 AS ?page) BIND ("a" AS ?sha256) BIND ("later.pdf" AS ?document)
  BIND ("https://example.org/1" AS ?url)
}
"""


def test_words_of_a_second_document_are_shown_with_its_number_and_their_place() -> None:
    header = Header(summary="", show=("grade", "weakness"))
    lines = to_text(answer(STORE, PROVED, header=header), "table", width=100).splitlines()
    assert any("Plans drifted. ([1] page 3)" in line for line in lines)
    assert any("  [1] page 3  " in line for line in lines)
    assert "[1] earlier.pdf" in lines and "[2] later.pdf" in lines


def test_formats_without_a_list_of_documents_name_the_second() -> None:
    header = Header(summary="", show=("grade", "weakness"))
    assert "Plans drifted. (earlier.pdf, page 3)" in to_text(answer(STORE, PROVED, header=header), "html")


LATER = """
SELECT ?authority ?weakness ?weakness_document ?weakness_page ?page ?sha256 ?document ?sentence WHERE {
  VALUES (?authority ?weakness ?weakness_document ?weakness_page ?page ?sha256 ?document ?sentence) {
    ("Ambleford" "Plans drifted." "2.pdf" 3 1 "a" "1.pdf" "Plans are good.")
    ("Ambleford" UNDEF UNDEF UNDEF 2 "b" "2.pdf" "Visits are good.")
    ("Burlow" "Visits were late." "2.pdf" 4 7 "c" "1.pdf" "Visits are late.")
    ("Burlow" "Plans were late." "2.pdf" UNDEF 8 "c" "1.pdf" "Plans are late.")
  }
}
"""


@pytest.mark.parametrize("group", [(), ("authority",)], ids=["flat", "grouped"])
def test_a_second_document_that_rows_cite_has_its_number_there(group: tuple[str, ...]) -> None:
    header = Header(summary="", show=("authority", "weakness"), group=group)
    table = to_text(answer(STORE, LATER, header=header), "table", width=100)
    assert "Plans drifted. ([1] page 3)" in table
    # a report of another council has the same name, and a number of its own
    assert "Visits were late. ([3] page 4)" in table
    # a document without a place in it is not named
    assert "Plans were late." in table and "Plans were late. (" not in table
    listed = [line for line in table.splitlines() if line.startswith("[")]
    assert listed == [
        "[1] 2.pdf, Ambleford",
        "[2] 1.pdf, Ambleford",
        "[3] 2.pdf, Burlow",
        "[4] 1.pdf, Burlow",
    ]


LONG = """
SELECT ?authority ?action ?said ?said_document ?said_page ?note ?page ?sha256 ?document ?sentence WHERE {
  VALUES (?authority ?action ?said ?said_document ?said_page ?note ?page ?sha256 ?document ?sentence) {
    ("Ambleford" 1 "Plans drifted." "new.pdf" 3 "Managers-in-all-teams-saw-it."
      1 "a" "old.pdf" "Plans should be written in time for each child.")
    ("Ambleford" 2 "Visits were late." "old.pdf" 4 "Teams-in-all-areas-visit-late."
      2 "a" "old.pdf" "Visits should be made in time to each child.")
  }
}
"""


@pytest.mark.parametrize("width", [40, 100, 140, 200])
@pytest.mark.parametrize("group", [(), ("authority",)], ids=["flat", "grouped"])
@pytest.mark.parametrize("query", [LATER, LONG], ids=["short", "long"])
def test_sources_are_numbered_in_the_order_of_their_first_place(
    query: str, group: tuple[str, ...], width: int
) -> None:
    shown = ("authority", "weakness") if query is LATER else ("authority", "action", "said", "note")
    header = Header(summary="", show=shown, group=group)
    table = to_text(answer(STORE, query, header=header), "table", width=width)
    numbers = [int(number) for number in re.findall(r"\[(\d)\]", table.split("\n[1]")[0])]
    assert list(dict.fromkeys(numbers)) == sorted({*numbers})


def test_cells_of_a_group_are_broken_only_if_there_is_no_room() -> None:
    header = Header(summary="", show=("authority", "told", "kept"), group=("authority",))
    text = """
    SELECT ?authority ?told ?kept ?page ?sentence ?sha256 ?document WHERE {
      VALUES (?authority ?told ?kept ?page ?sentence ?sha256 ?document) {
        ("Ambleford" "All of the children who are known to the services" "a" 1 UNDEF "a" "a.pdf")
        ("Ambleford" "Those who are not" "b" 2 UNDEF "a" "a.pdf")
      }
    }"""
    wide, narrow = (to_text(answer(STORE, text, header=header), "table", width=w) for w in (100, 50))
    assert "All of the children who are known to the services  a" in wide
    assert "All of the children who are known to the services" not in narrow


def test_commands_of_a_long_note_have_lines_of_their_own() -> None:
    why = "No report of St. Ives is loaded. List them: kg reports --authority 'St. Ives'. Fetch one: kg fetch"
    none = Answer(lambda: Solutions((), iter(())), explain=lambda: (why, "Load some: kg load PATH"))
    assert to_text(none, "table", width=40).splitlines() == [
        "No rows.",
        "No report of St. Ives is loaded. List",
        "them:",
        "  kg reports --authority 'St. Ives'",
        "Fetch one:",
        "  kg fetch",
        "Load some: kg load PATH",
    ]


CARDS = """
SELECT ?begun ?event ?told WHERE {
  VALUES (?begun ?event ?told) {
    (UNDEF "A paper came out" "The paper was laid before the committee in the autumn of that year.")
    ("2021-05-17" "A visit" "Inspectors looked at plans, at visits, at supervision and at its records.")
  }
}
"""


def test_each_card_stands_under_a_cell_that_all_cards_have() -> None:
    header = Header(summary="", columns={"told": "In-words-that-are-too-long-for-a-table"})
    lines = to_text(answer(STORE, CARDS, header=header), "table", width=36).splitlines()
    assert lines[0] == "A paper came out"
    place = lines.index("A visit")
    assert lines[place - 1] == "" and "Begun: 2021-05-17" in lines[place + 1]


def test_a_second_document_of_which_two_have_the_name_is_listed_apart() -> None:
    again = LATER.replace(
        'UNDEF UNDEF UNDEF 2 "b"',
        'UNDEF UNDEF UNDEF 2 "d" "2.pdf" "Homes are good.") ("Ambleford" UNDEF UNDEF UNDEF 2 "b"',
    )
    table = to_text(
        answer(STORE, again, header=Header(summary="", show=("authority", "weakness"))), "table", width=100
    )
    assert "Plans drifted. ([1] page 3)" in table
    assert [line for line in table.splitlines() if line.endswith(" 2.pdf, Ambleford")] == [
        "[1] 2.pdf, Ambleford",
        "[3] 2.pdf, Ambleford",
        "[4] 2.pdf, Ambleford",
    ]


def test_two_bounds_of_a_date_are_one_column() -> None:
    rows = """
    SELECT ?event ?earliest ?latest WHERE {
      VALUES (?event ?earliest ?latest) {
        ("A visit" "2008-01-01" "2008-12-31") ("A letter" "2010-09-03" UNDEF)
      }
    }"""
    header = Header(summary="", columns={"earliest": "When"}, show=("event", "earliest", "latest"))
    table = to_text(answer(STORE, rows, header=header), "table", width=80)
    assert "When" in table and "Latest" not in table
    assert "2008\n" in table and "from 2010-09-03" in table
    data = to_text(answer(STORE, rows, header=header), "csv")
    assert data.splitlines()[:2] == ["event,earliest,latest", "A visit,2008-01-01,2008-12-31"]


def test_rows_without_words_say_how_to_have_them() -> None:
    header = Header(summary="", show=("authority", "grade"))
    table = " ".join(to_text(answer(STORE, PROVED, header=header), "table", width=200).split())
    assert "Fetch the reports to load them: kg fetch --authority Ambleford" in table
    worded = PROVED.replace("BIND (1 AS ?page)", 'BIND (1 AS ?page) BIND ("Plans drift." AS ?sentence)')
    assert "kg fetch" not in to_text(answer(STORE, worded, header=header), "table", width=200)


def test_an_empty_cell_is_not_taken_for_a_repeated_one() -> None:
    rows = """
    SELECT ?theme ?group ?page ?sha256 ?document WHERE {
      VALUES (?theme ?group ?page) { ("Plans" "all" 1) ("Plans" "some" 2) (UNDEF "some" 3) }
      BIND ("a" AS ?sha256) BIND ("report.pdf" AS ?document)
    }"""
    table = to_text(answer(STORE, rows, header=Header(summary="")), "table", width=80).splitlines()
    assert [line.split()[0] for line in table[2:5]] == ["Plans", "some", "–"]


def test_a_column_that_is_empty_in_a_group_is_left_out_there() -> None:
    rows = """
    SELECT ?council ?area ?grade WHERE {
      VALUES (?council ?area ?grade) {
        ("Ambleford" "Help" "Good") ("Ambleford" "Care" "Poor") ("Brackwater" UNDEF "Good")
        ("Brackwater" UNDEF "Poor")
      }
    }"""
    header = Header(summary="", group=("council",), show=("council", "area", "grade"))
    ambleford, brackwater = to_text(answer(STORE, rows, header=header), "table", width=80).split("Brackwater")
    assert "Judgement on" in ambleford
    assert "Judgement on" not in brackwater and "Grade" in brackwater


def test_a_command_that_ends_a_note_is_not_broken() -> None:
    header = Header(
        summary="", covers="Words enough to fill more than a line: kg query judgements --grade good"
    )
    lines = to_text(answer(STORE, JUDGED, header=header), "table", width=60).splitlines()
    assert lines[-1] == "  kg query judgements --grade good"


@pytest.mark.parametrize("text", ["short", "wide 漢字 words", "x" * 18, "x" * 19, "many words " * 9])
@pytest.mark.parametrize("indent", [0, 2])
def test_a_line_is_written_as_rich_prints_it(text: str, indent: int) -> None:
    ours, theirs = io.StringIO(), io.StringIO()
    say(Console(file=ours, width=20, highlight=False), Text(text, style="bold"), indent)
    Console(file=theirs, width=20, highlight=False).print(
        Padding(Text(text, style="bold"), (0, 0, 0, indent), expand=False)
    )
    assert ours.getvalue() == theirs.getvalue()


class Screen(io.StringIO):
    """A file that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("lines", "paged"), [(12, True), (11, False)])
def test_rows_that_fill_half_of_the_terminal_are_shown_in_the_pager(
    lines: int, paged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setenv("LINES", "25")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.delenv("MANPAGER", raising=False)
    monkeypatch.setenv("LESS", "")  # so that what is set below is put back
    monkeypatch.delenv("LESS")
    monkeypatch.setattr("pydoc.pager", shown.append)
    values = " ".join(f'("{number}")' for number in range(lines))
    rows = answer(STORE, f"SELECT ?number {{ VALUES (?number) {{ {values} }} }}")
    screen = Screen()
    write_table(rows, screen, paged=True)
    assert bool(shown) == paged != bool(screen.getvalue())
    assert os.environ.get("LESS") == ("-RFX" if paged else None)


@pytest.mark.parametrize(
    ("pager", "used"),
    [("", True), (Path(sys.executable).name + " -c pass", True), ("no-such-pager -R", False)],
)
def test_rows_go_to_no_pager_that_is_not_there(
    pager: str, used: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    monkeypatch.setenv("LINES", "4")
    monkeypatch.setenv("LESS", "-S")
    monkeypatch.setenv("PAGER", pager)
    monkeypatch.delenv("MANPAGER", raising=False)
    monkeypatch.setattr("pydoc.pager", shown.append)
    screen = Screen()
    write_table(answer(STORE, JUDGED), screen, paged=True)
    assert bool(shown) == used != bool(screen.getvalue())


def test_the_users_own_options_of_less_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINES", "4")
    monkeypatch.setenv("LESS", "-S")
    monkeypatch.delenv("PAGER", raising=False)
    monkeypatch.delenv("MANPAGER", raising=False)
    monkeypatch.setattr("pydoc.pager", lambda text: None)
    write_table(answer(STORE, JUDGED), Screen(), paged=True)
    assert os.environ["LESS"] == "-S"
