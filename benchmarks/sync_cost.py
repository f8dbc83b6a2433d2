"""What synchronising costs a load: the same reports into new stores, in turns with and without it.

    python benchmarks/sync_cost.py REPORTS [--count 60] [--rounds 3]

Prints, for each way, the least and the median time in seconds of reading and storing, and of the commit
alone, and the number of calls that synchronise.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from kg.pipeline.load import load
from kg.store.writer import Writer

FSYNC = os.fsync
COMMIT = Writer.commit


def measured(files: list[Path], *, synchronised: bool) -> tuple[float, float, int]:
    """Seconds of a load, seconds of its commit, and calls that synchronise."""
    calls: list[int] = []
    commits: list[float] = []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if synchronised:
            FSYNC(descriptor)

    def commit(self: Writer) -> None:
        begun = time.perf_counter()
        COMMIT(self)
        commits.append(time.perf_counter() - begun)

    os.fsync, Writer.commit = fsync, commit  # type: ignore[assignment,method-assign]
    try:
        with tempfile.TemporaryDirectory(prefix="kg-sync-") as folder:
            begun = time.perf_counter()
            load(files, folder, workers=2)
            return time.perf_counter() - begun, sum(commits), len(calls)
    finally:
        os.fsync, Writer.commit = FSYNC, COMMIT  # type: ignore[method-assign]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    files = sorted(given.reports.rglob("*.pdf"))[: given.count]
    found: dict[bool, list[tuple[float, float, int]]] = defaultdict(list)
    for _ in range(given.rounds):
        for way in (False, True):
            found[way].append(measured(files, synchronised=way))
    print(f"{len(files)} reports, {given.rounds} rounds in turns")
    for way, figures in found.items():
        loads, commits, calls = zip(*figures, strict=True)
        print(
            f"{'synchronised' if way else 'not synchronised':<17} load {min(loads):.2f} (median "
            f"{statistics.median(loads):.2f}) s, commit {min(commits):.2f} (median "
            f"{statistics.median(commits):.2f}) s, {calls[0] if way else 0} calls"
        )


if __name__ == "__main__":
    main()
