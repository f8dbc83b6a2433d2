r"""Text that came from outside, as it may be shown: what would move a cursor or turn a line is written out.

The names of files are bytes, and documents hold any character. What a terminal or a page would act upon, and
not print, is shown as its escape: ``\x1b``, ``\u202e``. So it can be seen, and does nothing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_ACTS: Final = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters but tab and the ends of lines
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of direction
    "\u2028\u2029"  # ends of lines and paragraphs that few expect
    "\ud800-\udfff"  # halves of characters, which stand for bytes in names that are not UTF-8
    "]"
)
_ENDS: Final = re.compile(r"[\t\r\n]")


def visible(text: str) -> str:
    r"""A text in which control characters, marks of direction and stray bytes are written as escapes.

    >>> visible("plan\x1b[2J \u202etxt.exe \udce9")
    'plan\\x1b[2J \\u202etxt.exe \\xe9'
    """
    return _ACTS.sub(_escape, text)


def name_of(path: Path) -> str:
    r"""The name of a file, as it is stored and shown: on one line, whatever its bytes are.

    >>> name_of(Path("folder/two\nlines \udce9.pdf"))
    'two\\x0alines \\xe9.pdf'
    """
    return _ENDS.sub(_escape, visible(path.name))


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    if 0xDC80 <= number <= 0xDCFF:  # how Python keeps a byte that it cannot decode
        number -= 0xDC00
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}"
