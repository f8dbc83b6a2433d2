"""Joins the fragments that PDFium splits: raised characters, and runs of one line in several type faces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.documents.lines import Line

_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_MARK = re.compile(r"[\d,*]{1,5}")
_LEADING_MARK = re.compile(r"\d{1,2}(?=\s)")
_NEAR = 12.0
"""Points between two runs of one line; cells of a table are farther apart."""


def joined(lines: Iterable[Line]) -> list[Line]:
    """Lines with ordinals restored and raised footnote numbers removed."""
    out: list[Line] = []
    for line in lines:
        if not out:
            out.append(line)
            continue
        before = out[-1]
        if _raised(before, line):
            if _ORDINAL.match(line.text):
                out[-1] = replace(before, text=before.text + line.text, right=line.right)
            elif _MARK.fullmatch(line.text):
                out[-1] = replace(before, right=line.right)
            else:
                out.append(line)
        elif mark := _marked(before, line):
            out[-1] = replace(before, text=f"{before.text} {line.text[mark:].lstrip()}", right=line.right)
        elif _same_line(before, line):
            gap = " " if line.x - before.right > 0.1 * line.size else ""
            out[-1] = replace(
                before,
                text=before.text + gap + line.text,
                right=line.right,
                bold=before.bold and line.bold,
                slanted=before.slanted and line.slanted,
            )
        else:
            out.append(line)
    return out


def _raised(before: Line, line: Line) -> bool:
    return (
        line.size < 0.85 * before.size
        and 0 <= line.y - before.y < 0.8 * before.size
        and -3 < line.x - before.right < _NEAR
    )


def _marked(before: Line, line: Line) -> int:
    """Length of the raised number at the start of the rest of a line, or 0."""
    match = _LEADING_MARK.match(line.text)
    near = 0 <= line.y - before.y < 0.8 * before.size and -3 < line.x - before.right < _NEAR
    return match.end() if match and near and line.first_size < 0.8 * line.size else 0


def _same_line(before: Line, line: Line) -> bool:
    near = abs(line.y - before.y) < 1 and -1 < line.x - before.right < _NEAR
    return near and (line.cell is None or line.cell == before.cell)
