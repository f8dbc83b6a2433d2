"""Kills and power cuts of changes to a store: what was reported must be there, and no store may need a hand.

    python -m benchmarks.store_faults [--kills 1000] [--cuts 200] [--seed 1] [--reports 0.2]

Two kinds of store are changed. One holds graphs of a few triples: graphs are put, put again, removed and
superseded. The other holds made-up letters, and what ``kg load``, ``kg import``, ``kg review`` and
``kg remove`` call changes it. Kills end the changing process at a random time. Cuts use the disk of
tests/store/forgetful.py: at each synchronisation, whatever was not synchronised is kept, lost or mangled by
chance. After each, the store is read, changed again and compared with its archive. Prints the counts of each
change.
"""

from __future__ import annotations

import argparse
import csv
import logging
import multiprocessing
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, StoreMissing
from kg.export import Selection, export
from kg.export.formats import format_named
from kg.pipeline.load import load
from kg.pipeline.remove import remove
from kg.pipeline.restore import restore
from kg.pipeline.review import review, withdraw
from kg.store.folder import StoreFolder, open_store
from kg.store.writer import writing
from tests.conftest import REGISTER, SAMPLES
from tests.store.forgetful import ForgetfulDisk
from tests.store.test_sharing import merge, reports, union

HELD = SAMPLES / "letters" / "focused visit - 23 march 2023.pdf"
OTHER = SAMPLES / "letters" / "monitoring visit - 14 february 2020.pdf"
INPUTS = Path("inputs")
"""Files that changes take, in the folder in which the stores are."""


def put(root: Path) -> None:
    """Put new graphs."""
    with writing(root) as writer:
        writer.put(reports(9)[6:])


def put_again(root: Path) -> None:
    """Put graphs in another form, and take one out, in one change."""
    with writing(root) as writer:
        writer.put(reports(4))
        writer.remove(reports(6)[5].entry.graph)


def take_out(root: Path) -> None:
    """Take graphs out."""
    with writing(root) as writer:
        writer.remove(*[graph.entry.graph for graph in reports(2)])


def supersede(root: Path) -> None:
    """Have a document replaced by a later issue."""
    first, second = reports(2)
    with writing(root) as writer:
        writer.supersede({first.entry.graph: str(second.entry.document)})


def load_report(root: Path) -> None:
    """``kg load`` of a report."""
    load([OTHER], root)


def import_report(root: Path) -> None:
    """``kg import`` of a report that another store exported."""
    restore([root.parent / INPUTS / "other.nq"], root)


def correct(root: Path) -> None:
    """``kg review`` with a new curation file."""
    review(root.parent / INPUTS / "review.csv", root)


def withdraw_correction(root: Path) -> None:
    """``kg review --remove``."""
    withdraw("kept.csv", root)


def remove_report(root: Path) -> None:
    """``kg remove``."""
    remove([HELD.name], root)


def begin_graphs(root: Path) -> None:
    """A store of six graphs of a few triples."""
    with writing(root) as writer:
        writer.put(reports(6))


def begin_reports(root: Path) -> None:
    """A store of a letter with a correction, and the files that change it."""
    inputs = root.parent / INPUTS
    inputs.mkdir(exist_ok=True)
    other = root.with_name("other")
    load([OTHER], other, registers=[REGISTER])
    with (inputs / "other.nq").open("wb") as stream:
        export(stream, format_named("nquads"), store=other, selection=Selection())
    shutil.rmtree(other)
    load([HELD], root, registers=[REGISTER])
    found = kg.open(root).query("review", authority="Exampleshire", max_confidence=1).to_csv()
    first, second, *_ = csv.DictReader(found.splitlines())
    for name, row in (("kept", first), ("review", second)):
        with (inputs / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow({**row, "polarity": "mixed", "by": "JS", "why": "read against the letter"})
    review(inputs / "kept.csv", root)


def put_one_more(root: Path) -> None:
    """The next change of a store of graphs."""
    with writing(root) as writer:
        writer.put(reports(12)[11:])


def load_nothing(root: Path) -> None:
    """The next change of a store of letters: a load without a path also applies the corrections it keeps."""
    load([], root)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of store.

    Attributes:
        begin: makes one.
        changes: what is done to it.
        afterwards: the next change, which must need no help.
        grows: whether that change adds triples to whatever was there; otherwise the store must afterwards be
            as before the change or as after it.
        density: share of the synchronisations of a change at which the power is cut.
    """

    begin: Callable[[Path], None]
    changes: tuple[Callable[[Path], None], ...]
    afterwards: Callable[[Path], None]
    grows: bool
    density: float


GRAPHS = Kind(begin_graphs, (put, put_again, take_out, supersede), put_one_more, grows=True, density=1)
REPORTS = Kind(
    begin_reports,
    (load_report, import_report, correct, withdraw_correction, remove_report),
    load_nothing,
    grows=False,
    density=0.1,
)
Counts = Iterator[tuple[str, Counter[str]]]
"""What became of the stores, change by change."""


def seen(root: Path) -> frozenset[str]:
    """All triples that readers see."""
    try:
        return frozenset(map(str, open_store(root).construct("CONSTRUCT WHERE { ?s ?p ?o }")))
    except StoreMissing:
        return frozenset()


def verdict(root: Path, allowed: list[frozenset[str]], kind: Kind) -> str:
    """What became of a store: whether it is as before the change or after it, or what is wrong with it."""
    try:
        found = seen(root)
        if found not in allowed:
            return "other than before or after"
        with writing(root, mend=True) as writer:
            if writer.lost:
                return "parts lost"
            if merge(writer) != union(writer):
                return "database other than archive"
        kind.afterwards(root)
        then = seen(root)
        if not (then > found if kind.grows else then in allowed):
            return "next change not whole"
        place = StoreFolder(root)
        if list(place.problems(place.generation(), deep=True)):
            return "damaged after the next change"
        return "as after the change" if found == allowed[-1] else "as before it"
    except (KgError, OSError, RuntimeError) as problem:
        return f"needs a hand: {type(problem).__name__}"


def change_in_child(change: Callable[[Path], None], root: Path, said: Connection) -> None:
    """Change a store, and say when that begins and when it is reported as done."""
    logging.disable()
    said.send("begins")
    change(root)
    said.send("reported")
    said.recv()


def kills(kind: Kind, count: int, chance: random.Random, folder: Path) -> Counts:
    """Kill changes at random times."""
    # A process that has imported everything is forked for each change: that spares most of the time.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kg.pipeline.restore", "kg.pipeline.review", "tests.store.test_sharing"])
    first, before = _first(kind, folder)
    for change in kind.changes:
        counted: Counter[str] = Counter()
        after, longest = _after(change, first)
        for _ in range(max(1, count // len(kind.changes))):
            root = Path(shutil.copytree(first, folder / "killed"))
            said, other = context.Pipe()
            process = context.Process(target=change_in_child, args=(change, root, other))
            process.start()
            other.close()
            said.recv()
            start = time.monotonic()
            if said.poll(chance.uniform(0, longest)):
                longest = max(0.05, 0.5 * (longest + (time.monotonic() - start)))
                counted["ended before"] += 1
            else:
                longest *= 1.05  # so that kills reach the end of the change, however busy the machine is
            process.kill()
            process.join()
            reported = _reported(said)
            counted[verdict(root, [after] if reported else [before, after], kind)] += 1
            shutil.rmtree(root)
        yield change.__name__, counted


def cuts(kind: Kind, count: int, chance: random.Random, folder: Path) -> Counts:
    """Cut the power at synchronisations of a change, and five times after it was reported."""
    first, before = _first(kind, folder)
    for change in kind.changes:
        after, _ = _after(change, first)
        counted: Counter[str] = Counter()
        while counted.total() < max(1, count // len(kind.changes)):
            root = Path(shutil.copytree(first, folder / "cut"))
            disk = ForgetfulDisk(root)
            states: list[Path] = []
            cut = partial(_cut, disk, states, folder, chance)
            disk.at_sync = partial(_perhaps, cut, kind.density, chance)
            with pytest.MonkeyPatch.context() as watching:
                disk.watch(watching)
                change(root)
            during = len(states)
            for _ in range(5):
                cut()
            for number, state in enumerate(states):
                counted[verdict(state, [before, after] if number < during else [after], kind)] += 1
                shutil.rmtree(state)
            shutil.rmtree(root)
        yield change.__name__, counted


def _first(kind: Kind, folder: Path) -> tuple[Path, frozenset[str]]:
    """A store before changes, and what it holds."""
    first = folder / kind.begin.__name__
    if not first.exists():
        kind.begin(first)
    return first, seen(first)


def _after(change: Callable[[Path], None], first: Path) -> tuple[frozenset[str], float]:
    """What a store holds after a change that nothing disturbs, and the seconds that it took."""
    after = Path(shutil.copytree(first, first.with_name("after")))
    begun = time.monotonic()
    change(after)
    took = time.monotonic() - begun
    held = seen(after)
    shutil.rmtree(after)
    return held, took


def _reported(said: Connection) -> bool:
    try:
        return bool(said.recv() == "reported")
    except EOFError:
        return False


def _cut(disk: ForgetfulDisk, states: list[Path], folder: Path, chance: random.Random) -> None:
    states.append(folder / f"state-{len(states)}")
    disk.cut(states[-1], chance)


def _perhaps(cut: Callable[[], None], share: float, chance: random.Random) -> None:
    if chance.random() < share:
        cut()


def show(what: str, told: Counts) -> None:
    """Print the counts of each change, and of all."""
    every: Counter[str] = Counter()
    for name, counted in told:
        print(f"{what:<10} {name:<20}", _line(counted), flush=True)
        every += counted
    print(f"{what:<10} {'all':<20}", _line(every), flush=True)


def _line(counted: Counter[str]) -> str:
    tried = counted.total() - counted["ended before"]
    return ", ".join((f"{tried} tried", *(f"{name}: {number}" for name, number in sorted(counted.items()))))


def main() -> None:
    """Print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--reports", type=float, default=0.2, help="share of the store of letters")
    given = parser.parse_args()
    logging.disable()
    chance = random.Random(given.seed)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="kg-faults-") as folder:
        for what, number, way in (("kills", given.kills, kills), ("power cuts", given.cuts, cuts)):
            shares = ((GRAPHS, 1 - given.reports), (REPORTS, given.reports))
            counts = (way(kind, round(number * share), chance, Path(folder)) for kind, share in shares)
            show(what, chain.from_iterable(counts))


if __name__ == "__main__":
    main()
