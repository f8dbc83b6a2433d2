"""Rows of every stored query, pasted into other tools: SPARQLWrapper, curl, Jena ARQ and rdflib.

    python benchmarks/query_clients.py [--seconds 60] [--without jena rdflib]

Each query is what ``kg query NAME --sparql`` prints for the sample council, asked of the sample graph.
SPARQLWrapper guesses the form of the query and sends it by POST; curl posts it to the same server. A cell is
the number of rows, "over 60 s" where a tool took longer, or what it said. The last line sums them up.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from SPARQLWrapper import POST, SPARQLWrapper

from kg.namespaces import ID
from kg.queries.catalogue import Catalogue
from kg.queries.header import StoredQuery
from kg.queries.names import StoreNames
from kg.queries.read_only import form
from kg.queries.ready import ready
from kg.store.base import Store
from kg.store.endpoints import endpoint
from kg.store.folder import open_store
from kg.store.remote_graphs import RemoteGraphs
from tests.agreement.calls import lines_of, make_sample
from tests.agreement.engines import engine
from tests.servers import oxigraph

ONE = (
    "PREFIX kg: <https://w3id.org/inspection-kg/def/> "
    "SELECT ?finding { ?finding a kg:Finding ; kg:theme ?theme } ORDER BY ?finding LIMIT 1"
)


def texts(store: Store, authority: str = "Exampleshire") -> Iterator[tuple[StoredQuery, str]]:
    """Each stored query and its text for a council, by default that of the samples."""
    names = StoreNames(store)
    (row,) = store.select(ONE).rows
    for query in Catalogue():
        given: dict[str, object] = {}
        if "authority" in query.header.params:
            given["authority"] = [authority] if query.header.params["authority"].many else authority
        if "id" in query.header.params:
            finding = str(row[0])[1:-1].removeprefix(ID)
            given["id"] = [finding] if query.header.params["id"].many else finding
        yield query, ready(query, given, names).text


def by_wrapper(address: str, text: str) -> str:
    """Rows by SPARQLWrapper, which guesses what it sends."""
    wrapper = SPARQLWrapper(f"{address}/query", returnFormat="json")
    wrapper.setMethod(POST)
    wrapper.setQuery(text)
    told = wrapper.queryAndConvert()
    return str(len(told["results"]["bindings"]))  # type: ignore[index,call-overload]


def by_curl(address: str, text: str) -> str:
    """Rows by curl."""
    command = ["curl", "--silent", "--fail-with-body", "--data-binary", "@-"]
    command += ["--header", "Content-Type: application/sparql-query"]
    command += ["--header", "Accept: application/sparql-results+json", f"{address}/query"]
    told = subprocess.run(command, input=text.encode(), capture_output=True, check=False)
    if told.returncode:
        return told.stdout.decode()[:40] or f"curl exit {told.returncode}"
    return str(len(json.loads(told.stdout)["results"]["bindings"]))


class Apart:
    """An engine in a process of its own that is stopped when it takes too long.

    Args:
        name: of the engine, as in ``tests/agreement/engines.py``.
        lines: the graph, as N-Triples.
        seconds: for one query.
    """

    def __init__(self, name: str, lines: bytes, seconds: float) -> None:
        self._name, self._lines, self._seconds = name, lines, seconds
        self._process: multiprocessing.process.BaseProcess | None = None

    def rows(self, text: str) -> str:
        """Rows of a query, or why there are none."""
        if self._process is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, there = context.Pipe()
            self._process = context.Process(target=_answer, args=(there, self._name, self._lines))
            self._process.start()
            self._pipe.recv()
        self._pipe.send(text)
        if not self._pipe.poll(self._seconds):
            self.close()
            return f"over {self._seconds:g} s"
        return str(self._pipe.recv())

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None


def _answer(pipe: Connection, name: str, lines: bytes) -> None:
    with engine(name) as found:
        found.load(lines)
        pipe.send("ready")
        while True:
            try:
                told = str(len(list(found.select(pipe.recv()).rows)))
            except Exception as problem:
                told = str(problem)[:60]
            pipe.send(told)


def summary(tools: list[str], told: list[list[str]]) -> str:
    """In how many queries each tool gives the rows of the first, which took longer apart.

    >>> summary(["kg", "curl", "rdflib"], [["2", "2", "over 20 s"], ["1", "1", "1"]])
    '2 queries. The rows of kg: curl 2; rdflib 1, too slow for 1.'
    """
    parts = []
    for place, tool in enumerate(tools[1:], start=1):
        slow = sum(row[place].startswith("over ") for row in told)
        same = sum(row[place] == row[0] for row in told)
        parts.append(f"{tool} {same}" + (f", too slow for {slow}" if slow else ""))
    return f"{len(told)} queries. The rows of {tools[0]}: {'; '.join(parts)}."


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--without", nargs="*", default=[], choices=["jena", "rdflib"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Path(folder) / "store"
        make_sample(place)
        lines, store = lines_of(place), open_store(place)
        address = stack.enter_context(oxigraph())
        RemoteGraphs(endpoint(address)).put(None, lines)
        apart = {n: Apart(n, lines, given.seconds) for n in ("jena", "rdflib") if n not in given.without}
        for one in apart.values():
            stack.callback(one.close)
        tools: dict[str, Callable[[str], str]] = {
            "kg": lambda text: str(len(list(store.select(text).rows))),
            "SPARQLWrapper": lambda text: by_wrapper(address, text),
            "curl": lambda text: by_curl(address, text),
            **{{"jena": "Jena ARQ"}.get(n, n): one.rows for n, one in apart.items()},
        }
        print(f"| query | form | {' | '.join(tools)} |")
        print("|---|---|" + "---:|" * len(tools))
        told: list[list[str]] = []
        for query, text in texts(store):
            told.append([ask(text) for ask in tools.values()])
            print(f"| {query.name} | {form(text)} | {' | '.join(told[-1])} |", flush=True)
        print(f"\n{summary(list(tools), told)}")


if __name__ == "__main__":
    main()
