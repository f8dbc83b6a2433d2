"""Checks graphs against the shapes: core SHACL for a document, rules in SPARQL over a store."""

from __future__ import annotations

from kg.validate.across import run_rules
from kg.validate.document import validate_document, validate_graph
from kg.validate.report import Report, Result

__all__ = ["Report", "Result", "run_rules", "validate_document", "validate_graph"]
