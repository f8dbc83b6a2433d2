"""A brief as HTML that prints well, or as Markdown."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING

from kg.brief.chart import MOST, columns_of, grades_chart, grades_table, grades_told
from kg.brief.front import course, shown, told_first
from kg.brief.model import Brief
from kg.brief.words import counted, month, words
from kg.render.templates import templates

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).resolve().parent


def to_html(brief: Brief) -> str:
    """A first page and its annex as HTML, without anything to fetch."""
    chart = grades_chart(brief.marks, brief.gaps)
    return _render("brief.html.j2", brief, chart=chart, told=grades_told(brief.marks, brief.gaps))


def to_markdown(brief: Brief) -> str:
    """The same in Markdown, grades as a table."""
    columns = columns_of(brief.marks, brief.gaps)
    return _render("brief.md.j2", brief, columns=columns, rows=grades_table(brief.marks, brief.gaps))


def _render(template: str, brief: Brief, **more: object) -> str:
    days = {mark.start for mark in brief.marks} | {gap.start for gap in brief.gaps}
    return (
        _environment()
        .get_template(template)
        .render(
            brief=brief,
            left_out=max(len(days) - MOST, 0),
            told_first=told_first(brief),
            sources_letter=ascii_uppercase[len(brief.parts) + 1],
            **more,
        )
    )


@cache
def _environment() -> Environment:
    environment = templates(_TEMPLATES)
    environment.globals.update(
        words().page, levels=words().levels, course=course, shown=shown, month=month, counted=counted
    )
    environment.filters.update(plain=_plain, tied=_tied)
    return environment


def _tied(place: str) -> str:
    """A place whose page never parts from its number at the end of a line."""
    return place.replace(" ", "\u00a0").replace(",\u00a0paragraph", ", paragraph")


def _plain(text: str) -> str:
    """Text whose signs Markdown does not take for its own."""
    return re.sub(r"([\\`*|<])", r"\\\1", text)
