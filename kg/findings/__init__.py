"""Groups sentences into findings, and links recommendations to the findings that they rest on.

>>> from kg.findings import group, support
"""

from kg.findings.grouping import group, regroup
from kg.findings.model import Consequence, Finding, FindingSet, Support
from kg.findings.supporting import support

__all__ = ["Consequence", "Finding", "FindingSet", "Support", "group", "regroup", "support"]
