"""Kills and power cuts of changes to a store: what was reported must be there, and no store may need a hand.

    python benchmarks/store_faults.py [--kills 1000] [--cuts 200] [--seed 1]

Kills end a process that changes a store at a random time (loads, removals, imports of graphs put again, and
documents that supersede others). Cuts use the disk of tests/store/forgetful.py: at each synchronisation,
whatever was not synchronised is kept, lost or mangled by chance. After each, the store is read, changed again
and compared with its archive. Prints the counts.
"""

from __future__ import annotations

import argparse
import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, cast

import pytest

from kg.errors import KgError, StoreMissing
from kg.namespaces import DEF
from kg.store.place import Place, open_store
from kg.store.writer import Writer, writing
from tests.store.forgetful import ForgetfulDisk
from tests.store.test_sharing import merge, reports, union

FILE_NAMES = f"SELECT ?v WHERE {{ ?s <{DEF}fileName> ?v }}"


def load(writer: Writer) -> None:
    """As a load puts new documents."""
    writer.put(reports(9)[6:])


def put_again(writer: Writer) -> None:
    """As an import or a correction puts documents that are there in another form."""
    writer.put(reports(4))
    writer.remove(reports(6)[5].entry.graph)


def remove(writer: Writer) -> None:
    """As documents are removed."""
    writer.remove(*[graph.entry.graph for graph in reports(2)])


def supersede(writer: Writer) -> None:
    """As a later issue replaces a document."""
    first, second = reports(2)
    writer.supersede({first.entry.graph: str(second.entry.document)})


CHANGES: tuple[Callable[[Writer], None], ...] = (load, put_again, remove, supersede)


def seen(root: Path) -> frozenset[str]:
    """All triples that readers see."""
    try:
        return frozenset(map(str, open_store(root).construct("CONSTRUCT WHERE { ?s ?p ?o }")))
    except StoreMissing:
        return frozenset()


def verdict(root: Path, allowed: list[frozenset[str]]) -> str:
    """What became of a store: nothing to say, or what is wrong with it."""
    try:
        found = seen(root)
        if found not in allowed:
            return "other than before or after"
        with writing(root, mend=True) as writer:
            if writer.lost:
                return "parts lost"
            if merge(writer) != union(writer):
                return "database other than archive"
            writer.put(reports(12)[11:])
        place = Place(root)
        if not seen(root) > found or list(place.problems(place.generation(), deep=True)):
            return "next change not whole"
    except (KgError, OSError, RuntimeError) as problem:
        return f"needs a hand: {type(problem).__name__}"
    return "fine"


def begun(root: Path) -> None:
    """A store of six documents."""
    with writing(root) as writer:
        writer.put(reports(6))


def kills(count: int, chance: random.Random, folder: Path) -> Counter[str]:
    """Kill changes at random times."""
    first = folder / "first"
    begun(first)
    told: Counter[str] = Counter()
    for change in CHANGES:
        after = Path(shutil.copytree(first, folder / "after"))
        with writing(after) as writer:
            change(writer)
        allowed = [seen(first), seen(after)]
        shutil.rmtree(after)
        longest = 0.5
        for _ in range(count // len(CHANGES)):
            root = Path(shutil.copytree(first, folder / "killed"))
            with subprocess.Popen(
                [sys.executable, "-m", "benchmarks.store_faults", "--change", change.__name__, str(root)],
                stdout=subprocess.PIPE,
            ) as process:
                said = cast(IO[bytes], process.stdout)
                said.readline()
                start = time.monotonic()
                try:
                    process.wait(chance.uniform(0, longest))
                    longest = max(0.05, 0.5 * (longest + (time.monotonic() - start)))
                    told["ended before"] += 1
                except subprocess.TimeoutExpired:
                    process.send_signal(signal.SIGKILL)
                reported = said.read()
            told[verdict(root, allowed[1:] if reported else allowed)] += 1
            shutil.rmtree(root)
    return told


def cuts(count: int, chance: random.Random, folder: Path) -> Counter[str]:
    """Cut the power at each synchronisation, and after the change was reported."""
    first = folder / "first-cut"
    begun(first)
    told: Counter[str] = Counter()
    while sum(told.values()) < count:
        for change in CHANGES:
            root = Path(shutil.copytree(first, folder / "cut"))
            disk = ForgetfulDisk(root)
            states: list[Path] = []
            disk.at_sync = cut = partial(_cut, disk, states, folder, chance)
            with pytest.MonkeyPatch.context() as watching:
                disk.watch(watching)
                with writing(root) as writer:
                    change(writer)
            allowed = [seen(first), seen(root)]
            during = len(states)
            for _ in range(5):
                cut()
            for number, state in enumerate(states):
                told[verdict(state, allowed if number < during else allowed[1:])] += 1
                shutil.rmtree(state)
            shutil.rmtree(root)
    return told


def _cut(disk: ForgetfulDisk, states: list[Path], folder: Path, chance: random.Random) -> None:
    states.append(folder / f"state-{len(states)}")
    disk.cut(states[-1], chance)


def main() -> None:
    """Print the counts, or change a store as a child of :func:`kills`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--change", nargs=2)
    given = parser.parse_args()
    logging.disable()
    if given.change:
        name, root = given.change
        print("begins", flush=True)
        with writing(Path(root)) as writer:
            globals()[name](writer)
        print("reported", flush=True)
        os._exit(0)
    chance = random.Random(given.seed)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="kg-faults-") as folder:
        for what, counted in (
            ("kills", kills(given.kills, chance, Path(folder))),
            ("power cuts", cuts(given.cuts, chance, Path(folder))),
        ):
            print(
                what, ", ".join(f"{name}: {number}" for name, number in sorted(counted.items())), flush=True
            )


if __name__ == "__main__":
    main()
