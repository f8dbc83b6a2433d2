"""What a store holds, in a few figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg import __version__
from kg.curation import standing_rows
from kg.pipeline.examine import examine
from kg.pipeline.sheets import stale_decisions
from kg.store.caged import CagedStore
from kg.store.place import Place, default_place


def describe(store: Path | None = None) -> Iterator[tuple[str, str]]:
    """Names and values, in the order to show them.

    Raises:
        StoreMissing: there is no store.
    """
    place = Place(store or default_place())
    manifest = place.manifest()
    documents = manifest.documents()
    yield "version", __version__
    yield "store", str(place.root)
    yield "triples", f"{len(CagedStore(place.root)):,}"
    problems = len(list(examine(place)))
    yield "files", f"{problems} damaged or missing: kg check" if problems else "as they were written"
    yield "documents", str(len(documents))
    yield "superseded", str(sum(bool(e.superseded_by) for e in documents))
    yield "with doubts", str(sum(bool(e.warnings) for e in documents))
    yield "refused files", str(len(manifest.refusals))
    yield "authorities", str(len({s for e in documents for s in e.scopes}))
    decided = standing_rows(place.root)
    if decided:
        again = len(stale_decisions(place.root))
        yield (
            "decided rows",
            f"{len(decided)}" + (f", {again} to read again: kg review --rows --stale" if again else ""),
        )
    published = sorted(e.published for e in documents if e.published)
    if published:
        yield "published", f"{published[0]} to {published[-1]}"
