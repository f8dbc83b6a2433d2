"""Programmes and practice models that a sentence names, by the labels of the register."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from kg.namespaces import DEF, ID, PREFIXES
from kg.resources import folder

_LABELS: Final = frozenset((PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel", DEF + "spelling"))
_QUOTES: Final = re.compile(r"[‘’“”'\"()]")
_WORD: Final = re.compile(r"\w+")
_JOINTS: Final = re.compile(r"[\s‐‑–-]+")


@dataclass(frozen=True)
class Programmes:
    """Programmes by name.

    Attributes:
        names: identifiers (``programme/...``) by folded label.
        only: code of the authority, for programmes that only one authority has.
    """

    names: dict[str, str]
    only: dict[str, str]

    def named(self, sentence: str, authority: str) -> tuple[str, ...]:
        """Identifiers of the programmes that a sentence names, in the order of their first mention.

        If labels overlap, the longest counts: "Graded Care Profile 2" does not name the first edition.

        Args:
            sentence: text as printed.
            authority: three-digit code of the authority that the sentence is about.
        """
        bare = _unquoted(sentence)
        words = frozenset(_WORD.findall(bare))
        if self._hints.isdisjoint(words) or not any(map(words.issuperset, self._needed)):  # most sentences
            return ()
        found = (self.names[match[0]] for match in self._pattern.finditer(_joined(bare)))
        return tuple(dict.fromkeys(p for p in found if self.only.get(p, authority) == authority))

    @cached_property
    def _hints(self) -> frozenset[str]:
        """The longest word of each label: a sentence without any of them names no programme."""
        return frozenset(max(_WORD.findall(name), key=len) for name in self.names)

    @cached_property
    def _needed(self) -> tuple[frozenset[str], ...]:
        """The words of each label."""
        return tuple(frozenset(_WORD.findall(name)) for name in self.names)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.names, key=lambda name: (-len(name), name))
        return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def named_in(sentence: str, authority: str) -> tuple[str, ...]:
    """Identifiers of the registered programmes that a sentence names.

    >>> named_in("The ‘Signs of Safety’ approach is well used.", "936")
    ('programme/signs-of-safety',)
    """
    return registered().named(sentence, authority)


@cache
def registered() -> Programmes:
    """The programmes of the shipped register."""
    return read_programmes(folder("ontology") / "register" / "programmes.ttl")


def read_programmes(path: Path) -> Programmes:
    """Programmes that a Turtle file describes.

    Args:
        path: a file of ``kg:Programme`` with labels, spellings and, if only one has it, ``kg:authority``.
    """
    from pyoxigraph import Literal, NamedNode, parse

    names: dict[str, str] = {}
    only: dict[str, str] = {}
    for quad in parse(path=str(path)):
        if not isinstance(quad.subject, NamedNode):
            continue
        programme = quad.subject.value.removeprefix(ID)
        if quad.predicate.value in _LABELS and isinstance(quad.object, Literal):
            names[_fold(quad.object.value)] = programme
        elif quad.predicate.value == DEF + "authority" and isinstance(quad.object, NamedNode):
            only[programme] = quad.object.value.rpartition("/")[2]
    return Programmes(names, only)


def _fold(text: str) -> str:
    """A text without quotation marks and brackets, and with hyphens as spaces."""
    return _joined(_unquoted(text))


def _unquoted(text: str) -> str:
    return _QUOTES.sub("", text).replace("&", "and")


def _joined(text: str) -> str:
    return _JOINTS.sub(" ", text).strip()
