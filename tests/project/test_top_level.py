"""What may stand at the top of the repository: nothing gets there by accident."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

import kg
from kg import yaml_core
from kg.namespaces import BASE

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    ".ci",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".pre-commit-config.yaml",
    "CHANGELOG.md",
    "CITATION.cff",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "benchmarks",
    "changes",
    "data",
    "docs",
    "documents",
    "findings",
    "frameworks",
    "kg",
    "mkdocs.yml",
    "ontology",
    "pyproject.toml",
    "queries",
    "requirements-dev.lock",
    "shapes",
    "tests",
    "tools",
}


def unknown(tracked: str) -> set[str]:
    """Names at the top, of the NUL-separated paths that git tracks, that are not allowed there."""
    return {path.partition("/")[0] for path in tracked.split("\0") if path} - ALLOWED


def test_only_known_names_stand_at_the_top() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not unknown(listed.stdout), "move these to the folder they belong in, or name them in ALLOWED"


def test_the_version_to_cite_is_the_version_that_ships() -> None:
    cited = yaml_core.load_file(ROOT / "CITATION.cff")
    assert cited["version"] == kg.__version__
    assert cited["title"] == "inspection-kg"
    assert cited["url"] == BASE


def test_the_way_to_contribute_names_what_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", text)) <= targets
    for link in re.findall(r"\]\(([^)#]+)\)", text):
        assert (ROOT / link).is_file(), link


def test_notes_on_changes_have_a_kind_and_say_something() -> None:
    for path in (ROOT / "changes").iterdir():
        if path.name != "README.md":
            assert re.fullmatch(r"\+[a-z0-9-]+\.(?:added|changed|fixed|removed)\.md", path.name), path.name
            assert path.read_text(encoding="utf-8").strip().endswith("."), path.name


def test_the_lock_pins_each_dependency_of_development() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*told["project"]["dependencies"], *told["dependency-groups"]["dev"]]
    for extra in ("pandas", "polars", "xlsx"):
        wanted += told["project"]["optional-dependencies"][extra]
    locked = (ROOT / "requirements-dev.lock").read_text(encoding="utf-8")
    pins = {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", locked, re.MULTILINE)}
    assert {plain(re.match(r"[A-Za-z0-9._-]+", one)[0]) for one in wanted} <= pins  # type: ignore[index]


def plain(name: str) -> str:
    """A name of a package as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_a_note_left_at_the_top_is_found() -> None:
    assert unknown("README.md\0NOTE-TO-SELF.md\0kg/__init__.py\0") == {"NOTE-TO-SELF.md"}
