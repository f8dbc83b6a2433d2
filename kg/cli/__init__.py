"""The command line: a skin over functions that anyone can call."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TextIO

from kg.errors import EnvironmentFault, KgError
from kg.text import visible

_ASKING = ("query", "sparql", "show", "brief")
"""Commands that ask a store."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; by default those of the process.

    Returns:
        0 fine (also for no rows), 1 the data is at fault, 2 the call is, 3 the environment is, 130 stopped by
        Ctrl-C.
    """
    from kg.cli.app import run

    _prepare_streams()
    _prepare_log()
    try:
        with _completion():
            code = run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
        return code
    except KgError as problem:
        print(f"kg: {visible(str(problem))}", file=sys.stderr)
        return problem.exit_code
    except BrokenPipeError:
        # The reader has closed the pipe, which is fine; Python would flush again and complain.
        sys.stdout = _nowhere()
        return 0
    except OSError as problem:
        place = f"{problem.filename}:" if problem.filename else "standard output cannot be written:"
        print(f"kg: {visible(place)} {problem.strerror or problem}", file=sys.stderr)
        sys.stdout = _nowhere()
        return EnvironmentFault.exit_code


def _prepare_streams() -> None:
    """Write UTF-8 whatever the locale; write to nowhere where a stream was closed by who called."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, _nowhere())
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


class _OnStderr(logging.Handler):
    """Prints what the library warns of as messages of this program, to the stream of the moment."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line."""
        print(f"kg: {visible(record.getMessage())}", file=sys.stderr)


def _prepare_log() -> None:
    log = logging.getLogger("kg")
    if not any(isinstance(handler, _OnStderr) for handler in log.handlers):
        log.addHandler(_OnStderr())


def _completion() -> AbstractContextManager[None]:
    if "_KG_COMPLETE" not in os.environ:
        return nullcontext()
    from kg.cli.joined import values_fit

    return values_fit(os.environ)


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def entry() -> None:
    """Entry point of the installed command."""
    _start_engine(sys.argv[1:])
    sys.exit(main())


def _start_engine(words: Sequence[str]) -> None:
    """Start the process that will answer while this one reads its own code."""
    if words and words[0] in _ASKING and not {"-h", "--help", "--endpoint"}.intersection(words):
        from kg.store.cancellable import start_early

        start_early()
