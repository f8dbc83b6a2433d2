"""How fast the explorer answers on loopback: each kind of page under 1 and 16 readers, and its memory.

python benchmarks/explorer.py STORE [--seconds 5] [--councils 20]

`first` is a page that nobody has asked for since the last load; `again` is one that is kept. The time is the
client's, from request to last byte. Memory is the resident set of the server and its engines together.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

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


def memory(root: int) -> float:
    """Megabytes of a process and all under it (Linux)."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, wanted = 0.0, [root]
    while wanted:
        process = wanted.pop()
        wanted += parents.get(process, [])
        pages = (Path("/proc") / str(process) / "statm").read_text().split()
        found += int(pages[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return found


def main() -> None:
    """Start the explorer on a free port, ask, and end it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--councils", type=int, default=20)
    given = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    call = [sys.executable, "-m", "kg", "serve", "--store", str(given.store), "--port", str(port)]
    server = subprocess.Popen(call, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                asyncio.run(ask(port, "/health"))
                break
            except OSError:
                time.sleep(0.2)
        print(f"memory after the start {memory(server.pid):.0f} MB")
        from kg.serve.england import places

        codes = sorted(places())[:: max(1, len(places()) // given.councils)][: given.councils]
        kinds = {
            "England": ["/"],
            "council": [f"/council/{code}" for code in codes],
            "theme": ["/theme/plans", "/theme/sufficiency"],
            "group of children": ["/cohort/care-leavers"],
            "comparison": [f"/compare?council={codes[0]}&council={codes[1]}"],
            "region": ["/compare?region=london"],
            "stored query": [f"/query/judgements?authority={code}" for code in codes[:5]],
            "coverage": ["/coverage"],
        }
        for kind, addresses in kinds.items():
            told(f"{kind}, first, 1 reader", [asyncio.run(ask(port, one)) for one in addresses])
        print(f"memory after first pages {memory(server.pid):.0f} MB")
        for readers in (1, 16):
            for kind, addresses in kinds.items():
                times, rate = asyncio.run(many(port, addresses, readers, given.seconds))
                told(f"{kind}, again, {readers} reader{'s' if readers > 1 else ''}", times, rate)
        print(f"memory at the end {memory(server.pid):.0f} MB")
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
