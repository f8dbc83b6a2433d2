"""What hostile files cost until they are refused: processor time, memory and message of each.

    python benchmarks/refused_files.py FILE... [--good FILE]

The files are not part of the project, since they may harm other software. Each is read in a process of its
own within the default limits, as `kg load` does. With --good, all of them are then loaded together with
that report into a new store, and the names of what was loaded are printed.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.build.cage import Cage
from kg.build.process import process
from kg.build.prose import UNTOLD
from kg.documents import DocumentLimits
from kg.pipeline.load import load
from kg.store.manifest import Refusal
from tests.conftest import REGISTER

if sys.platform != "win32":
    import resource

WORDS = 60
"""Characters of a message that are printed."""


def one(path: Path) -> str:
    """Seconds of processor time, memory and verdict of a file; for a process that reads no other one."""
    limits = DocumentLimits()
    cage = Cage(limits)
    result = cage.read(path, pickle.dumps((process, ({}, UNTOLD, (), limits))))
    cage.end()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = result.message.removeprefix(path.name).strip(": ") if isinstance(result, Refusal) else "read"
    return f"{used.ru_utime + used.ru_stime:6.1f} s {used.ru_maxrss * 1024 / 1e6:6.0f} MB  {said[:WORDS]}"


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--good", type=Path)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(one(given.files[0]))
        return
    for path in given.files:
        done = subprocess.run(
            [sys.executable, __file__, "--one", path],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        print(f"{path.name:<24} {done.stdout.rstrip()}", flush=True)
    if given.good:
        with tempfile.TemporaryDirectory(prefix="kg-refused-") as folder:
            told = load([*given.files, given.good], Path(folder) / "store", workers=2, registers=[REGISTER])
        print(f"loaded: {', '.join(told.loaded) or 'nothing'}; refused: {len(told.refused)}")


if __name__ == "__main__":
    main()
