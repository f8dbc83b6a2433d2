"""Shows the stages of a command that takes long: a bar for each on a terminal, or one JSON object a line.

:func:`watched` stands around every command, in :mod:`kg.cli.app`, since most may take councils in first.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Final, TextIO

import typer

from kg.stages import Event, heard_by
from kg.text import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Form(StrEnum):
    """How stages are logged."""

    JSON = "json"


_FORM: Final = "kg.log"
"""Key of the form that an option asked for in what contexts of a command share."""


def _choose(context: typer.Context, form: Form | None) -> Form | None:
    context.meta[_FORM] = form
    return form


Log = Annotated[
    Form | None,
    typer.Option("--log", help="Write each step to stderr, one JSON object per line.", callback=_choose),
]
"""The option of a command that may write a log in place of bars; :func:`watched` does what it says."""


@contextmanager
def watched(shared: MutableMapping[str, Any]) -> Iterator[None]:
    """Show the stages of what the block does on stderr; without a terminal or a log, nothing.

    Args:
        shared: what the contexts of a command share; the form of a log is looked up when a stage begins.
    """
    with heard_by(_Chosen(shared)):
        yield


class _Chosen(logging.Handler):
    """Passes events to a log if one was asked for, else to bars if stderr is a terminal."""

    def __init__(self, shared: MutableMapping[str, Any]) -> None:
        super().__init__(logging.INFO)
        self._shared = shared
        self._bars = _Bars()

    def emit(self, record: logging.LogRecord) -> None:
        """Pass an event on."""
        if self._shared.get(_FORM) is Form.JSON:
            JsonLines(sys.stderr).emit(record)
        elif sys.stderr.isatty():
            self._bars.emit(record)


class JsonLines(logging.Handler):
    """Writes each event as a JSON object in a line of its own.

    Args:
        stream: where to.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(logging.INFO)
        self._stream = stream

    def emit(self, record: logging.LogRecord) -> None:
        """Write an event."""
        event = getattr(record, "stage", None)
        if isinstance(event, Event):
            told = {name: value for name, value in asdict(event).items() if value not in ("", 0)}
            told |= {k: v for k, v in (("rate", event.rate), ("left", event.left)) if v is not None}
            rounded = {k: round(v, 3) if isinstance(v, float) else v for k, v in told.items()}
            self._stream.write(json.dumps(rounded) + "\n")  # in ASCII: nothing acts on a terminal
            self._stream.flush()


class _Bars(logging.Handler):
    """A bar for the stage that runs, with rate and time left; it goes when the stage ends.

    Between stages nothing is shown, so that what a command prints then stays whole.
    """

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._progress: Progress | None = None
        self._tasks: dict[str, TaskID] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Show an event."""
        event = getattr(record, "stage", None)
        if not isinstance(event, Event):
            return
        progress = self._shown()
        if event.event == "begin":
            total = event.total or None
            self._tasks[event.stage] = progress.add_task(event.stage, total=total, rate="", name="")
        elif event.event == "step":
            rate = f"{event.rate:.1f}/s" if event.rate else ""
            name = visible(event.name)[:40]
            progress.update(self._tasks[event.stage], completed=event.done, rate=rate, name=name)
        else:
            progress.remove_task(self._tasks.pop(event.stage))
            if not self._tasks:
                progress.stop()
                self._progress = None

    def _shown(self) -> Progress:
        """The bars, made when a stage begins, since a short command shows none."""
        if self._progress is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                TextColumn("{task.fields[name]}", markup=False),
            )
            self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress.start()
        return self._progress
