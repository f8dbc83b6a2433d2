"""Documents on the workers of a Dask scheduler: the graphs of one machine, whoever dies, or a clear word."""

from __future__ import annotations

import io
import logging
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.build import cluster as clusters
from kg.build import parallel, scheduled
from kg.build.cluster import connected
from kg.build.process import Processed, file_hash
from kg.build.scheduled import process_all
from kg.cli import main
from kg.errors import EnvironmentFault, MissingExtra
from kg.pipeline.load import load
from kg.rdf.iris import document_graph
from kg.stages import heard_by
from kg.store.folder import StoreFolder
from kg.store.manifest import Entry, Refusal
from kg.store.writer import NamedGraph
from tests.build.test_parallel import LIMITS, POSIX, files
from tests.build.test_parallel import reader as hostile
from tests.clusters import Cluster, kill
from tests.conftest import REGISTER, SAMPLES

pytestmark = [POSIX, pytest.mark.xdist_group("dask")]
FAR = "tcp://192.0.2.7:8786"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pytest.importorskip("distributed")
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), failures=0)
    yield cluster
    cluster.end()


class AfterTheFirst(logging.Handler):
    """Does something once the first document is read."""

    def __init__(self, what: Any) -> None:
        super().__init__(logging.INFO)
        self._what: Any = what

    def emit(self, record: logging.LogRecord) -> None:
        event = getattr(record, "stage", None)
        if event is not None and (event.stage, event.event) == ("reading", "step") and self._what:
            what, self._what = self._what, None
            what()


def deadly(path: Path, *_: object) -> Any:
    """A reader that takes its Dask worker along when it meets certain files."""
    if path.stem.startswith("kills"):
        os.kill(os.getppid(), signal.SIGKILL)
        signal.pause()
    return hostile(path)


def outdated(path: Path, *_: object) -> Any:
    """A reader with the rules of another day than its worker."""
    sha256 = file_hash(path)
    entry = Entry(document_graph(sha256), "", ("936",), made_from="older rules", sha256=sha256)
    return Processed(NamedGraph(entry, b""))


def contents(store: Path) -> dict[str, bytes]:
    """The files of a store that hold its documents."""
    place = StoreFolder(store)
    folders = (place.archive, place.renditions, place.readings)
    return {p.relative_to(store).as_posix(): p.read_bytes() for folder in folders for p in folder.iterdir()}


def test_a_scheduler_without_workers(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    address = cluster.have(0)
    monkeypatch.setattr(clusters, "REACH", 1.0)
    with pytest.raises(EnvironmentFault, match=f"has no workers.*dask worker {address}"), connected(address):
        pass


def test_a_worker_killed_halfway_changes_no_byte(
    cluster: Cluster, sample_store: Path, tmp_path: Path
) -> None:
    address = cluster.have(2)
    with heard_by(AfterTheFirst(lambda: kill(cluster.workers[0]))):
        report = load([SAMPLES], tmp_path / "store", registers=[REGISTER], scheduler=address)
    assert cluster.workers[0].poll() is not None and cluster.workers[1].poll() is None
    assert not report.refused and len(report.loaded) == len(list(SAMPLES.rglob("*.pdf")))
    assert contents(tmp_path / "store") == contents(sample_store)
    for store in (tmp_path / "store", sample_store):
        kg.open(store).export(tmp_path / f"{store.parent.name}.nq")
    ours, theirs = tmp_path / f"{tmp_path.name}.nq", tmp_path / f"{sample_store.parent.name}.nq"
    assert ours.read_bytes() == theirs.read_bytes()


def test_limits_hold_on_workers_as_they_do_here(cluster: Cluster, tmp_path: Path) -> None:
    paths = files(tmp_path, "plain", "loops", "leaves")
    (tmp_path / "far.pdf").symlink_to(tmp_path / "nowhere.pdf")
    here = dict(
        parallel.process_all([*paths, tmp_path / "far.pdf"], workers=2, limits=LIMITS, reader=hostile)
    )
    with connected(cluster.have(2)) as workers:
        there = dict(process_all(workers, [*paths, tmp_path / "far.pdf"], limits=LIMITS, reader=hostile))
    assert there.keys() == here.keys()
    for path, result in here.items():
        if isinstance(result, Refusal):
            assert there[path] == result
        else:
            found = there[path]
            assert isinstance(found, Processed) and found.graph == result.graph


def test_a_document_that_kills_workers_is_refused_and_its_neighbours_are_read(
    cluster: Cluster, tmp_path: Path
) -> None:
    paths = files(tmp_path, "plain-1", "kills", "plain-2", "plain-3", "plain-4")
    with connected(cluster.have(3)) as workers:
        found = dict(process_all(workers, paths, reader=deadly))
    refused = found.pop(tmp_path / "kills.pdf")
    assert isinstance(refused, Refusal) and refused.kind == "UnreadableFile" and refused.sha256
    assert re.match(r"kills\.pdf: every worker that read it died, .*without --scheduler", refused.message)
    assert len(found) == 4 and all(isinstance(result, Processed) for result in found.values())
    assert [one.poll() for one in cluster.workers].count(None) == 1


def test_what_is_missing_on_a_worker_stops_the_load(cluster: Cluster, tmp_path: Path) -> None:
    with connected(cluster.have(1)) as workers, pytest.raises(EnvironmentFault, match="model is missing"):
        list(process_all(workers, files(tmp_path, "plain", "lacks"), reader=hostile))


def test_machines_with_other_versions_are_refused(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = cluster.have(1)
    with connected(address) as workers:
        with pytest.raises(
            EnvironmentFault, match=r"plain\.pdf: .* read it by rules that differ from those on this machine"
        ):
            list(process_all(workers, files(tmp_path, "plain"), reader=outdated))
        later = replace(workers, here={**workers.here, "rules": "0" * 12})  # as a worker with new rules sees
        with pytest.raises(EnvironmentFault, match=r"joined later .*: rules \w+ there, 0+ here"):
            list(process_all(later, files(tmp_path, "plain"), reader=hostile))
    monkeypatch.setattr(kg, "__version__", "9.9")
    said = r"would read documents differently: inspection-kg \S+ there, 9\.9 here\. Install the same versions"
    with pytest.raises(EnvironmentFault, match=said), connected(address):
        pass


def test_a_load_without_workers_or_scheduler_ends(
    cluster: Cluster, own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduled, "ALONE", 0.5)
    paths = files(tmp_path, "waits-1", "waits-2")
    with connected(cluster.have(1)) as workers:
        found = process_all(workers, paths, reader=hostile)
        monkeypatch.setattr(
            scheduled._Job, "send", ending(scheduled._Job.send, lambda: kill(cluster.workers[0]))
        )
        with pytest.raises(
            EnvironmentFault, match=r"no worker for .*they were reading waits-1\.pdf, waits-2"
        ):
            list(found)
    monkeypatch.undo()
    monkeypatch.setattr(scheduled._Job, "send", ending(scheduled._Job.send, cluster.end_scheduler))
    before = StoreFolder(own_store).generation()
    heard = io.StringIO()
    library = logging.getLogger("distributed.client")
    library.addHandler(handler := logging.StreamHandler(heard))
    lost = r"connection to the scheduler at \S+ .*was lost: .*repeat the command"
    with pytest.raises(EnvironmentFault, match=lost):
        load(paths, own_store, registers=[REGISTER], scheduler=cluster.have(1))
    assert StoreFolder(own_store).generation() == before
    with connected(cluster.have(1)) as workers, pytest.raises(EnvironmentFault, match=lost):
        cluster.end_scheduler()
        while workers.client.status == "running":
            time.sleep(0.01)
        list(process_all(workers, paths, reader=hostile))
    library.removeHandler(handler)
    assert heard.getvalue() == ""


def ending(send: Any, what: Any) -> Any:
    """Sends a document, and then does something that ends a process."""

    def sent(*given: Any) -> None:
        send(*given)
        what()

    return sent


@pytest.mark.parametrize("listens", [False, True])
def test_an_address_where_no_scheduler_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], listens: bool
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(clusters, "REACH", 0.5)
    store = tmp_path / "store"
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        if listens:
            other.listen()  # and says nothing
        address = f"127.0.0.1:{other.getsockname()[1]}"
        assert main(["load", str(SAMPLES), "--store", str(store), "--scheduler", address]) == 3
    said = capsys.readouterr().err
    assert said.startswith(f"kg: No Dask scheduler answers at {address} (--scheduler): ")
    assert said.count("\n") == 1 and not store.exists()


def test_a_call_that_cannot_be_meant(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = ["load", "--store", str(tmp_path / "store"), "--scheduler"]
    for wrong in ("nonsense", "http://host:80", "tcp://host", "host:80/path"):
        assert main([*here, wrong]) == 2
        assert f"'{wrong}' is not an address" in capsys.readouterr().err
    assert main([*here, FAR, "--workers", "2"]) == 2
    assert "leave it out with --scheduler" in capsys.readouterr().err
    assert not (tmp_path / "store").exists()


def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtra, match=re.escape("pip install 'inspection-kg[dask]'")):
        kg.load(store=tmp_path, scheduler=FAR)
    assert MissingExtra("", "").exit_code == 3


def test_python_and_the_command_line_name_the_scheduler_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kg.pipeline.load import LoadReport

    given: list[dict[str, Any]] = []

    def loaded(*_: object, **how: Any) -> LoadReport:
        given.append(how)
        return LoadReport(store=tmp_path)

    monkeypatch.setattr("kg.pipeline.load.load", loaded)
    kg.load(store=tmp_path, scheduler=FAR, workers=os.cpu_count() or 1)
    assert main(["load", "--store", str(tmp_path), "--scheduler", FAR]) == 0
    assert given[0] == given[1] and given[0]["scheduler"] == FAR
