"""The first store of a user: the records that ship, and the edition for whatever is asked."""

from __future__ import annotations

from pathlib import Path


def begin_store(place: Path) -> None:
    """Make a store of what ships; councils of the edition join it when a question needs them.

    Args:
        place: folder of the store.

    Raises:
        StoreLocked: another process is making it.
        EnvironmentFault: the disk refuses.
    """
    from kg.edition.merge import begin
    from kg.edition.start import start_graphs
    from kg.pipeline import base
    from kg.pipeline.finish import put_beside
    from kg.pipeline.load import prepare
    from kg.store.writer import writing

    with writing(place, finish=put_beside, mend=True) as writer:
        started = start_graphs()
        if started:
            writer.put([*base.changed(writer.manifest, base.base_files()), *started])
        else:
            prepare(writer)
        begin(writer)
