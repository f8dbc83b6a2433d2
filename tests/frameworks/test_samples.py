"""The small document of each framework is read as its ``expected.yaml`` says, and fits the shapes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from kg.documents import read
from kg.extract import extract
from kg.extract.facts import ReportFacts
from kg.frameworks import frameworks
from kg.pipeline.process import Processed, process
from tools.make_samples import make

SAMPLES = [f.folder / "sample" for f in frameworks() if (f.folder / "sample").is_dir()]


def told(folder: Path) -> tuple[Path, Mapping[str, Any]]:
    """The PDF of a sample and what it must say."""
    (path,) = folder.glob("*.pdf")
    expected: Mapping[str, Any] = YAML(typ="safe", pure=True).load(
        (folder / "expected.yaml").read_text(encoding="utf-8")
    )
    return path, expected


def said(facts: ReportFacts) -> dict[str, Any]:
    """The facts in the form of ``expected.yaml``."""
    (inspection,) = facts.inspections
    items = [
        {
            name: value
            for name in ("kind", "addressee", "addressee_printed", "group", "text")
            if (value := getattr(item, name)) is not None
            and not (name == "group" and (item.kind == "priority-action"))
        }
        for item in facts.recommendations
    ]
    return {
        "authority": facts.authority,
        "layout": facts.layout,
        "kind": inspection.kind,
        "start": inspection.fieldwork.earliest.isoformat(),
        "end": inspection.fieldwork.latest.isoformat(),
        "published": facts.publication.on.isoformat() if facts.publication else None,
        "inspectorates": list(inspection.inspectorates),
        "focus": list(inspection.focus),
        "judgements": {judgement.area: judgement.grade for judgement in inspection.judgements},
        "items": items,
        "strengths": [m.text for m in facts.mentions if m.leaning == "strength"],
        "warnings": list(facts.warnings),
    }


def test_there_are_samples() -> None:
    assert {folder.parent.name for folder in SAMPLES} >= {"area-send", "jtai"}


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.parent.name)
def test_a_sample_is_read_as_its_framework_says(folder: Path) -> None:
    path, expected = told(folder)
    facts = extract(read(path), authority_codes=expected["authorities"])
    assert said(facts) == {name: value for name, value in expected.items() if name != "authorities"}


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.parent.name)
def test_its_graph_keeps_to_the_shapes(folder: Path) -> None:
    path, expected = told(folder)
    done = process(path, expected["authorities"])
    assert isinstance(done, Processed), done
    assert done.doubts == tuple(expected["warnings"])


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: folder.parent.name)
def test_its_committed_bytes_are_reproduced(folder: Path, tmp_path: Path) -> None:
    path, _ = told(folder)
    made = make(folder / "document.yaml", tmp_path)
    assert made.read_bytes() == path.read_bytes(), "run make samples and commit what it makes"
