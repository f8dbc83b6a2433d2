"""PDFium's C functions as ``pypdfium2.raw`` has them, but with addresses as plain numbers.

The bindings make and check a typed pointer for each thing that a function takes or gives. That takes longer
than what most of the functions do, and a page needs some thousand calls. Here a function takes the address of
an object or of a place for a result (``ctypes.addressof``, or anything that ctypes passes as a pointer), and
gives an address, or ``None``. A typed pointer of the bindings can be given too.

Python's lock is kept meanwhile, as the bindings do not: PDFium must not be called by two threads at once, and
giving the lock away and taking it back takes longer than what most of the functions do, too.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

import pypdfium2.raw


class _Functions:
    """Functions by their names in C, created on first use; constants and structures are passed through."""

    def __getattr__(self, name: str) -> Any:
        thing = getattr(pypdfium2.raw, name)
        if name.startswith("FPDF") and hasattr(thing, "argtypes"):
            kind = ctypes.PYFUNCTYPE(_plain(thing.restype), *map(_plain, thing.argtypes))
            thing = kind(ctypes.cast(thing, ctypes.c_void_p).value or 0)
        setattr(self, name, thing)
        return thing


def _plain(kind: Any) -> Any:
    return ctypes.c_void_p if isinstance(kind, type) and issubclass(kind, ctypes._Pointer) else kind


pdfium_c: Final = _Functions()


def places(array: ctypes.Array[Any]) -> tuple[int, ...]:
    """The address of each element of an array; keep the array alive while the addresses are used."""
    start, size = ctypes.addressof(array), ctypes.sizeof(array._type_)
    return tuple(start + n * size for n in range(len(array)))
