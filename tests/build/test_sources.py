"""Files that are taken from a path: what cannot be read is refused by name, and costs no other file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.build import process as module
from kg.build import sources
from kg.build.base import authority_codes
from kg.build.process import file_hash
from kg.build.report import Built, build_report
from kg.cli import main
from kg.errors import UnreadableFile
from kg.pipeline.load import load
from kg.store.folder import StoreFolder
from kg.store.manifest import Refusal
from tests.conftest import REGISTER, SAMPLES

SAMPLE = sorted(SAMPLES.glob("*.pdf"))[0]
POSIX = pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX")
PROC = Path("/proc/version")
LINUX = pytest.mark.skipif(not PROC.exists(), reason="only Linux shows files that have no size")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copyfile(SAMPLE, folder / "good.pdf")
    return folder


def refused(folder: Path, store: Path) -> dict[str, str]:
    """Load a folder whose good report is loaded all the same; messages of what is refused, by name."""
    told = load([folder], store, registers=[REGISTER])
    assert told.loaded == ["good.pdf"]
    return {refusal.file_name: refusal.message for refusal in told.refused}


@POSIX
def test_links_in_a_circle_are_refused_by_name(folder: Path) -> None:
    (folder / "one.pdf").symlink_to("other.pdf")
    (folder / "other.pdf").symlink_to("one.pdf")
    (folder / "self.pdf").symlink_to("self.pdf")
    (folder / "below").symlink_to(".")
    messages = refused(folder, folder.with_name("store"))
    assert [*messages] == ["one.pdf", "other.pdf", "self.pdf"]
    assert all("symbolic links" in message for message in messages.values())


def test_a_folder_that_cannot_be_read_is_refused_by_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = folder / "closed"
    closed.mkdir()
    listed, allowed = os.scandir, os.access

    def scandir(path: str) -> Iterator[os.DirEntry[str]]:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    # Not a mode, which does not bind the superuser.
    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != closed and allowed(path, mode))
    assert sources.find([folder]) == [closed, folder / "good.pdf"]
    assert sources.find([closed]) == [closed]
    with pytest.raises(UnreadableFile, match="closed: the folder cannot be read: Permission denied"):
        file_hash(closed)


@LINUX
@pytest.mark.parametrize("target", ["/proc/version", "/proc/self/mem"])
def test_what_the_system_makes_up_is_refused_by_name(folder: Path, target: str) -> None:
    (folder / "made-up.pdf").symlink_to(target)
    messages = refused(folder, folder.with_name("store"))
    assert "not a file on a disk" in messages["made-up.pdf"]


@LINUX
def test_what_would_wait_for_bytes_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[int] = []
    really = os.open

    def open_(path: Path, flags: int) -> int:
        opened.append(flags)
        return really(path, flags)

    def read(descriptor: int, count: int) -> bytes:
        raise BlockingIOError

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "read", read)
    with pytest.raises(UnreadableFile, match="not a file on a disk"):
        file_hash(PROC)
    assert opened[0] & os.O_NONBLOCK


def test_an_empty_file_has_a_hash(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    assert file_hash(tmp_path / "empty.pdf").startswith("e3b0c442")


def test_a_file_that_changes_while_it_is_read_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, build = folder / "good.pdf", build_report

    def changing(*given: Any, **named: Any) -> Built:
        built = build(*given, **named)
        path.write_bytes(b"other")
        return built

    codes = authority_codes([REGISTER])
    assert isinstance(module.process(path, codes), module.Processed)
    monkeypatch.setattr(module, "build_report", changing)
    result = module.process(path, codes)
    assert isinstance(result, Refusal) and result.sha256 == ""
    assert result.message == "good.pdf: changed while it was read. Load it again: kg load PATH"


@POSIX
def test_a_file_that_could_not_be_opened_is_listed_no_longer_once_it_can(folder: Path) -> None:
    store = folder.with_name("store")
    (folder / "late.pdf").symlink_to(folder / "gone")
    assert [*refused(folder, store)] == ["late.pdf"]
    (folder / "late.pdf").unlink()
    shutil.copyfile(folder / "good.pdf", folder / "late.pdf")
    assert load([folder], store, registers=[REGISTER]).ok
    assert StoreFolder(store).manifest().refusals == {}


@pytest.mark.skipif(os.name != "posix" or os.uname().sysname != "Linux", reason="names that are not UTF-8")
def test_reports_lists_any_file_of_a_folder(
    folder: Path, sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / os.fsdecode(b"caf\xe9.pdf")).write_bytes(b"no report")
    (folder / "nowhere.pdf").symlink_to("gone")
    words = ["reports", "--folder", str(folder), "--store", str(sample_store), "--format", "csv"]
    assert main([*words, "--since", "2100-01-01"]) == 0
    out, err = capsys.readouterr()
    rows = {line.split(",")[2]: line for line in out.splitlines()[1:]}
    assert [*rows] == [r"caf\xe9.pdf", "good.pdf", "nowhere.pdf"]
    assert ",unreadable," in rows["nowhere.pdf"]
    assert err == "kg: nowhere.pdf: cannot be opened: No such file or directory\n"
