"""Records become graphs only if the store lacks them as they are now."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from kg.build import records
from kg.errors import RecordError
from kg.records import RecordGraph
from kg.resources import files
from kg.store.manifest import Manifest

SHIPPED = files("documents", "*.yaml")


@pytest.fixture(scope="module")
def held() -> Manifest:
    """The manifest of a store that holds the shipped records."""
    return Manifest({graph.entry.graph: graph.entry for graph in records.records(Manifest())})


def never(_paths: Iterable[Path] | None = None) -> list[RecordGraph]:
    raise AssertionError("the records are read")


def test_records_that_a_store_holds_are_not_read_again(
    held: Manifest, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(held.entries) == len(SHIPPED)
    monkeypatch.setattr(records, "load_records", never)
    assert records.records(held) == []
    assert records.quoted(held, {"0" * 64: Path("report.pdf")}) == ([], {})


def test_a_record_that_differs_is_made_again(held: Manifest, tmp_path: Path) -> None:
    paths = [tmp_path / path.name for path in SHIPPED]
    for path, shipped in zip(paths, SHIPPED, strict=True):
        path.write_bytes(shipped.read_bytes())
    assert records.records(held, paths) == []
    paths[0].write_bytes(paths[0].read_bytes() + b"# A note.\n")
    (made,) = records.records(held, paths)
    assert made.entry.made_from != held.entries[made.entry.graph].made_from


def test_a_record_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"none\.yaml: cannot be read"):
        records.records(Manifest(), [tmp_path / "none.yaml"])
