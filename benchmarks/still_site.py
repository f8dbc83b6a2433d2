"""How long `kg site` takes: seconds, seconds of processors, pages and bytes of the whole explorer as files.

Seconds of processors are those of all its processes; on a machine that does nothing else, two cores need half of
them and a little more.

python benchmarks/still_site.py STORE [--workers 2]
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from pathlib import Path

from kg.serve.still import write_site


def main() -> None:
    """Write the site of a store into a folder that goes away, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "site"
        begun = time.monotonic()
        written = write_site(folder, store=given.store, workers=given.workers)
        seconds = time.monotonic() - begun
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        councils = len(list((folder / "council").glob("*.html")))
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    print(f"seconds {seconds:.0f}, of processors {cpu:.0f}, pages {written.pages}, files {written.files}, councils {councils}")
    print(f"bytes {size:,}")


if __name__ == "__main__":
    main()
