"""Ask every stored query with the example of its header and print a table: rows and seconds.

python benchmarks/stored_queries.py --store DIR [--only NAME ...] [--set NAME=VALUE ...] [--plain | --all]

Times are of the query alone, the median of three, in a process that has the store open: seconds of processor
time, and seconds by the clock. With --plain only parameters that are required or set are given, with --all no
council, so that a question is on all of England; what needs a council is left out.
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
from kg.store.folder import open_store

TIMES = 3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--store", type=Path, required=True, help="folder of the store")
    parser.add_argument("--only", nargs="+", default=(), metavar="NAME", help="names of queries")
    parser.add_argument(
        "--set", nargs="+", default=(), metavar="NAME=VALUE", help="in place of the examples'"
    )
    parser.add_argument("--plain", action="store_true", help="nothing that is not required or set")
    parser.add_argument("--all", action="store_true", help="the same, of all councils")
    options = parser.parse_args()
    given = dict(setting.split("=", 1) for setting in options.set)
    catalogue = Catalogue()
    queries = [catalogue.get(name) for name in options.only or catalogue.names]
    if options.all:
        queries = [q for q in queries if "authority" not in q.header.params or not _needs_council(q)]
    plain = options.plain or options.all
    for line in table(open_store(options.store), queries, given, plain=plain):
        print(line, flush=True)


def table(
    store: Store, queries: Sequence[StoredQuery], given: Mapping[str, str], *, plain: bool = False
) -> Iterator[str]:
    """Lines of a Markdown table.

    Args:
        store: where to ask.
        queries: what to ask.
        given: values of parameters that replace those of the examples, in the queries that have them.
        plain: whether examples of parameters that are not required are left out.
    """
    names = StoreNames(store)
    yield "| query | question | with | rows | processor s | s |"
    yield "|---|---|---|---:|---:|---:|"
    for query in queries:
        values: dict[str, object] = {
            name: value
            for name, value in query.header.example.items()
            if not plain or query.header.params[name].required
        }
        values |= {name: value for name, value in given.items() if name in query.header.params}
        rows, cpu, seconds = measure(store, prepare(query, values, names))
        told = " ".join(f"--{name} {_shown(value)}" for name, value in values.items())
        asked = query.header.question or ""
        yield f"| {query.name} | {asked} | {told} | {rows} | {cpu:.3f} | {seconds:.3f} |"


def measure(store: Store, sparql: str) -> tuple[int, float, float]:
    """Number of rows, and the medians of the seconds that they take: of the processor, and by the clock."""
    cpu = []
    seconds = []
    rows = 0
    for _ in range(TIMES):
        start, begun = time.perf_counter(), time.process_time()
        rows = sum(1 for _ in store.select(sparql).rows)
        seconds.append(time.perf_counter() - start)
        cpu.append(time.process_time() - begun)
    return rows, statistics.median(cpu), statistics.median(seconds)


def _needs_council(query: StoredQuery) -> bool:
    return query.header.params["authority"].required


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


if __name__ == "__main__":
    main()
