"""Facts, each with its evidence, from a document."""

from __future__ import annotations

from kg.extract.reports import extract

__all__ = ["extract"]
