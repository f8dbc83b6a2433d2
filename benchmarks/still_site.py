"""How long `kg site` takes: seconds, seconds of processors, pages and bytes of the whole explorer as files.

Seconds of processors are those of all its processes: on a machine that does nothing else, two cores need half
of them and a little more.

python benchmarks/still_site.py STORE [--workers 2]
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.serve.still import write_site


@contextmanager
def processors() -> Iterator[dict[int, float]]:
    """Seconds of processors that each process below this one has used, looked up every second (Linux)."""
    used: dict[int, float] = {}
    over = threading.Event()

    def look() -> None:
        parents: dict[int, tuple[int, float]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    fields = (entry / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                ticks = int(fields[11]) + int(fields[12])
                parents[int(entry.name)] = int(fields[1]), ticks / os.sysconf("SC_CLK_TCK")
        for process, (parent, seconds) in parents.items():
            above = parent
            while above in parents and process != os.getpid() != above:
                above = parents[above][0]
            if os.getpid() in (process, above):
                used[process] = seconds

    def watch() -> None:
        while not over.wait(1):
            look()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield used
    finally:
        over.set()
        thread.join()


def main() -> None:
    """Write the site of a store into a folder that goes away, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "site"
        begun = time.monotonic()
        with processors() as used:
            written = write_site(folder, store=given.store, workers=given.workers)
        seconds = time.monotonic() - begun
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        councils = len(list((folder / "council").glob("*.html")))
    print(f"seconds {seconds:.0f}, of processors {sum(used.values()):.0f}")
    print(f"pages {written.pages}, files {written.files}, councils {councils}")
    print(f"bytes {size:,}")


if __name__ == "__main__":
    main()
