"""Councils that have ended name their successors, and successors the councils before them."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.cli import main
from kg.graph import KnowledgeGraph


@pytest.fixture
def graph(sample_store: Path) -> KnowledgeGraph:
    return kg.open(sample_store)


def test_a_council_that_has_ended_names_its_successors(graph: KnowledgeGraph) -> None:
    assert graph.query("judgements", authority="Cumbria").why[-1] == (
        "Cumbria ended on 2023-04-01, and Cumberland and Westmorland and Furness follow it: "
        "kg query judgements --authority Cumberland --authority 'Westmorland and Furness'"
    )
    assert graph.query("judgements", authority="Poole", area="overall-effectiveness").why[-1] == (
        "Poole ended on 2019-04-01, and Bournemouth, Christchurch and Poole follows it: "
        "kg query judgements --authority 'Bournemouth, Christchurch and Poole' --area overall-effectiveness"
    )


def test_a_query_on_one_council_names_the_first_of_them(graph: KnowledgeGraph) -> None:
    why = graph.query("timeline", authority="Northamptonshire").why
    assert why[-1].endswith("kg query timeline --authority 'North Northamptonshire'")


def test_a_council_that_goes_on_has_no_successor(graph: KnowledgeGraph) -> None:
    assert not any("ended" in told for told in graph.query("judgements", authority="Devon").why)
    assert graph.ended("Devon") == ""


def test_an_answer_on_a_successor_names_the_council_before(graph: KnowledgeGraph) -> None:
    call = "kg query succession --authority Cumberland"
    told = f"Cumberland has existed since 2023-04-01 in place of Cumbria: {call}"
    assert graph.query("judgements", authority="Cumberland").covers.endswith(told)
    for name, given in (
        ("judgements", {}),
        ("judgements", {"authority": "Devon"}),
        ("judgements", {"authority": ["Cumberland", "Westmorland and Furness"]}),
        ("succession", {"authority": "Cumberland"}),
        ("statements", {"authority": "Cumberland"}),
    ):
        assert "in place of" not in graph.query(name, **given).covers


def test_reports_of_a_council_that_has_ended(sample_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("reports", "fetch"):
        main([command, "--authority", "Cumbria", "--store", str(sample_store)])
        assert "Cumberland and Westmorland and Furness follow it." in capsys.readouterr().err
