"""A graph for reading only, indexed for the two questions that validation asks.

pySHACL asks for the objects of a subject and predicate, and for the subjects of a predicate and object,
some hundred thousand times a document. rdflib's own store answers through four layers of generators.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable
from typing import Any

import rdflib
from rdflib.term import Node

Triple = tuple[Node, Node, Node]


class IndexedGraph(rdflib.Graph):
    """Triples in two nested dictionaries.

    Args:
        triples: all that the graph holds; it does not change afterwards.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        super().__init__(store="SimpleMemory")
        self._by_subject: dict[Node, dict[Node, list[Node]]] = defaultdict(dict)
        self._by_predicate: dict[Node, dict[Node, list[Node]]] = defaultdict(dict)
        self._size = 0
        for subject, predicate, obj in dict.fromkeys(triples):
            self._by_subject[subject].setdefault(predicate, []).append(obj)
            self._by_predicate[predicate].setdefault(obj, []).append(subject)
            self._size += 1

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
        """Triples that match a pattern in which ``None`` stands for anything."""
        subject, predicate, obj = triple
        subjects = [subject] if subject is not None else list(self._by_subject)
        for s in subjects:
            about = self._by_subject.get(s, {})
            for p in [predicate] if predicate is not None else list(about):
                for o in about.get(p, ()):
                    if obj is None or o == obj:
                        yield s, p, o

    def __contains__(self, triple: Any) -> bool:
        return any(True for _ in self.triples(triple))

    def __len__(self) -> int:
        return self._size
