"""What every store of the edition has of all councils at once: their inspections and judgements.

Questions on England that rest on inspections and judgements alone are answered from this layer, which is
a hundredth of the edition. Its named graphs have the names of the reports' own, and give way to them when
the council is taken in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.namespaces import DEF, ID

FILE: Final = "inspections.xz"
SHORT: Final = " inspections"
"""End of :attr:`Entry.made_from` of a graph of this layer."""

_CLASSES: Final = ("document", "extraction", "inspection", "judgement", "software")
_EVIDENCE: Final = f"<{DEF}evidence>"


def of_inspections(lines: Iterable[str]) -> list[str]:
    """The lines of a graph that the layer has: on documents, inspections and judgements, and their places.

    Args:
        lines: N-Triples, in any order.

    Returns:
        Those lines, sorted.
    """
    lines = list(lines)
    kept = [line for line in lines if _class_of(line) in _CLASSES]
    places = {value for _, name, value in map(_parts, kept) if name == _EVIDENCE}
    return sorted({*kept, *_on(lines, places)})


def _on(lines: Iterable[str], things: set[str]) -> Iterator[str]:
    return (line for line in lines if line.partition(" ")[0] in things)


def _parts(line: str) -> tuple[str, str, str]:
    subject, predicate, value = line.split(" ", 2)
    return subject, predicate, value.rstrip("\n").removesuffix(" .")


def _class_of(line: str) -> str:
    return line.partition(" ")[0][1:-1].removeprefix(ID).partition("/")[0]
