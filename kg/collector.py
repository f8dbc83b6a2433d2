"""Pauses Python's collector of cyclic garbage while a document is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collection of cyclic garbage while the block runs.

    Objects made from a document live until its graph is written, and nearly all are then freed without the
    collector, which would traverse them some hundred times: an eighth of the whole time.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
