"""A graph as the checks of :mod:`kg.validate.compiled` read it: terms as N-Triples writes them.

Strings compare and hash faster than terms of any library, and the lines are there anyway: they are what the
archive keeps. Two terms are equal here if they are written alike. pySHACL, on rdflib, also holds ``"01"`` and
``"1"`` to be one integer; a graph with such a literal is not for these checks (:class:`Unusual`).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal

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
    """Datatype and value of a literal with a datatype that is written out.

    Args:
        literal: as N-Triples writes it, ``"2022-01-17"^^<http://www.w3.org/2001/XMLSchema#date>``.

    Raises:
        Unusual: the datatype is not known, or the form is not the one that RDF libraries agree on.

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
    """What SHACL's string constraints look at: an IRI, or the lexical form of a literal.

    >>> text_of('"two\\\\nlines"@en') == "two" + chr(10) + "lines"
    True
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


class Terms:
    """A graph, by predicate.

    Args:
        lines: its N-Triples without duplicates, each line ended by a line feed, as
            :func:`kg.rdf.serialise.to_lines` gives them.
        predicates: the predicates to keep, as N-Triples writes them.

    Raises:
        Unusual: it holds a term that the checks do not know: a blank node, a triple term, a literal in a
            form that libraries write otherwise.
    """

    def __init__(self, lines: bytes, predicates: Collection[str]) -> None:
        self._values: dict[str, dict[str, list[str]]] = {name: {} for name in predicates}
        self._subjects: dict[str, dict[str, list[str]]] = {}
        self.typed: dict[str, tuple[str, Number | bool | None]] = {}
        for line in lines.decode().split("\n"):
            if not line:
                continue
            subject, predicate, rest = line.split(" ", 2)
            about = self._values.get(predicate)
            if about is None:
                continue
            value = rest[:-2]
            if value[0] == '"':
                if value[-1] == ">" and value not in self.typed:
                    self.typed[value] = value_of(value)
            elif value[0] != "<" or value[1] == "<":
                raise Unusual(line)
            if subject[0] != "<":
                raise Unusual(line)
            known = about.get(subject)
            if known is None:
                about[subject] = [value]
            else:
                known.append(value)
        self.instances: dict[str, list[str]] = {}
        for subject, classes in self._values.get(RDF_TYPE, {}).items():
            for name in classes:
                self.instances.setdefault(name, []).append(subject)

    def values(self, predicate: str) -> dict[str, list[str]]:
        """Values of a predicate by subject, each value once."""
        return self._values.get(predicate, _NONE)

    def subjects(self, predicate: str) -> dict[str, list[str]]:
        """Subjects of a predicate by value."""
        found = self._subjects.get(predicate)
        if found is None:
            found = self._subjects[predicate] = {}
            for subject, values in self.values(predicate).items():
                for value in values:
                    found.setdefault(value, []).append(subject)
        return found

    def is_a(self, node: str, name: str) -> bool:
        """Whether a node is said to be an instance of a class."""
        return name in self.values(RDF_TYPE).get(node, ())


_NONE: dict[str, list[str]] = {}
