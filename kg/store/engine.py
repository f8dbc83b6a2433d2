"""The process that a store's engine runs in: ``kg.store.cancellable`` starts it, limits it and ends it.

An answer is sent in parts on request, in standard formats: rows as SPARQL results in TSV, triples as
N-Triples. Several answers may be open at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pyoxigraph import RdfFormat, Triple, serialize

from kg.errors import KgError, StoreDamaged
from kg.sandbox import child, faults
from kg.store.base import Term
from kg.store.embedded import EmbeddedStore, read_generation

_FIRST: Final = 200
_PART: Final = 2000
"""Rows of the first part of an answer, and of each further one."""
_GROWN: Final = 32 * 1024 * 1024
"""Growth of the process in bytes after which it returns freed memory."""


def main() -> None:
    """Answer requests until the input ends."""
    messages, reply = child.messages()
    child.no_core_dumps()
    engine: Engine | None = None
    settled = 0
    for request, _ in messages:
        try:
            if engine is None:
                engine = Engine(read_generation(Path(request["graph"])))
                child.limit_growth(request["memory_mb"])
                settled = child.resident()
            child.limit_cpu(request["cpu"])
            reply(*engine.answer(request))
        except KgError as error:
            reply(faults.told(error), b"")
        except MemoryError:
            reply({"error": "memory"}, b"")
        # The reply is sent: a second one, on a fault here, would be read as the reply to the next request.
        with suppress(Exception):
            if engine is not None and child.resident() > settled + _GROWN:
                child.trim_memory()
                settled = child.resident()


class Engine:
    """Answers queries, and keeps answers that are not read to their end."""

    def __init__(self, store: EmbeddedStore) -> None:
        self._store = store
        self._open: dict[int, tuple[tuple[str, ...] | None, Iterator[Any]]] = {}

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The answer to a request, or its first or next part."""
        for number in request["dropped"]:
            self._open.pop(number, None)
        number, query = request["number"], request["query"]
        match request["form"]:
            case "size":
                return {"answer": len(self._store)}, b""
            case "ask":
                return {"answer": self._store.ask(query)}, b""
            case "select":
                found = self._store.select(query)
                self._open[number] = (found.variables, iter(found.rows))
                return self._part(number, _FIRST)
            case "construct":
                self._open[number] = (None, iter(self._store.construct(query)))
                return self._part(number, _FIRST)
            case _:
                return self._part(number, _PART)

    def _part(self, number: int, count: int) -> tuple[dict[str, Any], bytes]:
        variables, parts = self._open[number]
        try:
            some = list(islice(parts, count))
        except (OSError, RuntimeError) as problem:
            raise StoreDamaged(
                f"The store failed while it was read: {problem}. Run kg check --deep."
            ) from problem
        more = len(some) == count
        if not more:
            del self._open[number]
        if variables is None:
            return {"more": more}, serialize(some, format=RdfFormat.N_TRIPLES) or b""
        head = "\t".join(f"?{name}" for name in variables)
        lines = [head, *("\t".join(map(_cell, row)) for row in some)]
        return {"more": more, "variables": variables, "rows": len(some)}, "\n".join([*lines, ""]).encode()


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    return f"<<( {term} )>>" if isinstance(term, Triple) else str(term)
