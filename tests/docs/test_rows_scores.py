"""What the pages say of how often rows hold is what was measured."""

from __future__ import annotations

import json
from pathlib import Path

from kg.trajectories.level_model import shipped

DOCS = Path(__file__).resolve().parents[2] / "docs"
SCORES = json.loads((DOCS / "rows-scores.json").read_text(encoding="utf-8"))
NAMES = {
    "persists": "it persists",
    "resolved": "it is resolved",
    "worse": "it got worse",
    "faded": "it faded",
}


def test_the_scores_are_those_of_the_floor_that_ships() -> None:
    assert SCORES["floor"] == shipped().floor


def test_the_page_has_the_scores_of_each_class() -> None:
    page = (DOCS / "trajectories.md").read_text(encoding="utf-8")
    for kind, told in SCORES["classes"].items():
        shares = [f"{told[name]:.3f}" if told["rows"] else "-" for name in ("sound", "right")]
        cells = [NAMES[kind], str(told["rows"]), str(told["unjudged"]), *shares, f"{told['recall']:.3f}"]
        assert f"| {' | '.join(cells)} |" in page


def test_the_page_names_the_floor() -> None:
    page = (DOCS / "trajectories.md").read_text(encoding="utf-8")
    assert f"(`floor` in `level_model.json`, {shipped().floor:g})" in page.replace("\n", " ")


def test_sure_rows_hold_as_often_as_they_say() -> None:
    for tenth, (count, share) in SCORES["reliability"].items():
        if count >= 50:
            assert abs(share - (float(tenth) + 0.05)) < 0.13, tenth
