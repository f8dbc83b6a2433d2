"""Layers of the edition: how much of a council a store has. Questions about England need only a part.

Inspections and judgements are a hundredth of the edition, and every store has them, with all statements of
letters on visits, which contain no judgements. The states of weaknesses and the follow-ups of
recommendations, with the places that they quote and every recommendation, are a quarter of the edition;
findings and all other sentences are the rest. The named graphs of a layer have the names of the whole graphs,
which replace them when the council is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import Final

from kg.namespaces import DEF, ID, PREFIXES
from kg.store.manifest import EDITION, Entry


class Layer(IntEnum):
    """A layer; each contains the one before."""

    INSPECTIONS = 0
    ROWS = 1
    WHOLE = 2

    @property
    def key(self) -> str:
        """Its name in the description of the edition, in the marks of graphs and in headers of queries."""
        return self.name.lower()

    @classmethod
    def of(cls, key: str) -> Layer:
        """The layer with a :attr:`key`.

        Raises:
            KeyError: there is none.
        """
        return cls[key.upper()]

    def mark(self, edition: str) -> str:
        """Value of :attr:`Entry.made_from` for a graph of this layer.

        Args:
            edition: its value for a whole graph of the edition.
        """
        return edition if self is Layer.WHOLE else f"{edition} {self.key}"


def layer_of(entry: Entry) -> Layer:
    """The layer of a graph; a graph that is not from a layer is whole."""
    _, _, name = entry.made_from.removeprefix(EDITION).partition(" ")
    return Layer.of(name) if entry.from_edition and name else Layer.WHOLE


_OF_INSPECTIONS: Final = ("document", "extraction", "inspection", "judgement", "software")
_NOT_OF_ROWS: Final = ("evidence", "finding", "mention", "quality-note", "section")
"""Classes that only a whole council has, except resources that rows quote and places of included ones."""
_QUOTED: Final = ("evidence", "inDocument", "method", "ofInspection", "polarity", "polarityConfidence")
"""Properties of a quoted sentence that a row shows."""
_OF_QUOTED: Final = frozenset((f"<{PREFIXES['rdf']}type>", *(f"<{DEF}{name}>" for name in _QUOTED)))
_EVIDENCE: Final = f"<{DEF}evidence>"


def of_inspections(lines: Iterable[str]) -> list[str]:
    """The lines of a graph about documents, inspections and judgements, and their places.

    Args:
        lines: N-Triples, in any order.

    Returns:
        Those lines, sorted; all lines of a document without a judgement.
    """
    known = list(lines)
    if _without_judgements(known):
        return sorted(known)
    return _with_places(known, lambda subject: _class_of(subject) in _OF_INSPECTIONS)


def of_rows(graphs: Sequence[Iterable[str]]) -> list[list[str]]:
    """The lines of a council's graphs that its rows rest on, with all recommendations.

    Args:
        graphs: graphs of the council, including those of its trajectories; N-Triples, in any order.

    Returns:
        Those lines of each graph, sorted. None points to a missing resource.
    """
    known = [list(lines) for lines in graphs]
    quoted = {
        value
        for lines in known
        for subject, _, value in map(_parts, lines)
        if _class_of(value) == "mention" and _class_of(subject) not in _NOT_OF_ROWS
    }
    return [_rows(lines, quoted) for lines in known]


def _without_judgements(lines: Iterable[str]) -> bool:
    classes = {_class_of(line.partition(" ")[0]) for line in lines}
    return "document" in classes and "judgement" not in classes


def _rows(lines: list[str], quoted: set[str]) -> list[str]:
    if _without_judgements(lines):
        return sorted(lines)
    kept = _with_places(lines, lambda subject: subject in quoted or _class_of(subject) not in _NOT_OF_ROWS)
    there = {line.partition(" ")[0] for line in kept} | quoted
    return [line for line in kept if _shown(*_parts(line), there)]


def _shown(subject: str, name: str, value: str, there: set[str]) -> bool:
    """Whether a line stays: properties of a sentence that rows show, and links to included resources."""
    if _class_of(subject) == "mention" and name not in _OF_QUOTED:
        return False
    return _class_of(value) not in _NOT_OF_ROWS or value in there


def _with_places(lines: Iterable[str], wanted: Callable[[str], bool]) -> list[str]:
    lines = list(lines)
    kept = [line for line in lines if wanted(line.partition(" ")[0])]
    places = {value for _, name, value in map(_parts, kept) if name == _EVIDENCE}
    return sorted({*kept, *_on(lines, places)})


def _on(lines: Iterable[str], things: set[str]) -> Iterator[str]:
    return (line for line in lines if line.partition(" ")[0] in things)


def _parts(line: str) -> tuple[str, str, str]:
    subject, predicate, value = line.split(" ", 2)
    return subject, predicate, value.rstrip("\n").removesuffix(" .")


def _class_of(term: str) -> str:
    """The class in the name of a resource of the project; of other terms, the text before the first slash."""
    return term[1:-1].removeprefix(ID).partition("/")[0]
