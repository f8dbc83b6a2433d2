"""Examples in Markdown: fenced and indented blocks, and sessions with commands and what they print.

A block is fenced, with its language, or indented by four blanks. A comment before it,
``<!-- not run: why -->``, says why it is not run; ``<!-- file: NAME -->`` names the file that it is. Sessions
are blocks marked ``console``.

Lines that begin with ``$ `` are commands; the lines below one are its output, and a line of three dots stands
for any lines, dots within a line for any part of it.
"""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import textwrap
from dataclasses import dataclass
from pathlib import Path

from kg.cli import main

_PARTS = re.compile(
    r"^<!-- (?P<key>not run|file): (?P<said>.*?)-->$"
    r"|^```(?P<language>[\w-]*)\n(?P<fenced>.*?)^```$"
    r"|(?<=\n\n)(?P<indented>(?:    [^\n]*\n|\n(?=(?:\n)*    ))+)",
    re.DOTALL | re.MULTILINE,
)
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A block of a page: its language (``indented`` without one), text, why it is not run, its file."""

    kind: str
    text: str
    not_run: str = ""
    file: str = ""


def blocks(page: str) -> list[Block]:
    """The blocks of a page, in order."""
    found: list[Block] = []
    said = {"not run": "", "file": ""}
    for part in _PARTS.finditer(page):
        if part["key"]:
            said[part["key"]] = part["said"].strip()
            continue
        if part["fenced"] is not None:
            found.append(Block(part["language"], part["fenced"], said["not run"], said["file"]))
        else:
            shown = textwrap.dedent(part["indented"]).strip() + "\n"
            found.append(Block("indented", shown, said["not run"], said["file"]))
        said = {"not run": "", "file": ""}
    return found


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
    pattern = "".join(_pattern(line.rstrip()) for line in said)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


def _pattern(line: str) -> str:
    if line == "...":
        return r"(?:.*\n)*?"
    return re.escape(line).replace(re.escape("..."), ".*") + r"\n"


def arguments(command: str, folder: Path) -> list[str]:
    """A command's arguments without its name, with file patterns filled in as a shell in the folder would."""
    words: list[str] = []
    for word in shlex.split(command)[1:]:
        found = (
            sorted(path.relative_to(folder).as_posix() for path in folder.glob(word)) if "*" in word else []
        )
        words += found or [word]
    return words


def run(words: list[str]) -> tuple[int, str]:
    """Run a command in this process: its exit code, and what it prints on both streams."""
    # export writes bytes, so the stand-in needs a buffer like the terminal's
    stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        code = main(words)
    stream.flush()
    stream.seek(0)
    return code, stream.read().rstrip("\n")
