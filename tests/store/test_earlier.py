"""A user's own store of an earlier format: created again where it holds only what ships, else kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import StoreDamaged
from kg.namespaces import thing
from kg.opening import folder_to_read
from kg.rdf.serialise import pack, to_lines
from kg.rdf.terms import our
from kg.store.earlier import clear, outgrown
from kg.store.folder import StoreFolder
from kg.store.manifest import FORMAT, IMPORTED
from kg.store.seal import seal
from kg.store.writer import writing
from tests.store.test_sharing import reports


def aged(root: Path, **first: object) -> StoreFolder:
    """The store as an earlier version left it; fields of its first entry may be set."""
    place = StoreFolder(root)
    generation = place.numbered()[0]
    path = generation / "manifest.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["format"] = FORMAT - 1
    raw["entries"][0] |= first
    path.write_text(json.dumps(raw), encoding="utf-8")
    place.current_file.write_text(f"{generation.name} {seal(generation)}", encoding="ascii")
    return place


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store of graphs that no user gave."""
    with writing(tmp_path / "store") as writer:
        writer.put(reports(2))
    return tmp_path / "store"


def test_one_of_what_ships_is_outgrown(root: Path) -> None:
    assert not outgrown(StoreFolder(root))
    assert outgrown(aged(root))


@pytest.mark.parametrize(
    "given",
    [
        {"reading": "a.json.gz"},
        {"made_from": IMPORTED},
        {"graph": "https://w3id.org/inspection-kg/graph/candidates/0123456789abcdef"},
    ],
    ids=lambda given: next(iter(given)),
)
def test_one_that_holds_what_a_user_gave_is_kept(root: Path, given: dict[str, object]) -> None:
    assert not outgrown(aged(root, **given))


def test_one_that_quotes_the_source_of_a_record_is_kept(root: Path) -> None:
    words = Triple(NamedNode(thing("evidence", "one")), our("words"), Literal("Plans drift."))
    (one,) = reports(1)
    with writing(root) as writer:
        writer.put([replace(one, packed=pack(to_lines([words])))])
    assert not outgrown(aged(root))


def test_one_that_names_no_current_generation_is_cleared_too(root: Path) -> None:
    place = aged(root)
    place.current_file.unlink()
    clear(place)
    assert not place.exists()


def test_one_that_is_new_again_is_not_cleared(root: Path) -> None:
    clear(StoreFolder(root))
    assert StoreFolder(root).exists()


def test_one_with_corrections_is_kept(root: Path) -> None:
    (root / "curation").mkdir()
    (root / "curation" / "mine.csv").write_text("", encoding="utf-8")
    assert not outgrown(aged(root))


def test_the_users_own_is_created_again_and_another_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = folder_to_read(None)
    before = sorted(own.manifest().entries)
    aged(own.root)
    with pytest.raises(StoreDamaged, match=f"has format {FORMAT - 1}"):
        folder_to_read(own.root).manifest()
    assert sorted(folder_to_read(None).manifest().entries) == before
