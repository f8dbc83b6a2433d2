"""Keys and IRIs of resources, as defined in docs/identifiers.md."""

from __future__ import annotations

import hashlib
import re

from kg import frameworks
from kg.namespaces import GRAPH, thing

_NO_LETTERS = re.sub(rb"[a-z0-9]", b"", bytes(range(128)))


def document_key(sha256: str) -> str:
    """Key of a source document: the first 16 digits of the hash of its bytes."""
    return sha256[:16]


def family(kind: str) -> str:
    """Family of an inspection kind: the kind without its inferred parts.

    >>> family("ilacs-standard"), family("focused-visit")
    ('ilacs', 'focused-visit')
    """
    return frameworks.kind(kind).family


def inspection(authority: str, kind: str, start: str) -> str:
    """IRI of an inspection.

    Args:
        authority: the Department's three-digit code.
        kind: inspection-kind id.
        start: first day on site as ISO date, or a month or year if no more is known.

    >>> inspection("936", "ilacs-standard", "2022-01-17").rpartition("/")[2]
    '936-ilacs-2022-01-17'
    """
    return thing("inspection", f"{authority}-{family(kind)}-{start}")


def slug(name: str) -> str:
    """A name as part of an IRI.

    >>> slug("Exampleshire & Border NHS Trust")
    'exampleshire-and-border-nhs-trust'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", " and ").replace("’", "")).strip("-")


def sentence_key(text: str) -> str:
    """Key of a sentence within its document, to which people's corrections point.

    >>> sentence_key("Plans are clear.") == sentence_key("plans are  CLEAR")
    True
    """
    letters = text.lower().encode("ascii", "ignore").translate(None, _NO_LETTERS)
    return hashlib.sha1(letters, usedforsecurity=False).hexdigest()[:10]


def document_graph(sha256: str) -> str:
    """Name of the graph of the statements of one document."""
    return f"{GRAPH}document/{document_key(sha256)}"


def candidates_graph(sha256: str) -> str:
    """Name of the graph of the candidate statements that the prose reader proposes for one document."""
    return f"{GRAPH}candidates/{document_key(sha256)}"


def derived_graph(authority: str) -> str:
    """Name of the graph of derived statements about one authority."""
    return f"{GRAPH}derived/{authority}"
