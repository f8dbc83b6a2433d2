"""A brief as HTML that prints well, or as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.brief.chart import grades_chart
from kg.brief.collect import Brief

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).resolve().parent


def to_html(brief: Brief) -> str:
    """One page of HTML without anything to fetch."""
    return _environment().get_template("brief.html.j2").render(brief=brief, chart=grades_chart(brief.marks))


def to_markdown(brief: Brief) -> str:
    """The same in Markdown, grades as a table."""
    return _environment().get_template("brief.md.j2").render(brief=brief)


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
