"""The process that runs other people's SPARQL: ``python -m kg.queries.worker``.

It reads one JSON request from stdin and writes JSON lines to stdout: the variables, the rows, and a last
line without which the answer is not whole. :mod:`kg.queries.guard` starts it, limits it and kills it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from kg.errors import KgError
from kg.queries.run import answer
from kg.queries.wire import encode
from kg.store.base import Store
from kg.store.place import open_store


def main() -> None:
    """Serve one request."""
    # Windows would write another encoding and other line ends.
    out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115
    request = json.loads(sys.stdin.buffer.read().decode("utf-8"))
    try:
        store = open_store(Path(request["store"]))
        limit_memory(request["memory_mb"])
        for line in lines(store, request):
            _print(line, out)
    except KgError as error:
        _print({"error": type(error).__name__, "message": str(error)}, out)
    except MemoryError:
        _print({"error": "memory"}, out)
    out.flush()


def lines(store: Store, request: dict[str, Any]) -> Iterable[object]:
    """The answer to a request, line by line; more rows than the limit end it with an error."""
    found = answer(store, request["query"], row_limit=request["row_limit"])
    yield {"variables": found.columns}
    for row in found.terms():
        yield [encode(term) for term in row]
    yield {"end": True}


def limit_memory(megabytes: int) -> None:
    """Limit this process's memory to what it has now and so much more, where the system can."""
    try:
        import resource
    except ImportError:
        return
    with Path("/proc/self/statm").open() if Path("/proc/self/statm").exists() else _nothing() as statm:
        now = int((statm.read().split() or ["0"])[0]) * resource.getpagesize()
    limit = now + megabytes * 1024 * 1024
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ValueError, OSError):
        return


def _nothing() -> TextIO:
    import io

    return io.StringIO("")


def _print(line: object, out: TextIO) -> None:
    out.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
