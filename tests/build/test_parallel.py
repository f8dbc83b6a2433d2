"""Readers that do not end, want too much memory, die or fail: each costs its own file and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.build import cage
from kg.build.parallel import process_all
from kg.build.process import Processed, file_hash
from kg.documents import DocumentLimits
from kg.errors import EnvironmentFault, UnreadableFile
from kg.pipeline.load import load
from kg.store.folder import StoreFolder
from kg.store.manifest import Entry, Refusal
from kg.store.writer import NamedGraph
from tests.sandbox.test_ended import SMALL

POSIX = pytest.mark.skipif(os.name != "posix", reason="limits and signals of POSIX")
LINUX = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="only Linux limits the memory of a process"
)
ROOT = Path(__file__).parents[2]
TOO_LARGE = "reading it needs more than 300 MB of memory; kg load --max-memory allows more."
EITHER = "the file is damaged, or its next step needs more than 300 MB (kg load --max-memory allows more)."
OUTSIDE = (
    "somebody stopped it, or the machine had no memory left; load the file again, with fewer files at once "
    "(kg load --workers)."
)
LIMITS = DocumentLimits(cpu_seconds=2, memory_mb=300)


class Forged:
    """What no reader may answer with."""


def reader(path: Path, *_: object) -> Any:
    """Stands in for a reader that meets a hostile file; the file's name says what it does."""
    match path.stem.split("-")[0]:
        case "loops":
            while True:
                pass
        case "waits":
            time.sleep(600)
        case "hoards":
            held = []
            while True:
                held.append(bytearray(10_000_000))
        case "strains":
            held = []
            try:
                while True:
                    held.append(bytearray(10_000_000))
            except MemoryError:
                os.abort()  # as a library does that cannot go on without memory
        case "aborts":
            os.abort()
        case "dies":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "leaves":
            os._exit(3)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fails":
            raise ValueError("an odd place")
        case "nests":
            reader(path)
        case "prints":
            print("noise", flush=True)
        case "lacks":
            raise EnvironmentFault("The model is missing.")
        case "forges":
            return Forged()
    graph = NamedGraph(Entry("urn:g", "", ("936",)), path.name.encode())
    return Processed(graph, (str(os.getpid()),))


def files(folder: Path, *names: str) -> list[Path]:
    paths = [folder / f"{name}.pdf" for name in names]
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths


def read(paths: list[Path], limits: DocumentLimits = LIMITS) -> dict[str, Processed | Refusal]:
    found = process_all(paths, workers=2, limits=limits, reader=reader)
    return {path.stem: result for path, result in found}


@POSIX
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("loops", "took more than 2 seconds of processor time; kg load --max-seconds allows more"),
        ("dies", r"the process that reads it crashed \(SIGSEGV\)"),
        ("leaves", r"the process that reads it crashed \(exit code 3\)"),
        ("fails", "a fault in this program; please report it: ValueError: an odd place"),
        ("nests", "a fault in this program; please report it: RecursionError"),
    ],
)
def test_a_file_is_refused_by_name_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.setattr(cage, "SLACK", 100)  # on a busy machine, two seconds of processor take long
    paths = files(tmp_path, "plain-1", name, "plain-2", "plain-3")
    found = read(paths)
    refused = found.pop(name)
    assert isinstance(refused, Refusal)
    assert refused.sha256 == file_hash(tmp_path / f"{name}.pdf")
    assert refused.message.startswith(f"{name}.pdf: ") and pytest.importorskip("re").search(
        told, refused.message
    )
    assert all(isinstance(result, Processed) for result in found.values()) and len(found) == 3


@LINUX
def test_a_file_that_wants_too_much_memory(tmp_path: Path) -> None:
    found = read(files(tmp_path, "hoards", "plain"))
    refused = found["hoards"]
    assert isinstance(refused, Refusal)
    assert "needs more than 300 MB of memory; kg load --max-memory allows more" in refused.message
    assert isinstance(found["plain"], Processed)


@LINUX
def test_a_reader_that_ends_itself_for_lack_of_memory_is_over_its_limit(tmp_path: Path) -> None:
    script = f"""{SMALL}
from pathlib import Path
from tests.build.test_parallel import files, read
refused = read(files(Path({str(tmp_path)!r}), "strains"))["strains"]
print(refused.kind, refused.message, flush=True)
"""
    # A starter that is small: the peak of a process counts what its starter had.
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=os.environ,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert done.stdout == f"OverLimit strains.pdf: {TOO_LARGE}\n"


@LINUX
@pytest.mark.parametrize(
    ("name", "peak", "told"),
    [
        ("aborts", 212_400_000, TOO_LARGE),
        ("aborts", 212_399_999, f"crashed (SIGABRT) when it had used 212 MB of memory: {EITHER}"),
        ("aborts", 0, f"crashed (SIGABRT): {EITHER}"),
        ("killed", 212_400_000, TOO_LARGE),
        ("killed", 212_399_999, f"was killed when it had used 212 MB of memory: {OUTSIDE}"),
        ("killed", 0, f"was killed: {OUTSIDE}"),
        ("leaves", 270_000_000, f"crashed (exit code 3) when it had used 270 MB of memory: {EITHER}"),
    ],
)
def test_a_crash_is_one_of_memory_only_near_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, peak: int, told: str
) -> None:
    monkeypatch.setattr("kg.sandbox.process.wait_for", lambda process: (process.wait(), peak))
    refused = read(files(tmp_path, name))[name]
    assert isinstance(refused, Refusal) and refused.message.endswith(told)
    over = told == TOO_LARGE or name == "killed"
    assert refused.kind == ("OverLimit" if over else "UnreadableFile")


def test_a_reader_that_waits_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cage, "SLACK", 1)
    found = read(files(tmp_path, "waits", "plain"), DocumentLimits(cpu_seconds=3))
    refused = found["waits"]
    assert isinstance(refused, Refusal) and "did not end within 3 seconds" in refused.message


def test_what_a_library_prints_does_no_harm(tmp_path: Path) -> None:
    assert isinstance(read(files(tmp_path, "prints"))["prints"], Processed)


def test_what_is_missing_on_the_machine_stops_the_load(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="The model is missing"):
        read(files(tmp_path, "plain-1", "lacks", "plain-2"))


def test_an_answer_of_other_classes_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"holds tests\.build\.test_parallel\.Forged"):
        read(files(tmp_path, "forges"))


def test_readers_end_when_nobody_wants_their_answers(tmp_path: Path) -> None:
    found: Iterator[Any] = process_all(files(tmp_path, "plain", "waits"), workers=2, reader=reader)
    _, first = next(found)
    assert isinstance(first, Processed)
    found.close()  # type: ignore[attr-defined]
    for thread in threading.enumerate():
        if "attend" in thread.name:
            thread.join(30)
            assert not thread.is_alive()


@POSIX
def test_only_regular_files_of_bounded_size_are_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = tmp_path / "pipe.pdf"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/null"), tmp_path):
        with pytest.raises(UnreadableFile, match="a folder, a device or a pipe"):
            file_hash(path)
    monkeypatch.setattr("kg.build.process.LARGEST", 3)
    (tmp_path / "large.pdf").write_bytes(b"1234")
    with pytest.raises(UnreadableFile, match="4 bytes are more than the limit of 3"):
        file_hash(tmp_path / "large.pdf")


@POSIX
def test_what_is_no_file_is_refused_by_name_too(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "endless.pdf").symlink_to("/dev/zero")
    (folder / "nowhere.pdf").symlink_to(folder / "gone")
    os.mkfifo(folder / "pipe.pdf")
    (folder / "plain.pdf").write_bytes(b"plain")
    told = load([folder, folder / "nowhere.pdf"], tmp_path / "store", workers=2)
    assert [refused.file_name for refused in told.refused] == [
        "endless.pdf", "nowhere.pdf", "pipe.pdf", "plain.pdf"
    ]  # fmt: skip
    kept = StoreFolder(tmp_path / "store").manifest().refusals.values()
    assert {refused.file_name for refused in kept} == {refused.file_name for refused in told.refused}
