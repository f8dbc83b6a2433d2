"""Count the triples of reports by kind of thing, and the size of their graph on disk.

python benchmarks/graph_size.py --corpus DIR [--files 5]

The measure behind decision 18 (docs/decisions.md). Prints triples a sentence by kind of thing and by
property, with the number of stored queries that name the property, then triples a report, and megabytes a
report of a database that holds nothing else.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pyoxigraph

from kg.build.process import Processed, process
from kg.namespaces import ID
from kg.rdf.serialise import unpack

_QUERIES = Path(__file__).resolve().parents[1] / "queries"
_LEAST = 0.15
"""Triples a sentence below which a property is not printed."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument("--files", type=int, default=5, help="reports to read, drawn by a fixed seed")
    options = parser.parse_args()
    files = sorted(options.corpus.rglob("*.pdf"))
    random.Random(1).shuffle(files)  # noqa: S311 - a fixed draw
    kinds: Counter[str] = Counter()
    properties: Counter[tuple[str, str]] = Counter()
    whole: list[bytes] = []
    sentences = reports = 0
    for path in files:
        made = process(path)
        if not isinstance(made, Processed):
            continue
        lines = unpack(made.graph.packed).splitlines(keepends=True)
        subjects = [line.split(b" ", 1)[0].decode()[1:-1].removeprefix(ID) for line in lines]
        kinds.update(subject.partition("/")[0] for subject in subjects)
        names = [re.split(rb"[/#]", line.split(b" ", 2)[1][:-1])[-1].decode() for line in lines]
        properties.update(
            (subject.partition("/")[0], name) for subject, name in zip(subjects, names, strict=True)
        )
        sentences += len({subject for subject in subjects if subject.startswith("mention/")})
        whole += lines
        reports += 1
        if reports == options.files:
            break
    print(f"{reports} reports, {sentences} sentences\n\n| triples a sentence | |\n|---|---:|")
    for kind, count in kinds.most_common():
        print(f"| {kind} | {count / sentences:.1f} |")
    print(f"| all | {len(whole) / sentences:.1f} |")
    texts = [path.read_text(encoding="utf-8") for path in sorted(_QUERIES.rglob("*.rq"))]
    print("\n| of | property | triples a sentence | queries that name it |\n|---|---|---:|---:|")
    for (kind, name), count in sorted(properties.items(), key=lambda item: (-item[1], item[0])):
        if count / sentences >= _LEAST:
            asked = sum(bool(re.search(rf"[a-z]:{name}\b", text)) for text in texts)
            print(f"| {kind} | {name} | {count / sentences:.2f} | {'' if name == 'type' else asked} |")
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
