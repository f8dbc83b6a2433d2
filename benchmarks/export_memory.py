"""Export stores in every form, with selectors too, and import them again; print seconds and memory.

python benchmarks/export_memory.py STORE [STORE ...]

Each command is a process of its own. Seconds are those of the clock and of the processor; memory is the most
that was resident (ru_maxrss). The N-Quads are imported into an empty store, whose own export is compared with
them byte for byte.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.export import FORMATS
from kg.export.describe import EXPORT_GRAPH

_RSS_BYTES = 1 if sys.platform == "darwin" else 1024


def measured(*arguments: str | Path) -> tuple[float, float, float]:
    """Seconds of the clock, seconds of the processor and megabytes that a command takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"kg {' '.join(map(str, arguments))}: exit code {running.returncode}")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * _RSS_BYTES / 1e6


def differing(one: Path, other: Path) -> int:
    """Number of the named graphs in which two N-Quads files of ours differ, their descriptions apart."""
    found = []
    for path in (one, other):
        graphs: dict[bytes, int] = {}
        with path.open("rb") as lines:
            for line in lines:
                name = line.rsplit(b" ", 2)[1]
                graphs[name] = hash((graphs.get(name), line))
        graphs.pop(f"<{EXPORT_GRAPH}>".encode(), None)
        found.append(graphs)
    return sum(found[0].get(name) != found[1].get(name) for name in found[0].keys() | found[1].keys())


def measure(store: Path, folder: Path) -> str:
    """Print the rows of one store.

    Returns:
        What became of it when it was exported, imported and exported again.
    """

    def row(what: str, file: Path, took: tuple[float, float, float]) -> None:
        clock, processor, memory = took
        size = file.stat().st_size / 1e6
        print(
            f"| {store.name} | {what} | {size:,.0f} | {clock:.0f} | {processor:.0f} | {memory:.0f} |",
            flush=True,
        )

    whole, again, copy = folder / "all.nq", folder / "again.nq", folder / "copy"
    measured("export", "--store", store, "-o", whole)
    row("import nquads", whole, measured("import", whole, "--store", copy))
    measured("export", "--store", copy, "-o", again)
    same = filecmp.cmp(whole, again, shallow=False)
    told = "the same bytes" if same else f"{differing(whole, again)} named graphs differ"
    for form in FORMATS.values():
        for selectors in ((), ("--selectors",)):
            path = folder / f"other{form.suffix}"
            took = measured("export", "--store", store, "-o", path, *selectors)
            row(" ".join(("export", form.name, *selectors)), path, took)
            path.unlink()
    return f"{store.name}, exported, imported and exported again: {told}."


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("stores", type=Path, nargs="+", metavar="STORE")
    print("| store | command | file, MB | seconds | of the processor | memory, MB |")
    print("|---|---|---:|---:|---:|---:|")
    told = []
    for store in parser.parse_args().stores:
        with tempfile.TemporaryDirectory(prefix="kg-memory-") as folder:
            told.append(measure(store, Path(folder)))
    print("\n" + "\n".join(told))


if __name__ == "__main__":
    main()
