"""A pipe in the place of a store's file is damage like any other: nobody waits for its other end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest

from kg.errors import EnvironmentFault, StoreDamaged
from kg.regular import at_once, read_regular
from kg.store import archive
from kg.store.folder import StoreFolder, open_store
from kg.store.manifest import Manifest
from kg.store.seal import SEAL, problems
from kg.store.writer import writing
from tests.store.test_sharing import reports

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and alarms of POSIX")


class Waited(Exception):
    """A test waited too long."""


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    """End a test that waits for the other end of a pipe."""

    def ring(*_: object) -> None:
        raise Waited

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def place(tmp_path: Path) -> StoreFolder:
    with writing(tmp_path / "store") as writer:
        writer.put(reports(2))
    return StoreFolder(tmp_path / "store")


def piped(path: Path) -> Path:
    """The path, with a pipe in the place of its file."""
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("mode", ["rb", "ab"])
def test_a_pipe_is_refused_when_it_is_opened(tmp_path: Path, mode: Literal["rb", "ab"]) -> None:
    pipe = piped(tmp_path / "pipe")
    with (
        pytest.raises(OSError, match="not a file but a folder, a device or a pipe"),
        open(pipe, mode, opener=at_once),
    ):
        pass


def test_a_file_is_opened_as_usual(tmp_path: Path) -> None:
    with open(tmp_path / "new", "ab", opener=at_once) as stream:
        stream.write(b"content")
    assert read_regular(tmp_path / "new") == b"content"
    with pytest.raises(FileNotFoundError):
        read_regular(tmp_path / "none")


def test_a_store_whose_lock_is_a_pipe_is_read_but_not_changed(place: StoreFolder) -> None:
    piped(place.root / "lock")
    assert open_store(place.root)
    with (
        pytest.raises(EnvironmentFault, match=r"cannot be written: .*a device or a pipe"),
        writing(place.root),
    ):
        pass


def test_a_store_whose_current_file_is_a_pipe_is_read_and_repaired(place: StoreFolder) -> None:
    piped(place.current_file)
    assert place.generation().name == "1"
    with writing(place.root):
        pass
    assert place.current()[0] == place.generation().name


def _seal(place: StoreFolder) -> None:
    assert list(problems(piped(place.generation() / SEAL).parent)) == [f"{SEAL} cannot be read"]


def _sealed(place: StoreFolder) -> None:
    folder = piped(place.generation() / "manifest.json").parent
    assert any("manifest.json has 0 bytes" in problem for problem in problems(folder))


def _manifest(place: StoreFolder) -> None:
    with pytest.raises(StoreDamaged, match="device or a pipe"):
        Manifest.read(piped(place.generation() / "manifest.json"))


def _graph(place: StoreFolder) -> None:
    entry = next(iter(place.manifest().entries.values()))
    with pytest.raises(StoreDamaged, match=r"cannot be read .*Run kg check --repair"):
        archive.read(piped(place.archive / entry.file))


@pytest.mark.parametrize("found", [_seal, _sealed, _manifest, _graph])
def test_a_pipe_in_the_place_of_a_file_is_damage(
    place: StoreFolder, found: Callable[[StoreFolder], None]
) -> None:
    found(place)
