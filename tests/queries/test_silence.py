from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.cli import main
from kg.errors import BadParameter, StoreMissing, UnknownName
from kg.known import KnownReport
from kg.pipeline.load import load
from kg.queries import silence
from kg.queries.catalogue import Catalogue
from tests.queries.graphs import PROLOGUE, MemoryStore


def asked(*words: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(words))
    return code, " ".join(out.getvalue().split()), " ".join(err.getvalue().split())


@pytest.fixture
def no_known_reports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(silence, "known_reports", dict)


@pytest.mark.usefixtures("no_known_reports")
def test_no_report_of_a_council_is_told_with_the_command_that_loads_one(sample_store: Path) -> None:
    why = kg.open(sample_store).query("persistent-weaknesses", authority="Dorset").why
    assert why == ("No report of Dorset is loaded. Load some: kg load PATH",)
    code, out, _ = asked("query", "judgements", "--authority", "Dorset", "--store", str(sample_store))
    assert code == 0
    assert f"No report of Dorset is loaded. Load some: kg load PATH --store {sample_store}" in out


def test_reports_that_are_known_are_listed_and_fetched_by_the_commands_named(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = KnownReport(
        "0" * 64, "838", "", "one.pdf", "2020-01-01", "9", "read", "", "https://example.org/1"
    )
    monkeypatch.setattr(silence, "known_reports", lambda: {report.sha256: report})
    graph = kg.open(sample_store)
    assert graph.query("judgements", authority="Dorset").why == (
        "No report of Dorset is loaded. List the known ones: kg reports --authority Dorset. "
        "Fetch them: kg fetch --authority Dorset. Then load them: kg load PATH",
    )
    assert "kg fetch" not in graph.query("judgements", authority="Devon").why[0]
    assert "kg fetch" not in graph.query("judgements", authority=["Dorset", "Devon"]).why[0]
    assert "kg fetch" not in graph.query("statements", authority="Dorset").why[0]
    _, out, _ = asked("query", "judgements", "--authority", "Dorset", "--store", str(sample_store))
    assert f"Fetch them: kg fetch --authority Dorset --store {sample_store} Then load them:" in " ".join(
        out.split()
    )


def test_an_option_that_leaves_nothing_is_named_though_no_report_is_loaded(tmp_path: Path) -> None:
    load([], tmp_path / "store")
    graph = kg.open(tmp_path / "store")
    assert graph.query("visits", since="2026").why[0] == "There are rows without --since: kg query visits"
    assert graph.query("judgements", since="2026").why[0].startswith("No report is loaded.")


@pytest.mark.usefixtures("no_known_reports")
def test_the_option_that_leaves_nothing_is_named(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    found = graph.query("judgements", authority="Exampleshire", grade="outstanding")
    assert not found.rows
    assert "There are rows without --grade: kg query judgements --authority Exampleshire" in found.why
    call = found.why[0].partition("kg query judgements ")[2]
    assert graph.query("judgements", authority=call.split()[-1]).rows


def explained(place: Path, name: str, has_rows: silence.HasRows, **given: str) -> tuple[str, ...]:
    graph = kg.open(place)
    return silence.explain(graph.store, Catalogue().get(name), given, graph.names, has_rows)


def test_a_council_whose_reports_show_nothing_is_not_told_to_load_any(sample_store: Path) -> None:
    why = explained(
        sample_store,
        "judgements",
        lambda _query, values: "authority" not in values,
        authority="Exampleshire",
        grade="good",
    )
    loaded, _, others = why[0].partition(" Other councils have rows: ")
    assert others == "kg query judgements --grade good"
    assert loaded == "4 documents of Exampleshire are loaded, and they show nothing of the kind."


def test_what_became_of_weaknesses_is_offered_where_none_lasts(sample_store: Path) -> None:
    why = explained(
        sample_store,
        "persistent-weaknesses",
        lambda query, _values: query.name == "trajectories",
        authority="Exampleshire",
    )
    assert why == ("What became of each weakness: kg query trajectories --authority Exampleshire",)


def test_a_query_on_words_says_that_they_are_not_here(tmp_path: Path) -> None:
    load([], tmp_path / "store")
    why = kg.open(tmp_path / "store").query("review").why
    assert why == ("No report is loaded with its words. Load some: kg load PATH",)


WORDLESS = (
    PROLOGUE
    + """
<id/document/aa> a kg:SourceDocument ; kg:authority <id/authority/901> ; kg:reports <id/inspection/901-a> .
<id/document/bb> a kg:SourceDocument ; kg:authority <id/authority/901> ; kg:reports <id/inspection/901-b> .
<id/document/cc> a kg:SourceDocument ; kg:authority <id/authority/902> ; kg:reports <id/inspection/902-a> .
<id/document/dd> a kg:SourceDocument ; kg:authority <id/authority/902> .
<id/mention/bb/1> a kg:Mention ; kg:inDocument <id/document/bb> ; kg:evidence <id/evidence/bb/1> .
<id/evidence/bb/1> kg:words "Plans drift." ; oa:hasSource <id/document/bb> .
""".replace("<id/", "<https://w3id.org/inspection-kg/id/")
)


def test_reports_without_their_words_are_told_apart() -> None:
    store = MemoryStore(WORDLESS)
    named = [iri.rpartition("/")[2] for iri in silence.wordless(store)]
    assert named == ["aa", "cc"]
    ambleford = "https://w3id.org/inspection-kg/id/authority/901"
    assert [iri.rpartition("/")[2] for iri in silence.wordless(store, [ambleford])] == ["aa"]


def test_a_search_tells_of_reports_without_words(sample_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = kg.open(sample_store)
    assert not any("Not searched" in told for told in graph.search("zebra").why)
    assert not graph.search("plans").remark
    monkeypatch.setattr("kg.graph.wordless", lambda _store, _authorities: ["a", "b"])
    told = "Not searched: 2 reports, whose words do not ship. Fetch them to load them: kg fetch --authority "
    assert told + "Exampleshire" in graph.search("zebra", authority="Exampleshire").why
    assert graph.search("plans").remark == told + "COUNCIL"


def test_what_ships_is_offered_instead_where_no_report_is_loaded(sample_store: Path) -> None:
    why = kg.open(sample_store).query("recommendations", authority="Surrey").why
    assert why[0].startswith("No report of Surrey is loaded.")
    assert why[1].endswith("kg query statements --authority Surrey --sort recommendation")
    assert kg.open(sample_store).query("statements", authority="Surrey", sort="recommendation").rows


def test_every_query_that_another_names_can_be_asked_so(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    named = [(query.name, other) for query in Catalogue() for other in query.header.instead]
    assert len(named) > 10
    for name, other in named:
        values: dict[str, Any] = {"authority": "Surrey", **other.values}
        assert graph.query(other.query, **values).columns, name


def test_data_formats_say_why_on_the_other_stream(sample_store: Path) -> None:
    words = ("query", "judgements", "--authority", "Dorset", "--store", str(sample_store))
    _, out, err = asked(*words, "--format", "csv")
    assert "No report of Dorset" not in out and out.startswith("sha256,")
    assert "No rows. No report of Dorset is loaded." in err
    for form in ("markdown", "html"):
        assert "No report of Dorset is loaded" in asked(*words, "--format", form)[1]


def test_rows_need_no_reason(sample_store: Path) -> None:
    _, out, err = asked("query", "judgements", "--store", str(sample_store), "--format", "csv")
    assert "No rows" not in out + err


def test_a_file_that_was_written_is_named_with_its_rows(sample_store: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    words = ("query", "judgements", "--store", str(sample_store), "-o", str(file))
    _, out, err = asked(*words)
    rows = len(kg.open(sample_store).query("judgements").rows)
    assert out == "" and f"{rows} rows written to {file}" in err
    assert f"The first 2 rows written to {file}" in asked(*words, "--limit", "2")[2]


@pytest.mark.parametrize("name", ["statements", "people", "programmes", "omissions", "data-quality"])
def test_a_misspelt_sort_is_refused_with_its_choices(name: str, sample_store: Path) -> None:
    choices = Catalogue().get(name).header.params["sort"].choices
    assert len(choices) > 1
    with pytest.raises(UnknownName) as caught:
        kg.open(sample_store).query(name, sort=choices[0] + "z")
    assert choices[0] in caught.value.near
    with pytest.raises(UnknownName, match=choices[-1]):
        kg.open(sample_store).query(name, sort="qqqq")


def test_every_sort_that_rows_have_is_a_choice(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    for name, column in (
        ("statements", "sort"),
        ("people", "sort_of"),
        ("programmes", "sort"),
        ("omissions", "item"),
        ("data-quality", "sort"),
    ):
        choices = Catalogue().get(name).header.params["sort"].choices
        assert {row[column] for row in graph.query(name)} <= {*choices}, name


def test_a_region_stands_for_its_authorities(sample_store: Path) -> None:
    graph = kg.open(sample_store)
    everywhere = graph.query("statements", authority="Surrey").rows
    assert len(graph.query("statements", region="South East", authority="Surrey").rows) == len(everywhere)
    assert not graph.query("statements", region="London").rows
    with pytest.raises(BadParameter, match="--region: none of the authorities that you named is there"):
        graph.query("statements", region="London", authority="Surrey")


def test_a_question_makes_no_store_where_one_is_named(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = sample_store.parent / "stroe"
    with pytest.raises(StoreMissing, match=r"Did you mean .*store\?"):
        kg.open(wrong)
    monkeypatch.setenv("KG_STORE", str(tmp_path / "none"))
    with pytest.raises(StoreMissing, match="kg load --store"):
        kg.open()
    assert not wrong.exists() and not (tmp_path / "none").exists()


def test_differences_that_were_written_down_are_all_told_before_reports_are_loaded(
    sample_store: Path,
) -> None:
    rows = [row for row in kg.open(sample_store).query("disagreements") if row["basis"] == "curated"]
    unread = [row for row in rows if "not loaded" in f"{row['first']} {row['second']}"]
    assert len(rows) == 16 and 0 < len(unread) < len(rows)
    for row in unread:
        side = "first" if "not loaded" in str(row["first"]) else "second"
        assert row[f"{side}_document"] is None and row[f"{side}_line"] is None and row[f"{side}_page"] is None
