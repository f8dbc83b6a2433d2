"""Check graphs against the shapes: core SHACL a document, rules in SPARQL over a store."""

from __future__ import annotations

from kg.validate.document import validate_document
from kg.validate.report import Report, Result

__all__ = ["Report", "Result", "validate_document"]
