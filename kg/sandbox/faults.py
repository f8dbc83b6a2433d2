"""Errors on their way from a process to the one that asked it, in the head of a message."""

from __future__ import annotations

from typing import Any

from kg import errors
from kg.errors import EnvironmentFault, KgError


def told(problem: KgError | OSError) -> dict[str, Any]:
    """The head of a message that reports an error."""
    if isinstance(problem, OSError):
        return {"errno": problem.errno, "message": problem.strerror or str(problem)}
    return {"error": type(problem).__name__, "message": str(problem)}


def raised(head: dict[str, Any]) -> None:
    """Raise the error that a message reports, if any.

    Raises:
        KgError: of the class that the process had, as far as :mod:`kg.errors` has it.
        OSError: the system refused something to the process.
    """
    if "errno" in head:
        raise OSError(head["errno"], head["message"])
    if "error" in head:
        kind: type[KgError] = getattr(errors, head["error"], EnvironmentFault)
        raise kind.__new__(kind, head["message"])  # some classes make their message of several values
