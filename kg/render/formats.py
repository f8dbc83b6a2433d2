"""The formats that answers leave in, by name and by the end of a file's name."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TextIO

from kg.closest import closest
from kg.errors import BadParameter, UnknownName
from kg.queries.answer import Answer
from kg.queries.serialise import turtle
from kg.render import delimited, pages
from kg.render.cells import no_labels
from kg.render.files import whole
from kg.render.sparql_json import write_json
from kg.render.words import Labels

FORMATS: Final[Mapping[str, str]] = {
    "table": ".txt",
    "csv": ".csv",
    "tsv": ".tsv",
    "json": ".json",
    "jsonl": ".jsonl",
    "markdown": ".md",
    "html": ".html",
    "xlsx": ".xlsx",
    "turtle": ".ttl",
}
"""Names of formats, with the end of the file names that mean them."""


_OTHER_NAMES: Final[Mapping[str, str]] = {"htm": "html", "ndjson": "jsonl", "excel": "xlsx", "text": "table"}


def format_named(name: str) -> str:
    """The format that somebody means, by its name or by the ending of its files.

    Raises:
        UnknownName: there is none.

    >>> format_named("CSV"), format_named(".md"), format_named("ttl")
    ('csv', 'markdown', 'turtle')
    """
    wanted = name.strip().lower().removeprefix(".")
    if wanted in FORMATS:
        return wanted
    for known, suffix in FORMATS.items():
        if f".{wanted}" == suffix:
            return known
    if wanted in _OTHER_NAMES:
        return _OTHER_NAMES[wanted]
    raise UnknownName("format", name, closest(wanted, FORMATS, most=2), list(FORMATS))


def format_of(path: Path) -> str:
    """The format that a file's name means.

    Raises:
        BadParameter: it means none.

    >>> format_of(Path("answer.md"))
    'markdown'
    """
    try:
        return format_named(path.suffix or "?")
    except UnknownName:
        endings = ", ".join(FORMATS.values())
        raise BadParameter(
            f"{path}: cannot tell the format from this name; use one of {endings}, or name the format"
        ) from None


def write(
    answer: Answer,
    form: str,
    handle: TextIO,
    *,
    labels: Labels = no_labels,
    width: int | None = None,
) -> None:
    """Write an answer as text.

    Args:
        answer: the rows.
        form: one of :data:`FORMATS`.
        handle: where to; text, opened with newline="" so that lines end in a line feed.
        labels: gives labels of things; CSV and JSON Lines have them in columns of their own.
        width: width of a table; by default the terminal's.

    Raises:
        UnknownName: no such format.
        BadParameter: ``xlsx``, which is not text: use :func:`save`.
    """
    # Each writer is imported when it is used: rich alone takes longer than a query.
    form = format_named(form)
    match form:
        case "table":
            from kg.render.table import write_table

            write_table(answer, handle, labels=labels, width=width)
        case "csv" | "tsv" | "jsonl":
            writer = {"csv": delimited.write_csv, "tsv": delimited.write_tsv, "jsonl": delimited.write_jsonl}
            writer[form](answer, handle, labels=labels)
        case "json":
            write_json(answer, handle)
        case "markdown" | "html":
            page = pages.write_markdown if form == "markdown" else pages.write_html
            page(answer, handle, labels=labels)
        case "turtle":
            handle.write(turtle(answer.triples()))
        case "xlsx":
            raise BadParameter("xlsx is not text; name a file for it (-o FILE.xlsx)")


def save(answer: Answer, path: Path, form: str | None = None, *, labels: Labels = no_labels) -> None:
    """Write an answer to a file, which appears only once it is whole.

    Args:
        answer: the rows.
        path: the file.
        form: one of :data:`FORMATS`; by default what the file's name means.
        labels: gives labels of things; CSV and JSON Lines have them in columns of their own.

    Raises:
        BadParameter: the file's name means no format.
        EnvironmentFault: the file cannot be written.
    """
    form = format_named(form) if form else format_of(path)
    with whole(path) as part:
        if form == "xlsx":
            from kg.render.xlsx import write_xlsx

            with part.open("wb") as binary:
                write_xlsx(answer, binary, labels=labels)
        else:
            with part.open("w", encoding="utf-8", newline="\n") as handle:
                write(answer, form, handle, labels=labels)


def to_text(answer: Answer, form: str, *, labels: Labels = no_labels, width: int | None = None) -> str:
    """An answer as one text; see :func:`write`."""
    out = io.StringIO(newline="")
    write(answer, form, out, labels=labels, width=width)
    return out.getvalue()
