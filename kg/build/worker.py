"""The part of :mod:`kg.build.scheduled` that runs on a machine of a Dask cluster: reads documents in cages.

The document arrives as bytes, so machines need no shared folder. Cages wait a minute for the next document,
since starting one takes longer than reading a short report.
"""

from __future__ import annotations

import os
import pickle
import platform
import tempfile
import threading
import zlib
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

import kg
from kg.build.cage import Cage
from kg.build.rules_hash import rules_hash
from kg.documents.limits import DocumentLimits
from kg.errors import EnvironmentFault

_LIBRARIES: Final = ("numpy", "pyoxigraph", "pypdfium2", "pyshacl", "rdflib")
_DIGITS: Final = 12
_WAIT: Final = 60.0
"""Seconds that a cage waits for the next document."""


def versions() -> dict[str, str]:
    """Versions on this machine on which the bytes of a graph depend, besides the document."""
    return {
        "inspection-kg": kg.__version__,
        "rules": rules_hash()[:_DIGITS],
        "rules for prose": rules_hash("prose")[:_DIGITS],
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{library: version(library) for library in _LIBRARIES},
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }


def differences(there: Mapping[str, str], here: Mapping[str, str]) -> str:
    """The differences between two machines, in words; empty if there are none.

    >>> differences({"Python": "3.12", "rules": "ab"}, {"Python": "3.11", "rules": "ab"})
    'Python 3.12 there, 3.11 here'
    """
    names = dict.fromkeys((*here, *there))
    return "; ".join(
        f"{name} {there.get(name, 'missing')} there, {here.get(name, 'missing')} here"
        for name in names
        if there.get(name) != here.get(name)
    )


def read(name: bytes, data: bytes, how: bytes, limits: DocumentLimits, here: Mapping[str, str]) -> bytes:
    """Read one document on this machine.

    Args:
        name: name of the file, as bytes.
        data: content of the file.
        how: as for :meth:`kg.build.cage.Cage.read`.
        limits: limits for the document.
        here: :func:`versions` of the requesting machine.

    Returns:
        The graph or the refusal, pickled.

    Raises:
        EnvironmentFault: the versions differ, or a requirement of the reader is missing.
    """
    if differing := differences(versions(), here):
        raise EnvironmentFault(f"A worker that joined later (--scheduler) has other versions: {differing}.")
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / os.fsdecode(name)
        path.write_bytes(data)
        cage = _CAGES.take(limits)
        try:
            result = cage.read(path, how)
        except BaseException:
            cage.end()
            raise
        _CAGES.put(cage)
    return pickle.dumps(result)


class _Cages:
    """Idle cages of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[Cage, threading.Timer] = {}

    def take(self, limits: DocumentLimits) -> Cage:
        """A cage with these limits: an idle one, or else a new one."""
        with self._lock:
            for cage in reversed(self._idle):
                if cage.limits == limits:
                    self._idle.pop(cage).cancel()
                    return cage
        return Cage(limits)

    def put(self, cage: Cage) -> None:
        """Keep a cage for the next document, for a while."""
        timer = threading.Timer(_WAIT, self._leave, (cage,))
        timer.daemon = True
        with self._lock:
            self._idle[cage] = timer
        timer.start()

    def _leave(self, cage: Cage) -> None:
        with self._lock:
            gone = self._idle.pop(cage, None) is None
        if not gone:
            cage.end()


_CAGES: Final = _Cages()
