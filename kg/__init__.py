"""The knowledge graph of children's-services inspections in England.

>>> import kg
>>> result = kg.query("inspections", authority="Surrey")  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg import errors
    from kg.api import (
        KnowledgeGraph,
        catalogue,
        check,
        check_shapes,
        check_sources,
        compact,
        decide,
        demo,
        export_queries,
        info,
        load,
        open,
        publish,
        query,
        remove,
        repair,
        restore,
        review,
        rows_to_decide,
        sparql,
        stale_decisions,
        withdraw,
    )
    from kg.brief import Brief
    from kg.fetch import Fetched
    from kg.pipeline.compact import Compacted
    from kg.pipeline.curated import Problem
    from kg.pipeline.load import LoadReport
    from kg.pipeline.publish import Published
    from kg.pipeline.review import Reviewed
    from kg.pipeline.review.rows import Taken
    from kg.pipeline.review.sheets import Stale
    from kg.pipeline.validate import Check
    from kg.queries.ready import Ready
    from kg.queries.show import Shown
    from kg.records.check import Checked
    from kg.render.result import Result
    from kg.serve.still import Written, write_site

_ELSEWHERE = {
    "Brief": "kg.brief",
    "Check": "kg.pipeline.validate",
    "Checked": "kg.records.check",
    "Compacted": "kg.pipeline.compact",
    "Fetched": "kg.fetch",
    "LoadReport": "kg.pipeline.load",
    "Problem": "kg.pipeline.curated",
    "Published": "kg.pipeline.publish",
    "Ready": "kg.queries.ready",
    "Result": "kg.render.result",
    "Reviewed": "kg.pipeline.review",
    "Shown": "kg.queries.show",
    "Stale": "kg.pipeline.review.sheets",
    "Taken": "kg.pipeline.review.rows",
    "Written": "kg.serve.still",
    "write_site": "kg.serve.still",
}
"""Types that calls return, and other names defined outside ``kg.api``."""

__all__ = [
    "Brief",
    "Check",
    "Checked",
    "Compacted",
    "Fetched",
    "KnowledgeGraph",
    "LoadReport",
    "Problem",
    "Published",
    "Ready",
    "Result",
    "Reviewed",
    "Shown",
    "Stale",
    "Taken",
    "Written",
    "__version__",
    "catalogue",
    "check",
    "check_shapes",
    "check_sources",
    "compact",
    "decide",
    "demo",
    "errors",
    "export_queries",
    "info",
    "load",
    "open",
    "publish",
    "query",
    "remove",
    "repair",
    "restore",
    "review",
    "rows_to_decide",
    "sparql",
    "stale_decisions",
    "withdraw",
    "write_site",
]


def __getattr__(name: str) -> Any:
    """Import a name on first use, so that ``import kg`` stays fast."""
    if name in __all__:
        if name == "errors":
            return import_module("kg.errors")
        return getattr(import_module(_ELSEWHERE.get(name, "kg.api")), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
