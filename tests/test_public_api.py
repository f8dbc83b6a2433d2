"""What ``import kg`` offers, and what it leaves alone until it is asked for."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.store.cancellable import CancellableStore

HEAVY = ("rdflib", "pyshacl", "numpy", "pypdfium2", "SPARQLWrapper", "pandas", "polars")


def test_the_public_names_are_these() -> None:
    assert kg.__all__ == [
        "Brief",
        "Check",
        "Checked",
        "Compacted",
        "Fetched",
        "KnowledgeGraph",
        "LoadReport",
        "Problem",
        "Published",
        "Ready",
        "Result",
        "Reviewed",
        "Shown",
        "Stale",
        "Taken",
        "Written",
        "__version__",
        "catalogue",
        "check",
        "check_shapes",
        "check_sources",
        "compact",
        "decide",
        "demo",
        "errors",
        "export_queries",
        "info",
        "load",
        "open",
        "publish",
        "query",
        "remove",
        "repair",
        "restore",
        "review",
        "rows_to_decide",
        "sparql",
        "stale_decisions",
        "withdraw",
        "write_site",
    ]


@pytest.mark.parametrize("name", kg.__all__)
def test_each_public_name_is_there_and_documented(name: str) -> None:
    thing = getattr(kg, name)
    assert isinstance(thing, str) or thing.__doc__


@pytest.mark.parametrize("name", kg.__all__)
def test_a_module_of_the_package_never_hides_a_public_name(name: str) -> None:
    folder = Path(kg.__file__).parent
    assert name == "errors" or not [p for p in (folder / name, folder / f"{name}.py") if p.exists()]


@pytest.mark.parametrize("name", kg.__all__)
def test_a_call_takes_a_store_by_its_name_only(name: str) -> None:
    thing = getattr(kg, name)
    if inspect.isfunction(thing) and name != "open" and "store" in inspect.signature(thing).parameters:
        assert inspect.signature(thing).parameters["store"].kind is inspect.Parameter.KEYWORD_ONLY


def test_the_page_on_python_names_each_public_name() -> None:
    page = (Path(__file__).parents[1] / "docs" / "python.md").read_text(encoding="utf-8")
    told = set(re.findall(r"\b(?:kg|graph)\.(\w+)", page)) | set(re.findall(r"`(\w+)`", page))
    assert set(kg.__all__) - {"__version__"} <= told
    methods = {n for n, _ in inspect.getmembers(kg.KnowledgeGraph, inspect.isfunction) if n[0] != "_"}
    assert {m for m in methods if not m.startswith("make_ready")} <= told


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'ask'"):
        kg.ask  # noqa: B018


def loaded_by(code: str, store: Path) -> set[str]:
    """Which of the heavy modules a fresh interpreter holds after running some code."""
    tell = f"import sys; print(*(m for m in {HEAVY!r} if m in sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"],
        env={**os.environ, "KG_STORE": str(store), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_importing_is_quick(tmp_path: Path) -> None:
    assert loaded_by("import kg, kg.cli", tmp_path) == set()


def test_the_way_to_an_answer_is_quick(sample_store: Path) -> None:
    ask = "from kg.cli import main; assert main(['query', 'judgements', '--authority', 'Exampleshire']) == 0"
    assert loaded_by(ask, sample_store) == set()
    as_csv = ask.replace("'Exampleshire'", "'Exampleshire', '--format', 'csv'")
    assert loaded_by(as_csv, sample_store) == set()


def test_sparql_of_ones_own(sample_store: Path) -> None:
    text = "SELECT ?code { ?a <https://w3id.org/inspection-kg/def/code> ?code } ORDER BY ?code"
    graph = kg.open(sample_store)
    answer = graph.sparql(text)
    assert len(answer) == len(answer.rows) > 100
    assert answer.rows[0]["code"] == kg.sparql(text, store=sample_store).rows[0]["code"]
    assert [row["answer"] for row in graph.sparql("ASK {}")] == [True]
    with pytest.raises(kg.errors.RefusedQuery, match="INSERT changes data"):
        graph.sparql("INSERT DATA { <http://a/> <http://a/> 1 }")
    with pytest.raises(kg.errors.TimeLimit, match="more than 3 rows"):
        graph.sparql(text, rows=3)
    with pytest.raises(kg.errors.QueryError):
        graph.sparql("SELECT")


def test_own_queries_by_path_and_from_a_folder(sample_store: Path, tmp_path: Path) -> None:
    mine = tmp_path / "codes.rq"
    mine.write_text(
        "#+ summary: Codes of authorities\n"
        "SELECT ?code { ?a <https://w3id.org/inspection-kg/def/code> ?code } ORDER BY ?code",
        encoding="utf-8",
    )
    for graph, name in (
        (kg.open(sample_store), mine),
        (kg.open(sample_store), str(mine)),
        (kg.open(sample_store, queries=tmp_path), "codes"),
        (kg.open(sample_store, queries=[str(tmp_path)]), "codes"),
    ):
        assert graph.query(name).columns == ("code",)
    assert "codes" in kg.open(sample_store, queries=tmp_path).catalogue()
    with pytest.raises(kg.errors.UnknownName, match="folder of queries"):
        kg.open(sample_store, queries=tmp_path / "none")


def test_a_query_by_the_number_of_its_question() -> None:
    with pytest.raises(kg.errors.UnknownName, match=r"'Q1'\. Did you mean persistent-weaknesses\?"):
        kg.catalogue().get("Q1")


def test_waiting_can_be_limited_from_python(sample_store: Path) -> None:
    store = kg.open(sample_store, seconds=0.2).store
    assert isinstance(store, CancellableStore) and store.limits.seconds == 0.2


def test_a_store_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(kg.errors.StoreMissing, match="is a file, and a store is a folder"):
        kg.open(tmp_path / "file")
