"""Run other people's SPARQL in a process of its own, with limits on time, memory, rows and bytes.

The embedded engine cannot be interrupted: it ignores signals until a query is done. So the query runs in a
worker that is killed at its deadline. It is a fresh interpreter, not a fork, which works alike on Linux,
macOS and Windows, and in scripts without a ``__main__`` guard.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

import kg
from kg.errors import (
    EnvironmentFault,
    KgError,
    QueryError,
    RefusedQuery,
    StoreDamaged,
    StoreMissing,
    TimeLimit,
)
from kg.queries.answer import Answer, Describe
from kg.queries.header import Header
from kg.queries.prologue import as_written, with_prefixes
from kg.queries.refuse import read_only
from kg.queries.wire import decode
from kg.store.base import Solutions, Store

_MEGABYTE: Final = 1024 * 1024
_TOLD: Final[dict[str, type[KgError]]] = {
    kind.__name__: kind for kind in (QueryError, RefusedQuery, StoreDamaged, StoreMissing, TimeLimit)
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use.

    Attributes:
        seconds: time from start to the last row.
        rows: rows of the answer.
        answer_mb: size of the answer, in megabytes.
        memory_mb: memory of the process beyond what it starts with, in megabytes; kept on Linux only.
    """

    seconds: float = 30.0
    rows: int = 100_000
    answer_mb: int = 200
    memory_mb: int = 2048


def run_guarded(
    store: Path,
    text: str,
    *,
    limits: Limits | None = None,
    name: str = "query",
    header: Header | None = None,
    describe: Describe | None = None,
) -> Answer:
    """Answer SPARQL that nobody has checked.

    Args:
        store: folder of the store, which the worker opens for reading.
        text: SPARQL as someone wrote it.
        limits: what it may use.
        name: what to call it in errors.
        header: what it says of itself, if it is a stored query of the user's own; then it was checked
            before its parameters were bound, which may hold what a query's own text may not.
        describe: gives the triples about things in its rows; see :func:`kg.queries.run.describer`.

    Raises:
        RefusedQuery: it would write, load or go out to the network.
        QueryError: it does not parse.
        TimeLimit: it needed more time, memory or room than the limits allow.
    """
    if header is None:
        read_only(text, name)
    allowed = limits or Limits()
    request = {"store": str(store), "query": text, "row_limit": allowed.rows, "memory_mb": allowed.memory_mb}
    lines = _ask_worker(json.dumps(request), allowed)
    variables = tuple(lines[0]["variables"])

    def solutions() -> Solutions:
        return Solutions(variables, (tuple(map(decode, row)) for row in lines[1:-1]))

    return Answer(solutions, name=name, header=header, describe=describe)


def run_unchecked(
    store: Store, place: Path | None, text: str, *, limits: Limits | None = None, name: str = "query"
) -> Answer:
    """Answer somebody's SPARQL: of a store on disk in a process that can be stopped, else on its endpoint.

    Args:
        store: what answers, and describes the things in the rows.
        place: folder of the store, if it has one; an endpoint keeps its own limits, but that on rows.
        text: SPARQL as someone wrote it; prefixes of ours need no declaration.
        limits: what it may use.
        name: what to call it in errors.

    Raises:
        RefusedQuery: it would write, load or go out to the network.
        QueryError: it does not parse, or uses a prefix that is neither declared nor ours.
        TimeLimit: it needed more than the limits allow.
    """
    from kg.queries.run import answer, describer

    allowed = limits or Limits()
    whole = with_prefixes(text, name)
    try:
        if place is None:
            read_only(whole, name)
            return answer(store, whole, name=name, row_limit=allowed.rows)
        return run_guarded(place, whole, limits=allowed, name=name, describe=describer(store))
    except QueryError as error:
        raise QueryError(as_written(str(error), len(whole) - len(text))) from None


def _ask_worker(request: str, limits: Limits) -> list[Any]:
    environment = dict(os.environ)
    places = (str(Path(kg.__file__).resolve().parent.parent), environment.get("PYTHONPATH"))
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, places))
    with subprocess.Popen(
        [sys.executable, "-m", "kg.queries.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as worker:
        deadline = threading.Timer(limits.seconds, worker.kill)
        deadline.start()
        try:
            return _read(worker, request, limits, deadline)
        finally:
            deadline.cancel()
            worker.kill()


def _read(
    worker: subprocess.Popen[bytes], request: str, limits: Limits, deadline: threading.Timer
) -> list[Any]:
    stdin, stdout, stderr = (cast(IO[bytes], pipe) for pipe in (worker.stdin, worker.stdout, worker.stderr))
    stdin.write(request.encode())
    stdin.close()
    lines: list[Any] = []
    size = 0
    for line in stdout:
        size += len(line)
        if size > limits.answer_mb * _MEGABYTE:
            raise TimeLimit(f"The answer is larger than {limits.answer_mb} MB; ask for fewer rows.")
        lines.append(json.loads(line))
    if lines and isinstance(lines[-1], dict):
        if "end" in lines[-1]:
            return lines
        if "message" in lines[-1]:
            raise _TOLD.get(lines[-1]["error"], EnvironmentFault)(lines[-1]["message"])
    if not deadline.is_alive():
        raise TimeLimit(f"The query was stopped after {limits.seconds:g} seconds; ask for less.")
    said = stderr.read().decode(errors="replace")
    if "memory" in said or worker.wait() < 0 or (lines and lines[-1] == {"error": "memory"}):
        raise TimeLimit(f"The query needed more than {limits.memory_mb} MB of memory; ask for less.")
    raise EnvironmentFault(f"The process that ran the query failed: {said.strip()[-300:]}")
