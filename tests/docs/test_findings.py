"""Each finding is a script that stands alone, says what was expected and seen, and is in the index."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "findings"
SCRIPTS = sorted(FOLDER.glob("*.sh"))
EACH = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)


def test_the_index_has_every_script_and_nothing_else() -> None:
    named = re.findall(r"^\| `([\w-]+)\.sh` \|", (FOLDER / "README.md").read_text(encoding="utf-8"), re.M)
    assert named == [path.stem for path in SCRIPTS] != []


@EACH
def test_its_head_says_versions_expectation_and_behaviour(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    head = text[: text.index("set -euo pipefail")]
    assert head.startswith("#!/usr/bin/env bash\n# ") and os.access(script, os.X_OK)
    for word in ("Versions: ", "Expected: ", "Seen:     "):
        assert head.count(f"\n# {word}") == 1


@EACH
def test_it_installs_pinned_packages_in_a_folder_of_its_own_and_none_of_ours(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert "folder=$(mktemp -d)" in text and "trap 'rm -rf" in text
    packages = re.findall(r"pip install .*?--quiet (.*)$", text, re.M)[0].split()
    assert packages and all("==" in package for package in packages)
    assert not re.search(r"^\s*(?:from|import) kg\b|inspection-kg", text, re.M)
    assert "The behaviour has changed." in text and "EXPECTED" in text


@EACH
def test_it_is_a_script(script: Path) -> None:
    subprocess.run(["bash", "-n", str(script)], check=True)


@EACH
def test_the_page_on_other_tools_leads_to_it(script: Path) -> None:
    page = FOLDER.parent / "docs" / "in-other-tools.md"
    assert script.name in page.read_text(encoding="utf-8")
