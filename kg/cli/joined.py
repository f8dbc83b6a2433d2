"""Completion of a value that an equals sign joins to its option: shells differ, and typer leaves it so."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, redirect_stdout
from itertools import pairwise
from typing import Final

_JOINED: Final = re.compile(r"""\s(--[\w-]+=)(?:\\.|"[^"]*"?|'[^']*'?|[^\s\\"'])*$""")
"""A last word that begins with an option and the sign; its value may be in quotes that are still open."""


@contextmanager
def values_fit(environ: MutableMapping[str, str]) -> Iterator[None]:
    """Let values that typer offers within it fit the word that the shell completes.

    Bash parts the word at the sign. zsh and fish take it whole, but typer offers them the value alone.

    Args:
        environ: the variables in which a shell says what is typed; for bash changed in place.
    """
    shell = environ.get("_KG_COMPLETE")
    joined = _JOINED.search(environ.get("_TYPER_COMPLETE_ARGS", ""))
    if shell == "complete_bash":
        without_signs(environ)
    if shell == "complete_zsh" and joined:
        print("compset -P '--*=';")  # from here on zsh looks at what follows the sign
    if shell != "complete_fish" or not joined or environ.get("_TYPER_COMPLETE_FISH_ACTION") != "get-args":
        yield
        return
    with redirect_stdout(io.StringIO()) as offered:
        yield
    for line in offered.getvalue().splitlines():
        print(joined[1] + line)


def without_signs(environ: MutableMapping[str, str]) -> None:
    r"""Take out each ``=`` at which bash parts an option from its value; typer takes it for a value.

    Args:
        environ: the variables in which bash says what is typed; changed in place.

    >>> typed = {"COMP_WORDS": "kg\nbrief\n--authority\n=\nSur", "COMP_CWORD": "4"}
    >>> without_signs(typed)
    >>> typed["COMP_WORDS"].splitlines(), typed["COMP_CWORD"]
    (['kg', 'brief', '--authority', 'Sur'], '3')
    """
    words = environ.get("COMP_WORDS", "").split("\n")
    place = int(environ.get("COMP_CWORD", "0"))
    pairs = enumerate(pairwise(words), 1)
    # One that is itself the word that is typed stays: typer knows what it means there.
    signs = {n for n, (before, word) in pairs if n < place and before.startswith("--") and word == "="}
    environ["COMP_WORDS"] = "\n".join(word for n, word in enumerate(words) if n not in signs)
    environ["COMP_CWORD"] = str(place - len(signs))
