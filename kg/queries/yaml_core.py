"""Reads the YAML of query headers."""

from __future__ import annotations

from kg import yaml_core
from kg.errors import QueryError


def load(text: str, where: str) -> object:
    """Read one YAML document by the core schema.

    Args:
        text: the document.
        where: the name of the document in an error, for example ``"inspections.rq, header"``.

    Raises:
        QueryError: it is not YAML, or a key occurs twice.

    >>> load("{on: 2022-03-09, runs: 2, deep: yes}", "example")
    {'on': '2022-03-09', 'runs': 2, 'deep': 'yes'}
    """
    return yaml_core.load(text, where, QueryError)
