"""Functions that fill, change and check a store: one for each command that is not a query.

``store`` is always the folder of the store; by default the user's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.opening import renew
from kg.store.folder import folder_of, is_own

if TYPE_CHECKING:
    from kg.pipeline.compact import Compacted
    from kg.pipeline.curated import Problem
    from kg.pipeline.load import LoadReport
    from kg.pipeline.publish import Published
    from kg.pipeline.review import Reviewed
    from kg.pipeline.review.rows import Taken
    from kg.pipeline.review.sheets import Stale
    from kg.pipeline.validate import Check
    from kg.records.check import Checked
    from kg.store.manifest import Entry


def load(
    paths: Iterable[Path | str] = (),
    *,
    store: Path | str | None = None,
    workers: int = 1,
    authority: str | None = None,
    tier: str | None = None,
    prose: bool = False,
    max_pages: int = 2_000,
    max_characters: int = 5_000_000,
    max_objects: int = 1_000_000,
    max_seconds: int = 60,
    max_memory: int = 1024,
    scheduler: str | None = None,
) -> LoadReport:
    """Read reports, check them and store their facts; see :func:`kg.pipeline.load.load`.

    The logger ``kg.stages`` reports progress (:mod:`kg.stages`).

    Args:
        paths: files, and folders, from which PDF files are read; without any, only shipped data is loaded.
        store: folder of the store.
        workers: number of processes that read.
        authority: council that a text other than a report is about, if the text does not say.
        tier: kind of texts that are not reports: ``council-paper``, ``council-notice`` or ``press``.
        prose: read a PDF of no known layout as prose too.
        max_pages: pages that a PDF may have.
        max_characters: characters of text that a file may hold.
        max_objects: objects (pieces of text, lines, pictures) that a PDF may draw on its pages.
        max_seconds: processor time that reading one file may take.
        max_memory: memory that reading one file may take, in MB of a million bytes; a report needs about 550.
        scheduler: address of a Dask scheduler whose workers read, instead of processes of this machine.

    Raises:
        CallError: a path does not exist, or there is no such council or tier.
        StoreLocked: another load is running.
        MissingExtra: ``scheduler`` needs a package that is not installed.
        EnvironmentFault: the disk, the scheduler or its workers fail.
    """
    from kg.build.prose import options
    from kg.documents import DocumentLimits
    from kg.pipeline.load import load as load_documents

    if is_own(store):
        renew(folder_of(None))
    return load_documents(
        paths,
        store,
        workers=workers,
        prose=options(authority, tier, prose),
        limits=DocumentLimits(
            pages=max_pages,
            characters=max_characters,
            objects=max_objects,
            cpu_seconds=max_seconds,
            memory_mb=max_memory,
        ),
        scheduler=scheduler,
    )


def publish(
    endpoint: str,
    *,
    store: Path | str | None = None,
    union: bool | None = None,
    seconds: float | None = None,
) -> Published:
    """Upload a store to an endpoint; see :func:`kg.pipeline.publish.publish`.

    Args:
        endpoint: its address, or its name in ``kg.toml``.
        store: folder of the store.
        union: whether its default graph is the union of its named graphs.
        seconds: time limit for one request; by default as in ``kg.toml``, or 60.
    """
    from kg.pipeline.publish import publish as put
    from kg.store.endpoints import endpoint as endpoint_named

    there = endpoint_named(endpoint, union=union)
    return put(folder_of(store).root, there if seconds is None else replace(there, seconds=seconds))


def remove(documents: Iterable[str], *, store: Path | str | None = None) -> list[Entry]:
    """Remove documents from a store; see :func:`kg.pipeline.remove.remove`.

    Args:
        documents: file names, hashes, or at least the first six digits of one.
        store: folder of the store.
    """
    from kg.pipeline.remove import remove as remove_documents

    return remove_documents(documents, folder_of(store).root)


def restore(files: Iterable[Path | str], *, store: Path | str | None = None) -> int:
    """Import named graphs that an export wrote; see :func:`kg.pipeline.restore.restore`.

    Returns:
        The number of named graphs that the files hold.
    """
    from kg.pipeline.restore import restore as import_graphs

    return import_graphs(map(Path, files), folder_of(store).root)


def check_shapes(
    files: Iterable[Path | str] = (), *, store: Path | str | None = None, workers: int = 1
) -> Iterable[Check]:
    """Check reports or Turtle files against the shapes; nothing is stored.

    Args:
        files: files, or folders of them; without any, the store as a whole is checked.
        store: folder of the store.
        workers: number of processes that read reports.

    Yields:
        One check for each file, or one for the store.

    Raises:
        BadParameter: a folder contains neither a report nor a Turtle file.
    """
    from kg.pipeline.validate import check_files, check_store, files_in

    given = [Path(path) for path in files]
    if given:
        yield from check_files(files_in(given), workers=workers)
    else:
        yield check_store(folder_of(store).root)


def review(path: Path | str, *, store: Path | str | None = None, replace: bool = False) -> Reviewed:
    """Apply people's corrections to a store; see :func:`kg.pipeline.review.review`.

    ``kg.query("review", authority="Surrey")`` lists the least certain sentences to correct.
    """
    from kg.pipeline.review import review as take

    return take(path, store, replace=replace)


def withdraw(name: str, *, store: Path | str | None = None) -> Reviewed:
    """Remove a file of corrections from a store; see :func:`kg.pipeline.review.withdraw`."""
    from kg.pipeline.review import withdraw as take_out

    return take_out(name, store)


def decide(sheet: Path | str, *, store: Path | str | None = None) -> Taken:
    """Apply people's decisions about rows to a store; see :func:`kg.pipeline.review.rows.take`."""
    from kg.pipeline.review.rows import take

    return take(sheet, store)


def rows_to_decide(
    *,
    store: Path | str | None = None,
    authority: Sequence[str] = (),
    theme: Sequence[str] = (),
    state: Sequence[str] = (),
    stale: bool = False,
) -> str:
    """Rows of a store as a sheet (YAML) to fill in; see :func:`kg.pipeline.review.sheets.write_sheet`."""
    from kg.pipeline.review.sheets import write_sheet

    return write_sheet(store, authority=authority, theme=theme, state=state, only_stale=stale)


def stale_decisions(*, store: Path | str | None = None) -> list[Stale]:
    """Decisions that no longer apply and need review."""
    from kg.pipeline.review.sheets import stale_decisions as stale

    return stale(store)


def info(*, store: Path | str | None = None, timings: bool = False) -> dict[str, str]:
    """The contents of a store in a few figures, by name.

    Args:
        store: folder of the store.
        timings: whether to include the durations of the stages of the last load.

    Raises:
        StoreMissing: there is no store.
    """
    from kg.pipeline.info import describe

    return dict(describe(folder_of(store).root, timings=timings))


def check(*, store: Path | str | None = None, deep: bool = False) -> list[Problem]:
    """Check whether the files of a store are as they were written; see :func:`kg.pipeline.examine.examine`.

    Args:
        store: folder of the store.
        deep: read every file, including the tables of the database.
    """
    from kg.pipeline.examine import examine

    return list(examine(folder_of(store), deep=deep))


def compact(*, store: Path | str | None = None) -> Compacted:
    """Delete files that no reader of a store needs; see :func:`kg.pipeline.compact.compact`."""
    from kg.pipeline.compact import compact as compact_store

    return compact_store(folder_of(store).root)


def repair(*, store: Path | str | None = None) -> list[str]:
    """Rebuild the damaged parts of a store; see :func:`kg.pipeline.repair.repair`.

    Returns:
        Names of the documents whose reports must be loaded again.
    """
    from kg.pipeline.repair import repair as repair_store

    return repair_store(folder_of(store).root)


def demo(*, store: Path | str | None = None, write_line: Callable[[str], None] = print) -> int:
    """Run the main task on two invented reports, or keep all samples in a store to practise on.

    Args:
        store: a folder that is empty or does not exist; by default a temporary one.
        write_line: called with each line of output, if the store is temporary.

    Returns:
        Number of invented documents in the store.

    Raises:
        BadParameter: the folder is not empty.
    """
    from kg.pipeline.demo import keep, run

    return run(write_line) if store is None else keep(Path(store))


def export_queries(folder: Path | str, kind: str, *, endpoint: str | None = None) -> int:
    """Write the stored queries for other tools; see :func:`kg.export.examples.write`.

    Args:
        folder: target folder.
        kind: ``sparql``, ``sib`` or ``grlc``.
        endpoint: address that they name, or its name in ``kg.toml``.

    Returns:
        Number of queries that were written.
    """
    from kg.export.examples import ENDPOINT, write
    from kg.store.endpoints import endpoint as endpoint_named

    return write(Path(folder), kind, endpoint_named(endpoint).query if endpoint else ENDPOINT)


def check_sources(folder: Path | str) -> list[Checked]:
    """Compare the shipped records with their source documents, which are found by their SHA-256."""
    from kg.records.check import check_sources as compare

    return compare(Path(folder))
