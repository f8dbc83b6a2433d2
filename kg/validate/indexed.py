"""A graph in memory, indexed for the two look-ups of validation.

pySHACL looks up the objects of a subject and predicate, and the subjects of a predicate and object, some
hundred thousand times a document. rdflib's own store answers through four layers of generators.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable
from typing import Any, Self

import rdflib
from rdflib.term import Node

Triple = tuple[Node, Node, Node]


class IndexedGraph(rdflib.Graph):
    """Triples in two nested dictionaries; they can be added, not removed.

    Args:
        triples: the initial triples of the graph.
    """

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        super().__init__(store="SimpleMemory")
        self._by_subject: dict[Node, dict[Node, list[Node]]] = defaultdict(dict)
        self._by_predicate: dict[Node, dict[Node, list[Node]]] = defaultdict(dict)
        self._size = 0
        for triple in dict.fromkeys(triples):
            self._index(triple)

    def _index(self, triple: Triple) -> None:
        subject, predicate, obj = triple
        self._by_subject[subject].setdefault(predicate, []).append(obj)
        self._by_predicate[predicate].setdefault(obj, []).append(subject)
        self._size += 1

    def add(self, triple: Any) -> Self:
        """Add a triple, unless it exists already."""
        if triple not in self:
            self._index(triple)
        return self

    def objects(
        self, subject: Any = None, predicate: Any = None, unique: bool = False
    ) -> Generator[Node, None, None]:
        """Objects of a subject and a predicate, or of either or none."""
        if subject is None or predicate is None:
            yield from (o for _, _, o in self.triples((subject, predicate, None)))
        elif subject in self._by_subject:
            yield from self._by_subject[subject].get(predicate, ())

    def subjects(
        self,
        predicate: Any = None,
        object: Any = None,  # noqa: A002
        unique: bool = False,
    ) -> Generator[Node, None, None]:
        """Subjects of a predicate and an object, or of either or none."""
        if predicate is None or object is None:
            yield from (s for s, _, _ in self.triples((None, predicate, object)))
        elif predicate in self._by_predicate:
            yield from self._by_predicate[predicate].get(object, ())

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        """Triples that match a pattern in which ``None`` matches any term."""
        subject, predicate, obj = triple
        if subject is None and predicate is not None:
            about = self._by_predicate.get(predicate, {})
            for o in [obj] if obj is not None else list(about):
                for s in about.get(o, ()):
                    yield s, predicate, o
            return
        for s in [subject] if subject is not None else list(self._by_subject):
            said = self._by_subject.get(s, {})
            for p in [predicate] if predicate is not None else list(said):
                for o in said.get(p, ()):
                    if obj is None or o == obj:
                        yield s, p, o

    def __contains__(self, triple: Any) -> bool:
        return any(True for _ in self.triples(triple))

    def __len__(self) -> int:
        return self._size
