"""Many files at once, in processes of their own; a file that kills its process is refused, not the load."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

from kg.curation import Correction
from kg.errors import KgError
from kg.pipeline.process import Processed, file_hash, process
from kg.pipeline.prose import UNTOLD, Prose
from kg.pipeline.rules import made_from
from kg.store.manifest import Refusal

_WORTH_A_POOL = 3
"""Fewer files are read in this process: starting others costs more than it saves."""

_How = tuple[Mapping[str, str] | None, Prose, Sequence[Correction]]


def process_all(
    paths: Sequence[Path],
    *,
    workers: int = 1,
    authority_codes: Mapping[str, str] | None = None,
    prose: Prose = UNTOLD,
    corrections: Sequence[Correction] = (),
) -> Iterator[tuple[Path, Processed | Refusal]]:
    """Process files as they come to be done, in no particular order.

    Args:
        paths: the files.
        workers: number of processes; one is this process itself, as it is for very few files.
        authority_codes: codes by name of further authorities.
        prose: how to read what is no report.
        corrections: those that count.
    """
    how = (authority_codes, prose, corrections)
    count = min(workers, len(paths))
    if count <= 1 or len(paths) < _WORTH_A_POOL:
        for path in paths:
            yield path, process(path, *how)
        return
    done: set[Path] = set()
    try:
        with _pool(count) as pool:
            waiting = {pool.submit(process, path, *how): path for path in paths}
            for future in as_completed(waiting):
                result = future.result()
                done.add(waiting[future])
                yield waiting[future], result
    except BrokenProcessPool:
        for path in paths:
            if path not in done:
                yield path, _alone(path, how)


def _alone(path: Path, how: _How) -> Processed | Refusal:
    """Process one file in a process of its own, which it may bring down."""
    try:
        with _pool(1) as pool:
            return pool.submit(process, path, *how).result()
    except BrokenProcessPool:
        sha256 = file_hash(path)
        return Refusal(
            sha256,
            path.name,
            "UnreadableFile",
            f"{path.name}: reading it brought the reader's process down; the file is damaged or too large.",
            made_from(sha256),
        )


def _pool(workers: int) -> Executor:
    return ProcessPoolExecutor(
        workers, mp_context=multiprocessing.get_context("spawn"), initializer=_made_ready
    )


def _made_ready() -> None:
    """Load what every file needs, and tell the collector that it stays: it need not look there again."""
    from kg import classify
    from kg.validate.shapes import load_shapes

    with suppress(KgError):  # the files will meet it, and say so
        load_shapes()
        classify.default()
    gc.collect()
    gc.freeze()
