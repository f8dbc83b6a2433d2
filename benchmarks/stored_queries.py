"""Ask every stored query with the example of its header and print a table: rows and seconds.

python benchmarks/stored_queries.py --store DIR [--only NAME ...] [--set authority=Surrey ...]

Times are of the query alone, the median of three, in a process that has the store open.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.queries.catalogue import Catalogue
from kg.queries.header import StoredQuery
from kg.queries.names import StoreNames
from kg.queries.run import prepare
from kg.store.base import Store
from kg.store.place import open_store

TIMES = 3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--store", type=Path, required=True, help="folder of the store")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="names of queries")
    parser.add_argument(
        "--set", nargs="+", default=(), metavar="NAME=VALUE", help="in place of the examples'"
    )
    options = parser.parse_args()
    given = dict(setting.split("=", 1) for setting in options.set)
    catalogue = Catalogue()
    queries = [catalogue.get(name) for name in options.only or catalogue.names]
    for line in table(open_store(options.store), queries, given):
        print(line, flush=True)


def table(store: Store, queries: Sequence[StoredQuery], given: Mapping[str, str]) -> Iterator[str]:
    """Lines of a Markdown table.

    Args:
        store: where to ask.
        queries: what to ask.
        given: values of parameters that replace those of the examples, in the queries that have them.
    """
    names = StoreNames(store)
    yield "| query | question | with | rows | seconds |"
    yield "|---|---|---|---:|---:|"
    for query in queries:
        values: dict[str, object] = dict(query.header.example)
        values |= {name: value for name, value in given.items() if name in query.header.params}
        rows, seconds = measure(store, prepare(query, values, names))
        told = " ".join(f"--{name} {_shown(value)}" for name, value in values.items())
        yield f"| {query.name} | {query.header.question or ''} | {told} | {rows} | {seconds:.3f} |"


def measure(store: Store, sparql: str) -> tuple[int, float]:
    """Number of rows, and the median of the seconds that they take."""
    seconds = []
    rows = 0
    for _ in range(TIMES):
        start = time.perf_counter()
        rows = sum(1 for _ in store.select(sparql).rows)
        seconds.append(time.perf_counter() - start)
    return rows, statistics.median(seconds)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


if __name__ == "__main__":
    main()
