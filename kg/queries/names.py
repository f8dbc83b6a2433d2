"""Names of resources, looked up in a store, for parameters, completion and suggestions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from pyoxigraph import Literal, NamedNode

from kg.namespaces import DEF, ID, SCHEME
from kg.queries.binding import Value, bind
from kg.queries.header import Parameter
from kg.resources import query_text
from kg.store.base import Store

_CONCEPT_DEPTH: Final = SCHEME.count("/") + 1

_MANY: Final = {"authority": 4, "document": 10}
"""Kinds of resources that rows name by the hundred, and how many are looked up one by one."""


@dataclass(frozen=True, slots=True)
class Name:
    """A resource and all its names.

    Attributes:
        iri: the resource.
        id: the id that CSV prints and people type: the last segment of a concept, the code of an authority.
        label: preferred label.
        others: other labels and codes.
        current: false if it no longer exists.
    """

    iri: str
    id: str
    label: str
    others: tuple[str, ...] = ()
    current: bool = True

    def all(self) -> tuple[str, ...]:
        """Id, label and the rest."""
        return (self.id, self.label, *self.others)


class Names(Protocol):
    """A source of names: a store, or a few names in a test."""

    def authorities(self) -> Sequence[Name]:
        """All authorities, including those that no longer exist."""

    def concepts(self, scheme: str) -> Sequence[Name]:
        """All concepts of a scheme, named by its id."""

    def labelled(self, of: str) -> Sequence[Name]:
        """All labelled resources of a class of the ontology, named by its local name."""

    def documents(self) -> Sequence[Name]:
        """All source documents, labelled by file name."""

    def things(self, kind: str, beginning: str) -> Sequence[str]:
        """IRIs of the resources of a class that begin with a text."""

    def within(self, region: str) -> Sequence[str]:
        """IRIs of the authorities of a region, given by its IRI."""

    def members(self, theme: str) -> Sequence[str]:
        """IRIs of the themes of a group, given by its IRI; empty for a theme that is not a group."""

    def exists(self, iri: str) -> bool:
        """Whether the store has triples about a resource."""

    def label(self, iri: str) -> str | None:
        """The preferred label of a thing, if it has one."""


class StoreNames:
    """Names looked up in a store by small queries, each made once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[Name, ...]] = {}
        self._labels: dict[str, str | None] = {}
        self._asked: Counter[str] = Counter()

    def authorities(self) -> Sequence[Name]:
        """All authorities of the register."""
        return self._names("authorities", {})

    def concepts(self, scheme: str) -> Sequence[Name]:
        """All concepts of a scheme."""
        return self._names("concepts", {"scheme": NamedNode(SCHEME + scheme)})

    def labelled(self, of: str) -> Sequence[Name]:
        """All labelled resources of a class."""
        return self._names("labelled", {"class": NamedNode(DEF + of)})

    def documents(self) -> Sequence[Name]:
        """All source documents."""
        return self._names("documents", {})

    def things(self, kind: str, beginning: str) -> Sequence[str]:
        """IRIs of a class, given by the path segment after ``id/``."""
        query = _lookup("things", {"class": NamedNode(DEF + class_of(kind)), "beginning": Literal(beginning)})
        return [_plain(row[0]) for row in self._store.select(query).rows]

    def within(self, region: str) -> Sequence[str]:
        """IRIs of the authorities of a region."""
        query = _lookup("within", {"region": NamedNode(region)})
        return [_plain(row[0]) for row in self._store.select(query).rows]

    def members(self, theme: str) -> Sequence[str]:
        """IRIs of the themes of a group."""
        query = _lookup("members", {"group": NamedNode(theme)})
        return [_plain(row[0]) for row in self._store.select(query).rows]

    def label(self, iri: str) -> str | None:
        """The preferred label of a thing, if it has one."""
        if iri not in self._labels and iri.startswith(SCHEME) and iri.count("/") == _CONCEPT_DEPTH:
            # One query for each scheme: over a network, one for each concept would take minutes.
            scheme = iri.removeprefix(SCHEME).partition("/")[0]
            self._labels.update((name.iri, name.label) for name in self.concepts(scheme))
        if iri not in self._labels:
            self._label_all(iri)
        if iri not in self._labels:
            query = _lookup("label", {"thing": NamedNode(iri)})
            self._labels[iri] = next((_plain(row[0]) for row in self._store.select(query).rows), None)
        return self._labels[iri]

    def _label_all(self, iri: str) -> None:
        """Look up all resources of a kind at once after several single look-ups."""
        kind = iri.removeprefix(ID).partition("/")[0]
        if not iri.startswith(ID) or kind not in _MANY:
            return
        self._asked[kind] += 1
        if self._asked[kind] == _MANY[kind]:
            query = _lookup("labels", {"class": NamedNode(DEF + class_of(kind))})
            for thing, label in self._store.select(query).rows:
                self._labels.setdefault(_plain(thing), _plain(label))

    def exists(self, iri: str) -> bool:
        """Whether the resource is the subject of a triple."""
        return self._store.ask(f"ASK {{ {NamedNode(iri)} ?p ?o }}")

    def _names(self, lookup: str, values: dict[str, Value]) -> tuple[Name, ...]:
        query = _lookup(lookup, values)
        if query not in self._known:
            self._known[query] = tuple(_collect(self._store, query))
        return self._known[query]


def class_of(kind: str) -> str:
    """Local name of the class of the resources under ``id/<kind>/``.

    >>> class_of("document"), class_of("priority-action")
    ('SourceDocument', 'PriorityAction')
    """
    if kind == "document":
        return "SourceDocument"
    return "".join(word.capitalize() for word in kind.split("-"))


def _lookup(name: str, values: dict[str, Value]) -> str:
    params = {key: Parameter(key, "iri", required=True) for key in values}
    return bind(query_text(f"names/{name}"), params, {key: (term,) for key, term in values.items()})


def _collect(store: Store, query: str) -> Iterable[Name]:
    answer = store.select(query)
    found: dict[str, dict[str, list[str]]] = {}
    for row in answer.rows:
        fields = found.setdefault(_plain(row[0]), {})
        for variable, term in zip(answer.variables[1:], row[1:], strict=True):
            if term is not None:
                texts = fields.setdefault(variable, [])
                if _plain(term) not in texts:
                    texts.append(_plain(term))
    for iri, fields in found.items():
        label, *more_labels = fields["label"]
        yield Name(
            iri=iri,
            id=fields.get("id", [iri.rpartition("/")[2]])[0],
            label=label,
            others=(*more_labels, *fields.get("other", ())),
            current="until" not in fields,
        )


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))
