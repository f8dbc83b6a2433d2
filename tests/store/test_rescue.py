"""What a change starts from where files of the store are damaged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import StoreDamaged
from kg.store.folder import StoreFolder
from kg.store.manifest import FORMAT
from kg.store.rescue import base_of
from kg.store.seal import SEAL, seal
from kg.store.writer import writing
from tests.store.test_sharing import reports


@pytest.fixture
def place(tmp_path: Path) -> StoreFolder:
    """A store of two generations, the first with one report, the second with two."""
    for number in (1, 2):
        with writing(tmp_path) as writer:
            writer.put(reports(number)[number - 1 :])
    return StoreFolder(tmp_path)


def base(place: StoreFolder) -> tuple[str, int, bool, bool]:
    """Generation and number of reports that a change starts from, whether it is whole, and current."""
    found = base_of(place)
    assert found.folder is not None
    return found.folder.name, len(found.manifest.entries), found.whole, found.current


def test_a_change_starts_from_the_current_generation(place: StoreFolder) -> None:
    assert base(place) == ("2", 2, True, True)


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"format": 2, "entries": [], "refusals": []}'])
def test_a_lost_or_changed_manifest_is_read_from_its_copy_in_the_archive(
    place: StoreFolder, content: bytes | None
) -> None:
    path = place.generations / "2" / "manifest.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    assert base(place) == ("2", 2, False, True)


def test_without_manifest_and_copy_a_change_starts_from_the_generation_before(place: StoreFolder) -> None:
    (place.generations / "2" / "manifest.json").unlink()
    place.copy_of_manifest("2").unlink()
    assert base(place) == ("1", 1, True, False)


def test_a_damaged_generation_stays_until_a_change_takes_its_place(place: StoreFolder) -> None:
    (place.generations / "2" / "manifest.json").unlink()
    place.copy_of_manifest("2").unlink()
    with pytest.raises(RuntimeError), writing(place.root):
        raise RuntimeError("the machine stops here")
    assert [folder.name for folder in place.numbered()] == ["2", "1"]
    with writing(place.root):
        pass
    assert [folder.name for folder in place.numbered()] == ["3", "1"]


def test_without_a_seal_a_manifest_counts_if_it_ends(place: StoreFolder) -> None:
    (place.generations / "2" / SEAL).unlink()
    assert base(place) == ("2", 2, False, True)
    for path, found in (
        (place.generations / "2" / "manifest.json", ("2", 2, False, True)),
        (place.copy_of_manifest("2"), ("1", 1, True, False)),
    ):
        path.write_bytes(path.read_bytes()[:-10])
        assert base(place) == found


def test_where_nothing_says_which_is_current_the_newest_that_is_intact_is_taken(place: StoreFolder) -> None:
    place.current_file.unlink()
    assert base(place) == ("2", 2, True, False)
    (place.generations / "2" / "search.sqlite").write_bytes(b"")
    folder = place.generations / "2"
    (folder / "manifest.json").write_bytes((folder / "manifest.json").read_bytes() + b"\n")
    assert base(place) == ("1", 1, True, False)


def test_what_was_never_current_holds_what_nobody_was_told_of(place: StoreFolder) -> None:
    """As after a power cut between the seal and the change of the file ``current``."""
    digest = seal(place.generations / "1")
    place.current_file.write_text(f"1 {digest}\n", encoding="ascii")
    assert base(place) == ("1", 1, True, True)
    (place.generations / "1" / "manifest.json").unlink()
    place.copy_of_manifest("1").unlink()
    assert base(place) == ("2", 2, True, False), "unless there is nothing else"


def test_where_no_manifest_is_left_the_store_is_damaged(place: StoreFolder) -> None:
    for number in ("1", "2"):
        (place.generations / number / "manifest.json").unlink()
        place.copy_of_manifest(number).unlink()
    with pytest.raises(StoreDamaged, match="No manifest of the store"):
        base_of(place)


def test_a_whole_manifest_of_another_format_is_not_passed_over(place: StoreFolder) -> None:
    folder = place.generations / "2"
    raw = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps({**raw, "format": FORMAT + 1}), encoding="utf-8")
    place.current_file.write_text(f"2 {seal(folder)}\n", encoding="ascii")
    with pytest.raises(StoreDamaged, match=f"has format {FORMAT + 1}"):
        base_of(place)


def test_an_empty_folder_starts_from_nothing(tmp_path: Path) -> None:
    found = base_of(StoreFolder(tmp_path))
    assert (found.folder, found.manifest.entries, found.whole, found.current) == (None, {}, False, False)
