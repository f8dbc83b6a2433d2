"""Validate reports with the compiled checks and with pySHACL alone, and show where they differ.

python benchmarks/validation_agreement.py --corpus DIR [--files 100]

pySHACL alone looks at every node of every core shape. Reports that were read well break few shapes; so each
is also compared with values taken out, doubled and replaced at random.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg.build.process import Processed, process
from kg.rdf.serialise import unpack
from kg.validate.core import CoreShapes, by_pyshacl, core_results, everything
from kg.validate.report import Result
from kg.validate.shapes import load_shapes
from kg.validate.terms import Terms

T = TypeVar("T")


def main() -> int:
    """Print a line a difference, then totals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument("--files", type=int, default=100, help="reports to read, drawn by a fixed seed")
    options = parser.parse_args()
    files = sorted(options.corpus.rglob("*.pdf"))
    random.Random(1).shuffle(files)  # noqa: S311
    core = load_shapes().core
    graphs = results = differences = 0
    spent = [0.0, 0.0]
    for path in files[: options.files]:
        made = process(path)
        if not isinstance(made, Processed):
            continue
        lines = unpack(made.graph.packed)
        for graph in (lines, broken(lines, made.graph.entry.sha256)):
            fast, slow = Terms.of_lines(graph), Terms.of_lines(graph)
            seconds, ours = timed(lambda fast=fast: set(core_results(core, fast)))  # type: ignore[misc]
            more, theirs = timed(lambda slow=slow: alone(core, slow))  # type: ignore[misc]
            spent = [spent[0] + seconds, spent[1] + more]
            graphs, results = graphs + 1, results + len(theirs)
            differences += len(ours ^ theirs)
            for one in sorted(ours ^ theirs, key=lambda r: r.sort_key())[:5]:
                print(f"{path.name}: {'ours' if one in ours else 'pySHACL'} only: {one.line()}")
    print(f"{graphs} graphs, {results} results of pySHACL, {differences} that differ")
    print(
        f"CPU seconds a graph: {spent[0] / graphs:.3f} with the checks,"
        f" {spent[1] / graphs:.3f} by pySHACL alone"
    )
    return 1 if differences else 0


def alone(core: CoreShapes, terms: Terms) -> set[Result]:
    """What pySHACL finds that looks at everything."""
    return set(by_pyshacl(core, terms, everything(core)))


def broken(lines: bytes, seed: str) -> bytes:
    """A graph in which forty triples are taken out, doubled or given the value of another."""
    chance = random.Random(seed)  # noqa: S311
    kept = lines.splitlines(keepends=True)
    for _ in range(40):
        at, other = chance.randrange(len(kept)), chance.randrange(len(kept))
        subject, predicate, _ = kept[at].split(b" ", 2)
        made = b" ".join((subject, predicate, kept[other].split(b" ", 2)[2]))
        kept[at] = chance.choice((kept[other], made, kept[at] + made))
    return b"".join(sorted(set(b"".join(kept).splitlines(keepends=True))))


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds of some work, and what it gave."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


if __name__ == "__main__":
    sys.exit(main())
