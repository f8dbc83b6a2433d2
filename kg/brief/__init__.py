"""A page on one authority for a meeting, and its annex: ``kg brief``."""

from kg.brief.collect import collect
from kg.brief.model import Brief
from kg.brief.page import to_html, to_markdown

__all__ = ["Brief", "collect", "to_html", "to_markdown"]
