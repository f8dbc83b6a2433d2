"""Shared by files of decisions and of readings: the fields of a line, and how the shipped files are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.curation.check import ids
from kg.curation.levels import BODY, INSPECTION, LEVELS
from kg.curation.lines import check_forms, check_names, lines_fingerprint, text_of
from kg.resources import files

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Found = TypeVar("Found")


def shipped(folder: str, read: Callable[[Iterable[Path]], Found]) -> Found:
    """The content of the files of a folder below ``documents``, read once.

    Args:
        folder: name of the folder.
        read: reads the files.
    """
    found: Found = _read(tuple(files("documents", f"{folder}/*.jsonl")), read)
    return found


@cache
def _read(paths: tuple[Path, ...], read: Callable[[Iterable[Path]], Found]) -> Found:
    return read(paths)


def readings_fingerprint(readings: Iterable[DataclassInstance]) -> str:
    """Hash of readings: one of the inputs of an authority's trajectories. Empty for none."""
    return lines_fingerprint(map(asdict, readings))


def fields_of(
    fields: Mapping[str, object],
    known: Collection[str],
    forms: Callable[[Mapping[str, str]], Iterable[tuple[str, object, str]]],
    where: str,
) -> dict[str, str]:
    """The fields of a line as text, checked.

    Args:
        fields: as the line has them.
        known: names of all fields.
        forms: gives for the fields as text each name, whether its form is right, and the expected form.
        where: file and line, for errors.

    Raises:
        RecordError: a field is missing, unknown or malformed.
    """
    check_names(fields, known, where)
    given = {name: text_of(fields.get(name)) for name in known}
    check_forms(given, forms(given), where)
    return given


def unit_forms(given: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """Fields for body, theme and cohort: for each its name, whether its form is right, the expected form."""
    yield "body", BODY.match(given["body"]), "authority/936 or board/936-lscb"
    yield "theme", given["theme"] in ids("theme"), "the id of a theme, for example plans"
    yield "cohort", given["cohort"] in ids("cohort"), "the id of a cohort, for example children-in-care"


def level_forms(given: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """Fields for the inspection and its level, like :func:`unit_forms`."""
    inspection = "the key of an inspection, such as 936-ilacs-2022-01-17"
    yield "inspection", INSPECTION.match(given["inspection"]), inspection
    yield "level", given["level"] in LEVELS, f"one of {', '.join(LEVELS)}"


def reader_forms(given: Mapping[str, str], why: str) -> Iterator[tuple[str, object, str]]:
    """Fields for the reader and the reason, like :func:`unit_forms`.

    Args:
        given: fields as text.
        why: the expected form of the reason.
    """
    yield "by", given["by"] and "@" not in given["by"], "a role or initials, no address"
    yield "why", given["why"], why
