"""Which of several issues of one report is shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from kg.namespaces import DEF, PREFIXES, thing
from kg.store.manifest import Entry
from kg.store.supersede import superseded, visible_lines

INSPECTION = ("https://w3id.org/inspection-kg/id/inspection/999-ilacs-2025-06-02",)


KEPT = ("sha256", "fileName", "published", "publishedBasis", "tier", "authority", "pageCount")


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


def test_a_superseded_document_shows_what_it_is_and_what_replaces_it() -> None:
    def says(about: str, *names: str) -> set[str]:
        return {f'<{thing("document", about)}> <{name}> "{about}" .' for name in names}

    kept = says("a", PREFIXES["rdf"] + "type", *(DEF + name for name in KEPT))
    lines = kept | says("a", DEF + "layout", DEF + "reports") | says("b", DEF + "tier")
    written = "".join(f"{line}\n" for line in sorted(lines)).encode()
    entry = issue("a", "2025-07-01")
    assert visible_lines(written, entry) == written
    shown = visible_lines(written, replace(entry, superseded_by="b")).decode().splitlines()
    replaced = f"<{thing('document', 'a')}> <{DEF}supersededBy> <{thing('document', 'b')}> ."
    assert set(shown) == kept | {replaced}
