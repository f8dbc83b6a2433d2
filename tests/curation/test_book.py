"""Curation files that a store keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.curation import FOLDER, Correction, accepted, kept, to_csv
from kg.errors import RecordError
from tests.curation.reports import DOCUMENT

ONE = Correction(DOCUMENT, "1111111111", "JS", "misread", polarity="mixed")
OTHER = Correction(DOCUMENT, "1111111111", "AB", "read otherwise", polarity="strength")


def written(path: Path, *corrections: Correction) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(to_csv(corrections), encoding="utf-8")
    return path


def test_a_store_keeps_nothing_at_first(tmp_path: Path) -> None:
    assert kept(tmp_path) == []


def test_what_is_kept_is_found_and_replaced_by_name(tmp_path: Path) -> None:
    store = tmp_path / "store"
    written(store / FOLDER / "review.csv", ONE)
    assert [c.by for c in kept(store)] == ["JS"]
    given, together = accepted(store, written(tmp_path / "b" / "review.csv", OTHER))
    assert given == together == [OTHER]


def test_a_file_that_contradicts_a_kept_one_is_refused_and_not_kept(tmp_path: Path) -> None:
    store = tmp_path / "store"
    written(store / FOLDER / "review.csv", ONE)
    with pytest.raises(RecordError, match=r"more.csv, line 2: .* corrected already in review.csv, line 2"):
        accepted(store, written(tmp_path / "b" / "more.csv", OTHER))


def test_a_file_without_a_signed_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no row is signed"):
        accepted(tmp_path / "store", written(tmp_path / "a" / "review.csv"))
