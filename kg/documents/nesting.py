"""Levels of list items: determined by their left edge, and at one edge by their signs, if these differ.

Dashes may be set right under the bullets whose parts they list. After a bullet that introduces them they are
one level below; anywhere else a dash among bullets may also be an item of its own, which raises a doubt.
"""

from __future__ import annotations

from kg.documents.bullets import AMBIGUOUS
from kg.documents.lines import Line

SHIFT = 6.0
"""Points by which a line's left edge must differ from its block's to begin a new one."""
_QUOTED = 60


class Nesting:
    """The levels of the list that is being read.

    Attributes:
        doubts: places where the level of an item cannot be determined.
    """

    def __init__(self) -> None:
        self.doubts: list[str] = []
        # left edge of each level, and whether its sign is a dash or similar
        self._levels: list[tuple[float, bool]] = []

    def level(self, line: Line, before: str | None) -> int:
        """The level of an item.

        Args:
            line: its first line, with its sign.
            before: the last words of the item before it; ``None`` if it begins a list.
        """
        dash = line.text[0] in AMBIGUOUS
        if before is None:
            self._levels = []
        while self._levels and line.x < self._levels[-1][0] - SHIFT:
            self._levels.pop()
        if not self._levels or line.x > self._levels[-1][0] + SHIFT:
            self._levels.append((line.x, dash))
        elif self._levels[-1][1] != dash:
            self._at_one_edge(line, before or "", dash)
        return len(self._levels)

    def _at_one_edge(self, line: Line, before: str, dash: bool) -> None:
        same = [number for number, (x, _) in enumerate(self._levels) if abs(x - line.x) <= SHIFT]
        if not dash and len(same) > 1:
            # back from dashes to the bullets that they are set under
            del self._levels[same[0] + 1 :]
        elif dash and before.rstrip().endswith(":"):
            self._levels.append((line.x, dash))
        else:
            self.doubts.append(
                f"page {line.page}: a dash and a bullet begin items at one edge; the one at "
                f"{line.text[:_QUOTED]!r} may be of another level."
            )

    def dashed(self, line: Line) -> None:
        """Note a line that was read as part of an item, though it begins as the item does and at its edge."""
        self.doubts.append(
            f"page {line.page}: {line.text[:_QUOTED]!r} stands at the edge of items with dashes, and "
            "may be one."
        )

    def overleaf(self, line: Line, what: str = "list item") -> None:
        """Note a line at the top of a page that was read as part of an item or a row, and may begin one."""
        self.doubts.append(
            f"page {line.page}: {line.text[:_QUOTED]!r} was read on with the {what} on the page before."
        )
