"""Every row about a thing cites where it stands: the columns that say so, and that they are seen filled."""

from __future__ import annotations

import pytest

from kg.queries.catalogue import Catalogue
from kg.queries.names import StoreNames
from kg.queries.run import prepare
from kg.store.embedded import in_memory
from tests.queries_stored.story import HERE, graph_of, read_yaml

EVIDENCE = (
    "document",
    "sha256",
    "url",
    "published",
    "page",
    "paragraph",
    "sentence",
    "tier",
    "method",
    "confidence",
)
"""What a citation needs, in every query by the same names."""

EXCEPTIONS = {
    "data-quality": "tells of files and labels, and names the document where there is one",
    "disagreements": "sets two places side by side, each with columns of its own",
    "documents": "lists documents as wholes, each with its hash, address and publication, and quotes none",
    "recommendation-themes": "counts; its rows are those of recommendations",
    "regional-picture": "counts; its rows are those of judgements",
    "repeat-rates": "counts; its rows are those of trajectories",
    "review": "is a sheet of corrections to fill in, with the columns of the files of corrections",
    "themes-by-grade": "counts; its rows are those of findings",
}
"""Queries without evidence columns, and why."""

NAMES = [name for name in Catalogue().names if name not in EXCEPTIONS]


def test_exceptions_are_queries() -> None:
    assert set(EXCEPTIONS) <= set(Catalogue().names)


@pytest.mark.parametrize("name", NAMES)
def test_rows_have_evidence_columns(name: str) -> None:
    columns = _columns(name)
    assert not [column for column in EVIDENCE if column not in columns]


@pytest.mark.parametrize("name", NAMES)
def test_documents_are_seen_in_rows(name: str) -> None:
    columns = _columns(name)
    assert [column for column in ("document", "sha256", "url", "tier", "method") if not columns[column]] == []


@pytest.mark.parametrize(
    "name", ["findings", "omissions", "persistent-weaknesses", "programmes", "who-solved"]
)
def test_sentences_are_seen_with_their_confidence(name: str) -> None:
    columns = _columns(name)
    assert columns["sentence"] and columns["confidence"]


def _columns(name: str) -> dict[str, int]:
    store = in_memory(graph_of(name))
    filled: dict[str, int] = {}
    for case in read_yaml(HERE / name / "cases.yaml"):
        found = store.select(prepare(Catalogue().get(name), case.get("given") or {}, StoreNames(store)))
        filled = {column: filled.get(column, 0) for column in found.variables}
        for row in found.rows:
            for column, term in zip(found.variables, row, strict=True):
                filled[column] += term is not None
    return filled
