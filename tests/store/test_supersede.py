"""Which of several issues of one report is shown."""

from __future__ import annotations

from itertools import permutations

from kg.store.manifest import Entry
from kg.store.supersede import superseded

INSPECTION = ("https://w3id.org/inspection-kg/id/inspection/999-ilacs-2025-06-02",)


def issue(document: str, published: str, inspections: tuple[str, ...] = INSPECTION) -> Entry:
    return Entry(
        document, "", document=document, sha256=document, published=published, inspections=inspections
    )


def test_the_issue_published_last_stays_in_whatever_order_they_come() -> None:
    first, second, third = issue("a", "2025-07-01"), issue("b", "2025-07-20"), issue("c", "2025-07-01")
    for order in permutations([first, second, third]):
        assert superseded(order) == {"a": "b", "b": "", "c": "b"}


def test_of_two_issues_of_one_day_the_greater_hash_stays() -> None:
    first, second = issue("a", "2025-07-20"), issue("b", "2025-07-20")
    for order in permutations([first, second]):
        assert superseded(order) == {"a": "b", "b": ""}


def test_documents_on_different_inspections_stand_side_by_side() -> None:
    other = issue("b", "2025-07-20", ("https://w3id.org/inspection-kg/id/inspection/999-ilacs-2021-05-10",))
    assert superseded([issue("a", "2025-07-01"), other]) == {"a": "", "b": ""}


def test_registers_are_never_superseded() -> None:
    assert superseded([Entry("base", "")]) == {}
