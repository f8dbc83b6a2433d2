r"""Makes text from outside safe to show: characters that move a cursor or reverse a line are escaped.

The names of files are bytes, and documents contain any character. A character that a terminal or a page
would act upon instead of printing it is shown as its escape: ``\x1b``, ``\u202e``. So it is visible and has
no effect.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_ACTS: Final = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters except tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks and overrides of direction
    "\u2028\u2029"  # rare ends of lines and paragraphs
    "\ud800-\udfff"  # halves of characters, which represent bytes in names that are not UTF-8
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
    r"""The name of a file, as stored and shown: on one line, whatever its bytes.

    >>> name_of(Path("folder/two\nlines \udce9.pdf"))
    'two\\x0alines \\xe9.pdf'
    """
    return _ENDS.sub(_escape, visible(path.name))


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    if 0xDC80 <= number <= 0xDCFF:  # Python's representation of a byte that it cannot decode
        number -= 0xDC00
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}"
