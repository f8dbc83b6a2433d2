"""``kg export``: writes a selection of a store, or of an endpoint, to a file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from kg.errors import BadParameter, UnknownName
from kg.export import Selection, export
from kg.export.formats import FORMATS, Format, format_named
from kg.pipeline.fetched import fetch
from kg.render.files import whole
from kg.store.base import Store
from kg.store.folder import StoreFolder
from kg.store.remote import RemoteStore


def export_graph(
    store: Store,
    place: StoreFolder | None,
    selection: Selection,
    output: Path | str | BinaryIO,
    form: str | None,
) -> int:
    """Write a selection of named graphs.

    Args:
        store: the open store.
        place: its folder, if it has one.
        selection: the graphs to export.
        output: a file, which is written whole or not at all, or a binary stream.
        form: name of a serialisation; by default that of the file's extension, or Turtle.

    Returns:
        The number of named graphs that were written.
    """
    chosen = format_for(output, form)
    with _folder(store, place, selection) as folder:
        if isinstance(output, str | Path):
            with whole(Path(output)) as part, part.open("wb") as stream:
                return export(stream, chosen, store=folder, selection=selection)
        return export(output, chosen, store=folder, selection=selection)


def format_for(output: Path | str | BinaryIO, form: str | None) -> Format:
    """The serialisation of an export: the one that is named, or what the file's name ends in, or Turtle.

    Raises:
        UnknownName: no serialisation has the name.
        BadParameter: none has the ending.
    """
    if form is not None or not isinstance(output, str | Path):
        return format_named(form or "turtle")
    try:
        return format_named(Path(output).suffix)
    except UnknownName:
        endings = ", ".join(known.suffix for known in FORMATS.values())
        raise BadParameter(
            f"{Path(output)}: cannot tell the format from this name; use one of {endings}, or name the "
            "format; for tables: kg export --tables FOLDER"
        ) from None


@contextmanager
def _folder(store: Store, place: StoreFolder | None, selection: Selection) -> Iterator[Path]:
    """The folder to export from; for an endpoint, a temporary one with the fetched graphs."""
    if place is not None:
        yield place.root
        return
    if not isinstance(store, RemoteStore):
        raise BadParameter("An export needs a store on disk, or an endpoint.")
    with tempfile.TemporaryDirectory(prefix="kg-export-", ignore_cleanup_errors=True) as name:
        fetch(store.endpoint, selection, Path(name))
        yield Path(name)
