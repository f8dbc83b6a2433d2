"""Load the archive of a store into a new database, and print what that takes.

python benchmarks/bulk_load.py --store DIR [--batch-mb 100 ...]

For each size of batch: seconds of processor time of loading and of merging the tables, the size of the
database, the peak memory of the process, and microseconds of a look-up of one property before and after
merging. Each size is tried in a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph
from pyoxigraph import DefaultGraph, QuerySolutions, RdfFormat

from kg.namespaces import DEF
from kg.rdf.serialise import unpack
from kg.store import batches

MEGABYTE: Final = 1_000_000
_TIMES: Final = 3
_ALL: Final = f"SELECT ?unit {{ ?unit a <{DEF}Trajectory> }}"
_EACH: Final = f"SELECT ?unit {{ ?unit a <{DEF}Trajectory> ; <{DEF}inspectedBody> ?body }}"


def main() -> None:
    """Print a line for each size of batch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--store", type=Path, required=True, help="folder of the store")
    parser.add_argument("--batch-mb", type=int, nargs="+", default=[batches.BATCH_BYTES // MEGABYTE])
    options = parser.parse_args()
    print("| batch MB | load s | merge s | triples | disk MB | memory MB | look-up us | merged |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for size in options.batch_mb:
        with get_context("spawn").Pool(1) as pool:
            print(pool.apply(measure, (options.store, size)), flush=True)


def measure(store: Path, megabytes: int) -> str:
    """Load everything in batches of a size; gives a line of the table."""
    batches.BATCH_BYTES = megabytes * MEGABYTE  # type: ignore[misc]
    files = sorted((store / "archive").glob("*.nt.gz"))
    unpacking = _seconds(lambda: sum(map(len, _pieces(files))))
    with tempfile.TemporaryDirectory() as folder:
        database = pyoxigraph.Store(folder)
        loading = _seconds(lambda: _load(database, files)) - unpacking
        database.flush()
        before = _look_up(database)
        merging = _seconds(database.optimize)
        after = _look_up(database)
        disk = sum(path.stat().st_size for path in Path(folder).iterdir()) / MEGABYTE
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        count = len(database)
    return (
        f"| {megabytes} | {loading:.1f} | {merging:.1f} | {count} | {disk:.0f} | {memory:.0f} "
        f"| {before:.1f} | {after:.1f} |"
    )


def _pieces(files: list[Path]) -> Iterator[bytes]:
    return (unpack(path.read_bytes()) for path in files)


def _load(database: pyoxigraph.Store, files: list[Path]) -> None:
    stream = batches.Batches(_pieces(files))
    while stream.more():
        database.bulk_load(cast("IO[bytes]", stream), RdfFormat.N_TRIPLES, to_graph=DefaultGraph())


def _look_up(database: pyoxigraph.Store) -> float:
    """Microseconds to find the value of one property of one thing."""
    count = _rows(database, _ALL)
    alone = min(_seconds(lambda: _rows(database, _ALL)) for _ in range(_TIMES))
    each = min(_seconds(lambda: _rows(database, _EACH)) for _ in range(_TIMES))
    return (each - alone) * 1e6 / max(count, 1)


def _rows(database: pyoxigraph.Store, query: str) -> int:
    return sum(1 for _ in cast("QuerySolutions", database.query(query)))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
