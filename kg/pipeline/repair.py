"""``kg check --repair``: a store that is as it was written, but for what only its reports can bring back."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreMissing
from kg.pipeline.settle import lost_documents, prepare, settle
from kg.queries.beside import put_beside
from kg.store.folder import StoreFolder, default_folder
from kg.store.writer import writing


def repair(store: Path | None = None) -> list[str]:
    """Rebuild the generation from the archive, and recreate what needs no report.

    Args:
        store: folder of the store; by default the user's own.

    Returns:
        Names of the documents whose reports have to be loaded again.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: no manifest can be read.
        StoreLocked: a load is running.
        EnvironmentFault: the disk refuses.
    """
    place = StoreFolder(store or default_folder())
    if not place.exists():
        raise StoreMissing(f"There is no store at {place.root}: create one with 'kg load PATH'.")
    with writing(place.root, finish=put_beside, mend=True) as writer:
        prepare(writer)
        settle(writer, ())
        return lost_documents(writer)
