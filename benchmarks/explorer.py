"""How fast the explorer answers on loopback: each kind of page under 1 and 16 readers, and its memory.

python benchmarks/explorer.py STORE [--seconds 5] [--councils 20] [--ahead] [--datasette FOLDER]

`first` is a page that nobody has asked for since the last load; `again` is one that is kept. The time is the
client's, from request to last byte. Memory is the resident set of the server and its engines together.

With --ahead: how long the server makes pages before anybody asks. With --datasette: the same figures for
Datasette over the tables of `kg export --tables`, on pages that show about the same; FOLDER has the programs
(`pip install datasette sqlite-utils` in an environment of its own).
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from kg.rdf.iris import document_key
from kg.serve.england import places

LIMIT = 2000
"""Most requests of one measurement."""


async def ask(port: int, address: str) -> float:
    """Seconds that a page took.

    Raises:
        RuntimeError: it is not a page.
    """
    begun = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"GET {address} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n"
    writer.write(head.encode())
    answer = await reader.read()
    writer.close()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{address}: {answer[:200]!r}")
    return time.perf_counter() - begun


async def many(
    port: int, addresses: Sequence[str], readers: int, seconds: float
) -> tuple[list[float], float]:
    """Times of requests that readers make one after the other, and pages a second."""
    times: list[float] = []
    begun = time.perf_counter()

    async def one(first: int) -> None:
        place = first
        while time.perf_counter() - begun < seconds and len(times) < LIMIT:
            times.append(await ask(port, addresses[place % len(addresses)]))
            place += readers

    await asyncio.gather(*(one(number) for number in range(readers)))
    return times, len(times) / (time.perf_counter() - begun)


def told(name: str, times: Sequence[float], rate: float | None = None) -> None:
    """Print a line: median, 95th percentile and pages a second."""
    ordered = sorted(times)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    more = f"  {rate:8.1f} pages/s" if rate is not None else ""
    middle = statistics.median(times)
    line = f"{name:36} n {len(times):5}  median {middle * 1000:8.1f} ms  p95 {high * 1000:8.1f} ms{more}"
    print(line, flush=True)


def tree(root: int) -> Iterator[Path]:
    """Folders of a process and of all under it (Linux)."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    wanted = [root]
    while wanted:
        process = wanted.pop()
        wanted += parents.get(process, [])
        yield Path("/proc") / str(process)


def memory(root: int) -> float:
    """Megabytes of a process and all under it."""
    pages = (int((one / "statm").read_text().split()[1]) for one in tree(root))
    return sum(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor(root: int) -> float:
    """Seconds that a process and all under it have used a processor."""
    fields = ((one / "stat").read_text().rpartition(")")[2].split() for one in tree(root))
    return sum(int(each[11]) + int(each[12]) for each in fields) / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(call: Sequence[str], port: int, ready: str) -> Iterator[int]:
    """Start a server, wait until it answers, give its process, and end it."""
    server = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                asyncio.run(ask(port, ready))
                break
            except OSError:
                time.sleep(0.2)
        yield server.pid
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


def measured(server: int, port: int, kinds: dict[str, list[str]], seconds: float) -> None:
    """Print times of each kind of page: at first, and again under 1 and 16 readers; and memory."""
    print(f"memory after the start {memory(server):.0f} MB")
    for kind, addresses in kinds.items():
        told(f"{kind}, first, 1 reader", [asyncio.run(ask(port, one)) for one in addresses])
    print(f"memory after first pages {memory(server):.0f} MB")
    for readers in (1, 16):
        for kind, addresses in kinds.items():
            times, rate = asyncio.run(many(port, addresses, readers, seconds))
            told(f"{kind}, again, {readers} reader{'s' if readers > 1 else ''}", times, rate)
    print(f"memory at the end {memory(server):.0f} MB")


def ahead(call: Sequence[str], port: int) -> None:
    """Print how long the server makes pages before anybody asks, and what those of councils take then."""
    with served(call, port, "/health") as server:
        begun, used, before = time.monotonic(), processor(server), -1.0
        while used - before > 0.5:  # of a processor's seconds, in ten: then it rests
            time.sleep(10)
            before, used = used, processor(server)
        print(f"pages made ahead: {time.monotonic() - begun:.0f} s, of processors {used:.0f} s")
        wanted = [f"/council/{code}" for code in sorted(places())]
        told("council, first after that", [asyncio.run(ask(port, one)) for one in wanted])
        print(f"memory {memory(server):.0f} MB")


def beside(folder: Path, store: Path, codes: Sequence[str], seconds: float) -> None:
    """Print the same for Datasette over the tables of ``kg export --tables``.

    Args:
        folder: of the programs ``datasette`` and ``sqlite-utils``.
        store: the store.
        codes: councils.
        seconds: of each measurement.
    """
    with tempfile.TemporaryDirectory() as place:
        tables, database = Path(place) / "tables", Path(place) / "kg.db"
        export = [sys.executable, "-m", "kg", "export", "--tables", str(tables), "--store", str(store)]
        subprocess.run(export, check=True, stdout=subprocess.DEVNULL)
        for table in sorted(tables.glob("*.csv")):
            load = [str(folder / "sqlite-utils"), "insert", str(database), table.stem, str(table), "--csv"]
            subprocess.run(load, check=True, stdout=subprocess.DEVNULL)
            for column in {"council", "area", "theme", "cohort"} & {*table.open().readline().split(",")}:
                index = [str(folder / "sqlite-utils"), "create-index", str(database), table.stem, column]
                subprocess.run(index, check=True, stdout=subprocess.DEVNULL)
        kinds = {
            "England": ["/kg/judgements?area=overall-effectiveness&_facet=grade"],
            "council": [f"/kg/weaknesses?council={code}&_facet=state" for code in codes],
            "theme": [f"/kg/weaknesses?theme={one}&_facet=state" for one in ("plans", "sufficiency")],
            "group of children": ["/kg/weaknesses?cohort=care-leavers&_facet=state"],
            "stored query": [f"/kg/judgements?council={code}" for code in codes[:5]],
            "coverage": ["/kg"],
        }
        port = free_port()
        call = [str(folder / "datasette"), "serve", "--immutable", str(database), "--port", str(port)]
        with served(call, port, "/-/versions.json") as server:
            measured(server, port, kinds, seconds)


def main() -> None:
    """Start the explorer on a free port, ask, and end it; then Datasette, if it is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--councils", type=int, default=20)
    parser.add_argument("--ahead", action="store_true", help="wait until pages were made ahead")
    parser.add_argument("--datasette", type=Path, help="folder of datasette and sqlite-utils")
    given = parser.parse_args()
    codes = sorted(places())[:: max(1, len(places()) // given.councils)][: given.councils]
    port = free_port()
    call = [sys.executable, "-m", "kg", "serve", "--store", str(given.store), "--port", str(port)]
    kinds = {
        "England": ["/"],
        "council": [f"/council/{code}" for code in codes],
        "theme": ["/theme/plans", "/theme/sufficiency"],
        "group of children": ["/cohort/care-leavers"],
        "comparison": [f"/compare?council={codes[0]}&council={codes[1]}"],
        "region": ["/compare?region=london"],
        "timeline": [f"/council/{code}/timeline" for code in codes[:5]],
        "stored query": [f"/query/judgements?authority={code}" for code in codes[:5]],
        "search": ["/search?q=supervision", "/search?q=pathway+plans"],
        "coverage": ["/coverage"],
    }
    with served([*call, "--no-ahead"], port, "/health") as server:
        kinds["document"] = documents(port, codes[:5])
        measured(server, port, kinds, given.seconds)
    if given.ahead:
        ahead(call, port)
    if given.datasette:
        print("Datasette")
        beside(given.datasette, given.store, codes, given.seconds)


def documents(port: int, codes: Sequence[str]) -> list[str]:
    """Addresses of documents, from the pages on councils."""
    found: dict[str, None] = {}
    for code in codes:
        with urlopen(f"http://127.0.0.1:{port}/query/documents.csv?authority={code}") as answer:
            for row in csv.DictReader(answer.read().decode().splitlines()):
                found[f"/document/{document_key(row['sha256'])}"] = None
    return list(found)[:10]


if __name__ == "__main__":
    main()
