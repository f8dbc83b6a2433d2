"""Finds the resource that a text names, or names similar to an unknown one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from kg.closest import alike, closest
from kg.errors import BadParameter, UnknownName
from kg.queries.names import Name


@lru_cache(maxsize=16384)
def normalised(text: str) -> str:
    """A name without parts that people omit or write differently: case, accents, punctuation, "the".

    >>> normalised("Kingston upon Hull, City of") == normalised("kingston-upon-hull  city of")
    True
    >>> normalised("Children's Plans & Reviews")
    'childrens plans and reviews'
    """
    text = re.sub(r"['’‘ʼ`´′]", "", text)
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    bare = bare.casefold().replace("&", " and ")
    words = re.findall(r"[^\W_]+", bare)
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


_COUNCIL_WORDS: Final = frozenset(
    normalised(
        "of council county city borough metropolitan district unitary authority local london royal the "
        "mbc mdc cc bc dc lbc lb la co childrens services"
    ).split()
)


@lru_cache(maxsize=16384)
def core(name: str) -> str:
    """An authority's name without the words for its kind of council.

    >>> core("Surrey County Council"), core("City of York Council"), core("Bristol, City of")
    ('surrey', 'york', 'bristol')
    """
    words = ["st" if word == "saint" else word for word in normalised(name).split()]
    while len(words) > 1 and words[-1] in _COUNCIL_WORDS:
        words.pop()
    while len(words) > 1 and words[0] in _COUNCIL_WORDS:
        words.pop(0)
    return " ".join(words)


_FEW: Final = 50
"""Largest number of names that are all listed if none is similar."""

_LIKENESS: Final = 0.7
"""Least likeness of a text and a name that begins otherwise: below it they share letters by chance."""

_OF_A_WORD: Final = 0.8
"""Least likeness of a text and one word of a name."""

_BEGINNING: Final = 4
"""Letters that people get right who shorten a name."""

_LONG: Final = 6
"""Letters of the shortest word that stands for a whole name."""

_SMALL: Final = frozenset({"and", "of", "on", "the", "upon", "with"})

_SHORT: Final = 2
"""Names with at most this number of letters occur in other texts by chance."""


def find(what: str, text: str, names: Sequence[Name], *, councils: bool = False) -> tuple[Name, ...]:
    """The resources that a text names.

    Args:
        what: the kind of resource, for the error: ``"theme"``.
        text: as the user wrote it.
        names: all existing names.
        councils: also compare names without "Council", "Borough of" and the like.

    Returns:
        One name, or several if different resources have this id or label.

    Raises:
        UnknownName: no resource has the name; the error suggests similar names.
    """
    wanted, bare = normalised(text), core(text)
    # "City Council" is not the core of any council's name, though City of London gives "city".
    ways = (
        ((normalised, wanted), (core, bare))
        if councils and bare not in _COUNCIL_WORDS
        else ((normalised, wanted),)
    )
    for key, ask in ways:
        hits = [name for name in names if text == name.iri or ask in {key(one) for one in name.all()}]
        if hits:
            return tuple([name for name in hits if name.current] or hits)
    labels = list(dict.fromkeys(name.label for name in names))
    helps = "Councils by name: kg reports" if councils else ""
    raise UnknownName(what, text, near(text, names), labels if len(labels) <= _FEW else (), helps)


def find_one(what: str, text: str, names: Sequence[Name], *, councils: bool = False) -> Name:
    """The one resource that a text names.

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
    """Names similar to a text; three at most, one for each resource.

    First those that contain the text as whole words, then those that it contains or abbreviates, then those
    with a similar spelling.
    """
    spoken: dict[str, tuple[str, str]] = {}
    short: dict[str, str] = {}
    # Bodies that no longer exist come last, so that they are not suggested for a name of a successor.
    for name in sorted(names, key=lambda name: not name.current):
        for one in name.all():
            shown = name.id if one == name.id and not one.isdecimal() else name.label
            for key in (normalised(one), core(one)):
                spoken.setdefault(key, (shown, name.iri))
            for letters in _initials(one):
                short.setdefault(letters, normalised(one))
    wanted = normalised(text)
    around = [key for key in spoken if wanted and f" {wanted} " in f" {key} "]
    inside = [key for key in spoken if len(key) > _SHORT and f" {key} " in f" {wanted} "]
    close = [key for key in closest(wanted, spoken, most=9) if _meant(wanted, key)]
    words = _rare_words(spoken)
    close += [words[word] for word in closest(wanted, words, likeness=_OF_A_WORD)]
    abbreviated = [short[wanted]] if wanted in short else []
    found: dict[str, str] = {}
    for key in (*sorted(around, key=len), *abbreviated, *sorted(inside, key=len, reverse=True), *close):
        shown, iri = spoken[key]
        if shown not in found.values():
            found.setdefault(iri, shown)
    return list(found.values())[:3]


def _meant(text: str, name: str) -> bool:
    """Whether a text that is spelled a little like a name can mean it.

    >>> _meant("northants", "northamptonshire"), _meant("frobnicate", "doncaster")
    (True, False)
    """
    return text[:_BEGINNING] == name[:_BEGINNING] or alike(text, name) >= _LIKENESS


def _rare_words(spoken: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Long words that are in the names of one thing alone, each with the first of these names.

    Args:
        spoken: names, each with how it is shown and the IRI of the thing.

    >>> _rare_words({"isle of wight": ("", "1"), "north tyneside": ("", "2"), "south tyneside": ("", "3")})
    {}
    >>> _rare_words({"westmorland and furness": ("", "4"), "westmorland council": ("", "4")})["westmorland"]
    'westmorland and furness'
    """
    found: dict[str, str] = {}
    several: set[str] = set()
    for name, (_, iri) in spoken.items():
        for word in name.split():
            if len(word) >= _LONG and spoken[found.setdefault(word, name)][1] != iri:
                several.add(word)
    return {word: name for word, name in found.items() if word not in several}


def _initials(name: str) -> tuple[str, str]:
    """First letters of a name's words, with and without the small words.

    >>> _initials("Royal Borough of Kensington and Chelsea")
    ('rbokac', 'rbkc')
    """
    words = normalised(name).split()
    large = [word for word in words if word not in _SMALL]
    return "".join(word[0] for word in words), "".join(word[0] for word in large)
