"""Completion in the shells themselves: what the Tab key makes of a line, after ``kg --install-completion``.

Each shell runs at a terminal of its own, with a home of its own. A key bound for the test prints the line as
the shell then has it, so nothing waits for a time.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("a terminal for each shell needs POSIX", allow_module_level=True)

import pty

SHOWN = re.compile(r"<<(.*?)>>")
READY = "ready-for-keys"
BEGIN: Mapping[str, tuple[list[str], str]] = {
    "bash": (
        ["bash", "--noprofile", "-i"],
        r"""bind 'set bell-style none'; bind -x '"\C-t": printf "<<%s>>" "$READLINE_LINE"'; PS1=; """,
    ),
    "zsh": (
        ["zsh", "-i"],
        r"""shown() { print -rn -- "<<$BUFFER>>" }; zle -N shown; bindkey '^T' shown; unsetopt beep; """
        r"""zstyle ':completion:*' menu no; unsetopt auto_menu auto_list; PS1=; RPS1=; """,
    ),
    "fish": (
        ["fish", "-i"],
        r"""function fish_prompt; end; bind \ct 'printf "<<%s>>" (commandline)'; """,
    ),
}
"""How a shell starts, and what makes Ctrl-T print the line."""

OWN_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execvp(sys.argv[1], sys.argv[1:])
"""
"""Makes the terminal that of the shell's session, as fish demands."""

LINES = {
    "kg qu": {"kg quer", "kg queries"},
    "kg query persis": {"kg query persistent-weaknesses "},
    "kg query judgements --authority exa": {"kg query judgements --authority exampleshire "},
    "kg query judgements --authority Exa": {"kg query judgements --authority Exampleshire "},
    "kg query statements --sort recom": {"kg query statements --sort recommendation "},
    "kg query due --region yorkshire": {"kg query due --region yorkshire-and-the-humber "},
    'kg query due --region "Yorkshire and t': {'kg query due --region "Yorkshire and the Humber" '},
    "kg query due --region=yorkshire": {"kg query due --region=yorkshire-and-the-humber "},
    "kg export --authority=Exa": {"kg export --authority=Exampleshire "},
    'kg query due --region="Yorkshire and t': {
        'kg query due --region="Yorkshire and the Humber" ',
        "kg query due --region=Yorkshire\\ and\\ the\\ Humber ",
    },
    "kg query trajectories --theme Homes-f": {"kg query trajectories --theme Homes-for-care-leavers "},
    "kg query trajectories --theme childrens-v": {
        "kg query trajectories --theme childrens-voice-participation-and-advocacy "
    },
}
"""What is typed, and the lines that the Tab key may make of it: shells differ in where they stop."""


class Shell:
    """A shell at a terminal of its own."""

    def __init__(self, name: str, home: Path, surroundings: Mapping[str, str]) -> None:
        command, preparation = BEGIN[name]
        ours, theirs = pty.openpty()
        self._terminal = ours
        self._process = subprocess.Popen(
            [sys.executable, "-c", OWN_TERMINAL, *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings,
            cwd=home,
            start_new_session=True,
        )
        os.close(theirs)
        self._type(f"{preparation}echo {READY[:5]}''{READY[5:]}\n")
        self._until(re.compile(READY))

    def completed(self, line: str) -> str:
        """The line after the Tab key."""
        self._type(f"\x15{line}\t\x14")
        return self._until(SHOWN)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)

    def _type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def _until(self, pattern: re.Pattern[str]) -> str:
        seen = ""
        while True:
            seen += os.read(self._terminal, 4096).decode(errors="replace")
            found = pattern.search(seen)
            if found:
                return found[found.re.groups]


@pytest.fixture(params=["bash", "zsh", "fish"])
def shell(request: pytest.FixtureRequest, sample_store: Path, tmp_path: Path) -> Iterator[Shell]:
    """A shell in which ``kg --install-completion`` was run before."""
    name = str(request.param)
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    command = tmp_path / "kg"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    (tmp_path / ".zshrc").touch()  # zsh asks questions of those who have none
    # without it, fish would read all manual pages of the machine first
    (tmp_path / ".local" / "share" / "fish" / "generated_completions").mkdir(parents=True)
    surroundings = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("KG_", "XDG_", "_KG"))},
        "HOME": str(tmp_path),
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "KG_STORE": str(sample_store),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "TERM": "dumb" if name == "bash" else "xterm",
    }
    # The shell is known by the process that asks; what follows keeps it from being replaced by the command.
    install = subprocess.run(
        [name, "-c", "kg --install-completion; true"], env=surroundings, capture_output=True, text=True
    )
    assert install.stdout.startswith(f"{name} completion installed"), install.stderr
    started = Shell(name, tmp_path, surroundings)
    yield started
    started.close()


def test_the_tab_key_completes_names_and_values(shell: Shell) -> None:
    shell.completed("kg ")  # in zsh, typer's script only gets ready at the first Tab of a session
    for line, completed in LINES.items():
        assert shell.completed(line) in completed, line


def test_a_name_with_escaped_blanks_is_completed_or_left_alone(shell: Shell) -> None:
    typed = "kg query due --region Yorkshire\\ and\\ t"
    shell.completed("kg ")
    assert shell.completed(typed) in {typed, f"{typed}he\\ Humber "}
