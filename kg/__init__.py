"""The knowledge graph of children's-services inspections in England."""

from __future__ import annotations

__version__ = "0.1.0"
