"""Candidate claims from any notice, paper or article: text, web page, Word file or PDF.

What the reader proposes is kept apart from what people wrote into records: status ``candidate``, a named
graph of its own, and out of answers unless asked for.
"""

from __future__ import annotations

from kg.prose.read import ProseGraph, read_prose

__all__ = ["ProseGraph", "read_prose"]
