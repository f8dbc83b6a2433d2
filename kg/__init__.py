"""The knowledge graph of children's-services inspections in England.

>>> import kg
>>> result = kg.query("inspections", authority="Surrey")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph, catalogue, load, open, query, review, sparql
    from kg.render.result import Result

__all__ = [
    "KnowledgeGraph",
    "Result",
    "__version__",
    "catalogue",
    "errors",
    "load",
    "open",
    "query",
    "review",
    "sparql",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for: ``import kg`` alone stays quick."""
    if name in __all__:
        from importlib import import_module

        if name == "errors":
            return import_module("kg.errors")
        home = import_module("kg.render.result" if name == "Result" else "kg.api")
        return getattr(home, name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
