"""What things are called: the names behind parameters, completion and corrections."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Protocol

from pyoxigraph import Literal, NamedNode

from kg.errors import BadParameter, UnknownName
from kg.namespaces import DEF, ID, SCHEME
from kg.queries.binding import Value, bind
from kg.queries.header import Parameter
from kg.resources import folder
from kg.store.base import Store

_CONCEPT_DEPTH: Final = SCHEME.count("/") + 1

_MANY: Final = {"authority": 4, "document": 10}
"""Kinds of things that rows name by the hundred, and how many are looked up one by one."""


@dataclass(frozen=True, slots=True)
class Name:
    """A thing and everything it is called.

    Attributes:
        iri: the thing.
        id: what CSV prints and people type: the last segment of a concept, the code of an authority.
        label: preferred label.
        others: other labels and codes.
        current: false for what no longer exists.
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
    """Where names come from; a store, or a few of them in a test."""

    def authorities(self) -> Sequence[Name]:
        """All authorities, those that no longer exist too."""

    def concepts(self, scheme: str) -> Sequence[Name]:
        """All concepts of a scheme, named by its id."""

    def labelled(self, of: str) -> Sequence[Name]:
        """All labelled things of a class of the ontology, named by its local name."""

    def documents(self) -> Sequence[Name]:
        """All source documents, labelled by file name."""

    def things(self, kind: str, beginning: str) -> Sequence[str]:
        """IRIs of the things of a class that begin in a way."""

    def within(self, region: str) -> Sequence[str]:
        """IRIs of the authorities of a region, given by its IRI."""

    def exists(self, iri: str) -> bool:
        """Whether the store says anything of a thing."""

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
        """All labelled things of a class."""
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

    def label(self, iri: str) -> str | None:
        """The preferred label of a thing, if it has one."""
        if iri not in self._labels and iri.startswith(SCHEME) and iri.count("/") == _CONCEPT_DEPTH:
            # One query a scheme: over a network, one a concept would take minutes.
            scheme = iri.removeprefix(SCHEME).partition("/")[0]
            self._labels.update((name.iri, name.label) for name in self.concepts(scheme))
        if iri not in self._labels:
            self._label_all(iri)
        if iri not in self._labels:
            query = _lookup("label", {"thing": NamedNode(iri)})
            self._labels[iri] = next((_plain(row[0]) for row in self._store.select(query).rows), None)
        return self._labels[iri]

    def _label_all(self, iri: str) -> None:
        """Look up everything of a kind at once when one thing after the other was asked for."""
        kind = iri.removeprefix(ID).partition("/")[0]
        if not iri.startswith(ID) or kind not in _MANY:
            return
        self._asked[kind] += 1
        if self._asked[kind] == _MANY[kind]:
            query = _lookup("labels", {"class": NamedNode(DEF + class_of(kind))})
            for thing, label in self._store.select(query).rows:
                self._labels.setdefault(_plain(thing), _plain(label))

    def exists(self, iri: str) -> bool:
        """Whether the thing is the subject of a triple."""
        return self._store.ask(f"ASK {{ {NamedNode(iri)} ?p ?o }}")

    def _names(self, lookup: str, values: dict[str, Value]) -> tuple[Name, ...]:
        query = _lookup(lookup, values)
        if query not in self._known:
            self._known[query] = tuple(_collect(self._store, query))
        return self._known[query]


def class_of(kind: str) -> str:
    """Local name of the class of the things under ``id/<kind>/``.

    >>> class_of("document"), class_of("priority-action")
    ('SourceDocument', 'PriorityAction')
    """
    if kind == "document":
        return "SourceDocument"
    return "".join(word.capitalize() for word in kind.split("-"))


def _lookup(name: str, values: dict[str, Value]) -> str:
    params = {key: Parameter(key, "iri", required=True) for key in values}
    return bind(_lookup_text(name), params, {key: (term,) for key, term in values.items()})


@cache
def _lookup_text(name: str) -> str:
    return (folder("queries") / "names" / f"{name}.rq").read_text(encoding="utf-8")


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


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A name without what people leave out or write differently: case, accents, punctuation, "the".

    >>> fold("Kingston upon Hull, City of") == fold("kingston-upon-hull  city of")
    True
    >>> fold("Children's Plans & Reviews")
    'childrens plans and reviews'
    """
    text = re.sub(r"['’‘ʼ`´′]", "", text)
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    bare = bare.casefold().replace("&", " and ")
    words = re.findall(r"[^\W_]+", bare)
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


_COUNCIL_WORDS: Final = frozenset(
    fold(
        "of council county city borough metropolitan district unitary authority local london royal the "
        "mbc mdc cc bc dc lbc lb la co childrens services"
    ).split()
)


@lru_cache(maxsize=16384)
def core(name: str) -> str:
    """What is left of an authority's name without the words that say what kind of council it is.

    >>> core("Surrey County Council"), core("City of York Council"), core("Bristol, City of")
    ('surrey', 'york', 'bristol')
    """
    words = ["st" if word == "saint" else word for word in fold(name).split()]
    while len(words) > 1 and words[-1] in _COUNCIL_WORDS:
        words.pop()
    while len(words) > 1 and words[0] in _COUNCIL_WORDS:
        words.pop(0)
    return " ".join(words)


_FEW: Final = 50
"""So many names and no more are all told where none is close."""

_SMALL: Final = frozenset({"and", "of", "on", "the", "upon", "with"})

_SHORT: Final = 2
"""Names of so few letters are found in other texts by chance."""


def find(what: str, text: str, names: Sequence[Name], *, councils: bool = False) -> tuple[Name, ...]:
    """The things that a text names.

    Args:
        what: the kind of thing, for the error: ``"theme"``.
        text: as the user wrote it.
        names: all that there are.
        councils: also compare names without "Council", "Borough of" and the like.

    Returns:
        One name, or several where different things have this id or label.

    Raises:
        UnknownName: no thing has the name; the error holds those that are close.
    """
    wanted, bare = fold(text), core(text)
    # "City Council" is what is left of no council's name, though City of London leaves "city".
    ways = ((fold, wanted), (core, bare)) if councils and bare not in _COUNCIL_WORDS else ((fold, wanted),)
    for key, ask in ways:
        hits = [name for name in names if text == name.iri or ask in {key(one) for one in name.all()}]
        if hits:
            return tuple([name for name in hits if name.current] or hits)
    labels = list(dict.fromkeys(name.label for name in names))
    helps = "Councils by name: kg reports" if councils else ""
    raise UnknownName(what, text, near(text, names), labels if len(labels) <= _FEW else (), helps)


def find_one(what: str, text: str, names: Sequence[Name], *, councils: bool = False) -> Name:
    """The one thing that a text names.

    Raises:
        UnknownName: there is none.
        BadParameter: there are several.
    """
    found = find(what, text, names, councils=councils)
    if len(found) > 1:
        choices = ", ".join(f"{name.label} ({name.id})" for name in found)
        raise BadParameter(f"{text!r} is the name of {len(found)} things; say which by its id: {choices}")
    return found[0]


def near(text: str, names: Iterable[Name]) -> list[str]:
    """Names close to a text; three at most, one for each thing.

    First those that hold the text as whole words, then those that it holds or abbreviates, then those spelled
    much like it.
    """
    spoken: dict[str, tuple[str, str]] = {}
    short: dict[str, str] = {}
    # What no longer exists comes last, so that it is not offered for a name that a successor has too.
    for name in sorted(names, key=lambda name: not name.current):
        for one in name.all():
            shown = name.id if one == name.id and not one.isdecimal() else name.label
            for key in (fold(one), core(one)):
                spoken.setdefault(key, (shown, name.iri))
            for letters in _initials(one):
                short.setdefault(letters, fold(one))
    wanted = fold(text)
    around = [key for key in spoken if wanted and f" {wanted} " in f" {key} "]
    inside = [key for key in spoken if len(key) > _SHORT and f" {key} " in f" {wanted} "]
    close = difflib.get_close_matches(wanted, spoken, n=9, cutoff=0.6)
    abbreviated = [short[wanted]] if wanted in short else []
    found: dict[str, str] = {}
    for key in (*sorted(around, key=len), *abbreviated, *sorted(inside, key=len, reverse=True), *close):
        shown, iri = spoken[key]
        if shown not in found.values():
            found.setdefault(iri, shown)
    return list(found.values())[:3]


def _initials(name: str) -> tuple[str, str]:
    """First letters of a name's words, all of them and without the small ones.

    >>> _initials("Royal Borough of Kensington and Chelsea")
    ('rbokac', 'rbkc')
    """
    words = fold(name).split()
    large = [word for word in words if word not in _SMALL]
    return "".join(word[0] for word in words), "".join(word[0] for word in large)
