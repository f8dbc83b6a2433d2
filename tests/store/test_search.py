from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.errors import BadParameter, EnvironmentFault, StoreMissing
from kg.store.base import Solutions
from kg.store.search import COLUMNS, build, match_expression, search

ENTRIES = [
    (
        "1",
        "901",
        "2018-03-05",
        "plans workforce",
        "Plans for children drift, and core groups meet too seldom.",
    ),
    ("2", "901", "2022-01-17", "plans", "Planning is timely."),
    ("3", "903", "2022-05-09", "plans-x", "The court's plan; a group at its core."),
    ("4", "903", "2022-05-09", "", "Naïve assessments."),
]


def entry(thing: str, authority: str, start: str, themes: str, text: str) -> dict[str, str]:
    return {"thing": thing, "authority": authority, "start": start, "themes": themes, "text": text}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("council's #1 index") / "search.sqlite"
    found = [entry(*fields) for fields in ENTRIES]
    rows = (tuple(Literal(row[column]) if column in row else None for column in COLUMNS) for row in found)
    assert build(path, Solutions(COLUMNS, iter(rows))) == 4
    return path


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("plan", ["1", "2", "3"]),
        ("planned groups", ["1", "3"]),
        ('"core group"', ["1"]),
        ("plans -court", ["1", "2"]),
        ("asses*", ["4"]),
        ("NAIVE", ["4"]),
        ("plan NEAR court", []),
        ("nothing", []),
        ('") OR (', []),
        ("text: plan", []),
        ("plan AND", ["1"]),
    ],
)
def test_words(index: Path, words: str, things: list[str]) -> None:
    try:
        assert sorted(str(row["thing"]) for row in search(index, words)) == things
    except BadParameter:
        assert not things


def test_snippets_mark_the_words(index: Path) -> None:
    assert search(index, "timely")[0]["snippet"] == "Planning is **timely**."


def test_filters(index: Path) -> None:
    def things(**filters: list[str]) -> list[str]:
        return sorted(str(row["thing"]) for row in search(index, "plan", filters))

    assert things(themes=["plans"]) == ["1", "2"]
    assert things(themes=["workforce", "plans-x"]) == ["1", "3"]
    assert things(authority=["901"], themes=["workforce"]) == ["1"]
    assert [row["thing"] for row in search(index, "plan", since="2022-01-17", until="2022-03-01")] == ["2"]
    assert len(search(index, "plan", limit=1)) == 1


@pytest.mark.parametrize("words", ["", "  ", "-court", '"', "* ( )", "\0"])
def test_no_words_are_an_error(index: Path, words: str) -> None:
    with pytest.raises(BadParameter, match="no word to search for"):
        search(index, words)


def test_no_index_and_a_broken_one(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="no text index"):
        search(tmp_path / "none.sqlite", "plan")
    (tmp_path / "broken.sqlite").write_bytes(b"no database" * 100)
    with pytest.raises(EnvironmentFault, match="failed"):
        search(tmp_path / "broken.sqlite", "plan")


def test_of_very_many_entries_the_first_are_ranked(index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.search.RANKED", 2)
    assert [row["thing"] for row in search(index, "plan")] == ["2", "1"]
    assert [row["thing"] for row in search(index, "plan", {"authority": ["903"]})] == ["3"]


def test_among_equals_the_order_of_the_index_decides(tmp_path: Path) -> None:
    rows = [entry(thing, "901", "2022", "", "Plans drift.") for thing in ("b", "a", "c")]
    terms = (tuple(Literal(row[column]) if column in row else None for column in COLUMNS) for row in rows)
    build(tmp_path / "search.sqlite", Solutions(COLUMNS, terms))
    assert [row["thing"] for row in search(tmp_path / "search.sqlite", "plan")] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("delay", '("delay" OR "drift")'),
        ("front delay", '"front" AND ("delay" OR "drift")'),
        ("front door", '("front" AND "door") OR "late MASH"'),
        ("front door -court", '"front" AND "door" NOT "court"'),
        ("delay*", '"delay"*'),
        ("-delay front", '"front" NOT "delay"'),
    ],
)
def test_other_words_stand_for_one_word_or_for_all_together(words: str, asked: str) -> None:
    """Not for beginnings or for what is left out; nor for all together, where something is left out."""
    assert match_expression(words, {"delay": ["drift"], "front door": ["late MASH"]}) == asked
