"""Pages made before anybody asks for them: councils, themes and groups, after the start and after each load.

The first page of a council takes seconds to make and a millisecond once it is kept. One thread makes one page
at a time and rests as long as it worked, so that readers find an engine free.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from kg.errors import KgError
from kg.queries.dates import today
from kg.serve.inside import get
from kg.serve.pool import page_key

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from kg.serve.pool import Pool

_LOG: Final = logging.getLogger("kg.serve")
_GLANCE: Final = 5.0
"""Seconds between two looks whether the data has changed."""


def addresses(pool: Pool) -> Iterator[str]:
    """Paths of the pages that are made ahead, those that most readers ask for first.

    Args:
        pool: of the store whose current councils, themes and groups have pages.

    Raises:
        Busy: no engine became free.
    """
    yield from ("/", "/names.json", "/topics", "/queries", "/coverage")
    with pool.graph() as graph:
        councils = [name.id for name in graph.names.authorities() if name.current]
        topics = [(kind, one.id) for kind in ("theme", "cohort") for one in graph.names.concepts(kind)]
    yield from (f"/council/{code}" for code in councils)
    yield from (f"/{kind}/{identifier}" for kind, identifier in topics)


def make_all(app: Starlette, stop: threading.Event) -> int:
    """Make all pages that are not kept yet, until the data or the day changes.

    A page with an HTTP status of 400 or more is logged, and rendered again when a reader opens it.

    Args:
        app: the application, with its pool as ``app.state.pool``.
        stop: ends the work after the page that is being made.

    Returns:
        The number of pages that were asked for, those that failed among them.

    Raises:
        Busy: no engine became free.
    """
    pool: Pool = app.state.pool
    state, made = _state(pool), 0
    for address in addresses(pool):
        if stop.is_set() or _state(pool) != state:
            break
        if pool.remembers(page_key(address)):
            continue
        begun = time.monotonic()
        status, _ = get(app, address)
        if status >= 400:
            _LOG.info("%s was not rendered in advance: status %d", address, status)
        made += 1
        stop.wait(time.monotonic() - begun)
    return made


def keep_ready(app: Starlette, stop: threading.Event) -> None:
    """Make all pages now and whenever the data or the day has changed, until it is stopped.

    An error of ours, such as no free engine, is logged, and the work begins again five seconds later.

    Args:
        app: the application, with its pool as ``app.state.pool``.
        stop: ends the work after the page that is being made.
    """
    pool: Pool = app.state.pool
    done: tuple[str, str] | None = None
    while not stop.is_set():
        state = _state(pool)
        if state != done:
            try:
                make_all(app, stop)
            except KgError as problem:  # for example no engine became free; readers go first
                _LOG.info("pages are not rendered in advance for now: %s", problem)
            else:
                done = state
        stop.wait(_GLANCE)


def _state(pool: Pool) -> tuple[str, str]:
    return pool.generation(), str(today())
