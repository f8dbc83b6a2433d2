"""A writer that is killed: readers keep what they had, and whoever writes next loses nothing."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import EnvironmentFault
from kg.namespaces import GRAPH
from kg.pipeline.load import load
from kg.store import writer as writer_module
from kg.store.folder import StoreFolder, open_store
from kg.store.writer import writing
from tests.conftest import REGISTER, SAMPLES
from tests.store.test_sharing import merge, reports, union

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")

DEATH = """
import logging, os, signal, sys
from pathlib import Path
import pyoxigraph
from kg.pipeline.load import load
from kg.store import durable, merge, rescue, sharing, writer as module
from kg.store.merge import Merge
from kg.store.writer import Writer, writing
from tests.store.test_sharing import reports

root = Path(sys.argv[1])

def die(*_given, **_named):
    os.kill(os.getpid(), signal.SIGKILL)

def dies_at(owner, name, call=1):
    whole, calls = getattr(owner, name), []
    def counted(*given, **named):
        calls.append(name)
        return die() if len(calls) == call else whole(*given, **named)
    setattr(owner, name, counted)

def dies_after_two_reports():
    class Second(logging.Handler):
        def emit(self, record):
            if (record.stage.stage, record.stage.event, record.stage.done) == ("reading", "step", 2):
                die()
    logger = logging.getLogger("kg.stages")
    logger.setLevel(logging.INFO)
    logger.addHandler(Second())
"""
CHANGE = """
with writing(root, finish=lambda writer, folder: durable.write(folder / "beside", b"")) as writer:
    writer.put(reports(9)[6:])
    writer.remove(*[g.entry.graph for g in reports(1)])
"""


def killed(script: str, *given: Path) -> None:
    """Run a script in a process that kills itself."""
    command = [sys.executable, "-c", DEATH + script, *map(str, given)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr


def documents(root: Path) -> set[str]:
    """The documents that readers see."""
    query = "SELECT ?v WHERE { ?s <https://w3id.org/inspection-kg/def/fileName> ?v }"
    return {str(row[0].value) for row in open_store(root).select(query).rows}  # type: ignore[union-attr]


def names(*numbers: int) -> set[str]:
    return {f"{number:016x}" for number in numbers}


@pytest.mark.parametrize(
    "place",
    [
        'dies_at(Writer, "_archive", 3)',
        'dies_at(merge, "keep_hashes")',
        'dies_at(Merge, "_bulk_load")',
        'dies_at(Merge, "_delete")',
        'dies_at(merge, "from_lines")',
        'dies_at(Writer, "commit")',
        'dies_at(durable, "sync_folder")  # beside',
        'dies_at(module, "seal")',
        'dies_at(durable, "write", 2)  # current',
    ],
)
def test_killed_before_the_change_is_current(place: str, tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put(reports(6))
    killed(place + CHANGE, tmp_path)
    assert documents(tmp_path) == names(0, 1, 2, 3, 4, 5)
    with writing(tmp_path) as writer:
        assert merge(writer) == union(writer)
        writer.put(reports(8)[7:])
    assert documents(tmp_path) == names(0, 1, 2, 3, 4, 5, 7)
    place_now = StoreFolder(tmp_path)
    assert len(list(place_now.generations.iterdir())) <= 2
    assert not list(tmp_path.rglob("*.new"))
    assert len(list(place_now.archive.glob("*.gz"))) == 7


def test_killed_when_the_change_is_current(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put(reports(6))
    killed('dies_at(module, "clean", 2)  # the first call is at the start' + CHANGE, tmp_path)
    assert documents(tmp_path) == names(1, 2, 3, 4, 5, 6, 7, 8)
    with writing(tmp_path) as writer:
        assert merge(writer) == union(writer)


@pytest.mark.parametrize("place", ["insert", "_bulk_load"])
def test_killed_while_a_lost_database_is_rebuilt(place: str, tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put(reports(6))
    shutil.rmtree(StoreFolder(tmp_path).generation() / "graph")
    killed(f'dies_at(Merge, "{place}")' + CHANGE, tmp_path)
    with writing(tmp_path) as writer:
        assert merge(writer) == union(writer)
        assert len(merge(writer)) > 6


def test_killed_in_a_first_load(tmp_path: Path) -> None:
    killed('dies_at(Writer, "commit")' + CHANGE, tmp_path)
    assert not StoreFolder(tmp_path).exists()
    with writing(tmp_path) as writer:
        assert merge(writer) == []


def test_a_load_that_was_killed_half_way_is_made_good_by_the_next(sample_store: Path, tmp_path: Path) -> None:
    script = (
        "from tests.conftest import REGISTER, SAMPLES\n"
        "dies_after_two_reports()\nload([SAMPLES], root, registers=[REGISTER])"
    )
    killed(script, tmp_path)
    report = load([SAMPLES], tmp_path, registers=[REGISTER])
    assert report.refused == []
    files = [
        {e.graph: e.file for e in StoreFolder(p).manifest().entries.values()}
        for p in (sample_store, tmp_path)
    ]
    assert files[0] == files[1]
    assert len(open_store(tmp_path)) == len(open_store(sample_store))


def test_what_another_writer_changed_before_the_lock_came_free_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with writing(tmp_path) as writer:
        writer.put(reports(1))
    locked = writer_module.lock  # type: ignore[attr-defined]

    def overtaken(root: Path) -> Callable[[], None]:
        """Another writer finishes just before this one has the lock."""
        monkeypatch.setattr(writer_module, "lock", locked)
        with writing(tmp_path) as other:
            other.put(reports(2)[1:])
        return locked(root)

    monkeypatch.setattr(writer_module, "lock", overtaken)
    with writing(tmp_path) as writer:
        assert f"{GRAPH}document/{1:016x}" in writer.manifest.entries


def test_a_folder_that_cannot_be_made_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault, match="cannot be written"), writing(tmp_path / "file" / "store"):
        pass
