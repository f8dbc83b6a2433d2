"""Short functions that make the terms of the project's graphs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.namespaces import DEF, PREFIXES, concept
from kg.rdf.serialise import from_lines

XSD = PREFIXES["xsd"]
_DATE = NamedNode(XSD + "date")
_DECIMAL = NamedNode(XSD + "decimal")
_INTEGER = NamedNode(XSD + "integer")
_BOOLEAN = NamedNode(XSD + "boolean")

Value = NamedNode | Literal

PLACES: Final = ("central", "second", "third")
"""Ordinals of the themes and cohorts of a resource, with which the names of their confidences begin."""


@cache
def term(name: str) -> NamedNode:
    """A term by its prefixed name.

    >>> term("kg:theme").value.rpartition("/")[2]
    'theme'
    """
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@cache
def our(name: str) -> NamedNode:
    """A term of the project's ontology by its bare name."""
    return NamedNode(DEF + name)


@cache
def in_scheme(scheme: str, identifier: str) -> NamedNode:
    """A concept of one of the project's schemes."""
    return NamedNode(concept(scheme, identifier))


def stated(scheme: str, identifier: str) -> NamedNode | None:
    """A concept of one of the project's schemes; ``None`` for ``not-stated``, which absence expresses."""
    return None if identifier == "not-stated" else in_scheme(scheme, identifier)


def text(value: str, language: str | None = None) -> Literal:
    """A plain string, or one in a language."""
    return Literal(value, language=language)


def day(value: date) -> Literal:
    """An ``xsd:date``."""
    return Literal(value.isoformat(), datatype=_DATE)


def whole(value: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(value), datatype=_INTEGER)


@lru_cache(maxsize=1024)
def share(value: float) -> Literal:
    """A probability as ``xsd:decimal``, to two decimals, in canonical form.

    Some stores keep the value but not its spelling: without trailing zeros, all return the same literal.

    >>> share(0.9).value, share(1.0).value
    ('0.9', '1')
    """
    return Literal(f"{value:.2f}".rstrip("0").rstrip("."), datatype=_DECIMAL)


def truth(value: bool) -> Literal:
    """An ``xsd:boolean``."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


class Graph:
    """A growing set of triples about the resources of one source.

    It keeps them by predicate and as N-Triples writes them: that form is checked and stored, and is three
    times cheaper to make than terms of a library.
    """

    def __init__(self) -> None:
        self._pairs: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        self._spelt: dict[Value, str] = {}  # writing a term takes longer than finding it here
        self._about: tuple[NamedNode | None, str] = None, ""  # last subject, which is mostly the next one too

    def add(self, subject: NamedNode, name: str, value: Value | None) -> None:
        """Add one triple; a value of ``None`` adds nothing, since absent facts are absent.

        Args:
            subject: what it is about.
            name: bare name of a property of the project, or a prefixed name of another vocabulary.
            value: the object.
        """
        if value is not None:
            spelt = self._spelt
            last, about = self._about
            if last is not subject:
                about = spelt.get(subject) or spelt.setdefault(subject, str(subject))
                self._about = subject, about
            said = spelt.get(value) or spelt.setdefault(value, str(value))
            self._pairs[_written(name)][about, said] = None

    def a(self, subject: NamedNode, *classes: str) -> None:
        """State the classes of a resource."""
        for name in classes:
            self.add(subject, "rdf:type", term(name) if ":" in name else our(name))

    def update(self, triples: Iterable[Triple]) -> None:
        """Add triples."""
        for triple in triples:
            self._pairs[str(triple.predicate)][str(triple.subject), str(triple.object)] = None

    def pairs(self) -> Mapping[str, Collection[tuple[str, str]]]:
        """Subjects and objects by predicate, each triple once, as N-Triples writes them."""
        return self._pairs

    def lines(self) -> bytes:
        """Sorted N-Triples, as :func:`kg.rdf.serialise.to_lines` gives them."""
        # the triples of each resource come nearly sorted, and there are fewer resources than lines
        said: defaultdict[str, list[str]] = defaultdict(list)
        for predicate in sorted(self._pairs):
            for subject, value in self._pairs[predicate]:
                said[subject].append(f" {predicate} {value} .\n")
        return "".join([subject + subject.join(sorted(said[subject])) for subject in sorted(said)]).encode()

    def __iter__(self) -> Iterator[Triple]:
        return from_lines(self.lines())

    def __len__(self) -> int:
        return sum(map(len, self._pairs.values()))


@cache
def _written(name: str) -> str:
    return str(term(name) if ":" in name else our(name))
