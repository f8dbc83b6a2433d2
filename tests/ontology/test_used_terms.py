"""What the builders write is what the ontology says: no property or class is made up on the way."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from kg.namespaces import DEF
from kg.resources import files
from tests.queries_stored.story import HERE, graph_of

DEFINED = "".join(path.read_text(encoding="utf-8") for path in files("ontology", "*.ttl"))
FIXTURES = sorted(path.parent.name for path in HERE.glob("*/story.yaml"))


@pytest.mark.parametrize("fixture", FIXTURES)
def test_every_term_of_ours_is_defined(fixture: str) -> None:
    used = {
        term for t in graph_of(fixture) for term in (t.predicate, t.object) if isinstance(term, NamedNode)
    }
    names = {term.value.removeprefix(DEF) for term in used if term.value.startswith(DEF)}
    assert names
    assert not [name for name in sorted(names) if f"\nkg:{name} a " not in DEFINED]
