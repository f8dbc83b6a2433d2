"""The page of a search: pages that are called so, and what documents say in these words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.errors import BadParameter
from kg.queries.lookup import near, normalised
from kg.serve.rows import Laid
from kg.serve.view import View, Wishes

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph
    from kg.queries.names import Name

MOST: Final = 50
"""Results on the page."""

_PAGES: Final = 10
"""Pages that are offered by their names."""

_MARK: Final = "**"
"""Stands on both sides of each word that was found; a page needs none."""


def results(graph: KnowledgeGraph, words: str) -> dict[str, object]:
    """What the page shows.

    Args:
        graph: an open store.
        words: as the reader wrote them; empty for none yet.
    """
    told: dict[str, object] = {
        "words": words,
        "named": [],
        "near": [],
        "found": None,
        "notes": [],
        "problem": None,
    }
    if not words:
        return told
    asked = normalised(words)
    called = [page for page in _pages(graph) if asked and asked in normalised(page[0].label)]
    told["named"] = [(name.label, address) for name, address in called[:_PAGES]]
    try:
        answer = graph.search(words, limit=MOST).answer
        found = _unmarked(Laid(answer, graph.names.label).view(Wishes(flat=True)))
    except BadParameter as error:
        return {**told, "problem": str(error)}
    notes = [answer.remark, answer.header.covers] if found.total else list(answer.why)
    more = f"The best {MOST}; there may be more." if found.total == MOST else ""
    return {
        **told,
        "found": found,
        "notes": [note for note in (more, *notes) if note],
        "near": [] if called or found.total else list(_near(graph, words)),
    }


def _pages(graph: KnowledgeGraph) -> Iterator[tuple[Name, str]]:
    for name in graph.names.authorities():
        if name.current:
            yield name, f"/council/{name.id}"
    for kind in ("theme", "cohort"):
        for name in graph.names.concepts(kind):
            yield name, f"/{kind}/{name.id}"


def _near(graph: KnowledgeGraph, words: str) -> Iterator[tuple[str, str]]:
    """Pages whose names are close to the words."""
    pages = list(_pages(graph))
    for shown in near(words, [name for name, _ in pages]):
        yield next((name.label, address) for name, address in pages if shown in (name.id, name.label))


def _unmarked(view: View) -> View:
    """The rows without the marks around the words that were found."""
    groups = []
    for group in view.groups:
        rows = tuple(
            replace(
                row, cells={c: replace(one, text=one.text.replace(_MARK, "")) for c, one in row.cells.items()}
            )
            for row in group.rows
        )
        groups.append(replace(group, rows=rows))
    return replace(view, groups=tuple(groups))
