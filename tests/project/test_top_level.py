"""What may stand at the top of the repository: nothing gets there by accident."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

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


def test_a_note_left_at_the_top_is_found() -> None:
    assert unknown("README.md\0NOTE-TO-SELF.md\0kg/__init__.py\0") == {"NOTE-TO-SELF.md"}
