"""Each query in ``hygiene/`` returns problems: none in what ships, some in its wrong example."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, Store

from kg.frameworks import vocabulary_files

HYGIENE = Path(__file__).parent / "hygiene"
QUERIES = sorted(HYGIENE.glob("*.sparql"))


@pytest.fixture(scope="module")
def shipped() -> Store:
    """Ontology, schemes and register."""
    store = Store()
    for path in vocabulary_files():
        if path.name != "alignment.ttl":
            store.load(path=path, format=RdfFormat.TURTLE)
    return store


def problems(store: Store, query: Path) -> list[str]:
    """The rows of a query as text."""
    found = store.query(query.read_text(encoding="utf-8"))
    assert isinstance(found, QuerySolutions)
    return [" ".join(str(value) for value in row) for row in found]


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_what_ships_is_clean(shipped: Store, query: Path) -> None:
    assert problems(shipped, query) == []


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_its_wrong_example_is_found(query: Path) -> None:
    store = Store()
    store.load(path=HYGIENE / "wrong" / f"{query.stem}.ttl", format=RdfFormat.TURTLE)
    assert problems(store, query) != []
