"""``kg check --repair``: restores a store, except data that only its reports can restore."""

from __future__ import annotations

import logging
from pathlib import Path

from kg.errors import StoreMissing
from kg.pipeline.curated import applied_otherwise, malformed
from kg.pipeline.settle import lost_documents, prepare, settle
from kg.queries.beside import put_beside
from kg.store.folder import folder_of
from kg.store.writer import writing
from kg.text import visible

_log = logging.getLogger("kg")


def repair(store: Path | None = None) -> list[str]:
    """Rebuild the generation from the archive, and recreate data that needs no report.

    Args:
        store: folder of the store; by default the user's own.

    Returns:
        Names of the documents whose reports must be loaded again.

    Raises:
        StoreMissing: there is no store.
        StoreDamaged: no manifest can be read.
        RecordError: a file of corrections or decisions of the store is malformed.
        StoreLocked: a load is running.
        EnvironmentFault: the disk refuses.
    """
    place = folder_of(store)
    if not place.exists():
        raise StoreMissing(f"There is no store at {place.root}: create one with 'kg load PATH'.")
    with writing(place.root, finish=put_beside, mend=True) as writer:
        if (problem := malformed(place)) is not None:
            raise problem
        known = writer.manifest.curation is not None  # if so, a file that differs is reported by its name
        for other in () if known else applied_otherwise(place, writer.manifest):
            _log.warning("%s; they are applied now", visible(other.what))
        prepare(writer)
        settle(writer, ())
        return lost_documents(writer)
