"""The queries that derivation asks of a store, once for each council."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.resources import folder

QUERIES = sorted((folder("queries") / "derive").glob("*.rq"))
TWO = "SELECT ?b { ?a a kg:Finding . OPTIONAL { ?a kg:themeList ?b ; kg:confidence ?c } }"


def of_several(text: str) -> list[str]:
    """The optional groups of a query that hold more than one pattern."""
    groups = re.findall(r"OPTIONAL\s*\{([^{}]*)\}", text)
    return [group.strip() for group in groups if re.search(r"[;,]|\s\.\s+\S", group)]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_an_optional_group_holds_one_pattern(path: Path) -> None:
    # Oxigraph evaluates a group of several over all councils before it joins it (docs/decisions.md, 13)
    assert of_several(path.read_text(encoding="utf-8")) == []


def test_a_group_of_two_patterns_is_found() -> None:
    assert of_several(TWO) == ["?a kg:themeList ?b ; kg:confidence ?c"]
