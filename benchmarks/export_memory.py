"""Export stores in every form and import them again; print a table of seconds and of the memory needed.

python benchmarks/export_memory.py STORE [STORE ...]

Each command is a process of its own; its memory is the most that was resident (ru_maxrss). The N-Quads are
imported into an empty store, whose own export is compared with them byte for byte.
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


def measured(*arguments: str | Path) -> tuple[float, float]:
    """Seconds and megabytes that a command takes."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"kg {' '.join(map(str, arguments))}: exit code {running.returncode}")
    return time.perf_counter() - start, used.ru_maxrss * _RSS_BYTES / 1e6


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


def measure(store: Path, folder: Path) -> None:
    """Print the rows of one store."""
    exported = folder / f"all{FORMATS['nquads'].suffix}"
    for form in FORMATS.values():
        path = folder / f"all{form.suffix}"
        seconds, memory = measured("export", "--store", store, "-o", path)
        print(row(store, f"export {form.name}", path, seconds, memory), flush=True)
        if path != exported:
            path.unlink()
    print(row(store, "import nquads", exported, *measured("import", exported, "--store", folder / "copy")))
    again = folder / "again.nq"
    measured("export", "--store", folder / "copy", "-o", again)
    same = filecmp.cmp(exported, again, shallow=False)
    told = "the same bytes" if same else f"{differing(exported, again)} named graphs differ"
    print(f"\n{store.name}, exported, imported and exported again: {told}.\n", flush=True)


def row(store: Path, what: str, path: Path, seconds: float, memory: float) -> str:
    """A row of the table."""
    return f"| {store.name} | {what} | {path.stat().st_size / 1e6:,.0f} | {seconds:.1f} | {memory:.0f} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("stores", type=Path, nargs="+", metavar="STORE")
    for store in parser.parse_args().stores:
        print("| store | command | file, MB | seconds | memory, MB |")
        print("|---|---|---:|---:|---:|")
        with tempfile.TemporaryDirectory(prefix="kg-memory-") as folder:
            measure(store, Path(folder))


if __name__ == "__main__":
    main()
