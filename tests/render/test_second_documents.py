"""Words of a second document in a row: it is listed with its day, source and address, once."""

from __future__ import annotations

from kg.queries.header import Header
from kg.queries.run import answer
from kg.render.formats import to_text
from tests.queries.graphs import MemoryStore

PAIRED = """
SELECT ?matter ?page ?document ?sha256 ?published ?url ?before ?before_page ?before_document
       ?before_sha256 ?before_published ?before_url WHERE {
  VALUES (?matter ?document ?sha256 ?published ?url) {
    ("Plans" "new.pdf" "4f00c1d2e3a4b5c6" "2025-05-09" "https://example.org/new")
    ("Health" "old.pdf" "ad7b5ca0d2b0c1e8" "2018-05-16" "https://example.org/old")
  }
  VALUES (?matter ?before_document ?before_sha256 ?before_published ?before_url) {
    ("Plans" "old.pdf" "ad7b5ca0d2b0c1e8" "2018-05-16" "https://example.org/old")
    ("Health" "old.pdf" "0011223344556677" "2015-06-03" UNDEF)
  }
  BIND (3 AS ?page) BIND (8 AS ?before_page) BIND (?none AS ?before)
}
ORDER BY DESC(?matter)
"""


def printed() -> list[str]:
    header = Header(summary="", show=("matter", "before"))
    return to_text(answer(MemoryStore(), PAIRED, header=header), "table", width=100).splitlines()


def test_a_second_document_has_its_day_and_address() -> None:
    lines = printed()
    place = lines.index("[1] old.pdf, 2018-05-16")
    assert lines[place + 1].strip() == "https://example.org/old"


def test_a_second_document_that_another_row_cites_has_one_number() -> None:
    lines = printed()
    assert next(line for line in lines if "Plans" in line).split()[1:4] == ["[1]", "page", "8"]
    assert sum("old.pdf, 2018-05-16" in line for line in lines) == 1


def test_documents_of_one_name_are_told_apart_by_their_hash() -> None:
    assert "[3] old.pdf, 2015-06-03" in printed()
