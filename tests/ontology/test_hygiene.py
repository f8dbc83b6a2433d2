"""Each file of ``hygiene/`` is a query that returns problems; there are none, and each can find one."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

HYGIENE = Path(__file__).parent / "hygiene"
QUERIES = sorted(HYGIENE.glob("*.sparql"))


@pytest.fixture(scope="module")
def store(everything: Graph) -> object:
    """What ships in an engine that answers at once; the queries are plain SPARQL 1.1."""
    from pyoxigraph import RdfFormat, Store

    store = Store()
    store.load(everything.serialize(format="nt").encode(), RdfFormat.N_TRIPLES)
    return store


def rows(store: object, query: str) -> list[str]:
    from pyoxigraph import QuerySolutions, Store

    assert isinstance(store, Store)
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return [" ".join(str(value) for value in row) for row in found]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_what_ships_is_clean(store: object, path: Path) -> None:
    assert rows(store, path.read_text(encoding="utf-8")) == []
