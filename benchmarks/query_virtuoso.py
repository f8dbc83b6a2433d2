"""Rows of stored queries in Virtuoso, with the sample graph as N-Triples, beside those of a store.

python benchmarks/query_virtuoso.py [--seconds 45] [--query NAME ...]

Needs virtuoso-t and isql-vt (virtuoso-opensource of Debian), which run in a temporary folder. Its limit of
estimated costs (400 by default) is taken out, or it would refuse most queries at once. One that runs out of
seconds may go on there and slow the next. The last line sums up.
"""

from __future__ import annotations

import argparse
import collections
import re
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QuerySolutions

from benchmarks.query_clients import texts
from kg.store.base import Solutions
from kg.store.folder import open_store
from tests.agreement.calls import lines_of, make_sample
from tests.agreement.engines import rows_of

CONFIGURATION = Path("/etc/virtuoso-opensource-7/virtuoso.ini")
GRAPH = "urn:sample"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def virtuoso(folder: Path, lines: bytes) -> Iterator[str]:
    """A server that holds N-Triples; gives the address of its queries."""
    sql, http = free_port(), free_port()
    text = CONFIGURATION.read_text(encoding="utf-8")
    text = re.sub(r"/var/(?:lib/virtuoso-opensource-7/db|log/[\w/-]+)", str(folder), text)
    text = re.sub(r"(?m)^DirsAllowed\b.*", f"DirsAllowed = {folder}", text)
    text = re.sub(r"(?m)^MaxQueryCostEstimationTime\b.*", "", text)
    for port in (sql, http):  # that of [Parameters], then that of [HTTPServer]
        text = re.sub(r"(?m)^ServerPort\s*= (?:1111|8890)\b.*", f"ServerPort = {port}", text, count=1)
    (folder / "virtuoso.ini").write_text(text, encoding="utf-8")
    (folder / "sample.nt").write_bytes(lines)
    command = ["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"]
    log = (folder / "output.txt").open("wb")
    with log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as server:
        try:
            load = f"DB.DBA.TTLP_MT(file_to_string_output('{folder}/sample.nt'),'','{GRAPH}',0); checkpoint;"
            put = ["isql-vt", str(sql), "dba", "dba", f"exec={load}"]
            while subprocess.run(put, capture_output=True, check=False).returncode:
                if server.poll() is not None:
                    raise RuntimeError((folder / "output.txt").read_text(errors="replace")[-500:])
            yield f"http://127.0.0.1:{http}/sparql"
        finally:
            server.kill()


def rows(address: str, text: str, seconds: float) -> list[str]:
    """Rows of a query, as lines."""
    sent = urllib.parse.urlencode({"query": text, "default-graph-uri": GRAPH}).encode()
    request = urllib.request.Request(  # noqa: S310 - loopback
        address, sent, {"Accept": "application/sparql-results+json"}
    )
    with urllib.request.urlopen(request, timeout=seconds) as answer:  # noqa: S310
        told = pyoxigraph.parse_query_results(answer.read(), format=QueryResultsFormat.JSON)
    if not isinstance(told, QuerySolutions):
        raise TypeError(text)
    names = tuple(variable.value for variable in told.variables)
    return rows_of(Solutions(names, (tuple(row[name] for name in names) for row in told)))


def compared(address: str, text: str, here: list[str], seconds: float) -> str:
    """What became of a query."""
    try:
        there = rows(address, text, seconds)
    except urllib.error.HTTPError as problem:
        return "refused: " + problem.read().decode(errors="replace").replace("\n", " ")[:90]
    except TimeoutError:
        return f"over {seconds:g} s"
    return "same" if there == here else f"differs: {len(there)} rows"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=45.0)
    parser.add_argument("--query", nargs="*", default=[])
    given = parser.parse_args()
    counts: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name) / "store"
        make_sample(place)
        store = open_store(place)
        with virtuoso(Path(name), lines_of(place)) as address:
            print("| query | rows | in Virtuoso |\n|---|---:|---|")
            for query, text in texts(store):
                if given.query and query.name not in given.query:
                    continue
                here = rows_of(store.select(text))
                told = compared(address, text, here, given.seconds)
                counts[told.partition(":")[0]] += 1
                print(f"| {query.name} | {len(here)} | {told} |", flush=True)
    print("\n" + "; ".join(f"{what} {count}" for what, count in counts.most_common()))


if __name__ == "__main__":
    main()
