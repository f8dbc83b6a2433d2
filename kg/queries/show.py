"""Everything the graph says of one thing, for people: ``kg show``."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.namespaces import DEF, ID, PREFIXES
from kg.queries.answer import Answer
from kg.queries.binding import bind
from kg.queries.catalogue import Catalogue
from kg.queries.header import Parameter
from kg.queries.names import Names
from kg.queries.parameters import terms_of
from kg.queries.run import run
from kg.queries.values import short
from kg.resources import folder
from kg.store.base import Store, Term

_HIDDEN = frozenset(DEF + name for name in ("assignment", "evidence"))
_LISTS = {DEF + "themeList": DEF + "theme", DEF + "cohortList": DEF + "cohort"}
"""Lists of ids, which say nothing where each member is said too."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing.

    Attributes:
        iri: the thing.
        facts: label of a property, and its value as people read it; IRIs of things in full.
        evidence: the places that say it.
    """

    iri: str
    facts: tuple[tuple[str, str], ...]
    evidence: Answer


def show(store: Store, names: Names, thing: str) -> Shown:
    """Everything said of a thing, with the places that say it.

    Args:
        store: where to ask.
        names: where names are looked up.
        thing: an IRI, or a class and key such as ``finding/24a50ddae0318e5d/5f1d0c77aa``; an authority's
            name or code will do as well.

    Raises:
        UnknownName: there is no such thing.
    """
    iri = _find(names, thing)
    text = (folder("queries") / "show" / "facts.rq").read_text(encoding="utf-8")
    query = bind(text, {"thing": Parameter("thing", "iri", required=True)}, {"thing": (NamedNode(iri),)})
    facts: dict[tuple[str, str], None] = {}
    seen: set[tuple[str, str]] = set()
    rows = list(store.select(query).rows)
    said = {_text(property_) for property_, *_ in rows}
    hidden = _HIDDEN | {listed for listed, member in _LISTS.items() if member in said}
    for property_, label, value, shown in rows:
        name = _text(property_)
        key = (name, str(value))
        if name not in hidden and key not in seen:
            seen.add(key)
            facts[(_text(label) or _local(name), _value(value, shown))] = None
    evidence = run(store, Catalogue().get("evidence"), {"id": iri}, names)
    return Shown(iri, tuple(facts), evidence)


def _find(names: Names, thing: str) -> str:
    kind = "thing" if "/" in thing else "authority"
    parameter = Parameter("thing", kind, required=True)
    (term,) = terms_of({"thing": parameter}, {"thing": thing}, names, of="show")["thing"]
    return str(term.value)


def _value(value: Term | None, shown: Term | None) -> str:
    text = _text(value)
    label = _text(shown)
    if isinstance(value, NamedNode):
        text = short(text).removeprefix(ID)
        return f"{label} ({text})" if label and label != text else text
    return text


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""


def _local(iri: str) -> str:
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri
