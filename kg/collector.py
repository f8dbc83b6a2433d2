"""Python's collector of cyclic garbage, out of the way while a document is read."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Collect no cyclic garbage meanwhile.

    What is made of a document lives until its graph is written, and nearly all of it then goes without the
    collector, which would look through it some hundred times: an eighth of the whole work.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
