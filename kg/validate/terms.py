"""A graph as the checks of :mod:`kg.validate.compiled` read it: terms as N-Triples writes them.

Strings compare and hash faster than terms of any library, and the lines exist anyway: the archive keeps them.
Two terms are equal here if they are spelt the same. How ``"01"`` and ``"1"`` compare is left to pySHACL:
these checks refuse a graph with a literal that is not in canonical form (:class:`Unusual`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from pyoxigraph import Triple

from kg.namespaces import PREFIXES

RDF_TYPE = f"<{PREFIXES['rdf']}type>"
XSD = PREFIXES["xsd"]

Number = int | Decimal | date


class Unusual(Exception):  # never leaves the package: pySHACL then validates the graph
    """A graph holds a term that the checks do not know."""


def _date(form: str) -> date:
    if len(form) != 10:
        raise ValueError(form)
    return date.fromisoformat(form)


_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")


def _canonical(pattern: re.Pattern[str], form: str) -> str:
    if pattern.fullmatch(form) is None or form == "-0":
        raise ValueError(form)
    return form


def value_of(literal: str) -> tuple[str, Number | bool | None]:
    """Datatype and value of a literal with an explicit datatype.

    Args:
        literal: as N-Triples writes it, ``"2022-01-17"^^<http://www.w3.org/2001/XMLSchema#date>``.

    Raises:
        Unusual: the datatype is unknown, or the form is not the one that RDF libraries agree on.

    >>> value_of('"7"^^<http://www.w3.org/2001/XMLSchema#integer>')[1]
    7
    """
    form, _, kind = literal[1:-1].rpartition('"^^<')
    name = kind.removeprefix(XSD)
    try:
        if name == "integer":
            return kind, int(_canonical(_INTEGER, form))
        if name == "decimal":
            return kind, Decimal(_canonical(_DECIMAL, form))
        if name == "date":
            return kind, _date(form)
        if name == "boolean" and form in ("true", "false"):
            return kind, form == "true"
    except ValueError:
        pass
    if name == "anyURI":
        return kind, None
    raise Unusual(literal)


def text_of(term: str) -> str:
    r"""The text that SHACL's string constraints check: an IRI, or the lexical form of a literal.

    >>> text_of(r'"a \"word\""@en')
    'a "word"'
    """
    if term.startswith("<"):
        return term[1:-1]
    form = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescaped, form) if "\\" in form else form


_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def _unescaped(match: re.Match[str]) -> str:
    digits = match.group(1) or match.group(2)
    return chr(int(digits, 16)) if digits else _ESCAPED.get(match.group(3), match.group(3))


class _Table(dict[str, list[str]]):
    """Lists by key; a missing key has an empty list."""

    def __missing__(self, key: str) -> list[str]:
        return []


class Terms:
    """A graph, by predicate.

    Args:
        pairs: subjects and objects by predicate, each triple once, as N-Triples writes them.
    """

    def __init__(self, pairs: Mapping[str, Collection[tuple[str, str]]]) -> None:
        self._pairs = pairs
        self._values: dict[str, _Table] = {}
        self._objects: dict[str, frozenset[str]] = {}
        self._subjects: dict[str, _Table] = {}
        self._members: dict[str, frozenset[str]] = {}
        self.typed: dict[str, tuple[str, Number | bool | None]] = {}

    @classmethod
    def of_lines(cls, lines: bytes) -> Terms:
        """The graph of N-Triples without duplicates, as :func:`kg.rdf.serialise.to_lines` gives them."""
        pairs: dict[str, list[tuple[str, str]]] = {}
        for line in lines.decode().split("\n"):
            if line:
                subject, predicate, rest = line.split(" ", 2)
                pairs.setdefault(predicate, []).append((subject, rest[:-2]))
        return cls(pairs)

    @classmethod
    def of_triples(cls, triples: Iterable[Triple]) -> Terms:
        """The graph of some triples; a triple may occur twice."""
        spelt: dict[object, str] = {}

        def spell(term: object) -> str:
            known = spelt.get(term)
            if known is None:
                known = spelt[term] = f"<<( {term} )>>" if isinstance(term, Triple) else str(term)
            return known

        pairs: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for triple in triples:
            pairs[spell(triple.predicate)][spell(triple.subject), spell(triple.object)] = None
        return cls(pairs)

    def pairs(self) -> Iterator[tuple[str, Collection[tuple[str, str]]]]:
        """Each predicate with its subjects and objects, as N-Triples writes them."""
        yield from self._pairs.items()

    def lines(self, predicates: Iterable[str], about: Container[str] | None = None) -> bytes:
        """The N-Triples that have one of some predicates, and one of some subjects if these are given."""
        return "".join(
            f"{subject} {name} {value} .\n"
            for name in sorted(set(predicates))
            for subject, value in self._pairs.get(name, ())
            if about is None or subject in about
        ).encode()

    def objects(self, predicate: str) -> frozenset[str]:
        """All values of a predicate, of any kind."""
        found = self._objects.get(predicate)
        if found is None:
            found = frozenset([value for _, value in self._pairs.get(predicate, ())])
            self._objects[predicate] = found
        return found

    def values(self, predicate: str) -> dict[str, list[str]]:
        """Values of a predicate by subject, each value once; no values for other subjects.

        Raises:
            Unusual: they hold a term that the checks do not know: a blank node, a triple term, a literal in a
                form that libraries write differently.
        """
        found = self._values.get(predicate)
        if found is None:
            found = self._values[predicate] = self._table(predicate)
        return found

    def _table(self, predicate: str) -> _Table:
        table, pairs = _Table(), self._pairs.get(predicate, ())
        for subject, value in pairs:
            if subject in table:
                table[subject].append(value)
            else:
                table[subject] = [value]
        for subject in table:
            if subject[0] != "<":
                raise Unusual(subject)
        for value in self.objects(predicate):
            if value[0] == '"':
                if value[-1] == ">" and value not in self.typed:
                    self.typed[value] = value_of(value)
            elif value[0] != "<" or value[1] == "<":
                raise Unusual(value)
        return table

    def distinct(self, predicate: str) -> frozenset[str]:
        """All values of a predicate.

        Raises:
            Unusual: as for :meth:`values`.
        """
        self.values(predicate)
        return self.objects(predicate)

    def subjects(self, predicate: str) -> dict[str, list[str]]:
        """Subjects of a predicate by value; none for other values.

        Raises:
            Unusual: as for :meth:`values`.
        """
        found = self._subjects.get(predicate)
        if found is None:
            found = self._subjects[predicate] = _Table()
            for subject, values in self.values(predicate).items():
                for value in values:
                    found.setdefault(value, []).append(subject)
        return found

    def instances(self) -> dict[str, list[str]]:
        """Instances by class."""
        return self.subjects(RDF_TYPE)

    def members(self, name: str) -> frozenset[str]:
        """Instances of one class."""
        found = self._members.get(name)
        if found is None:
            found = self._members[name] = frozenset(self.instances()[name])
        return found
