"""``kg load`` as a function: files in, a changed store out, and an account of what became of each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UnreadableFile
from kg.pipeline import base
from kg.pipeline.finish import put_beside
from kg.pipeline.parallel import process_all
from kg.pipeline.process import Processed, file_hash
from kg.pipeline.quality import quality_graph
from kg.pipeline.rules import made_from
from kg.pipeline.sources import find
from kg.pipeline.supersede import superseded
from kg.rdf.mint import document_graph
from kg.store.manifest import Entry, Manifest, Refusal
from kg.store.place import Place, default_place
from kg.store.writer import Writer, writing

Progress = Callable[[int, int, str], None]
"""Called with the number of files done, their total and the name of the last one."""


@dataclass(slots=True)
class LoadReport:
    """What became of each file of one load.

    Attributes:
        loaded: names of files that are now in the store and were not, or not so, before.
        unchanged: names of files that the store held already, made by the same rules.
        refused: files that were kept out, with the reason.
        doubtful: name and doubts of files that are in, all the same.
        superseded: names of documents that another one replaces in answers.
        triples: number of triples of the store now.
        store: folder of the store.
    """

    loaded: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    doubtful: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    superseded: list[str] = field(default_factory=list)
    triples: int = 0
    store: Path = field(default_factory=Path)

    @property
    def ok(self) -> bool:
        """Whether no file was refused."""
        return not self.refused


def load(
    paths: Iterable[Path | str],
    store: Path | str | None = None,
    *,
    workers: int = 1,
    registers: Iterable[Path] = (),
    progress: Progress | None = None,
) -> LoadReport:
    """Read reports into a store.

    Args:
        paths: files and folders; none loads what ships with the project alone.
        store: folder of the store; by default the user's own.
        workers: number of processes. More than one needs what Python's own process pools need: a script
            that calls this under ``if __name__ == "__main__":``.
        registers: further Turtle files of authorities, for example fictional ones.
        progress: called after each file.

    Raises:
        CallError: a path does not exist.
        StoreLocked: another load is running.
        EnvironmentFault: the disk refuses.
    """
    files = find(Path(p) for p in paths)
    place = Place(Path(store) if store is not None else default_place())
    report = LoadReport(store=place.root)
    with writing(place.root, finish=put_beside) as writer:
        prepare(writer, registers)
        new = _new_files(files, writer.manifest, report)
        codes = base.authority_codes(registers)
        results = process_all(new, workers=workers, authority_codes=codes)
        processed = _sort_out(results, new, report, writer, progress)
        writer.put(p.graph for p in processed)
        finish_documents(writer, {s for p in processed for s in p.graph.entry.scopes})
        report.superseded = [e.file_name for e in writer.manifest.documents() if e.superseded_by]
        report.triples = len(writer.store)
    return report


def prepare(writer: Writer, registers: Iterable[Path] = ()) -> None:
    """Bring ontology, schemes, register and shipped records up to date."""
    from kg.pipeline.shipped import records

    writer.put(base.changed(writer.manifest, [*base.base_files(), *registers]))
    coming = records(writer.manifest)
    writer.put(coming)
    if coming:
        finish_documents(writer, {s for g in coming for s in g.entry.scopes})


def finish_documents(writer: Writer, authorities: Iterable[str]) -> None:
    """After documents came or went: who supersedes whom, trajectories of those touched, quality notes."""
    from kg.pipeline.derived import derive_for

    for graph, by in superseded(writer.manifest.documents()).items():
        writer.supersede(graph, by)
    derive_for(writer, sorted(set(authorities)))
    notes = quality_graph(writer.manifest)
    old = writer.manifest.entries.get(notes.entry.graph)
    if old is None or old.made_from != notes.entry.made_from:
        writer.put([notes])


def _new_files(files: Iterable[Path], manifest: Manifest, report: LoadReport) -> list[Path]:
    """Files that the store does not hold as the present rules would make them, each hash once."""
    new: list[Path] = []
    seen: set[str] = set()
    for path in files:
        try:
            sha256 = file_hash(path)
        except UnreadableFile:
            new.append(path)
            continue
        known: Entry | Refusal | None = manifest.entries.get(document_graph(sha256))
        if (known is not None and known.made_from == made_from(sha256)) or sha256 in seen:
            report.unchanged.append(path.name)
        else:
            new.append(path)
        seen.add(sha256)
    return new


def _sort_out(
    results: Iterable[tuple[Path, Processed | Refusal]],
    new: list[Path],
    report: LoadReport,
    writer: Writer,
    progress: Progress | None,
) -> list[Processed]:
    """Tell what passed from what is refused, in the order of the files, and remember both."""
    processed: dict[Path, Processed] = {}
    manifest = writer.manifest
    for count, (path, result) in enumerate(results, start=1):
        if isinstance(result, Refusal):
            report.refused.append(result)
            manifest.refusals[result.sha256 or result.file_name] = result
            writer.remove(document_graph(result.sha256))
        else:
            processed[path] = result
            manifest.refusals.pop(result.graph.entry.sha256, None)
        if progress is not None:
            progress(count, len(new), path.name)
    report.refused.sort(key=lambda r: (r.file_name, r.sha256))
    for path in new:
        if path in processed:
            report.loaded.append(path.name)
            if processed[path].doubts:
                report.doubtful.append((path.name, processed[path].doubts))
    return [processed[p] for p in new if p in processed]
