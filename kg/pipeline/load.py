"""``kg load`` as a function: loads files into a store, and reports the outcome for each file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from kg.build import base, scheduled
from kg.build.cluster import connected
from kg.build.parallel import process_all
from kg.build.process import Processed, file_hash
from kg.build.prose import UNTOLD, Prose
from kg.build.records import quoted
from kg.build.sources import find
from kg.curation import kept
from kg.documents import DocumentLimits
from kg.edition.merge import completed
from kg.errors import OverLimit, UnreadableFile
from kg.pipeline.settle import lost_documents, prepare, settle
from kg.pipeline.settle.unfit import Unfit
from kg.pipeline.timings import keep_timings
from kg.queries.beside import put_beside
from kg.rdf.iris import candidates_graph, document_graph
from kg.stages import Step, Timings, heard_by, stage
from kg.store.folder import folder_of, is_own
from kg.store.manifest import Entry, Manifest, Refusal
from kg.store.writer import NamedGraph, Writer, writing
from kg.text import name_of

_log = logging.getLogger("kg")


@dataclass(slots=True)
class LoadReport:
    """The outcome of one load for each file.

    Attributes:
        loaded: names of files that are new in the store, or were rebuilt.
        unchanged: names of files that the store already had, built by the same rules.
        refused: files that were not loaded, with the reason.
        doubtful: name and doubts of files that were loaded nevertheless.
        quoted: names of files that are sources of shipped records, which now show their words.
        candidates: name and number of candidate claims of files that were read as prose.
        superseded: names of documents that another one replaces in answers.
        relabelled: names of documents whose corrections changed.
        unfit: corrections that do not count, with the reason.
        shipped: names of the sources of shipped records that are new in the store, or new in this form.
        lost: names of documents whose files in the store were lost; they must be loaded again.
        triples: number of triples now in the store.
        store: folder of the store.
    """

    loaded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    doubtful: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)
    candidates: list[tuple[str, int]] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    relabelled: list[str] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)
    shipped: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    triples: int = 0
    store: Path = field(default_factory=Path)

    @property
    def ok(self) -> bool:
        """Whether no file was refused and none is lost."""
        return not (self.refused or self.lost)


def load(
    paths: Iterable[Path | str],
    store: Path | str | None = None,
    *,
    workers: int = 1,
    registers: Iterable[Path] = (),
    prose: Prose = UNTOLD,
    limits: DocumentLimits | None = None,
    scheduler: str | None = None,
) -> LoadReport:
    """Read reports, and texts that are not reports, into a store.

    Args:
        paths: files, and folders, from which PDF files are read; without any, only shipped data is loaded.
        store: folder of the store; by default the user's own.
        workers: number of processes that read documents.
        registers: further Turtle files of authorities, for example fictional ones.
        prose: how to read notices, papers and articles.
        limits: limits for reading one file; the default is :class:`kg.documents.DocumentLimits`.
        scheduler: address of a Dask scheduler whose workers read documents, instead of this machine.

    Raises:
        CallError: a path does not exist.
        RecordError: a curation file of the store is malformed.
        StoreLocked: another load is running.
        MissingExtra: the scheduler needs a package that is not installed.
        EnvironmentFault: the disk, the scheduler or its workers fail.
    """
    files = find(Path(p) for p in paths)
    place = folder_of(store)
    report = LoadReport(store=place.root)
    first = is_own(store) and not place.exists()
    timings = Timings()
    with (
        heard_by(timings),
        _readers(workers, scheduler) as read_all,
        writing(place.root, finish=put_beside, mend=True) as writer,
    ):
        report.shipped = prepare(writer, registers)
        hashes = {path: _hash(path) for path in files}
        for path in (path for path, sha256 in hashes.items() if sha256):
            writer.manifest.refusals.pop(name_of(path), None)  # it could not be opened once, and now it can
        quoted = _quote(hashes, writer, report)
        others = {p: h for p, h in hashes.items() if h not in quoted}
        new, copies = _new_files(others, writer.manifest, prose, report)
        codes = base.authority_codes(registers)
        corrections = kept(writer.place.root)
        read = read_all(new, authority_codes=codes, prose=prose, corrections=corrections, limits=limits)
        before = writer.manifest.documents()
        results = _Results(report, writer.manifest)
        with completed(writer, first=first) as scopes:
            with stage("reading", len(new)) as step:
                writer.put(results.graphs(read, step))
            writer.remove(*results.leaving)
            processed = results.sorted_out(new)
            _name_copies(copies, writer.manifest, prose, report)
            scopes.update(s for p in processed for s in p.entry.scopes)
        gone = [e for e in before if e.graph not in writer.manifest.entries]
        touched = [*gone, *(p.entry for p in processed)]
        told = settle(writer, {s for entry in touched for s in entry.scopes}, corrections)
        report.lost = lost_documents(writer)
        curated = {e.graph: e.curated for e in before}
        entries = [p.entry for p in processed]
        other = [e.file_name for e in entries if e.curated != curated.get(e.graph, "")]
        report.relabelled, report.unfit = sorted([*told.documents, *other]), told.unfit
        report.superseded = [e.file_name for e in writer.manifest.documents() if e.superseded_by]
        report.triples = len(writer.store)
    try:
        keep_timings(place, timings)
    except OSError as problem:  # the loaded data is on the disk nevertheless
        _log.warning("the timings of this load were not saved: %s", problem)
    return report


@contextmanager
def _readers(
    workers: int, scheduler: str | None
) -> Iterator[Callable[..., Iterator[tuple[Path, Processed | Refusal]]]]:
    """The function that reads files: in processes of this machine, or on the workers of a scheduler."""
    if scheduler is None:
        yield partial(process_all, workers=workers)
        return

    with connected(scheduler) as cluster:
        yield partial(scheduled.process_all, cluster)


def _hash(path: Path) -> str:
    """SHA-256 of a file; empty if it cannot be opened, which reading will report."""
    try:
        return file_hash(path)
    except UnreadableFile:
        return ""


def _quote(hashes: Mapping[Path, str], writer: Writer, report: LoadReport) -> frozenset[str]:
    """Add the words of sources of shipped records to the records.

    Returns:
        Hashes of the files that are such sources.
    """
    held = {sha: p for p, sha in hashes.items() if sha and document_graph(sha) in writer.manifest.entries}
    if not held:
        return frozenset()
    graphs, sources = quoted(writer.manifest, held)
    writer.put(graphs)
    coming = {g.entry.sha256 for g in graphs}
    for sha256, path in sources.items():
        if sha256 in coming:
            report.loaded.append(name_of(path))
            report.quoted.append(name_of(path))
        else:
            report.unchanged.append(name_of(path))
        writer.manifest.refusals.pop(sha256, None)
    return frozenset(sources)


def _new_files(
    hashes: Mapping[Path, str], manifest: Manifest, prose: Prose, report: LoadReport
) -> tuple[list[Path], dict[Path, str]]:
    """Files that are not in the store, or were built by other rules, and copies of these."""
    new: list[Path] = []
    copies: dict[Path, str] = {}
    seen: set[str] = set()
    for path, sha256 in hashes.items():
        if not sha256:
            new.append(path)
        elif _held(prose.made(sha256), manifest):
            report.unchanged.append(name_of(path))
        elif sha256 in seen:
            copies[path] = sha256
        else:
            new.append(path)
        seen.add(sha256)
    return new, copies


def _name_copies(copies: Mapping[Path, str], manifest: Manifest, prose: Prose, report: LoadReport) -> None:
    """Name each file whose bytes are those of another: refused with it, or else unchanged.

    If the other one changed before it was read, nothing was read with these bytes.
    """
    refused = {refusal.sha256: refusal for refusal in report.refused if refusal.sha256}
    for path, sha256 in copies.items():
        name = name_of(path)
        if (first := refused.get(sha256)) is not None:
            message = f"{name}: the same bytes as {first.file_name}. {first.message}"
            report.refused.append(replace(first, file_name=name, message=message))
        elif _held(prose.made(sha256), manifest):
            report.unchanged.append(name)
        else:
            message = (
                f"{name}: not read, since a file with the same bytes changed. Load it again: kg load PATH"
            )
            report.refused.append(Refusal(sha256, name, UnreadableFile.__name__, message))
    report.refused.sort(key=lambda refusal: (refusal.file_name, refusal.sha256))


def _held(made: Mapping[str, str], manifest: Manifest) -> bool:
    entries = ((manifest.entries.get(graph), made_from) for graph, made_from in made.items())
    return any(entry is not None and entry.made_from == made_from for entry, made_from in entries)


@dataclass(frozen=True, slots=True)
class _Passed:
    """Data kept about a file whose graph is in the store."""

    entry: Entry
    doubts: tuple[str, ...]
    candidates: int | None


class _Results:
    """The outcome for the files that are read, which are added to the store as they finish."""

    def __init__(self, report: LoadReport, manifest: Manifest) -> None:
        self._report = report
        self._manifest = manifest
        self._passed: dict[Path, _Passed] = {}
        self.leaving: list[str] = []

    def graphs(self, results: Iterable[tuple[Path, Processed | Refusal]], step: Step) -> Iterator[NamedGraph]:
        """The graphs of files that passed; refused ones are noted, and their graphs removed.

        For a file over a limit nothing is known about its content, so an earlier reading of it stays.
        """
        for count, (path, result) in enumerate(results, start=1):
            step(count, name_of(path))
            if isinstance(result, Refusal):
                if (
                    result.kind == OverLimit.__name__
                    and document_graph(result.sha256) in self._manifest.entries
                ):
                    kept = f"{result.message} The store keeps its earlier reading of the file."
                    self._report.refused.append(replace(result, message=kept))
                    continue
                self._report.refused.append(result)
                self._manifest.refusals[result.sha256 or result.file_name] = result
                self.leaving += [document_graph(result.sha256), candidates_graph(result.sha256)]
            else:
                entry = result.graph.entry
                self._passed[path] = _Passed(entry, result.doubts, result.candidates)
                self._manifest.refusals.pop(entry.sha256, None)
                yield result.graph

    def sorted_out(self, new: Iterable[Path]) -> list[_Passed]:
        """The files that passed, in the order of the files, which are also added to the report."""
        report = self._report
        report.refused.sort(key=lambda r: (r.file_name, r.sha256))
        for path in new:
            if path in self._passed:
                result = self._passed[path]
                report.loaded.append(name_of(path))
                if result.doubts:
                    report.doubtful.append((name_of(path), result.doubts))
                if result.candidates is not None:
                    report.candidates.append((name_of(path), result.candidates))
        return [self._passed[path] for path in new if path in self._passed]
