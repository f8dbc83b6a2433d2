"""One page on one authority for a meeting: ``kg brief``."""

from kg.brief.collect import Brief, collect
from kg.brief.page import to_html, to_markdown

__all__ = ["Brief", "collect", "to_html", "to_markdown"]
