"""Names in a user's own query that are not in the ontology: they match nothing, without an error."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from pyoxigraph import RdfFormat, parse

from kg.closest import closest
from kg.frameworks import scheme_files
from kg.namespaces import DEF, SCHEME
from kg.queries.names import Names
from kg.queries.prologue import default_prefixes
from kg.queries.tokens import code, line_of
from kg.resources import folder

_OURS: Final = (DEF, SCHEME)


def unknown_terms(text: str, names: Names) -> list[str]:
    """Terms and concepts of this project that are not in a store, each once, with the closest one.

    Args:
        text: a query that parses.
        names: names in the store.
    """
    return [f"{line}: {_told(shown, iri)}" for iri, line, shown in _named(text) if not names.exists(iri)]


def _named(text: str) -> Iterator[tuple[str, str, str]]:
    """IRIs of terms and concepts, each once: the IRI, the line, and how the query writes it."""
    words = code(text)
    declared = {at + offset for at, word in enumerate(words) if word.is_word("PREFIX") for offset in (1, 2)}
    bases = default_prefixes() | {
        words[at + 1].text[:-1]: words[at + 2].text[1:-1]
        for at, word in enumerate(words[:-2])
        if word.is_word("PREFIX")
    }
    seen = set(bases.values())
    for at, word in enumerate(words):
        if at in declared or word.kind not in ("name", "iri"):
            continue
        label, _, local = word.text.partition(":")
        iri = word.text[1:-1] if word.kind == "iri" else bases.get(label, "") + local.replace("\\", "")
        if iri.startswith(_OURS) and iri not in seen:
            seen.add(iri)
            yield iri, line_of(text, word.start), word.text


def _told(shown: str, iri: str) -> str:
    start, _, local = iri.rpartition("/")
    siblings = {one.rpartition("/")[2] for one in _terms() if one.rpartition("/")[0] == start}
    close = closest(local, sorted(siblings), most=1)
    head, _, tail = shown.rpartition(local)
    hint = f"; did you mean {head}{close[0]}{tail}?" if close else ""
    return f"the ontology has no {shown}, so it matches nothing{hint}"


@cache
def _terms() -> frozenset[str]:
    paths = (folder("ontology") / "kg.ttl", *scheme_files())
    return frozenset(
        str(getattr(quad.subject, "value", ""))
        for path in paths
        for quad in parse(path=str(path), format=RdfFormat.TURTLE)
    )
