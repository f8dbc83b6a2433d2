"""Finds the ontology, frameworks, shapes, queries and records, however the package was installed.

In a checkout and in an editable install they are at the top of the repository, beside ``kg/``; in a wheel
they are inside the package, under ``kg/_data/``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import EnvironmentFault

FOLDERS = ("ontology", "frameworks", "shapes", "queries", "documents", "data")

_PACKAGE = Path(__file__).resolve().parent


@cache
def folder(name: str) -> Path:
    """The folder of one kind of resource.

    Args:
        name: one of :data:`FOLDERS`.

    Raises:
        EnvironmentFault: the installation lacks the folder.

    >>> folder("queries").name
    'queries'
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        place = root / name
        if name in FOLDERS and place.is_dir():
            return place
    raise EnvironmentFault(f"This installation lacks its folder {name!r}; install inspection-kg again.")


@cache
def query_text(name: str) -> str:
    """One of the queries that the package itself uses.

    Args:
        name: its folder below ``queries/`` and its name, without ``.rq``: ``derive/findings``.

    >>> "SELECT" in query_text("derive/findings")
    True
    """
    return (folder("queries") / f"{name}.rq").read_text(encoding="utf-8")


def files(name: str, pattern: str) -> list[Path]:
    """Files of a resource folder that match a glob pattern, sorted by path."""
    return sorted(folder(name).glob(pattern))
