"""The selectors of Web Annotation, for exports to tools that need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

import pyoxigraph

from kg.rdf.serialise import to_lines
from kg.resources import query_text


def with_selectors(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of one document's graph and of the selectors of its places, sorted.

    Args:
        lines: sorted N-Triples of one named graph.
    """
    kept = list(lines)
    store = pyoxigraph.Store()
    store.bulk_load(b"".join(kept), pyoxigraph.RdfFormat.N_TRIPLES)
    found = cast(Iterable[pyoxigraph.Triple], store.query(query_text("describe/web-annotation")))
    yield from sorted({*kept, *to_lines(found).splitlines(keepends=True)})
