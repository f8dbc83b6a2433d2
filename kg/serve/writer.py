"""A process that writes pages as files: ``kg.serve.still`` starts some, tells them what to write, ends them.

Pages are made in Python and hold its lock, so threads would make one at a time.
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import DataError, EnvironmentFault, KgError
from kg.sandbox import child, faults
from kg.sandbox.process import Died, Process
from kg.serve.inside import get
from kg.serve.rewriting import names_of, rewritten

if TYPE_CHECKING:
    from starlette.applications import Starlette


def asked(process: Process, head: dict[str, Any], body: bytes = b"") -> None:
    """Have a process of this module do something: first open the store, then write one page after the other.

    Args:
        process: runs :func:`main`.
        head: ``store``, ``endpoint`` and ``folder``; or ``address`` and ``file``.
        body: of the first message: files by the keys of addresses (``key_of``), as JSON.

    Raises:
        KgError: as the process had it.
        OSError: the disk refuses.
    """
    try:
        answer, _ = process.ask(head, body)
    except Died as death:
        raise EnvironmentFault(f"A process that writes pages ended: {death}") from None
    faults.raised(answer)


def main() -> None:
    """Open the store, then write pages until nobody asks any more."""
    messages, reply = child.messages()
    writer: Writer | None = None
    for head, body in messages:
        try:
            if writer is None:
                writer = Writer(head, json.loads(body))
            else:
                writer.write(head["address"], head["file"])
            reply({}, b"")
        except (KgError, OSError) as error:
            reply(faults.told(error), b"")


class Writer:
    """Writes pages of one store into a folder.

    Args:
        opening: ``store``, ``endpoint`` and ``folder``.
        targets: files by the keys of addresses that are written.
    """

    def __init__(self, opening: dict[str, Any], targets: dict[str, str]) -> None:
        self._folder = Path(opening["folder"])
        self._targets = targets
        self._app = _application(opening["store"], opening["endpoint"])

    def write(self, address: str, name: str) -> None:
        """Write one page.

        Raises:
            DataError: it could not be made.
            OSError: the disk refuses.
        """
        status, body = get(self._app, address)
        if status != 200:
            raise DataError(f"The page {address} could not be made: {_message(body)}")
        if name.endswith(".html"):
            body = rewritten(body.decode(), name, self._targets).encode()
        elif name == "names.json":
            body = names_of(body, self._targets)
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def _application(store: str | None, endpoint: str | None) -> Starlette:
    """The explorer with one engine; its lists are whole."""
    from kg.api import open as open_store
    from kg.serve.app import application
    from kg.serve.pool import Pool

    app = application(Pool(lambda: open_store(store, endpoint=endpoint), size=1, seconds=600))
    app.state.whole = True
    return app


def _message(body: bytes) -> str:
    told = re.search(r'role="alert">(.*?)</p>', body.decode("utf-8", "replace"), re.DOTALL)
    return unescape(told[1]) if told else "no reason is known."
