"""Examples in the documentation print what they say.

A fenced block marked ``console`` is a session: lines that begin with ``$ kg`` are run one after another, in
one empty store, and what they print on standard output is compared with the lines below them. A line of three
dots stands for any lines. Other commands are for the reader and are not run.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [CHECKOUT / "README.md"]

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Example:
    command: str
    output: list[str]


def examples(text: str) -> list[Example]:
    """Commands of a page's sessions, with what they are said to print."""
    found: list[Example] = []
    for block in _BLOCK.findall(text):
        for line in block.rstrip().splitlines():
            if line.startswith("$ "):
                found.append(Example(line.removeprefix("$ "), []))
            else:
                found[-1].output.append(line.rstrip())
    return found


def matches(said: list[str], printed: list[str]) -> bool:
    """Whether lines are those that were said, dots standing for any."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in (s.rstrip() for s in said)
    )
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_they_say(page: Path, tmp_path: Path) -> None:
    surroundings = {
        **{key: value for key, value in os.environ.items() if not key.startswith("KG_")},
        "KG_STORE": str(tmp_path / "store"),
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "PYTHONUTF8": "1",
    }
    ran = 0
    for example in examples(page.read_text(encoding="utf-8")):
        if not example.command.startswith("kg "):
            continue
        done = subprocess.run(
            [sys.executable, "-m", "kg", *_words(example.command)],
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


def _words(command: str) -> list[str]:
    """A command's arguments, with file patterns filled in as a shell would."""
    words: list[str] = []
    for word in shlex.split(command)[1:]:
        found = sorted(str(path.relative_to(CHECKOUT)) for path in CHECKOUT.glob(word)) if "*" in word else []
        words += found or [word]
    return words


def test_dots_stand_for_any_lines() -> None:
    assert matches(["a", "...", "d"], ["a", "b", "c", "d"])
    assert matches(["a", "..."], ["a"])
    assert not matches(["a", "...", "d"], ["a", "b"])


def test_a_session_is_cut_into_commands() -> None:
    page = "```console\n$ kg info\nversion 1\n$ make test\n```\n"
    assert examples(page) == [Example("kg info", ["version 1"]), Example("make test", [])]
