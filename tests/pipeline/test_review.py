"""People's corrections in a store: taken, applied at every load without the file, and taken out again."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.build.report import Built, build_report
from kg.curation import kept, read_corrections, to_csv, to_turtle
from kg.errors import CallError, RecordError, UnknownName
from kg.export import Selection, export
from kg.export.formats import format_named
from kg.namespaces import GRAPH
from kg.pipeline.load import load
from kg.pipeline.remove import remove
from kg.pipeline.restore import restore
from kg.pipeline.review import withdraw
from kg.pipeline.settle import corrections
from kg.store.folder import StoreFolder
from tests.conftest import REGISTER, SAMPLES


def content(store: Path) -> dict[str, str]:
    """Name of each named graph's file, which changes with its content."""
    return {e.graph: e.file for e in StoreFolder(store).manifest().entries.values()}


def asked(store: Path, name: str, **parameters: Any) -> list[dict[str, str]]:
    """Rows of a stored query as CSV gives them."""
    given = kg.open(store).query(name, **parameters)
    return list(csv.DictReader(given.to_csv().splitlines()))


def signed(store: Path, path: Path, count: int = 1, **decided: str) -> Path:
    """The least certain sentences as a curation file, signed, the first with other labels."""
    given = asked(store, "review", authority="Exampleshire", max_confidence=1)[:count]
    given = [{**row, "by": "JS", "why": "read against the report"} for row in given]
    given[0] |= decided
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(given[0]))
        writer.writeheader()
        writer.writerows(given)
    return path


def sentence(store: Path, path: Path) -> dict[str, str]:
    """The row of ``kg query findings`` of the first corrected sentence of a file."""
    with path.open(encoding="utf-8", newline="") as stream:
        first = next(csv.DictReader(stream))
    key = f"mention/{first['document']}/{first['sentence']}"
    rows = asked(store, "findings", authority="Exampleshire")
    (row,) = (row for row in rows if row["mention"].endswith(key))
    return row


def test_a_decision_wins_and_goes_again_without_a_trace(own_store: Path, tmp_path: Path) -> None:
    before = content(own_store)
    path = signed(own_store, tmp_path / "review.csv", polarity="mixed", themes="plans health")
    told = kg.review(path, store=own_store)
    assert (len(told.added), len(told.documents), told.authorities) == (1, 1, ["999"])
    assert told.changes[0][0] == "review.csv, line 2"
    row = sentence(own_store, path)
    assert (row["polarity"], row["themes"], row["confidence"]) == ("mixed", "plans health", "1")
    assert row["method"].endswith("agent/human")
    withdraw("review.csv", own_store)
    assert content(own_store) == before
    assert kept(own_store) == []


def test_the_same_corrections_make_the_same_graph_with_the_files_and_without(
    own_store: Path, tmp_path: Path
) -> None:
    path = signed(own_store, tmp_path / "review.csv", 3, polarity="mixed")
    kg.review(path, store=own_store)
    fresh = tmp_path / "fresh"
    (fresh / "curation").mkdir(parents=True)
    (fresh / "curation" / "review.csv").write_bytes(path.read_bytes())
    report = load([SAMPLES], fresh, registers=[REGISTER])
    assert report.relabelled
    assert report.unfit == []
    assert content(fresh) == content(own_store)


def test_a_corrected_document_is_built_once(
    own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "curation").mkdir()
    path = signed(own_store, tmp_path / "curation" / "review.csv", polarity="mixed")
    name = (
        StoreFolder(own_store).manifest().entries[f"{GRAPH}document/{read_corrections([path])[0].document}"]
    )
    again: list[str] = []
    whole = build_report

    def counted(*given: Any, **how: Any) -> Built:
        again.append(how["file_name"])
        return whole(*given, **how)

    monkeypatch.setattr(corrections, "build_report", counted)
    report = load([SAMPLES / name.file_name], tmp_path, registers=[REGISTER])
    # built with its corrections in the process that reads it, which leaves nothing to rebuild here
    assert (report.relabelled, again) == ([name.file_name], [])
    assert sentence(tmp_path, path)["polarity"] == "mixed"


def test_an_unchanged_store_stays_as_it_is(own_store: Path, tmp_path: Path) -> None:
    kg.review(signed(own_store, tmp_path / "review.csv", polarity="mixed"), store=own_store)
    generation = StoreFolder(own_store).generation()
    again = load([SAMPLES], own_store, registers=[REGISTER])
    assert (again.loaded, again.relabelled, StoreFolder(own_store).generation()) == ([], [], generation)


def test_a_file_put_into_the_folder_by_hand_counts_from_the_next_load(own_store: Path) -> None:
    (own_store / "curation").mkdir()
    path = signed(own_store, own_store / "curation" / "mine.csv", polarity="mixed")
    assert len(load([], own_store).relabelled) == 1
    assert sentence(own_store, path)["polarity"] == "mixed"


def test_turtle_does_what_csv_does(own_store: Path, tmp_path: Path) -> None:
    path = signed(own_store, tmp_path / "review.csv", 3, polarity="mixed")
    turtle = tmp_path / "review.ttl"
    turtle.write_text(to_turtle(read_corrections([path])), encoding="utf-8")
    kg.review(path, store=own_store)
    by_csv = content(own_store)
    withdraw("review.csv", own_store)
    kg.review(turtle, store=own_store)
    assert content(own_store) == by_csv


def test_what_is_wrong_leaves_the_store_as_it_was(own_store: Path, tmp_path: Path) -> None:
    before = StoreFolder(own_store).generation()
    good = signed(own_store, tmp_path / "review.csv", polarity="mixed").read_text(encoding="utf-8")
    document = good.splitlines()[1].partition(",")[0]
    gone = f"document,sentence,polarity,by,why\n{document},0123456789,mixed,JS,read again\n"
    for text, wrong in (
        (good.replace("mixed", "mixd"), "line 2: polarity"),
        (gone, "line 2: .* no sentence"),
    ):
        path = tmp_path / "wrong.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(RecordError, match=wrong):
            kg.review(path, store=own_store)
    assert StoreFolder(own_store).generation() == before
    assert kept(own_store) == []


def test_a_decision_whose_sentence_is_gone_is_reported_with_its_place(own_store: Path) -> None:
    document = asked(own_store, "review", authority="Exampleshire", max_confidence=1)[0]["document"]
    text = (
        "document,sentence,polarity,by,why\n"
        f"{document},0123456789,mixed,JS,read again\n"
        "0123456789abcdef,0123456789,mixed,JS,read again\n"
    )
    (own_store / "curation").mkdir()
    (own_store / "curation" / "old.csv").write_text(text, encoding="utf-8")
    assert {u.problem for u in load([], own_store).unfit} == {"absent", "lost"}
    rows = asked(own_store, "data-quality", sort="correction", authority="Exampleshire")
    assert {row["problem"] for row in rows} == {"absent", "lost"}
    assert all("old.csv, line " in row["reason"] for row in rows)
    assert {u.problem for u in load([], own_store).unfit} == {"absent", "lost"}


def test_decisions_on_an_imported_document_wait_until_its_report_is_loaded(
    own_store: Path, tmp_path: Path
) -> None:
    path = signed(own_store, tmp_path / "review.csv", polarity="mixed")
    imported = exported(own_store, tmp_path / "copy")
    told = kg.review(path, store=imported)
    (one,) = told.unfit
    assert one.problem == "unapplied"
    assert one.message == (
        f"review.csv, line 2: {one.file_name} was imported (kg import), without the data that corrections "
        "need; the decision counts once the report itself is loaded (kg load)."
    )
    rows = asked(imported, "data-quality", sort="correction")
    assert [(row["problem"], row["reason"]) for row in rows] == [("unapplied", one.message)]
    assert told.documents == []
    report = load([SAMPLES / one.file_name], imported, registers=[REGISTER])
    assert (report.unfit, report.relabelled) == ([], [one.file_name])
    assert sentence(imported, path)["polarity"] == "mixed"


def test_a_document_that_was_corrected_before_it_was_exported_is_as_decided(
    own_store: Path, tmp_path: Path
) -> None:
    path = signed(own_store, tmp_path / "review.csv", polarity="mixed", themes="plans health", supports="")
    kg.review(path, store=own_store)
    imported = exported(own_store, tmp_path / "copy")
    assert kg.review(path, store=imported).unfit == []
    assert sentence(imported, path)["polarity"] == "mixed"
    (one,) = withdraw("review.csv", imported).unfit
    assert "the decision still stands in" in one.message


def exported(store: Path, imported: Path) -> Path:
    """A store of what another one exports."""
    file = imported.with_suffix(".nq")
    with file.open("wb") as stream:
        export(stream, format_named("nquads"), store=store, selection=Selection())
    load([], imported, registers=[REGISTER])
    restore([file], imported)
    return imported


def test_decisions_of_a_kept_file_are_withdrawn_only_when_asked(own_store: Path, tmp_path: Path) -> None:
    path = signed(own_store, tmp_path / "review.csv", 2)
    kg.review(path, store=own_store)
    path.write_text(to_csv(kept(own_store)[:1]), encoding="utf-8")
    with pytest.raises(CallError, match="1 of its decisions are not in this file"):
        kg.review(path, store=own_store)
    assert len(kg.review(path, store=own_store, replace=True).withdrawn) == 1
    with pytest.raises(UnknownName, match="curation file"):
        withdraw("other.csv", own_store)


def test_decisions_wait_for_a_document_that_is_taken_out(own_store: Path, tmp_path: Path) -> None:
    path = signed(own_store, tmp_path / "review.csv", polarity="mixed")
    (name,) = kg.review(path, store=own_store).documents
    remove([name], own_store)
    assert [u.problem for u in load([], own_store).unfit] == ["absent"]
    report = load([SAMPLES / name], own_store, registers=[REGISTER])
    assert (report.unfit, report.relabelled) == ([], [name])
    assert sentence(own_store, path)["polarity"] == "mixed"
