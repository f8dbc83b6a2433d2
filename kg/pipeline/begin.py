"""Creates the first store of a user: the shipped records, and the part of the edition needed first."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from kg.build import base
from kg.edition.layer import Layer
from kg.edition.merge import begin, beginning, lacking, put_councils, put_layer
from kg.edition.scope import Need
from kg.edition.start import start_graphs
from kg.edition.waiting import MANY, announcement
from kg.pipeline.settle import prepare
from kg.queries.beside import put_beside
from kg.queries.names import Names, StoreNames
from kg.store.writer import writing

_log = logging.getLogger("kg")


def begin_store(place: Path, wanted: Callable[[Names], Need] | None = None) -> None:
    """Create a store from shipped data; councils of the edition are added when a question needs them.

    The councils that the first question names are added in the same change. If it needs a layer of all
    councils, that layer is added. If it needs all of them, only their inspections are added; the councils
    follow in a second change (:mod:`kg.ready`), which takes a while.

    Args:
        place: folder of the store.
        wanted: returns the need of the first question, given the names of the new store.

    Raises:
        StoreLocked: another process is creating it.
        UnknownName: the first query names something unknown; no store is created.
        EnvironmentFault: the disk refuses.
    """
    with writing(place, finish=put_beside, mend=True) as writer:
        started = start_graphs()
        if started:
            vocabulary = base.changed(writer.manifest, base.base_files())
            writer.put([*vocabulary, *started, *beginning(writer.manifest)])  # each put writes tables
        else:
            prepare(writer)
            begin(writer)
        if wanted is not None:
            need = wanted(StoreNames(writer.store))
            coming = len(lacking(writer.manifest, need))
            if need.layer is Layer.ROWS and coming >= MANY:
                _log.warning("%s", announcement(need, coming))
            if need.codes:
                put_councils(writer, need.codes)
            else:
                put_layer(writer, Layer.INSPECTIONS if need.layer is Layer.WHOLE else need.layer)
