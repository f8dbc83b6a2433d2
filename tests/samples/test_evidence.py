"""Every quote of the samples stands where its position says it does."""

from __future__ import annotations

from pathlib import Path

from kg.documents import read
from kg.namespaces import DEF, PREFIXES
from kg.store.folder import StoreFolder, open_store
from tests.conftest import SAMPLES

QUOTES = f"""
PREFIX kg: <{DEF}>
PREFIX oa: <{PREFIXES["oa"]}>
SELECT ?document ?exact ?start ?end ?page
WHERE {{
  ?evidence oa:hasSource ?source ; kg:pageNumber ?page ; kg:words ?exact ; kg:start ?start ; kg:end ?end .
  ?source kg:sha256 ?document .
}}
ORDER BY ?evidence
"""


def test_quotes_are_slices_of_the_kept_text_on_the_page_they_name(sample_store: Path) -> None:
    place = StoreFolder(sample_store)
    kept = {
        entry.sha256: (place.renditions / entry.rendition).read_bytes().decode()
        for entry in place.manifest().documents()
        if entry.rendition
    }
    read_again = {document.sha256: document for document in map(read, sorted(SAMPLES.glob("*.pdf")))}
    checked = 0
    for row in open_store(sample_store).select(QUOTES).rows:
        sha256, exact, start, end, page = (str(term.value) for term in row)  # type: ignore[union-attr]
        if sha256 not in read_again:
            continue
        assert kept[sha256][int(start) : int(end)] == exact
        assert read_again[sha256].page_of(int(start)) == int(page)
        checked += 1
    assert checked > 200
