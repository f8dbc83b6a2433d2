"""Records of secondary documents: claims written by hand as YAML-LD, read into named graphs.

docs/records.md says how a record is written.
"""

from __future__ import annotations

from kg.records.load import RecordGraph, load_records

__all__ = ["RecordGraph", "load_records"]
