"""Processes many files at once, each in a :class:`kg.build.cage.Cage` of this machine."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.build.cage import Cage
from kg.build.process import Processed, process
from kg.build.prose import UNTOLD, Prose
from kg.curation import Correction
from kg.documents.limits import DocumentLimits
from kg.sandbox.parallel import shared_out
from kg.store.manifest import Refusal

Reader = Callable[..., Processed | Refusal]


def process_all(
    paths: Sequence[Path],
    *,
    workers: int = 1,
    authority_codes: Mapping[str, str] | None = None,
    prose: Prose = UNTOLD,
    corrections: Sequence[Correction] = (),
    limits: DocumentLimits | None = None,
    reader: Reader = process,
) -> Iterator[tuple[Path, Processed | Refusal]]:
    """Process files and yield results as they finish, in no particular order.

    Args:
        paths: the files.
        workers: number of processes.
        authority_codes: codes by name of further authorities.
        prose: how to read files that are not reports.
        corrections: the corrections that count.
        limits: limits for each file.
        reader: function that processes one file, by default :func:`kg.build.process.process`.

    Raises:
        EnvironmentFault: a requirement of the reader is missing.
    """
    limits = limits or DocumentLimits()
    how = pickle.dumps((reader, (authority_codes, prose, corrections, limits)))
    cages = [Cage(limits) for _ in range(min(max(1, workers), len(paths)))]
    yield from shared_out(paths, cages, lambda cage, path: cage.read(path, how))
