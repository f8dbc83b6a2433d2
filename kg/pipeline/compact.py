"""``kg compact``: deletes files of a store that no reader needs, and merges those of its database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreDamaged
from kg.pipeline.curated import REPAIR
from kg.pipeline.examine import examine
from kg.queries.beside import put_beside
from kg.store.folder import folder_of
from kg.store.generations import size_of
from kg.store.writer import writing


@dataclass(frozen=True, slots=True)
class Compacted:
    """Size of a store, in bytes.

    Attributes:
        before: size before it was compacted.
        after: size after it was compacted.
    """

    before: int
    after: int


def compact(store: Path | None = None) -> Compacted:
    """Delete files that the current generation of a store does not need, and compact its database.

    Older generations are deleted, and so are leftovers of interrupted changes: named graphs, texts and
    readings that no document of the store names. Readers that have an older generation open continue to read
    it.

    Args:
        store: folder of the store; by default the user's own.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: a file is not as it was written, so that an older generation may be needed.
        StoreLocked: a load is running.
        EnvironmentFault: the disk refuses.
    """
    place = folder_of(store)
    for problem in examine(place, deep=True):
        raise StoreDamaged(f"{problem.what}. Repair the store before it is compacted: {REPAIR}")
    before = size_of(place.root)
    with writing(place.root, finish=put_beside) as writer:
        writer.compact()
    return Compacted(before, size_of(place.root))
