"""What a layout says of earlier inspections, and what is refused in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import RecordError
from kg.extract import layouts

FILE = Path(__file__).parents[1] / "frameworks" / "added" / "harbour-watch" / "layouts" / "harbour-watch.yaml"
SENTENCE = "(?P<what>.+) was inspected in(?P<published>) MONTH"


def layout(folder: Path, more: str) -> layouts.Layout:
    path = folder / FILE.name
    path.write_text(FILE.read_text(encoding="utf-8") + more, encoding="utf-8")
    return layouts._layout(path)


def test_a_layout_names_the_zones_that_mention_earlier_inspections(tmp_path: Path) -> None:
    assert layout(tmp_path, "").earlier.zones == ()
    earlier = layout(tmp_path, f'earlier: {{zones: [closing], sentences: ["{SENTENCE}"]}}\n').earlier
    assert (earlier.zones, earlier.sentences) == (("closing",), (SENTENCE,))


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("earlier: {zones: [closing, tides], sentences: [a]}", "zones that the layout lacks: tides"),
        ("earlier: {zones: [closing]}", "'sentences'"),
        ("earlier: [a]", "indices"),
        ("colour: blue", "colour"),
    ],
)
def test_what_is_wrong_names_the_file(tmp_path: Path, more: str, message: str) -> None:
    with pytest.raises(RecordError, match=rf"^harbour-watch\.yaml: .*{message}.*docs/extend\.md"):
        layout(tmp_path, more + "\n")
