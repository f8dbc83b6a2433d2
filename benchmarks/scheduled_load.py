"""A load on the workers of a Dask scheduler: its seconds, and whether it gives the bytes of one machine.

    python benchmarks/scheduled_load.py REPORTS [--count 40]

Starts a scheduler and two workers on this machine and loads the same reports into new stores: with two
processes, through the scheduler, and through the scheduler with one worker killed when half of the reports
are read. Prints the seconds of all and of reading, then the files of each store's archive, renditions and
readings that differ from those of the first store, and whether its export has the same bytes. Needs the
extra ``dask``.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import tempfile
import time
from pathlib import Path

import kg
from kg.pipeline.load import LoadReport, load
from kg.stages import Event, Timings, heard_by
from kg.store.folder import StoreFolder
from tests.clusters import Cluster, kill


class AtHalf(logging.Handler):
    """Kills a worker once half of the reports are read."""

    def __init__(self, cluster: Cluster) -> None:
        super().__init__(logging.INFO)
        self._cluster = cluster
        self.at = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Look how far the reading is."""
        event = getattr(record, "stage", None)
        if not isinstance(event, Event) or (event.stage, event.event) != ("reading", "step") or self.at:
            return
        if event.done * 2 >= event.total:
            kill(self._cluster.workers[0])
            self.at = f" after {event.done}"


def measured(files: list[Path], store: Path, scheduler: str | None) -> tuple[LoadReport, float, float]:
    """A load, its seconds, and those of reading."""
    timings = Timings()
    begun = time.perf_counter()
    with heard_by(timings):
        report = load(files, store, workers=2, scheduler=scheduler)
    return report, time.perf_counter() - begun, timings.seconds["reading"]


def contents(store: Path) -> dict[str, str]:
    """Hashes of the files of documents in a store."""
    place = StoreFolder(store)
    folders = (place.archive, place.renditions, place.readings)
    return {
        path.relative_to(store).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in folders
        for path in folder.iterdir()
    }


def exported(store: Path) -> str:
    """Hash of a store's export."""
    target = store / "export.nq"
    kg.open(store).export(target)
    with target.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--count", type=int, default=40)
    given = parser.parse_args()
    files = sorted(given.reports.rglob("*.pdf"))[: given.count]
    with tempfile.TemporaryDirectory(prefix="kg-dask-") as folder:
        cluster = Cluster(Path(folder))
        try:
            first: tuple[dict[str, str], str] | None = None
            head = f"load of {len(files)} reports"
            print(f"{head:<40}{'s':>8}{'reading':>9}  compared with the first")
            for number, name in enumerate(
                ("two processes", "two Dask workers", "two Dask workers, one dies")
            ):
                killer = AtHalf(cluster)
                address = cluster.have(2) if number else None
                store = Path(folder) / str(number)
                with heard_by(killer if number == 2 else logging.NullHandler()):
                    report, seconds, reading = measured(files, store, address)
                found = contents(store), exported(store)
                first = first or found
                differing = sum(first[0].get(k) != found[0].get(k) for k in first[0].keys() | found[0].keys())
                same = "same" if found[1] == first[1] else "other"
                print(
                    f"{name + killer.at:<40}{seconds:>8.1f}{reading:>9.1f}  "
                    f"{differing} of {len(found[0])} files differ, export: {same} bytes, "
                    f"{len(report.loaded)} loaded, {len(report.refused)} refused"
                )
        finally:
            cluster.end()


if __name__ == "__main__":
    main()
