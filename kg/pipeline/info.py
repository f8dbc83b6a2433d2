"""The contents of a store in a few figures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg import __version__
from kg.curation import standing_rows
from kg.edition.merge import begun, missing, mixed
from kg.edition.parts import edition
from kg.pipeline.examine import examine
from kg.pipeline.review.sheets import stale_decisions
from kg.pipeline.timings import kept_timings
from kg.store.cancellable import CancellableStore
from kg.store.folder import folder_of
from kg.store.manifest import Manifest


def describe(store: Path | None = None, *, timings: bool = False) -> Iterator[tuple[str, str]]:
    """Names and values, in display order.

    Args:
        store: folder of the store; by default the user's own.
        timings: whether to show how long the stages of the last load took.

    Raises:
        StoreMissing: there is no store.
    """
    place = folder_of(store)
    manifest = place.manifest()
    documents = manifest.documents()
    yield "version", __version__
    yield "store", str(place.root)
    yield "triples", f"{len(CancellableStore(place.root)):,}"
    problems = len(list(examine(place)))
    yield "files", f"{problems} damaged or changed: kg check" if problems else "all intact"
    yield "documents", str(len(documents))
    yield "superseded", str(sum(bool(e.superseded_by) for e in documents))
    yield "with doubts", str(sum(bool(e.warnings) for e in documents))
    yield "refused files", str(len(manifest.refusals))
    yield "authorities", str(len({s for e in documents for s in e.scopes}))
    yield from _of_edition(manifest)
    held = {scope for entry in documents if entry.inspections for scope in entry.scopes}
    decided = [one for one in standing_rows(place.root) if one.code in held]
    if decided:
        again = len(stale_decisions(place.root))
        yield (
            "decided rows",
            f"{len(decided)}" + (f", {again} to read again: kg review --rows --stale" if again else ""),
        )
    published = sorted(e.published for e in documents if e.published)
    if published:
        yield "published", f"{published[0]} to {published[-1]}"
    if timings:
        for stage, seconds, parts in kept_timings(place):
            each = f", {parts} parts, {seconds / parts:.2f} s each" if parts else ""
            yield f"last load, {stage}", f"{seconds:.1f} s{each}"


def _of_edition(manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Show how much of the edition is in the store, and the councils with words for some reports only."""
    shipped = edition()
    if shipped is None or not begun(manifest):
        return
    here = sum(entry.from_edition for entry in manifest.documents())
    waiting = len(missing(manifest))
    yield "edition", f"{shipped.number} of {shipped.date}; {here} reports without words"
    if waiting:
        yield "councils to come", f"{waiting}, each when it is first asked for"
    for code, entries in mixed(manifest).items():
        yield f"mixed {code}", f"{len(entries)} of its reports lack their words: kg fetch --authority {code}"
