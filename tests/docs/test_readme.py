"""Examples in the README print what they say.

Lines of a session that begin with ``$ kg`` are run one after another, each a process, in one new store, and
what they print on standard output is compared. Other commands are for the reader and are not run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.sessions import Example, arguments, examples, matches

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [CHECKOUT / "README.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_they_say(page: Path, tmp_path: Path) -> None:
    surroundings = {
        **{key: value for key, value in os.environ.items() if not key.startswith("KG_")},
        **dict.fromkeys(("XDG_DATA_HOME", "LOCALAPPDATA", "HOME"), str(tmp_path)),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }
    ran = 0
    for example in examples(page.read_text(encoding="utf-8")):
        if not example.command.startswith("kg "):
            continue
        done = subprocess.run(
            [sys.executable, "-m", "kg", *arguments(example.command, CHECKOUT)],
            cwd=CHECKOUT,
            env=surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, f"{example.command}\n{done.stderr}"
        printed = done.stdout.rstrip("\n").splitlines()
        assert matches(example.output, printed), f"{example.command} prints:\n{done.stdout}"
        ran += 1
    assert ran, f"{page.name} has no example to run"


def test_dots_stand_for_any_lines() -> None:
    assert matches(["a", "...", "d"], ["a", "b", "c", "d"])
    assert matches(["a", "..."], ["a"])
    assert not matches(["a", "...", "d"], ["a", "b"])
    assert not matches(["key ..."], ["other value"])
    assert matches(["key ..."], ["key and value"])
    assert matches(["... rows in ..."], ["3 rows in 2 tables"])


def test_a_session_is_cut_into_commands() -> None:
    page = "```console\n$ kg info\nversion 1\n$ make test\n```\n"
    assert examples(page) == [Example("kg info", ["version 1"]), Example("make test", [])]
