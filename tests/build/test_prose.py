"""Loading what is no report: candidates of a notice, and quotes for a record whose source is at hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import records
from kg.build.prose import Prose, options
from kg.errors import BadParameter
from kg.pipeline.load import load
from kg.pipeline.remove import remove
from kg.rdf.iris import candidates_graph, document_graph
from kg.records import RecordGraph
from kg.store.folder import StoreFolder, open_store
from tests.conftest import REGISTER
from tests.prose.example import text_file
from tests.records.example import RECORD, SOURCE
from tests.records.example import load as read_record

PREFIXES = (
    "PREFIX kg: <https://w3id.org/inspection-kg/def/> "
    "PREFIX oa: <http://www.w3.org/ns/oa#> "
    "PREFIX status: <https://w3id.org/inspection-kg/scheme/claim-status/> "
)
HOW = Prose(authority="999")


def number(store: Path, pattern: str) -> int:
    (row,) = open_store(store).select(f"{PREFIXES} SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}").rows
    return int(str(row[0].value))  # type: ignore[union-attr]


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch) -> RecordGraph:
    """A record that ships, as far as loading knows."""
    found = read_record()
    monkeypatch.setattr(records, "files", lambda folder, pattern: [RECORD])
    monkeypatch.setattr(records, "load_records", lambda paths=None: [found])
    return found


def test_a_notice_gives_candidates_in_a_graph_of_their_own(record: RecordGraph, tmp_path: Path) -> None:
    store = tmp_path / "store"
    report = load([text_file(tmp_path)], store, registers=[REGISTER], prose=HOW)
    ((name, count),) = report.candidates
    assert (name, report.loaded, report.refused) == ("notice.txt", ["notice.txt"], [])
    assert number(store, "?s kg:claimStatus status:candidate") == count > 5
    (entry,) = [e for e in StoreFolder(store).manifest().documents() if e.file_name == "notice.txt"]
    assert entry.graph == candidates_graph(entry.sha256)


def test_the_same_notice_again_is_left_alone_and_can_be_removed(record: RecordGraph, tmp_path: Path) -> None:
    store = tmp_path / "store"
    path = text_file(tmp_path)
    load([path], store, registers=[REGISTER], prose=HOW)
    again = load([path], store, registers=[REGISTER], prose=HOW)
    assert (again.loaded, again.unchanged) == ([], ["notice.txt"])
    other_tier = load([path], store, registers=[REGISTER], prose=Prose("999", "press"))
    assert other_tier.loaded == ["notice.txt"]
    remove(["notice.txt"], store)
    assert number(store, "?s kg:claimStatus status:candidate") == 0


def test_the_source_of_a_record_gives_its_words_and_no_candidates(
    record: RecordGraph, tmp_path: Path
) -> None:
    store = tmp_path / "store"
    path = tmp_path / "feedback.txt"
    path.write_bytes(SOURCE.encode())
    load([], store, registers=[REGISTER])
    assert number(store, "?s kg:evidence/kg:words ?words") == 0

    report = load([path], store, registers=[REGISTER])
    assert (report.quoted, report.candidates, report.refused) == (["feedback.txt"], [], [])
    exact = '"Too many pathway plans are out of date."'
    assert number(store, "?s kg:evidence/kg:words ?words FILTER(CONTAINS(?words, " + exact + "))") > 0
    assert number(store, "?s kg:claimStatus status:candidate") == 0
    assert StoreFolder(store).manifest().entries[document_graph(record.sha256)].file_name == record.file_name

    again = load([path], store, registers=[REGISTER])
    assert (again.loaded, again.quoted, again.unchanged) == ([], [], ["feedback.txt"])
    assert number(store, "?s kg:evidence/kg:words ?words") > 0


def test_a_text_that_names_no_authority_is_refused_by_name(record: RecordGraph, tmp_path: Path) -> None:
    report = load([text_file(tmp_path)], tmp_path / "store", registers=[REGISTER])
    (refusal,) = report.refused
    assert refusal.kind == "UnknownValue"
    assert "notice.txt" in refusal.message


def test_folders_give_reports_only(record: RecordGraph, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    text_file(folder)
    (folder / "empty.pdf").write_bytes(b"")
    report = load([folder], tmp_path / "store", registers=[REGISTER], prose=HOW)
    assert ([r.file_name for r in report.refused], report.loaded) == (["empty.pdf"], [])


def test_how_to_read_prose_is_checked_before_any_file_is() -> None:
    assert options("Surrey", "press", pdf=True) == Prose("936", "press", pdf=True)
    with pytest.raises(BadParameter, match="'blog' is not a kind of document; use council-paper"):
        options(None, "blog", pdf=False)
    with pytest.raises(BadParameter, match="Nowhereshire"):
        options("Nowhereshire", None, pdf=False)
