"""Determines the part of the edition that a question needs, so that no more is loaded before the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, cast

from pyoxigraph import NamedNode, RdfFormat, parse

from kg import resources
from kg.edition.layer import Layer
from kg.errors import BadParameter, UnknownName
from kg.known import known_reports
from kg.namespaces import DEF, ID, PREFIXES
from kg.queries.header import Parameter, Reads, StoredQuery
from kg.queries.lookup import find_one
from kg.queries.names import Names
from kg.queries.parameter_types import THINGS
from kg.queries.parameters import terms_of

_READS: Final = {Reads.INSPECTIONS: Layer.INSPECTIONS, Reads.ROWS: Layer.ROWS}
"""The layer that a query reads of councils that it does not name, by its header."""
_THINGS: Final = ("inspection", "id")
"""Parameters whose value names its council."""
_WITH_COUNCILS: Final = frozenset({*THINGS, "thing", "document"})
"""Types whose values are loaded with the councils."""
_AUTHORITY: Final = Parameter("authority", "authority", many=True)
"""The parameter that a region sets in a query without a council parameter."""
_ORIGINAL: Final = PREFIXES["org"] + "originalOrganization"
_RESULTING: Final = PREFIXES["org"] + "resultingOrganization"
_NEIGHBOUR_OF: Final = DEF + "neighbourOf"
_NEIGHBOUR: Final = DEF + "neighbour"
_DOCUMENT: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")
_INSPECTION: Final = re.compile(r"(?:^|/)(\d{3})(?:-|/|$)")


@dataclass(frozen=True, slots=True)
class Need:
    """The part of the edition that a question needs.

    Attributes:
        codes: councils that it may need; ``None`` for every council.
        layer: the layer of them that it needs.
    """

    codes: tuple[str, ...] | None = None
    layer: Layer = Layer.WHOLE


INSPECTIONS: Final = Need(layer=Layer.INSPECTIONS)
"""The inspections and judgements of every council, and nothing else."""


def need_of(query: StoredQuery, given: Mapping[str, object], names: Names) -> Need:
    """The need of a stored query: the councils it names, with their predecessors and successors.

    Args:
        query: the query.
        given: its parameters as people write them.
        names: names in the store.

    Raises:
        UnknownName: no authority has the name.
        BadParameter: a value has no meaning for its parameter.
    """
    for name in _THINGS:
        things = given.get(name)
        if name in query.header.params and things is not None:
            listed = [things] if isinstance(things, str) else cast("Iterable[str]", things)
            return need_of_things(listed, names)
    _check(query, given, names)
    councils = {} if query.header.reads is Reads.ALL else _on_councils(query)
    told = {name: given[name] for name in councils if given.get(name) is not None}
    if told:
        terms = terms_of(councils, told, names, of=query.name)["authority"]
        codes = {term.value.rpartition("/")[2] for term in terms}
        if query.header.reads is Reads.NEIGHBOURS:
            codes.update(*(_neighbours().get(code, ()) for code in codes))
        return _with_kin(codes)
    return Need(layer=_READS.get(query.header.reads, Layer.WHOLE))


def _check(query: StoredQuery, given: Mapping[str, object], names: Names) -> None:
    """Refuse values that no council could make valid, before councils are loaded for minutes."""
    params = {n: p for n, p in query.header.params.items() if p.type not in _WITH_COUNCILS}
    told = {n: value for n, value in given.items() if n in params or n not in query.header.params}
    terms_of(params, told, names, of=query.name)


def _on_councils(query: StoredQuery) -> dict[str, Parameter]:
    """The parameters of a query that name councils, directly or through a region."""
    params = query.header.params
    found = {n: p for n, p in params.items() if n == "authority" or p.into == "authority"}
    # If a query reads whole reports, a region has far fewer councils; layers have all councils.
    whole = query.header.reads not in _READS
    found |= {n: replace(p, into="authority") for n, p in params.items() if whole and p.type == "region"}
    authority = found.setdefault("authority", _AUTHORITY) if found else None
    if authority is None or authority.type != "authority":
        return {}
    return {name: replace(parameter, required=False) for name, parameter in found.items()}


def need_of_councils(wanted: list[str], names: Names) -> Need:
    """The need of a question about some councils.

    Raises:
        UnknownName: no authority has the name.
    """
    known = names.authorities()
    codes = {find_one("authority", one, known, councils=True).iri.rpartition("/")[2] for one in wanted}
    return _with_kin(codes)


def need_of_things(things: Iterable[str], names: Names) -> Need:
    """The need of showing some resources: their councils, if their names contain them, else all councils."""
    codes: set[str] = set()
    for thing in things:
        need = need_of_thing(thing, names)
        if need.codes is None:
            return need
        codes.update(need.codes)
    return Need(tuple(sorted(codes)))


def need_of_thing(thing: str, names: Names) -> Need:
    """The need of showing one resource: its council, if its name contains it, else all councils.

    Args:
        thing: IRI, class and key, or a name of an authority, document or concept.
        names: names in the store.
    """
    documents = {found.group() for found in _DOCUMENT.finditer(thing)}
    codes = {r.authority for r in known_reports().values() if r.sha256[:16] in documents and r.authority}
    codes |= {found.group(1) for found in _INSPECTION.finditer(thing)}
    if codes:
        return _with_kin(codes)
    try:
        return need_of_councils([thing], names)
    except (UnknownName, BadParameter):
        return Need()


def _with_kin(codes: set[str]) -> Need:
    return Need(tuple(sorted({*codes, *(other for code in codes for other in _kin().get(code, ()))})))


@cache
def _neighbours() -> dict[str, frozenset[str]]:
    """The statistical neighbours of each council, by code, in any edition of the register's list."""
    of: dict[str, str] = {}
    found: dict[str, set[str]] = {}
    path = resources.folder("ontology") / "register" / "neighbours.ttl"
    links = list(parse(path=str(path), format=RdfFormat.TURTLE))
    for quad in links:
        if quad.predicate.value == _NEIGHBOUR_OF and isinstance(quad.object, NamedNode):
            of[str(quad.subject)] = quad.object.value.removeprefix(ID + "authority/")
    for quad in links:
        if quad.predicate.value == _NEIGHBOUR and isinstance(quad.object, NamedNode):
            found.setdefault(of[str(quad.subject)], set()).add(
                quad.object.value.removeprefix(ID + "authority/")
            )
    return {code: frozenset(others) for code, others in found.items()}


@cache
def _kin() -> dict[str, frozenset[str]]:
    """Predecessors and successors of each council, by code, from the register."""
    kin: dict[str, set[str]] = {}
    changes: dict[str, set[str]] = {}
    for path in resources.files("ontology", "register/*.ttl"):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if quad.predicate.value in (_ORIGINAL, _RESULTING) and isinstance(quad.object, NamedNode):
                code = quad.object.value.removeprefix(ID + "authority/")
                changes.setdefault(str(quad.subject), set()).add(code)
    for codes in changes.values():
        for code in codes:
            kin.setdefault(code, set()).update(codes)
    return {code: frozenset(others) for code, others in kin.items()}
