"""Limits on reading one document. A document that exceeds one is refused; the error names both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from kg.errors import OverLimit

Held = Literal["pages", "characters", "objects"]
"""What a limit counts in a document; also the name of the limit."""

_WORDS: Final[dict[Held, str]] = {
    "pages": "pages",
    "characters": "characters of text",
    "objects": "objects drawn on its pages",
}


@dataclass(frozen=True, slots=True)
class DocumentLimits:
    """Limits on reading one document.

    Attributes:
        pages: most pages of a PDF.
        characters: most characters of its text.
        objects: most objects that a PDF draws on its pages: pieces of text, lines, pictures and forms, and
            those within forms each time a form is drawn.
        cpu_seconds: processor time.
        memory_mb: memory of the whole reading process, in megabytes of a million bytes; on Linux only.
    """

    pages: int = 2_000
    characters: int = 5_000_000
    objects: int = 1_000_000
    cpu_seconds: int = 60
    memory_mb: int = 1024

    def keep(self, held: Held, seen: int, name: str, where: str = "") -> None:
        """Refuse a document that exceeds its limit.

        Args:
            held: what is counted.
            seen: how many there are.
            name: name of the file.
            where: where counting stopped, if not at the end.

        Raises:
            OverLimit: there are more than the limit allows.
        """
        allowed: int = getattr(self, held)
        if seen > allowed:
            raise OverLimit(
                f"{name}: {seen:,} {_WORDS[held]}{where} are more than the limit of {allowed:,}; "
                f"{more(held)}."
            )


def more(limit: str) -> str:
    """How to raise a limit, for messages.

    >>> more("pages")
    'kg load --max-pages allows more'
    """
    return f"kg load --max-{limit} allows more"


class Tally:
    """Counts what a PDF holds, page by page, against its limits.

    Args:
        name: name of the file.
        limits: of the document.
    """

    def __init__(self, name: str, limits: DocumentLimits) -> None:
        self._name, self._limits = name, limits
        self._counted: dict[Held, int] = {"characters": 0, "objects": 0}

    def pages(self, count: int) -> None:
        """Check the number of pages.

        Raises:
            OverLimit: there are too many.
        """
        self._limits.keep("pages", count, self._name)

    def add(self, held: Held, count: int, page: int) -> None:
        """Add the number of characters or objects of a page, or of a part of it.

        Raises:
            UnreadableFile: there are too many so far.
        """
        self._counted[held] += count
        self._limits.keep(held, self._counted[held], self._name, f" up to page {page}")
