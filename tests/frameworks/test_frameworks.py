"""What the folders say of frameworks, and what is wrong in one."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import frameworks
from kg.errors import RecordError
from kg.framework_folder import VARIABLE
from kg.resources import files, folder

ADDED = Path(__file__).parent / "added"
PACKAGE = Path(frameworks.__file__).parent
CACHED = (
    frameworks.frameworks,
    frameworks._by_kind,
    frameworks.known_by,
    frameworks.report_tiers,
    frameworks.shared,
)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    for function in CACHED:
        function.cache_clear()
    yield
    for function in CACHED:
        function.cache_clear()


def test_every_folder_describes_itself() -> None:
    folders = {path.name for path in folder("frameworks").iterdir() if path.is_dir()}
    assert {framework.id for framework in frameworks.frameworks()} == folders


def _strings(tree: ast.Module) -> Iterator[str]:
    """Strings of a module but its docstrings and comments in quotes."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_no_code_names_a_framework_a_kind_or_an_inspectorate() -> None:
    """Strings with blanks are words for people; all others are what code decides by."""
    known = frameworks.frameworks()
    names = {f.id for f in known} | {kind for f in known for kind in f.kinds}
    names |= {edition.framework for f in known for edition in f.editions}
    names |= {one["id"] for one in frameworks.shared()["inspectorates"]}
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}: {text}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for text in _strings(ast.parse(path.read_text(encoding="utf-8")))
        if " " not in text and names & set(re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", text.lower()))
    }
    assert found == set()


@pytest.mark.parametrize("file", ["prose/cues.yaml", "export/layouts/d2i.yaml", "export/layouts/ofsted.yaml"])
def test_no_list_of_words_of_the_package_names_a_framework_or_a_kind(file: str) -> None:
    names = {name for f in frameworks.frameworks() for name in (f.id, *f.kinds, *f.told)}
    words = re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", (PACKAGE / file).read_text(encoding="utf-8"))
    assert names.isdisjoint(words)


@pytest.mark.parametrize("where", ["shapes/*.ttl", "queries/**/*.rq"], ids=["shapes", "queries"])
def test_no_shared_shape_and_no_query_names_a_framework_or_a_kind(where: str) -> None:
    known = frameworks.frameworks()
    names = {name for f in known for name in (f.id, *f.kinds)} | {
        e.framework for f in known for e in f.editions
    }
    root, _, pattern = where.partition("/")
    found = {
        (path.name, name)
        for path in files(root, pattern)
        for line in path.read_text(encoding="utf-8").lower().splitlines()
        if not line.startswith("#")  # a header gives examples for people
        for name in re.findall(r"[a-z0-9]+(?:-[a-z0-9]+)*", line)
        if name in names
    }
    assert found == set()


def test_prose_tells_single_kinds_before_frameworks_as_a_whole() -> None:
    told = list(frameworks.told())
    assert set(told) >= {"focused-visit", "jtai", "ilacs"}
    assert told[-1] == "ilacs"


@pytest.mark.parametrize(
    ("kind", "start", "reason", "edition"),
    [
        ("ilacs-short", "2022-12-31", None, "ilacs-2018"),
        ("ilacs-short", "2023-01-01", None, "ilacs-2023"),
        ("ilacs-standard", "2026-05-01", "removed-april-2026", "ilacs-2026"),
        ("monitoring-visit", "2016-02-01", "ungraded-visit", "sif"),
        ("lscb-review", "2015-02-01", "not-stated", "sif"),
        ("area-send", "2024-02-01", None, "area-send-2023"),
        ("jtai", "2017-02-01", "ungraded-visit", "jtai"),
        ("of-no-folder", "2017-02-01", None, "of-no-folder"),
    ],
)
def test_an_edition_follows_from_kind_first_day_and_reason(
    kind: str, start: str, reason: str | None, edition: str
) -> None:
    assert frameworks.edition_of(kind, start, reason) == edition


def test_further_folders_are_read_beside_those_that_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(ADDED))
    assert frameworks.kind("harbour-watch").body == "body/{}-harbour-watch"
    assert "grade-harbour" in frameworks.grade_scales()
    assert "harbour master" in frameworks.shared()["inspector_titles"]
    assert len(frameworks.shared()["inspector_titles"]) > 1


def test_inspectors_speak_in_documents_of_the_tiers_of_all_kinds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert frameworks.report_tiers() == {"ofsted-report", "ofsted-letter"}
    made = tmp_path / "harbour-watch"
    shutil.copytree(ADDED / "harbour-watch", made)
    text = (made / "framework.yaml").read_text(encoding="utf-8")
    named = text.replace("  harbour-review: {}", "  harbour-review: {tier: harbour-log}")
    (made / "framework.yaml").write_text(named, encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    for function in CACHED:
        function.cache_clear()
    assert "harbour-log" in frameworks.report_tiers()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("id: harbour-watch", "id: port-watch", "not the folder's name"),
        ("  harbour-watch:\n", "  jtai:\n", "also belongs to jtai"),
        ("grades: grade-harbour", "colours: blue", "colours"),
        ("inspectorates: [ofsted]", "inspectorates: [ofsted", "not YAML"),
        (
            "  harbour-review: {}",
            "  harbour-review: {known_by: {areas: [tides, protection], from: 2020-01, until: 2021-01}}",
            "known_by names areas that earlier in shared.yaml lacks: tides",
        ),
    ],
)
def test_what_is_wrong_names_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, message: str
) -> None:
    made = tmp_path / "harbour-watch"
    shutil.copytree(ADDED / "harbour-watch", made)
    text = (made / "framework.yaml").read_text(encoding="utf-8")
    assert before in text
    (made / "framework.yaml").write_text(text.replace(before, after, 1), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(RecordError, match=message) as raised:
        frameworks.frameworks()
    assert "harbour-watch" in str(raised.value)
