"""What the server has done, in the text format of Prometheus: requests, pages kept, engines.

https://prometheus.io/docs/instrumenting/exposition_formats/
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.serve.pool import Pool

KINDS: Final = frozenset(
    [
        "england",
        "council",
        "compare",
        "topics",
        "theme",
        "cohort",
        "inspection",
        "document",
        "search",
        "coverage",
        "queries",
        "query",
        "page",
        "data",
        "id",
        "def",
        "scheme",
        "sparql",
        "api",
        "health",
        "metrics",
        "catalogue",
        "static",
    ]
)
"""First parts of addresses that are counted by name; all others are ``other``, the front page ``home``."""
_BOUNDS: Final = (0.01, 0.05, 0.15, 0.5, 2.0, 10.0, float("inf"))
"""Upper bounds of the classes of seconds."""


class Meter:
    """Counts requests; any thread may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._classes: Counter[tuple[str, float]] = Counter()
        self._seconds: dict[str, float] = {}

    def count(self, path: str, status: int, seconds: float) -> None:
        """Count a request that was answered.

        Args:
            path: of its address.
            status: of the answer.
            seconds: that it took.
        """
        first = path.strip("/").partition("/")[0].partition(".")[0]
        kind = first if first in KINDS else "other" if first else "home"
        with self._lock:
            self._requests[kind, status] += 1
            self._seconds[kind] = self._seconds.get(kind, 0.0) + seconds
            for bound in _BOUNDS:
                self._classes[kind, bound] += seconds <= bound

    def text(self, pool: Pool) -> str:
        """Everything that was counted, and the state of a pool."""
        with self._lock:
            lines = [*self._counted()]
        answers, size = pool.kept()
        for name, kind, told, value in (
            ("kg_kept_answers", "gauge", "Answers that are kept.", answers),
            ("kg_kept_bytes", "gauge", "Their size, compressed.", size),
            ("kg_engines_free", "gauge", "Engines that wait for a question.", pool.free()),
        ):
            lines += [f"# HELP {name} {told}", f"# TYPE {name} {kind}", f"{name} {value}"]
        lines += ["# HELP kg_store_info The generation that is shown.", "# TYPE kg_store_info gauge"]
        lines.append(f'kg_store_info{{generation="{pool.generation()}"}} 1')
        return "\n".join(lines) + "\n"

    def _counted(self) -> Iterator[str]:
        yield "# HELP kg_requests_total Requests that were answered."
        yield "# TYPE kg_requests_total counter"
        for (kind, status), number in sorted(self._requests.items()):
            yield f'kg_requests_total{{kind="{kind}",status="{status}"}} {number}'
        yield "# HELP kg_request_seconds How long answers took."
        yield "# TYPE kg_request_seconds histogram"
        for kind, seconds in sorted(self._seconds.items()):
            for bound in _BOUNDS:
                shown = "+Inf" if bound == _BOUNDS[-1] else f"{bound:g}"
                yield f'kg_request_seconds_bucket{{kind="{kind}",le="{shown}"}} {self._classes[kind, bound]}'
            yield f'kg_request_seconds_sum{{kind="{kind}"}} {seconds:.6f}'
            yield f'kg_request_seconds_count{{kind="{kind}"}} {self._classes[kind, _BOUNDS[-1]]}'
