"""Adds people's corrections to a store and withdraws them, completely or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.curation import FOLDER, Correction, accepted, files, read_corrections
from kg.errors import CallError, RecordError, UnknownName
from kg.pipeline.settle import settle
from kg.pipeline.settle.corrections import Recurated
from kg.pipeline.settle.taken import take_file
from kg.pipeline.settle.unfit import Unfit, standing
from kg.queries.beside import put_beside
from kg.store import durable
from kg.store.folder import StoreFolder, folder_of
from kg.store.manifest import Manifest
from kg.store.writer import Writer, writing


@dataclass(slots=True)
class Reviewed:
    """The result of reviewing a curation file.

    Attributes:
        name: name of the file in the store.
        added: decisions on sentences that no kept file decided before.
        altered: decisions that differ from those in a kept file of this name.
        withdrawn: decisions of a kept file of this name that no longer count.
        changes: for each decision added or altered, its place in the file and its change.
        documents: names of the documents that were relabelled.
        authorities: codes of the authorities whose trajectories were recalculated.
        unfit: kept decisions that do not count, with the reason.
    """

    name: str
    added: list[Correction] = field(default_factory=list)
    altered: list[Correction] = field(default_factory=list)
    withdrawn: list[Correction] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    authorities: list[str] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)


def review(path: Path | str, store: Path | str | None = None, *, replace: bool = False) -> Reviewed:
    """Check a curation file, keep it in a store and apply it; on an error the store is unchanged.

    Args:
        path: a ``.csv`` or ``.ttl`` file: docs/curation.md.
        store: folder of the store; by default the user's own.
        replace: whether to withdraw decisions of a kept file of the same name that this one lacks.

    Raises:
        RecordError: the file is malformed, contradicts another kept file, or corrects a sentence that a
            loaded document does not have.
        CallError: it would withdraw decisions, and ``replace`` is not set.
        StoreMissing: there is no store.
        StoreLocked: a load is running.
    """
    path = Path(path)
    place = folder_to_review(store)
    with writing(place.root, finish=put_beside) as writer:
        given, together = accepted(place.root, path)
        before = {c.place: c for c in _kept_as(place.root, path.name)}
        told = Reviewed(
            path.name,
            added=[c for c in given if c.place not in before],
            altered=[c for c in given if c.place in before and c != before[c.place]],
            withdrawn=[before[p] for p in sorted(before.keys() - {c.place for c in given})],
        )
        if told.withdrawn and not replace:
            raise CallError(
                f"{path.name} is kept already, and {len(told.withdrawn)} of its decisions are not in this "
                "file: give this file another name to keep both, or --replace to withdraw them."
            )
        done = settle(writer, (), together, replacing=path.name)
        mine = {c.place for c in given}
        _refuse_lost([u for u in done.unfit if u.correction.place in mine and u.problem == "lost"])
        _account(told, done, writer.manifest)
        with swapped(writer, path.name, path.read_bytes()):
            writer.commit()
    return told


def withdraw(name: str, store: Path | str | None = None) -> Reviewed:
    """Remove a curation file from a store: the model's labels count again.

    Args:
        name: name of the file in the store.
        store: folder of the store; by default the user's own.

    Raises:
        UnknownName: the store has no such file.
        StoreMissing: there is no store.
        StoreLocked: a load is running.
    """
    place = folder_to_review(store)
    with writing(place.root, finish=put_beside) as writer:
        kept = files(place.root)
        if name not in {path.name for path in kept}:
            raise UnknownName("curation file of the store", name, [path.name for path in kept])
        told = Reviewed(name, withdrawn=_kept_as(place.root, name))
        rest = read_corrections(path for path in kept if path.name != name)
        _account(told, settle(writer, (), rest, replacing=name), writer.manifest)
        with swapped(writer, name, None):
            writer.commit()
    return told


def folder_to_review(store: Path | str | None) -> StoreFolder:
    """The folder of an existing store.

    Raises:
        StoreMissing: there is none.
    """
    place = folder_of(store)
    place.generation()
    return place


def _kept_as(store: Path, name: str) -> list[Correction]:
    """The corrections of a kept file; none of a damaged one, which may be replaced or removed."""
    try:
        return read_corrections(path for path in files(store) if path.name == name)
    except RecordError:
        return []


def _refuse_lost(lost: Sequence[Unfit]) -> None:
    if lost:
        raise RecordError(
            "\n".join(
                ("Nothing was kept, because some decisions match no sentence:", *(u.message for u in lost))
            )
        )


def _account(told: Reviewed, done: Recurated, manifest: Manifest) -> None:
    told.changes = [
        (c.where, done.changes[c.place])
        for c in sorted((*told.added, *told.altered), key=lambda c: (len(c.where), c.where))
        if c.place in done.changes
    ]
    told.documents, told.authorities, told.unfit = done.documents, sorted(done.authorities), done.unfit
    told.unfit += standing(manifest, told.withdrawn)


@contextmanager
def swapped(writer: Writer, name: str, content: bytes | None) -> Iterator[None]:
    """Replace or remove a curation file, and restore it if the block fails."""
    path = writer.place.root / FOLDER / name
    take_file(writer, name, content)
    before = path.read_bytes() if path.exists() else None
    _set(path, content)
    try:
        yield
    except BaseException:
        _set(path, before)
        raise


def _set(path: Path, content: bytes | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if content is None:
        durable.remove(path)
    else:
        durable.write(path, content)
