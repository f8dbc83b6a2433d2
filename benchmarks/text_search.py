"""Make a text index of national size from made-up entries, search it, and print a table of milliseconds.

python benchmarks/text_search.py [--entries 128000] [--folder DIR]

Words are drawn with the frequencies of a natural language (the n-th word 1/n as often as the first), so that
the commonest stand in most entries. Times are the median of seven, of the search alone.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import tempfile
import time
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from pyoxigraph import Literal

from kg.store.base import Solutions, Term
from kg.store.search import COLUMNS, build, search

SYLLABLES = ("ba", "co", "di", "fe", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za")
WORDS = 20_000
TIMES = 7


def word(number: int) -> str:
    """The made-up word of a rank: one and the same in every run."""
    made = ""
    number += len(SYLLABLES)
    while number:
        number, place = divmod(number, len(SYLLABLES))
        made += SYLLABLES[place]
    return made


def entries(count: int) -> Iterator[tuple[Term | None, ...]]:
    """Rows with the columns of the index."""
    weights = list(accumulate(1 / (rank + 1) for rank in range(WORDS)))
    vocabulary = [word(rank) for rank in range(WORDS)]
    for number in range(count):
        # Four bytes of chance a word, the same in every run.
        drawn = hashlib.shake_256(str(number).encode()).digest(4 * (8 + number * 7 % 33))
        shares = (int.from_bytes(drawn[at : at + 4], "big") / 2**32 for at in range(0, len(drawn), 4))
        words = (vocabulary[bisect(weights, share * weights[-1])] for share in shares)
        fields = {
            "thing": f"finding/{number:07}",
            "authority": str(number % 153),
            "start": f"{2010 + number % 15}-03-01",
            "text": " ".join(words),
        }
        yield tuple(Literal(fields[column]) if column in fields else None for column in COLUMNS)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--entries", type=int, default=128_000)
    parser.add_argument("--folder", type=Path, help="where the index is made; by default a temporary folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        path = (options.folder or Path(made)) / "search.sqlite"
        start = time.perf_counter()
        count = build(path, Solutions(COLUMNS, entries(options.entries)))
        seconds = time.perf_counter() - start
        print(f"{count} entries, {path.stat().st_size / 1e6:.0f} MB, made in {seconds:.1f} s\n")
        print("| words | filter | rows | milliseconds |")
        print("|---|---|---:|---:|")
        for called, asked in (
            ("the commonest", word(0)),
            ("the two commonest", f"{word(0)} {word(1)}"),
            ("the 50th", word(50)),
            ("the 500th", word(500)),
            ("the 5000th", word(5000)),
            ("a phrase of the two commonest", f'"{word(0)} {word(1)}"'),
            ("beginnings", f"{SYLLABLES[1]}*"),
        ):
            for told, filters in (("", None), ("one authority", {"authority": ["7"]})):
                rows, taken = measure(path, asked, filters)
                print(f"| {called} | {told} | {rows} | {taken:.1f} |")


def measure(path: Path, asked: str, filters: dict[str, list[str]] | None) -> tuple[int, float]:
    """Number of rows, and the median of the milliseconds that they take."""
    taken = []
    rows = 0
    for _ in range(TIMES):
        start = time.perf_counter()
        rows = len(search(path, asked, filters))
        taken.append(1000 * (time.perf_counter() - start))
    return rows, statistics.median(taken)


if __name__ == "__main__":
    main()
