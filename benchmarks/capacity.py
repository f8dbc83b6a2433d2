"""What loads of growing size take, and what follows from that for many more documents.

    python benchmarks/capacity.py REPORTS [--counts 60,120,240]

Each count of reports (whole councils, by name of their folders) is loaded into a new store with two
processes, in a process of its own. Prints the processor seconds of readers and of each stage in the loading
process, its peak memory and that of the largest reader, and the bytes of each part of the store; then what
one more report adds, as the slope between the smallest and the largest count, and that slope times the
documents of a plan. A slope is no promise: what grows faster than the number of documents is named in
docs/capacity.md.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kg.pipeline.load import load
from kg.stages import Event, heard_by
from kg.store.folder import StoreFolder

ROOT = Path(__file__).parents[1]
PLANS = (500, 50_000, 5_000_000)
PARTS = ("archive", "renditions", "readings", "sharing")
MB = 1_000_000


class Processor(logging.Handler):
    """Processor seconds of the loading process by stage; readers are processes of their own."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.seconds: dict[str, float] = {}
        self._begun: dict[str, float] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Note where a stage begins and ends."""
        event = getattr(record, "stage", None)
        if isinstance(event, Event) and event.event == "begin":
            self._begun[event.stage] = time.process_time()
        elif isinstance(event, Event) and event.event == "end":
            spent = time.process_time() - self._begun[event.stage]
            self.seconds[event.stage] = self.seconds.get(event.stage, 0.0) + spent


def measured(files: list[Path]) -> dict[str, float]:
    """The figures of a load of these files into a new store, in this process."""
    processor = Processor()
    with tempfile.TemporaryDirectory(prefix="kg-capacity-") as folder:
        store = Path(folder)
        begun = time.process_time()
        with heard_by(processor):
            report = load(files, store, workers=2)
        own = time.process_time() - begun
        readers, here = resource.getrusage(resource.RUSAGE_CHILDREN), resource.getrusage(resource.RUSAGE_SELF)
        generation = StoreFolder(store).generation()
        return {
            "reports": len(report.loaded),
            "CPU s, readers": readers.ru_utime + readers.ru_stime,
            **{f"CPU s, {stage}": spent for stage, spent in processor.seconds.items()},
            "CPU s, the rest": own - sum(processor.seconds.values()),
            "memory of the load, MB": here.ru_maxrss * 1024 / MB,
            "memory of the largest reader, MB": readers.ru_maxrss * 1024 / MB,
            "triples": report.triples,
            "database, MB": size(generation / "graph"),
            "text index, MB": size(generation / "search.sqlite"),
            "manifest, MB": size(generation / "manifest.json"),
            **{f"{part}, MB": size(store / part) for part in PARTS},
        }


def size(path: Path) -> float:
    """Megabytes on the disk of a file, or of all files of a folder."""
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files) / MB


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--counts", default="60,120,240")
    parser.add_argument("--one", action="store_true", help="print the figures of one load as JSON")
    given = parser.parse_args()
    files = sorted(given.reports.rglob("*.pdf"))
    counts = [int(count) for count in given.counts.split(",")]
    if given.one:
        print(json.dumps(measured(files[: counts[0]])))
        return
    found = []
    for count in counts:
        command = [sys.executable, __file__, str(given.reports), "--counts", str(count), "--one"]
        done = subprocess.run(
            command,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
        found.append(json.loads(done.stdout))
        print(f"{count} files: {found[-1]['reports']} reports", file=sys.stderr)
    first, last = found[0], found[-1]
    more = last["reports"] - first["reports"]
    print("| | " + " | ".join(f"{one['reports']} reports" for one in found) + " | one more report |")
    print("|---|" + "---|" * (len(found) + 1))
    slopes = {name: (last[name] - first[name]) / more for name in first if name != "reports"}
    for name, slope in slopes.items():
        print(f"| {name} | " + " | ".join(f"{one[name]:,.2f}" for one in found) + f" | {slope:,.4f} |")
    print("\n| extrapolated | " + " | ".join(f"{plan:,} documents" for plan in PLANS) + " |")
    print("|---|" + "---|" * len(PLANS))
    reading = slopes["CPU s, readers"]
    writing = sum(slope for name, slope in slopes.items() if name.startswith("CPU s")) - reading
    disk = sum(slope for name, slope in slopes.items() if name.endswith(", MB") and "memory" not in name)
    for name, slope in (
        ("CPU hours of readers", reading / 3600),
        ("CPU hours of the one that writes", writing / 3600),
        ("disk, GB", disk / 1000),
        ("manifest, GB", slopes["manifest, MB"] / 1000),
    ):
        print(f"| {name} | " + " | ".join(f"{plan * slope:,.2f}" for plan in PLANS) + " |")


if __name__ == "__main__":
    main()
