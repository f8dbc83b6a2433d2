"""Keys that docs/identifiers.md promises to keep."""

from __future__ import annotations

import pytest

from kg.rdf import iris


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("ilacs-standard", "936-ilacs-2022-01-17"),
        ("ilacs-short", "936-ilacs-2022-01-17"),
        ("sif-reinspection", "936-sif-reinspection-2022-01-17"),
        ("lscb-review", "936-lscb-review-2022-01-17"),
    ],
)
def test_what_is_inferred_is_no_part_of_an_inspections_key(kind: str, key: str) -> None:
    assert iris.inspection("936", kind, "2022-01-17").endswith(f"/id/inspection/{key}")


def test_a_sentence_keeps_its_key_when_quotes_and_dashes_change() -> None:
    assert iris.sentence_key("Children’s plans – all of them.") == iris.sentence_key(
        "Children's plans - all of them."
    )
