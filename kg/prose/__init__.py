"""Candidate claims from any notice, paper or article: text, web page, Word file or PDF.

Claims that the reader proposes are kept separate from records that people wrote: they have the status
``candidate`` and a separate named graph, and are not in answers unless requested.
"""

from __future__ import annotations

from kg.prose.read import ProseGraph, read_prose

__all__ = ["ProseGraph", "read_prose"]
