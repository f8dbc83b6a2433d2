"""Commands of the pages mean the same in every shell that people paste them into.

An interactive zsh, which is what a terminal of macOS opens, takes ``#`` and the words after it as arguments.
So explanations stand in the text and not behind commands. Stand-ins for the programs write down what they are
given.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.sessions import blocks

CHECKOUT = Path(__file__).resolve().parents[2]
PAGES = [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *sorted((CHECKOUT / "docs").glob("*.md"))]
PROGRAMS = ("kg", "make", "pip", "pipx", "uv", "python", "python3", "oxigraph", "curl", "dask", "export")
SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
_STAND_IN = '#!/bin/sh\nfor word in "$0" "$@"; do printf "%s\\n" "${word##*/stand-ins/}" >> "$SAID"; done\n'


def commands(page: Path) -> list[str]:
    """The lines of indented blocks that begin with a program."""
    shown = [block.text for block in blocks(page.read_text(encoding="utf-8")) if block.kind == "indented"]
    lines = [line.strip() for text in shown for line in text.replace("\\\n", " ").splitlines()]
    return [line for line in lines if line.split(" ")[0].rpartition("/")[2] in PROGRAMS]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_has_a_comment_behind_it(page: Path) -> None:
    assert [line for line in commands(page) if "#" in shlex.split(line)] == []


@pytest.mark.skipif(os.name == "nt", reason="the commands of the README are for a POSIX shell")
@pytest.mark.parametrize("shell", SHELLS)
def test_the_lines_of_the_readme_reach_their_programs_whole(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    folder = tmp_path / "stand-ins"
    folder.mkdir()
    lines = commands(CHECKOUT / "README.md")
    for program in {line.split()[0] for line in lines}:
        (folder / program).write_text(_STAND_IN, encoding="utf-8", newline="\n")
        (folder / program).chmod(0o755)
    said = tmp_path / "said"
    subprocess.run(
        SHELLS[shell],
        input="\n".join([*lines, "exit", ""]),
        env={"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(tmp_path), "SAID": str(said), "TERM": "dumb"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert len(lines) > 10
    assert said.read_text(encoding="utf-8").splitlines() == [
        word for line in lines for word in shlex.split(line)
    ]
