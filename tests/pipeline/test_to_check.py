"""Rows below the floor: counted under each answer and in the brief, and shown on request."""

from __future__ import annotations

import re
import shutil
from importlib import import_module
from pathlib import Path

import pytest

import kg
from kg.brief import collect
from kg.pipeline.settle.trajectories import derive_for
from kg.queries.beside import put_beside
from kg.render import formats
from kg.store.writer import writing
from kg.trajectories import Rules

COUNCIL = "Exampleshire"


def with_floor(floor: float, sample_store: Path, folder: Path) -> Path:
    """A copy of the sample store that lists the rows from this confidence on."""
    store = Path(shutil.copytree(sample_store, folder / "store"))
    with pytest.MonkeyPatch.context() as patch, writing(store, finish=put_beside) as writer:
        patch.setattr(import_module("kg.trajectories.derive"), "Rules", lambda: Rules(listed=floor))
        derive_for(writer, ["999"])
    return store


@pytest.fixture(scope="module")
def sure(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample store if all of its rows reached the floor."""
    return with_floor(0.0, sample_store, tmp_path_factory.mktemp("sure"))


@pytest.fixture(scope="module")
def doubtful(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample store if none of its rows reached the floor."""
    return with_floor(1.01, sample_store, tmp_path_factory.mktemp("doubtful"))


@pytest.mark.parametrize("query", ["persistent-weaknesses", "resolved-weaknesses", "sustained-strengths"])
def test_rows_that_are_not_listed_are_counted_and_shown_on_request(
    query: str, doubtful: Path, sure: Path
) -> None:
    listed = kg.open(sure).query(query, authority=COUNCIL).rows
    others = kg.open(sure).query(query, authority=COUNCIL, to_check=True).rows
    rows = {row["trajectory"] for row in [*listed, *others]}
    assert len(rows) > len({row["trajectory"] for row in others})
    graph = kg.open(doubtful)
    none = graph.query(query, authority=COUNCIL)
    assert none.rows == []
    kind = "strengths" if query == "sustained-strengths" else "weaknesses"
    call = f"kg query {query} --authority {COUNCIL} --to-check"
    assert none.remark == f"To check: {len(rows)} more {kind} are not sure enough to be listed: {call}"
    shown = graph.query(query, authority=COUNCIL, to_check=True)
    assert {row["trajectory"] for row in shown.rows} == rows
    assert shown.remark == ""
    assert {row["decided"] for row in shown.rows} == {None}
    table = str(shown)
    unread = re.compile(r"Read (again|a second time): No\n")
    assert unread.search(table)
    assert not unread.search(str(kg.open(sure).query(query, authority=COUNCIL)))


def test_the_count_stands_under_what_people_read(doubtful: Path) -> None:
    found = kg.open(doubtful).query("new-weaknesses", authority=COUNCIL)
    assert "To check: " in str(found)
    for form in ("markdown", "html"):
        assert "To check" in formats.to_text(found._answer, form)


def test_all_rows_are_among_the_trajectories(doubtful: Path) -> None:
    rows = kg.open(doubtful).query("trajectories", authority=COUNCIL)
    assert rows.rows
    assert {row["listed"] for row in rows.rows} == {False}
    assert rows.remark == ""


def test_the_brief_counts_them(doubtful: Path) -> None:
    brief = collect(kg.open(doubtful), COUNCIL)
    rows = kg.open(doubtful).query("trajectories", authority=COUNCIL).rows
    assert brief.untold[-1][0] == len(rows)
    assert "not sure enough" in brief.untold[-1][1]
    assert all(part.entries == () for part in brief.parts)
