"""A framework that nobody has heard of is added by a folder: its document is read, checked and asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.frameworks import VARIABLE
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
report = load([Path(sys.argv[1])], Path(sys.argv[2]), registers=[Path(sys.argv[3])])
graph = kg.open(sys.argv[2])
answers = {
    name: [{key: str(value) for key, value in row.items()} for row in graph.query(name, **given).rows]
    for name, given in (
        ("inspections", {}),
        ("judgements", {}),
        ("recommendations", {}),
        ("trajectories", {"authority": "Exampleshire"}),
    )
}
print(json.dumps({"refused": [str(r) for r in report.refused], "answers": answers}))
"""


def loaded(path: Path, store: Path, frameworks: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path), str(store), str(REGISTER)],
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
    found = loaded(document, tmp_path / "store", ADDED)
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


def test_without_the_folder_the_document_is_refused(document: Path, tmp_path: Path) -> None:
    found = loaded(document, tmp_path / "store", tmp_path)
    assert len(found["refused"]) == 1
    assert found["answers"]["inspections"] == []
