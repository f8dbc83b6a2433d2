"""Prefixes of an export: those that its IRIs use, so that no name needs an escape.

Keys of resources contain slashes, which a prefixed name can only contain as escapes, so resources are written
as IRIs relative to the base. Concepts have a prefix for each scheme.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from kg.namespaces import BASE, PREFIXES, SCHEME
from kg.resources import files

_WITH_SLASHES: Final = frozenset({"id", "graph", "query", "shape", "scheme"})
_TYPE: Final = f"<{PREFIXES['rdf']}type>".encode()


_STATEMENT: Final = re.compile(rb"^[^@\s]", re.MULTILINE)


def all_prefixes() -> dict[str, str]:
    """Every prefix that an export may use: vocabularies, and one for each scheme."""
    schemes = {path.stem: f"{SCHEME}{path.stem}/" for path in files("ontology", "schemes/*.ttl")}
    shared = {label: iri for label, iri in PREFIXES.items() if label not in _WITH_SLASHES}
    return dict(sorted((schemes | shared).items()))


def used_prefixes(about: bytes, archived: Iterable[Path]) -> dict[str, str]:
    """The prefixes that some N-Triples use.

    Args:
        about: N-Triples.
        archived: compressed N-Triples, one file a graph.
    """
    known = all_prefixes()
    missing = {label: f"<{iri}".encode() for label, iri in known.items()}

    def look(data: bytes) -> None:
        data = data.replace(_TYPE, b"")  # which Turtle writes as a, and JSON-LD as @type
        for label in [label for label, start in missing.items() if start in data]:
            del missing[label]

    look(about)
    for path in archived:
        look(gzip.decompress(path.read_bytes()))
    return {label: iri for label, iri in known.items() if label not in missing}


class AbsoluteHeader:
    """Passes Turtle on with its prefixes in full, which pyoxigraph writes relative to the base.

    Args:
        output: the target stream.
        prefixes: the prefixes of the header.
    """

    def __init__(self, output: BinaryIO, prefixes: Mapping[str, str]) -> None:
        self._output, self._prefixes = output, prefixes
        self._held = b""
        self._begun = False

    def write(self, data: bytes) -> int:
        """Write bytes; those before the first statement are replaced."""
        if self._begun:
            self._output.write(data)
            return len(data)
        self._held += bytes(data)
        begins = _STATEMENT.search(self._held)
        if begins:
            self._begun = True
            self._output.write(self._header() + self._held[begins.start() :])
        return len(data)

    def flush(self) -> None:
        """Flush the output."""
        self._output.flush()

    def _header(self) -> bytes:
        lines = [f"@base <{BASE}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in self._prefixes.items())]
        return ("\n".join(lines) + "\n\n").encode()
