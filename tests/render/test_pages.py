"""Markdown, HTML and SPARQL JSON, to the letter."""

from __future__ import annotations

import io
import json
from dataclasses import replace

from kg.queries.answer import Answer
from kg.queries.header import Header
from kg.queries.run import answer
from kg.render.cells import lines
from kg.render.formats import to_text
from kg.render.pages import write_fragment
from tests.queries.graphs import MemoryStore

CITED = """
SELECT ?council ?grade ?empty ?page ?sentence ?document ?url WHERE {
  VALUES (?council ?grade ?page ?sentence ?document ?url) {
    ("Amble|ford" "Good" 4 "Plans are clear." "a.pdf" "https://example.org/a?b&c")
    ("Brackwater" UNDEF 2 "Visits <drift>." "b.pdf" UNDEF)
  }
  BIND (?none AS ?empty)
}
"""
HEADER = Header(summary="Grades & more", show=("council", "grade", "empty"), covers="Reports <loaded>.")


def cited(header: Header = HEADER) -> Answer:
    found = answer(MemoryStore(), CITED, header=header)
    found.remark = "To check: 1 row."
    return found


def test_markdown_is_a_pipe_table_with_links_what_it_covers_and_a_remark() -> None:
    assert to_text(cited(), "markdown") == (
        "| Council | Grade | Evidence |\n"
        "| --- | --- | --- |\n"
        "| Amble\\|ford | Good | [“Plans are clear.” a.pdf, page 4](<https://example.org/a?b&c#page=4>) |\n"
        "| Brackwater |  | “Visits \\<drift\\>.” b.pdf, page 2 |\n"
        "\nCovers: Reports \\<loaded\\>.\n"
        "\nTo check: 1 row.\n"
    )


def test_html_is_a_page_with_one_table_what_it_covers_and_a_remark() -> None:
    page = to_text(cited(), "html")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">\n')
    assert page.count("<title>Grades &amp; more</title>") == page.count("<h1>Grades &amp; more</h1>") == 1
    assert page.partition("</h1>\n")[2] == (
        "<table>\n<thead><tr><th>Council</th><th>Grade</th><th>Evidence</th></tr></thead>\n<tbody>\n"
        '<tr><td>Amble|ford</td><td>Good</td><td class="evidence">'
        '<a href="https://example.org/a?b&amp;c#page=4">“Plans are clear.” a.pdf, page 4</a></td></tr>\n'
        '<tr><td>Brackwater</td><td></td><td class="evidence">'
        "“Visits &lt;drift&gt;.” b.pdf, page 2</td></tr>\n"
        "</tbody>\n</table>\n<p>Covers: Reports &lt;loaded&gt;.</p>\n<p>To check: 1 row.</p>\n"
        "</body>\n</html>\n"
    )


def test_a_page_without_rows_says_so() -> None:
    none = answer(MemoryStore(), CITED.replace("BIND (?none", "FILTER (false) BIND (?none"), header=HEADER)
    assert to_text(none, "markdown") == (
        "| Council | Grade | Empty | Evidence |\n| --- | --- | --- | --- |\n"
        "\nNo rows.\n\nCovers: Reports \\<loaded\\>.\n"
    )
    assert "</table>\n<p>No rows.</p>\n<p>Covers: Reports &lt;loaded&gt;.</p>\n" in to_text(none, "html")


def test_a_page_without_a_summary_has_the_name_of_its_query() -> None:
    none = cited(replace(HEADER, summary=""))
    assert none.name and f"<h1>{none.name}</h1>" in to_text(none, "html")


def test_a_fragment_shows_the_first_rows_and_says_so() -> None:
    for most, rows, said in ((1, 1, True), (2, 2, False), (3, 2, False)):
        told = io.StringIO()
        write_fragment(cited().head(most), told)
        assert told.getvalue().count('<td class="evidence">') == rows
        assert ("<p>The first row; there are more.</p>" in told.getvalue()) is said


def test_a_table_ends_with_its_remark() -> None:
    lines_of = to_text(cited(), "table", width=80).splitlines()
    assert lines_of[-3:] == ["2 rows", "Covers: Reports <loaded>.", "To check: 1 row."]


def test_json_has_each_term_in_full() -> None:
    text = """
    SELECT ?thing ?said ?spoken ?count ?none WHERE {
      VALUES (?thing ?said ?spoken ?count) {
        (<https://example.org/a> "Plans “drift”." "Plans"@en 2) (<https://example.org/b> UNDEF UNDEF 3)
      }
    }"""
    printed = to_text(answer(MemoryStore(), text), "json")
    whole = "http://www.w3.org/2001/XMLSchema#integer"
    assert json.loads(printed) == {
        "head": {"vars": ["thing", "said", "spoken", "count", "none"]},
        "results": {
            "bindings": [
                {
                    "thing": {"type": "uri", "value": "https://example.org/a"},
                    "said": {"type": "literal", "value": "Plans “drift”."},
                    "spoken": {"type": "literal", "value": "Plans", "xml:lang": "en"},
                    "count": {"type": "literal", "value": "2", "datatype": whole},
                },
                {
                    "thing": {"type": "uri", "value": "https://example.org/b"},
                    "count": {"type": "literal", "value": "3", "datatype": whole},
                },
            ]
        },
    }
    assert "“drift”" in printed and printed.endswith("\n]}}\n")
    assert json.loads(to_text(answer(MemoryStore(), "SELECT ?a { VALUES ?a { } }"), "json")) == {
        "head": {"vars": ["a"]},
        "results": {"bindings": []},
    }


def test_cells_of_a_row_are_those_of_its_columns() -> None:
    first = next(lines(cited()))
    assert "council" in first.cells and "sort" not in first.cells
    assert list(first.cells) == ["council", "grade", "empty", "page", "sentence", "document", "url"]
    assert len(first.cells) == 7
    assert first.cells.get("sort") is None and first.cells["empty"] == ""
