"""Records of secondary documents: claims written by hand as YAML-LD, read into named graphs.

docs/records.md explains how to write a record.
"""

from __future__ import annotations

from kg.records.load import RecordGraph, digest_of, load_records

__all__ = ["RecordGraph", "digest_of", "load_records"]
