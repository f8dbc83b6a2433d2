"""The constraints of core SHACL as plain checks; :mod:`kg.validate.compiled` explains how they are used."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import rdflib
from rdflib.collection import Collection as RdfList
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.validate.convert import n_triples
from kg.validate.terms import XSD, Terms, text_of, value_of

Reach = Callable[[Terms], Callable[[str], Collection[str]]]
"""Given a graph, from a focus node to its value nodes, each once."""


@dataclass(frozen=True, slots=True)
class Path:
    """A property path.

    Attributes:
        reach: function that follows it.
        steps: number of triples in it.
        predicate: its only predicate, whose values can all be checked together, or ``None``.
    """

    reach: Reach
    steps: int = 1
    predicate: str | None = None


Check = Callable[[Terms, Collection[str]], Iterable[str]]
"""From focus nodes to those that may be at fault."""

_Test = Callable[[Terms], Callable[[str], bool]]
"""Given a graph, whether a value passes."""


class NotCompiled(Exception):
    """A shape uses a feature that is not compiled; pySHACL validates it."""


def path_of(shapes: rdflib.Graph, path: Node) -> Path:
    """A property path.

    Raises:
        NotCompiled: it repeats, or inverts more than a predicate.
    """
    if isinstance(path, rdflib.URIRef):
        name = n_triples(path)
        return Path(lambda terms: terms.values(name).__getitem__, predicate=name)
    inverse = shapes.value(path, SH.inversePath)
    if isinstance(inverse, rdflib.URIRef):
        back = n_triples(inverse)
        return Path(lambda terms: terms.subjects(back).__getitem__)
    if shapes.value(path, RDF.first) is not None:
        return _along([path_of(shapes, step) for step in RdfList(shapes, path)])
    choices = shapes.value(path, SH.alternativePath)
    if choices is not None:
        return _either([path_of(shapes, way) for way in RdfList(shapes, choices)])
    raise NotCompiled(path)


def _along(steps: Sequence[Path]) -> Path:
    def reach(terms: Terms) -> Callable[[str], Collection[str]]:
        going = [step.reach(terms) for step in steps]

        def reached(focus: str) -> Collection[str]:
            nodes: Collection[str] = (focus,)
            for go in going:
                nodes = set(chain.from_iterable(map(go, nodes)))
            return nodes

        return reached

    return Path(reach, sum(step.steps for step in steps))


def _either(ways: Sequence[Path]) -> Path:
    def reach(terms: Terms) -> Callable[[str], Collection[str]]:
        going = [way.reach(terms) for way in ways]
        return lambda focus: {value for go in going for value in go(focus)}

    return Path(reach, max(way.steps for way in ways))


Maker = Callable[[rdflib.Graph, Node, Path | None, Node], Check]
"""Makes the check of a constraint from the shapes, a shape, its path and the value of a parameter."""


def _itself(terms: Terms) -> Callable[[str], Collection[str]]:
    return lambda focus: (focus,)


def _valued(test: Callable[[rdflib.Graph, Node, Node], _Test]) -> Maker:
    """A constraint on each single value."""

    def make(shapes: rdflib.Graph, node: Node, path: Path | None, value: Node) -> Check:
        tested, reach = test(shapes, node, value), path.reach if path else _itself

        def check(terms: Terms, focus: Collection[str]) -> Iterable[str]:
            values = reach(terms)
            passes = tested(terms)
            if path and path.predicate and all(map(passes, terms.distinct(path.predicate))):
                return ()
            wrong = frozenset(v for v in set(chain.from_iterable(map(values, focus))) if not passes(v))
            return [one for one in focus if not wrong.isdisjoint(values(one))] if wrong else ()

        return check

    return make


def _counted(right: Callable[[int, int], bool]) -> Maker:
    def make(shapes: rdflib.Graph, node: Node, path: Path | None, value: Node) -> Check:
        if path is None:
            raise NotCompiled(node)
        limit = int(str(value))

        def check(terms: Terms, focus: Collection[str]) -> Iterable[str]:
            values = path.reach(terms)
            if path.predicate is not None:
                table = terms.values(path.predicate)
                none_right = right(0, limit) or all(map(table.__contains__, focus))
                if none_right and all(right(count, limit) for count in set(map(len, table.values()))):
                    return ()
            return [one for one in focus if not right(len(values(one)), limit)]

        return check

    return make


def _in(shapes: rdflib.Graph, node: Node, value: Node) -> _Test:
    choices = frozenset(n_triples(choice) for choice in RdfList(shapes, value))
    return lambda terms: choices.__contains__


def _class(shapes: rdflib.Graph, node: Node, value: Node) -> _Test:
    name = n_triples(value)
    return lambda terms: terms.members(name).__contains__


def _node_kind(shapes: rdflib.Graph, node: Node, value: Node) -> _Test:
    first = {SH.IRI: "<", SH.Literal: '"'}.get(value)  # type: ignore[call-overload]
    if first is None:
        raise NotCompiled(value)
    return lambda terms: lambda each: bool(each[0] == first)


_KINDS = frozenset(XSD + name for name in ("integer", "decimal", "date", "boolean"))


def _datatype(shapes: rdflib.Graph, node: Node, value: Node) -> _Test:
    kind = str(value)
    if kind == XSD + "string":
        return lambda terms: lambda each: each[0] == '"' and each[-1] == '"'
    if kind not in _KINDS:
        raise NotCompiled(value)
    return lambda terms: lambda each: terms.typed.get(each, _UNTYPED)[0] == kind


_UNTYPED = ("", None)


def _pattern(shapes: rdflib.Graph, node: Node, value: Node) -> _Test:
    if shapes.value(node, SH.flags) is not None:
        raise NotCompiled(SH.flags)
    search = re.compile(str(value)).search
    return lambda terms: lambda each: search(text_of(each)) is not None


def _length(right: Callable[[int, int], bool]) -> Maker:
    def test(shapes: rdflib.Graph, node: Node, value: Node) -> _Test:
        limit = int(str(value))
        return lambda terms: lambda each: right(len(text_of(each)), limit)

    return _valued(test)


def _ranged(right: Callable[[object, object], bool]) -> Maker:
    def test(shapes: rdflib.Graph, node: Node, value: Node) -> _Test:
        limit = value_of(_canonical(value))
        return lambda terms: lambda each: _compared(right, terms.typed.get(each), limit)

    return _valued(test)


def _canonical(value: Node) -> str:
    """A limit of a shape, which may be written ``0.0``, as :func:`value_of` reads it."""
    written = n_triples(value)
    form, mark, kind = written.rpartition('"^^<')
    if kind == f"{XSD}decimal>" and "." in form:
        form = form.rstrip("0").rstrip(".")
    return form + mark + kind


def _compared(
    right: Callable[[object, object], bool],
    first: tuple[str, object] | None,
    second: tuple[str, object] | None,
) -> bool:
    """Whether two typed values compare as required; values of two datatypes are left to pySHACL."""
    if first is None or second is None or first[0] != second[0] or None in (first[1], second[1]):
        return False
    return right(first[1], second[1])


def _paired(right: Callable[[Terms, Collection[str], Collection[str]], bool]) -> Maker:
    """A constraint on the values and those of another predicate."""

    def make(shapes: rdflib.Graph, node: Node, path: Path | None, value: Node) -> Check:
        name = n_triples(value)
        if path is None:
            raise NotCompiled(node)

        def check(terms: Terms, focus: Collection[str]) -> Iterable[str]:
            ours, others = path.reach(terms), terms.values(name)
            return [one for one in focus if not right(terms, ours(one), others[one])]

        return check

    return make


def _before(right: Callable[[object, object], bool]) -> Maker:
    return _paired(
        lambda terms, ours, others: all(
            _compared(right, terms.typed.get(a), terms.typed.get(b)) for a in ours for b in others
        )
    )


def _has_value(shapes: rdflib.Graph, node: Node, path: Path | None, value: Node) -> Check:
    wanted = n_triples(value)
    reach = path.reach if path else _itself

    def check(terms: Terms, focus: Collection[str]) -> Iterable[str]:
        values = reach(terms)
        return [one for one in focus if wanted not in values(one)]

    return check


def _qualified(shapes: rdflib.Graph, node: Node, path: Path | None, value: Node) -> Check:
    """``sh:qualifiedValueShape`` with a list of IRIs, so that membership of a value is certain."""
    said = {p: o for p, o in shapes.predicate_objects(value) if p != RDF.type}
    choices = {n_triples(one) for one in RdfList(shapes, said[SH["in"]])} if set(said) == {SH["in"]} else None
    if path is None or not choices or not all(one.startswith("<") for one in choices):
        raise NotCompiled(value)
    least, most = (shapes.value(node, p) for p in (SH.qualifiedMinCount, SH.qualifiedMaxCount))
    low = 0 if least is None else int(str(least))
    high = None if most is None else int(str(most))

    def check(terms: Terms, focus: Collection[str]) -> Iterator[str]:
        values = path.reach(terms)
        for one in focus:
            count = sum(1 for value in values(one) if value in choices)
            if count < low or (high is not None and count > high):
                yield one

    return check


def _less(first: object, second: object) -> bool:
    return first < second  # type: ignore[operator,no-any-return]


def _at_most(first: object, second: object) -> bool:
    return first <= second  # type: ignore[operator,no-any-return]


PARTS: dict[Node, Maker] = {
    SH.minCount: _counted(lambda count, limit: count >= limit),
    SH.maxCount: _counted(lambda count, limit: count <= limit),
    SH["in"]: _valued(_in),
    SH["class"]: _valued(_class),
    SH.nodeKind: _valued(_node_kind),
    SH.datatype: _valued(_datatype),
    SH.pattern: _valued(_pattern),
    SH.minLength: _length(lambda length, limit: length >= limit),
    SH.maxLength: _length(lambda length, limit: length <= limit),
    SH.minInclusive: _ranged(lambda value, limit: _at_most(limit, value)),
    SH.minExclusive: _ranged(lambda value, limit: _less(limit, value)),
    SH.maxInclusive: _ranged(lambda value, limit: _at_most(value, limit)),
    SH.maxExclusive: _ranged(lambda value, limit: _less(value, limit)),
    SH.lessThan: _before(_less),
    SH.lessThanOrEquals: _before(_at_most),
    SH.disjoint: _paired(lambda terms, ours, others: set(ours).isdisjoint(others)),
    SH.equals: _paired(lambda terms, ours, others: set(ours) == set(others)),
    SH.hasValue: _has_value,
    SH.qualifiedValueShape: _qualified,
}
"""Functions that make the check of a constraint, by the parameter of the shape that states it."""
