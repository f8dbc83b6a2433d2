"""Shows the stages of long work: a bar for each on a terminal, or one JSON object a line."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from kg.stages import Event, heard_by
from kg.text import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Form(StrEnum):
    """How stages are logged."""

    JSON = "json"


Log = Annotated[Form | None, typer.Option("--log", help="Write each step to stderr as a JSON object a line.")]


@contextmanager
def watched(log: Form | None = None) -> Iterator[None]:
    """Show the stages of what the block does on stderr; without a terminal or a log, nothing.

    Args:
        log: form of a log in place of bars.
    """
    if log is Form.JSON:
        with heard_by(JsonLines(sys.stderr)):
            yield
        return
    if not sys.stderr.isatty():
        yield
        return
    with ExitStack() as stack:
        bars = _Bars(stack)
        with heard_by(bars):
            yield


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
            self._stream.write(json.dumps(rounded, ensure_ascii=False) + "\n")
            self._stream.flush()


class _Bars(logging.Handler):
    """A bar for the stage that runs, with rate and time left; it goes when the stage ends."""

    def __init__(self, stack: ExitStack) -> None:
        super().__init__(logging.INFO)
        self._stack = stack
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

    def _shown(self) -> Progress:
        """The bars, made when the first stage begins, since a short command shows none."""
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
            shown = Progress(*columns, console=Console(stderr=True), transient=True)
            self._progress = self._stack.enter_context(shown)
        return self._progress
