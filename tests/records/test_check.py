"""Whoever has the source documents can check the records against them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from kg.errors import UnreadableFile
from kg.namespaces import ID, PREFIXES
from kg.records.check import check_sources, quote_quads
from tests.records.example import RECORD, SOURCE, load, spoilt

DOC = "cf31f1f963e597b6"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder with the source under another name, and a file that is none."""
    folder = tmp_path / "sources" / "deep"
    folder.mkdir(parents=True)
    (folder / "renamed.txt").write_bytes(SOURCE.encode())
    (folder / "other.txt").write_bytes(b"other")
    return folder.parent


def test_source_is_found_by_its_hash_and_gives_the_words(sources: Path) -> None:
    (checked,) = check_sources(sources, [RECORD])
    assert checked.problems == ()
    assert checked.source == sources / "deep" / "renamed.txt"
    words = checked.statements[ID + "statement/notice-2024-10/group-interval"]
    assert words == "We have set up a pathway planning group, which meets every month."


def test_missing_source(tmp_path: Path) -> None:
    (checked,) = check_sources(tmp_path, [RECORD])
    assert checked.problems == ("notice-2024-10.yaml: notice-2024-10.txt is not in the folder.",)


def test_changed_source(tmp_path: Path) -> None:
    (tmp_path / "notice-2024-10.txt").write_bytes(SOURCE.replace("8 and 9", "9 and 10").encode())
    (checked,) = check_sources(tmp_path, [RECORD])
    assert "is another text: its SHA-256 is not cf31" in checked.problems[0]
    assert checked.statements == {}


def test_line_count_and_lines_are_checked(sources: Path, tmp_path: Path) -> None:
    path = spoilt(tmp_path, "lineCount: 6", "lineCount: 8")
    text = path.read_text(encoding="utf-8").replace(
        f"evidence: evidence/{DOC}/L6", f"evidence: evidence/{DOC}/L8"
    )
    path.write_text(text, encoding="utf-8")
    (checked,) = check_sources(sources, [path])
    assert checked.problems == (
        "notice-2024-10.yaml: lineCount is 8, and the source has 6 lines.",
        f"notice-2024-10.yaml: evidence/{DOC}/L8: the source has no such lines.",
    )


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="not a folder"):
        check_sources(tmp_path / "none")


def test_shipped_records_know_their_sources_by_hash(tmp_path: Path) -> None:
    assert [len(c.problems) for c in check_sources(tmp_path)] == [1, 1, 1, 1, 1]


def test_quotes_are_given_for_each_place() -> None:
    quads = quote_quads(load(), SOURCE.encode())
    exact = {str(q.subject): q.object for q in quads if q.predicate == NamedNode(PREFIXES["kg"] + "words")}
    assert len(exact) == 6
    assert "Too many pathway plans are out of date." in str(exact[f"<{ID}evidence/{DOC}/L4>"])


def test_e_mail_addresses_stay_out_of_quotes(tmp_path: Path) -> None:
    source = SOURCE.replace("was fair.", "was fair: ann@example.org").encode()
    path = spoilt(tmp_path, f'sha256: "{load().sha256}"', f'sha256: "{hashlib.sha256(source).hexdigest()}"')
    text = path.read_text(encoding="utf-8").replace(DOC, hashlib.sha256(source).hexdigest()[:16])
    path.write_text(text, encoding="utf-8")
    quotes = " ".join(str(quad.object) for quad in quote_quads(load(path), source))
    assert "was fair: [address left out]" in quotes


def test_quotes_of_another_text_are_refused() -> None:
    with pytest.raises(UnreadableFile, match="not the source of record notice-2024-10"):
        quote_quads(load(), b"other")
