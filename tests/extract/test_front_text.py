"""The words by which a layout is recognised: those of the first page that holds any."""

from __future__ import annotations

import pytest

from kg.documents.model import Document
from kg.extract.layouts import front_text


@pytest.mark.parametrize(("length", "alone"), [(40, False), (41, True)])
def test_a_cover_that_holds_next_to_nothing_is_taken_together_with_the_next_page(
    length: int, alone: bool
) -> None:
    cover, report = "x" * length + "\n", "Inspection of a council"
    document = Document("a.pdf", "0" * 64, "application/pdf", cover + report, (0, len(cover)), (), "told-1")
    assert front_text(document) == (cover if alone else cover + report)
