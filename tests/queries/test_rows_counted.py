"""What a limit counts: rows as readers count them, each with all of its lines."""

from __future__ import annotations

import csv
import io
import json
from itertools import groupby
from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.queries.answer import Answer
from kg.queries.catalogue import Catalogue
from kg.queries.header import Counted, Header
from kg.queries.query_file import parse_header
from kg.queries.run import answer
from kg.render.formats import to_text
from tests.queries.graphs import MemoryStore

TOLD_TWICE = """SELECT ?theme ?start ?cohort {
  VALUES (?theme ?start ?cohort) {
    ("plans" 2018 "care") ("plans" 2022 "care")
    ("visits" 2022 "care") ("visits" 2022 "home")
    ("health" 2023 "care")
  }
}"""


def weaknesses(*joined: str) -> Answer:
    row = Counted(by=("theme",), one="weakness", many="weaknesses", joined=joined)
    return answer(MemoryStore(), TOLD_TWICE, header=Header("", group=("theme",), row=row))


def test_a_limit_keeps_all_lines_of_a_row() -> None:
    found = weaknesses().head(2)
    assert [(row["theme"], row["start"]) for row in found] == [
        ("plans", 2018),
        ("plans", 2022),
        ("visits", 2022),
        ("visits", 2022),
    ]
    assert (found.count, found.counted, found.more) == (4, 2, True)


def test_a_limit_that_leaves_nothing_out_says_so() -> None:
    found = weaknesses().head(3)
    assert len(found.rows) == 5
    assert not found.more and found.size == "3 weaknesses"
    assert [row["theme"] for row in weaknesses().head(0)] == []
    assert "No rows" not in to_text(weaknesses().head(0), "table")


def test_every_format_has_the_same_rows() -> None:
    assert len(list(csv.reader(io.StringIO(to_text(weaknesses().head(1), "csv"))))) == 1 + 2
    assert len(json.loads(to_text(weaknesses().head(1), "json"))["results"]["bindings"]) == 2
    assert to_text(weaknesses().head(1), "table").endswith("\nthe first weakness; there are more\n")
    assert to_text(weaknesses(), "table").endswith("\n3 weaknesses\n")


def test_lines_of_a_row_that_differ_in_a_joined_column_only_are_printed_as_one() -> None:
    table = to_text(weaknesses("cohort"), "table")
    assert table.count("care; home") == 1
    assert table.count("2022") == 2, "inspections of one weakness stay lines of their own"
    assert to_text(weaknesses("cohort"), "markdown").count("care; home") == 1
    assert to_text(weaknesses("cohort"), "csv").count("visits,2022") == 2, "data keep every line"


def test_a_header_says_what_a_row_is() -> None:
    header = parse_header("#+ summary: All\n#+ row: {by: [run], one: weakness, many: weaknesses}", "all.rq")
    assert header.row == Counted(("run",), "weakness", "weaknesses")
    for row in ("{by: [run]}", "{one: weakness}", "{one: a, many: b, of: c}"):
        with pytest.raises(QueryError, match="row"):
            parse_header(f"#+ summary: All\n#+ row: {row}", "all.rq")


@pytest.mark.parametrize("name", [q.name for q in Catalogue() if q.header.row.by])
def test_lines_of_a_row_follow_one_another(name: str, sample_store: Path) -> None:
    graph = kg.open(sample_store)
    query = Catalogue().get(name)
    given: dict[str, object] = {"authority": "Exampleshire"}
    if "sentences" in query.header.params:
        given["sentences"] = 3
    rows = graph.answer(query, given).rows
    keys = [tuple(row[column] for column in query.header.row.by) for row in rows]
    assert len([key for key, _ in groupby(keys)]) == len(set(keys))


@pytest.fixture
def graph(sample_store: Path) -> KnowledgeGraph:
    return kg.open(sample_store)


def test_python_and_the_command_line_count_alike(
    graph: KnowledgeGraph, sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = graph.query("persistent-weaknesses", authority="Exampleshire")
    first = graph.query("persistent-weaknesses", authority="Exampleshire", limit=1)
    assert 1 < len(first) < len(whole)
    assert [row["start"] for row in first] == [row["start"] for row in whole.head(1)]
    words = ["query", "persistent-weaknesses", "--authority", "Exampleshire", "--store", str(sample_store)]
    assert main([*words, "--limit", "1", "--format", "csv"]) == 0
    assert len(list(csv.DictReader(io.StringIO(capsys.readouterr().out)))) == len(first)


def test_a_file_names_rows_and_lines(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answer.csv"
    words = ["query", "persistent-weaknesses", "--authority", "Exampleshire", "--store", str(sample_store)]
    assert main([*words, "--limit", "1", "-o", str(file)]) == 0
    lines = len(list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))))
    assert f"The first weakness in {lines} lines written to {file}; there are more" in capsys.readouterr().err
