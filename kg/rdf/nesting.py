"""Checks how deeply RDF from elsewhere is nested, before it is parsed.

The parser follows nesting by recursion, and its stack is finite. No RDF of the project has triples in
triples.
"""

from __future__ import annotations

import mmap
import re
from pathlib import Path
from typing import Final

_DEEPEST: Final = 100
_PIECES: Final = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""'
    rb"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    rb'|"(?:[^"\\\n]|\\.)*"'
    rb"|'(?:[^'\\\n]|\\.)*'"
    rb"|<<|>>|<[^<>\s]*>|#[^\n]*|\\.",
    re.DOTALL,
)
_OPENS: Final = b"<<"
_ELEMENTS: Final = 1_000
_TAGS: Final = re.compile(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(/?)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>", re.DOTALL
)
_BRACKETS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[][{}]', re.DOTALL)


def too_deep(content: bytes | mmap.mmap) -> bool:
    """Whether triples in Turtle, TriG, N-Triples or N-Quads are nested too deeply to read.

    >>> too_deep(b"<< " * 101), too_deep(b'<a> <b> "' + b"<< " * 101 + b'" .')
    (True, False)
    """
    at, count = -1, 0
    while count <= _DEEPEST and (at := content.find(_OPENS, at + 1)) >= 0:
        count += 1
    if count <= _DEEPEST:
        return False
    depth = 0
    for piece in _PIECES.finditer(content):
        depth += {_OPENS: 1, b">>": -1}.get(piece.group(), 0)
        if depth > _DEEPEST:
            return True
    return False


def xml_too_deep(content: bytes) -> bool:
    """Whether elements of XML are nested too deeply to read: parsing time grows with the square of the depth.

    >>> xml_too_deep(b"<a>" * 1001), xml_too_deep(b"<a><b/></a>" * 1001)
    (True, False)
    """
    depth = 0
    for tag in _TAGS.finditer(content):
        if tag[1] is not None and not tag[2]:
            depth += -1 if tag[1] else 1
            if depth > _ELEMENTS:
                return True
    return False


def json_too_deep(content: bytes) -> bool:
    """Whether lists and objects of JSON are nested too deeply to read.

    >>> json_too_deep(b"[" * 401), json_too_deep(b'["' + b"[" * 401 + b'"]')
    (True, False)
    """
    depth = 0
    for piece in _BRACKETS.finditer(content):
        depth += {b"[": 1, b"{": 1, b"]": -1, b"}": -1}.get(piece.group(), 0)
        if depth > 4 * _DEEPEST:
            return True
    return False


def file_too_deep(path: Path) -> bool:
    """:func:`too_deep` for a file, which is not read into memory.

    Raises:
        OSError: it cannot be read.
    """
    if not path.stat().st_size:
        return False
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return too_deep(content)
