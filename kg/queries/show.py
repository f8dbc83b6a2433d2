"""Everything the graph says about one resource, for people: ``kg show``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter, UnknownName
from kg.namespaces import DEF, ID, PREFIXES, SCHEME
from kg.queries.answer import Answer
from kg.queries.binding import bind
from kg.queries.catalogue import Catalogue
from kg.queries.header import Parameter
from kg.queries.lookup import find_one
from kg.queries.names import Names
from kg.queries.parameter_types import SCHEMES
from kg.queries.parameters import terms_of
from kg.queries.run import run
from kg.queries.values import short
from kg.resources import query_text
from kg.store.base import Solutions, Store, Term

_HIDDEN: Final = frozenset((DEF + "evidence",))
_LISTS: Final = {DEF + f"{one}List": DEF + one for one in ("theme", "cohort", "focus", "inspectorate")}
"""Lists of ids, which add nothing if each member is stated too."""
_INSPECTION: Final = re.compile(r"\d{3}-[a-z0-9-]+")
"""Key of an inspection, as in review sheets."""
_TYPE: Final = PREFIXES["rdf"] + "type"
_FIRST: Final = (
    _TYPE,
    PREFIXES["skos"] + "prefLabel",
    PREFIXES["dcterms"] + "title",
    PREFIXES["skos"] + "altLabel",
)
_KINDS: Final = ("authority", "document", *SCHEMES, "programme")
"""Kinds of resources that are found by a name alone."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One resource.

    Attributes:
        iri: the resource.
        facts: label of a property, and its value as people read it; IRIs of resources in full.
        evidence: the places of its evidence.
    """

    iri: str
    facts: tuple[tuple[str, str], ...]
    evidence: Answer


def show(store: Store, names: Names, thing: str) -> Shown:
    """All facts about a resource, with the places of their evidence.

    Args:
        store: the store to query.
        names: the names to look up.
        thing: an IRI, a class and key such as ``finding/24a50ddae0318e5d/5f1d0c77aa`` or ``theme/plans``, or
            the name of an authority, document, concept or programme.

    Raises:
        UnknownName: there is no such resource.
        BadParameter: several resources have the name.
    """
    iri = _find(names, thing)
    facts = dict.fromkeys((fact.name, _value(fact.value, fact.shown)) for fact in facts_of(store, iri))
    if iri.startswith(ID):
        return Shown(iri, tuple(facts), run(store, Catalogue().get("evidence"), {"id": iri}, names))
    return Shown(iri, tuple(facts), Answer(lambda: Solutions((), iter(()))))


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a property.

    Attributes:
        name: label of the property.
        value: the term.
        shown: label of the value, if it has one.
    """

    name: str
    value: Term | None
    shown: str


def facts_of(store: Store, iri: str) -> list[Fact]:
    """The facts of the graph about a resource, each value once; its types and names come first."""
    query = bind(
        query_text("show/facts"),
        {"thing": Parameter("thing", "iri", required=True)},
        {"thing": (NamedNode(iri),)},
    )
    found: list[Fact] = []
    seen: set[tuple[str, str]] = set()
    rows = sorted(store.select(query).rows, key=_weight)
    said = {_text(property_) for property_, *_ in rows}
    hidden = _HIDDEN | {listed for listed, member in _LISTS.items() if member in said}
    for property_, label, value, shown in rows:
        name = _text(property_)
        key = (name, str(value))
        foreign = name == _TYPE and not _text(value).startswith(DEF)
        if name not in hidden and key not in seen and not foreign:
            seen.add(key)
            found.append(Fact(_text(label) or _local(name), value, _text(shown)))
    return found


def _weight(row: tuple[Term | None, ...]) -> int:
    """Sort key: types and names of a resource come first."""
    name = _text(row[0])
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _find(names: Names, thing: str) -> str:
    wanted = thing.strip()
    if not wanted:
        raise BadParameter("Name a thing, such as Surrey or theme/plans.")
    key = wanted.removeprefix(SCHEME).removeprefix("scheme/")
    if key.count("/") == 1 and re.fullmatch(r"[a-z0-9/-]+", key):
        if names.exists(SCHEME + key):
            return SCHEME + key
        scheme, _, rest = key.partition("/")
        if concepts := names.concepts(scheme):
            return find_one(scheme, rest, concepts).iri
    if wanted.startswith(DEF) and re.fullmatch(r"[\w-]+", wanted.removeprefix(DEF)) and names.exists(wanted):
        return wanted
    if "/" in wanted:
        return _one("thing", wanted, names)
    if _INSPECTION.fullmatch(wanted) and names.exists(f"{ID}inspection/{wanted}"):
        return f"{ID}inspection/{wanted}"
    found: dict[str, None] = {}
    unknown: list[UnknownName] = []
    for kind in _KINDS:
        try:
            if kind == "programme":
                found[find_one(kind, wanted, names.labelled("Programme")).iri] = None
            else:
                found[_one(kind, wanted, names)] = None
        except UnknownName as error:
            unknown.append(error)
    if len(found) > 1:
        choices = ", ".join(iri.removeprefix(SCHEME).removeprefix(ID) for iri in found)
        raise BadParameter(f"{thing!r} is the name of {len(found)} things; say which: {choices}")
    if not found:
        near = [*dict.fromkeys(near for error in unknown for near in error.near)][:4]
        raise UnknownName("thing", thing, near, helps="By words: kg search WORDS")
    return next(iter(found))


def _one(kind: str, text: str, names: Names) -> str:
    parameter = Parameter("id", kind, required=True)
    terms = terms_of({"id": parameter}, {"id": text}, names, of="show")["id"]
    if len(terms) > 1:
        choices = ", ".join(term.value.removeprefix(SCHEME).removeprefix(ID) for term in terms)
        raise BadParameter(f"{text!r} is the name of {len(terms)} things; say which: {choices}")
    return terms[0].value


def _value(value: Term | None, label: str) -> str:
    text = _text(value)
    if isinstance(value, NamedNode):
        text = _local(short(text).removeprefix(ID))
        return f"{label} ({text})" if label and label != text else text
    return text


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _local(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
