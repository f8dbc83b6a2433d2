"""A framework that nobody has heard of is added by a folder: its document is read, checked and asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.framework_folder import VARIABLE
from kg.resources import folder
from tools.make_samples import make

ADDED = Path(__file__).parent / "added"
REGISTER = folder("documents") / "samples" / "register.ttl"

# another process: what is read of frameworks is read once
SCRIPT = """
import json, sys
from pathlib import Path
import kg
from kg.pipeline.load import load
store, register, *files = map(Path, sys.argv[1:])
report = load(files, store, registers=[register])
graph = kg.open(store)
answers = {
    name: [{key: str(value) for key, value in row.items()} for row in graph.query(name, **given).rows]
    for name, given in (
        ("inspections", {}),
        ("judgements", {}),
        ("recommendations", {}),
        ("trajectories", {"authority": "Exampleshire"}),
        ("due", {"authority": "Exampleshire", "on": "2026-01-05"}),
    )
}
print(json.dumps({"refused": [str(r) for r in report.refused], "answers": answers}))
"""


def loaded(store: Path, frameworks: Path, *paths: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, (store, REGISTER, *paths))],
        env={**os.environ, VARIABLE: str(frameworks)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(ADDED / "harbour-watch" / "sample" / "document.yaml", tmp_path_factory.mktemp("added"))


def test_a_folder_is_all_that_a_framework_takes(document: Path, tmp_path: Path) -> None:
    found = loaded(tmp_path / "store", ADDED, document)
    assert found["refused"] == []
    (inspection,) = found["answers"]["inspections"]
    assert (inspection["kind"], inspection["framework"]) == ("harbour-watch", "harbour-watch-2024")
    assert (inspection["start"], inspection["end"]) == ("2024-05-13", "2024-05-17")
    assert inspection["body"].endswith("/id/body/999-harbour-watch")
    (judgement,) = found["answers"]["judgements"]
    assert (judgement["area"], judgement["grade"]) == ("harbour-watch", "adrift")
    assert [item["text"] for item in found["answers"]["recommendations"]] == [
        "How the children in each boat are counted at the quay.",
        "The bell, which has no rope.",
    ]
    assert found["answers"]["trajectories"] == []
    assert found["answers"]["due"] == []


def test_the_folder_says_from_which_kinds_the_next_inspection_is_awaited(
    document: Path, tmp_path: Path
) -> None:
    review = make(ADDED / "harbour-watch" / "sample-review" / "document.yaml", tmp_path)
    found = loaded(tmp_path / "store", ADDED, document, review)
    assert found["refused"] == []
    assert [row["last_end"] for row in found["answers"]["due"]] == ["2025-02-07"]


def test_without_the_folder_the_document_is_refused(document: Path, tmp_path: Path) -> None:
    found = loaded(tmp_path / "store", tmp_path, document)
    assert len(found["refused"]) == 1
    assert found["answers"]["inspections"] == []
