"""All errors of the package, as one tree.

::

    KgError
    +-- DataError            the data is at fault              exit code 1
    |   +-- UnreadableFile       not a document we can open
    |   +-- UnknownLayout        a document, but of no layout we know
    |   +-- UnknownValue         a grade, area, kind or date form we do not know
    |   +-- ShapeViolation       facts that break a shape
    |   +-- RecordError          a shipped or curated record is malformed
    +-- CallError            the call is at fault              exit code 2
    |   +-- UnknownName          no such query, authority, theme ...
    |   +-- BadParameter         a parameter that its type does not allow
    |   +-- RefusedQuery         SPARQL that would write, load or go out to the network
    |   +-- QueryError           SPARQL that does not parse, or a header that does not fit it
    +-- EnvironmentFault     the machine or a service is       exit code 3
        +-- StoreLocked          another process is loading
        +-- StoreMissing         no store there
        +-- StoreDamaged         a store that cannot be opened
        +-- EndpointError        a remote store refused, failed or hung
        +-- TimeLimit            a query ran out of time or memory
        +-- MissingExtra         an optional dependency is not installed

Messages name the file, the place in it and what to do. The command line prints only the message and exits
with the class's ``exit_code``; a traceback is a defect.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_SHOWN: Final = 100
"""Most characters of a name that a message repeats."""


class KgError(Exception):
    """Root of all errors that this package raises on purpose."""

    exit_code = 1


class DataError(KgError):
    """The data that was read is at fault."""

    exit_code = 1


class UnreadableFile(DataError):
    """The file is missing, empty, damaged, encrypted, too large or holds no text."""


class OverLimit(UnreadableFile):
    """The file has more pages, text or objects, or needs more time or memory, than the limits allow."""


class UnknownLayout(DataError):
    """The file can be read, but it has no layout that this version knows."""


class UnknownValue(DataError):
    """A value in the document has a form that this version does not know; it is never guessed."""


class ShapeViolation(DataError):
    """The facts of a document break a shape, so the document is not stored."""


class RecordError(DataError):
    """A record, curation file or register entry is malformed."""


class CallError(KgError):
    """The caller asked for something that does not exist or is not allowed."""

    exit_code = 2


class UnknownName(CallError):
    """Nothing has this name.

    Args:
        what: kind of the name, for example ``"authority"``.
        name: the name as the user wrote it.
        near: similar names, best first.
        known: all existing names, if they are few; listed if none is similar.
        helps: advice with a command, if none is similar and they are not few.
    """

    def __init__(
        self, what: str, name: str, near: Sequence[str] = (), known: Sequence[str] = (), helps: str = ""
    ) -> None:
        self.what, self.name, self.near = what, name, tuple(near)
        hint = f" There are: {'; '.join(known)}." if known else f" {helps}" if helps else ""
        if self.near:
            hint = f" Did you mean {_either(self.near)}?"
        shown = name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…"
        super().__init__(f"No {what} is called {shown!r}.{hint}")


class BadParameter(CallError):
    """A parameter's value does not fit its declared type."""


class RefusedQuery(CallError):
    """The query would change data, read files or access the network."""


class QueryError(CallError):
    """The query does not parse, or its header and its body disagree."""


class EnvironmentFault(KgError):
    """The machine, the disk or a remote service is at fault."""

    exit_code = 3


class StoreLocked(EnvironmentFault):
    """Another process is writing to the store."""


class StoreMissing(EnvironmentFault):
    """There is no store in the given folder."""


class StoreDamaged(EnvironmentFault):
    """The store exists but cannot be opened, or one of its files is lost: ``kg check``."""


class StoreChanged(EnvironmentFault):
    """The store was changed while its files were read, and some of them were deleted."""


class EndpointError(EnvironmentFault):
    """A remote endpoint refused, failed or did not answer in time."""


class TimeLimit(EnvironmentFault):
    """A query needed more time, memory or rows than its limits allow."""


class MissingExtra(EnvironmentFault):
    """A required optional dependency is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"This needs {package}, which is not installed: pip install 'inspection-kg[{extra}]'"
        )


def _either(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last
