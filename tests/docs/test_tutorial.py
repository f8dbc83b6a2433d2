"""The tutorial runs from top to bottom, and the notebook in the docs shows such a run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.pipeline.load import LoadReport

NOTEBOOK = Path(__file__).resolve().parents[2] / "docs" / "tutorial.ipynb"
MOST_BYTES = 150_000


def code() -> list[dict[str, Any]]:
    """The notebook's cells of code."""
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == "code"]


def test_the_notebook_was_run_once_in_order_without_errors() -> None:
    assert [cell["execution_count"] for cell in code()] == list(range(1, len(code()) + 1))
    outputs = [output for cell in code() for output in cell["outputs"]]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 1


def test_the_notebook_is_small_and_of_no_machine() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert len(text) < MOST_BYTES, "make the plot smaller"
    assert "/home/" not in text and "/tmp/" not in text and "Users" not in text  # noqa: S108


def test_the_tutorial_runs(sample_load: LoadReport, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    matplotlib = pytest.importorskip("matplotlib", reason="of the group docs")
    matplotlib.use("agg")
    # the store of the other tests, to save a second load of the same files
    monkeypatch.setattr("kg.pipeline.load.load", lambda *_, **__: sample_load)
    names: dict[str, Any] = {}
    for cell in code():
        exec(compile("".join(cell["source"]), NOTEBOOK.name, "exec"), names)  # noqa: S102
    assert not names["frame"].empty and not names["grades"].empty
    assert {axes.get_title() for axes in names["figure"].axes} == {"Grades", "Themes that were weak"}
    names["plt"].close("all")
