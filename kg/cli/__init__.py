"""The command line: a skin over functions that anyone can call."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from kg.errors import KgError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; by default those of the process.

    Returns:
        0 fine (also for no rows), 1 the data is at fault, 2 the call is, 3 the environment is.
    """
    from kg.cli.app import run

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return run(sys.argv[1:] if arguments is None else list(arguments))
    except KgError as problem:
        print(f"kg: {problem}", file=sys.stderr)
        return problem.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("kg: stopped; the store is as it was", file=sys.stderr)
        return 130


def entry() -> None:
    """Entry point of the installed command."""
    sys.exit(main())
