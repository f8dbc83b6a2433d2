"""Count the triples of reports by kind of thing, and the size of their graph on disk.

python benchmarks/graph_size.py --corpus DIR [--files 5]

The measure behind decision 18 (docs/decisions.md). Prints triples a sentence, triples a report, and
megabytes a report of a database that holds nothing else.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pyoxigraph

from kg.build.process import Processed, process
from kg.namespaces import ID
from kg.rdf.serialise import unpack


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument("--files", type=int, default=5, help="reports to read, drawn by a fixed seed")
    options = parser.parse_args()
    files = sorted(options.corpus.rglob("*.pdf"))
    random.Random(1).shuffle(files)  # noqa: S311 - a fixed draw
    kinds: Counter[str] = Counter()
    whole: list[bytes] = []
    sentences = reports = 0
    for path in files:
        made = process(path)
        if not isinstance(made, Processed):
            continue
        lines = unpack(made.graph.packed).splitlines(keepends=True)
        subjects = [line.split(b" ", 1)[0].decode()[1:-1].removeprefix(ID) for line in lines]
        kinds.update(subject.partition("/")[0] for subject in subjects)
        sentences += len({subject for subject in subjects if subject.startswith("mention/")})
        whole += lines
        reports += 1
        if reports == options.files:
            break
    print(f"{reports} reports, {sentences} sentences\n\n| triples a sentence | |\n|---|---:|")
    for kind, count in kinds.most_common():
        print(f"| {kind} | {count / sentences:.1f} |")
    print(f"| all | {len(whole) / sentences:.1f} |")
    print(f"\na report: {len(whole) // reports} triples and {disk(whole) / reports:.2f} MB")
    return 0


def disk(lines: list[bytes]) -> float:
    """Megabytes of a database that holds a graph."""
    with tempfile.TemporaryDirectory() as folder:
        store = pyoxigraph.Store(folder)
        store.bulk_load(b"".join(lines), pyoxigraph.RdfFormat.N_TRIPLES)
        store.optimize()
        del store
        return sum(path.stat().st_size for path in Path(folder).rglob("*")) / 1e6


if __name__ == "__main__":
    sys.exit(main())
