"""Python and the command line give the same: one public call stands behind each command that answers."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.queries import guard
from kg.queries.doubts import DoubtfulQuery
from kg.render.result import Result

DOUBTFUL = 'SELECT ?i { ?i kg:startEarliest ?d FILTER(?d > "2020-01-01") }'
OWN = """#+ summary: Codes of authorities
SELECT ?code { ?a <https://w3id.org/inspection-kg/def/code> ?code } ORDER BY ?code
"""


def printed(capsys: pytest.CaptureFixture[str], store: Path, *words: str) -> str:
    assert main([*words, "--store", str(store)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json", "turtle"])
@pytest.mark.parametrize("command", ["query", "sparql", "search"])
def test_what_is_asked_in_python_and_on_the_command_line_is_the_same(
    sample_store: Path, capsys: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    graph = kg.open(sample_store)
    text = "SELECT ?i ?d { ?i kg:startEarliest ?d } ORDER BY ?i ?d"
    answers: dict[str, tuple[Result, list[str]]] = {
        "query": (
            graph.query("judgements", authority="Exampleshire"),
            ["query", "judgements", "--authority", "Exampleshire"],
        ),
        "sparql": (graph.sparql(text), ["sparql", text]),
        "search": (graph.search("plans", limit=5), ["search", "plans", "--limit", "5"]),
    }
    result, words = answers[command]
    ours = getattr(result, f"to_{form}")()
    assert len(ours.splitlines()) > 1 or form == "json"
    assert ours == printed(capsys, sample_store, *words, "--format", form)


def test_a_query_of_ones_own_has_limits_in_python_too(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "codes.rq"
    mine.write_text(OWN, encoding="utf-8")
    graph = kg.open(sample_store)
    assert len(graph.query(mine)) > 100
    monkeypatch.setattr("kg.api.OWN_ROWS", 3)
    with pytest.raises(kg.errors.TimeLimit):
        graph.query(mine).to_csv()
    assert main(["query", str(mine), "--store", str(sample_store), "--format", "csv"]) == 3
    assert len(graph.query("judgements").rows) > 3  # those that ship have been measured
    monkeypatch.setattr("kg.api.OWN_ROWS", guard.OWN_ROWS)
    monkeypatch.setattr("kg.api.OWN_SECONDS", 0.0)
    with pytest.raises(kg.errors.TimeLimit, match="stopped after 0 seconds"):
        graph.query(mine).to_csv()


def test_doubts_of_a_query_are_reported_by_both(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.warns(DoubtfulQuery) as caught:
        result = kg.open(sample_store).sparql(DOUBTFUL)
    assert result.doubts
    assert [str(one.message) for one in caught] == [f"query, {doubt}" for doubt in result.doubts]
    assert main(["sparql", DOUBTFUL, "--store", str(sample_store), "--format", "csv"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert [f"kg: warning: query, {doubt}" for doubt in result.doubts] == told[: len(result.doubts)]
