"""The page on the shapes says what the shapes say."""

from __future__ import annotations

from pathlib import Path

from tools.document_shapes import page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "shapes.md"


def test_the_page_is_made_from_the_shapes_as_they_are() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python tools/document_shapes.py"
