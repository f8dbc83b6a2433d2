"""What files of decisions and readings share: the fields of a line, and how those that ship are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.curation.check import ids
from kg.curation.levels import BODY, INSPECTION, LEVELS
from kg.curation.lines import check_forms, check_names, fingerprint, text_of
from kg.resources import files

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Found = TypeVar("Found")


def shipped(folder: str, read: Callable[[Iterable[Path]], Found]) -> Found:
    """What the files of a folder below ``documents`` say, read once.

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
    """Hash of readings: part of what an authority's trajectories are made from. Empty for none."""
    return fingerprint(map(asdict, readings))


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
        forms: for the fields as text, name, whether the form is right, and what is wanted.
        where: file and line, for errors.

    Raises:
        RecordError: a field is missing, unknown or malformed.
    """
    check_names(fields, known, where)
    given = {name: text_of(fields.get(name)) for name in known}
    check_forms(given, forms(given), where)
    return given


def unit_forms(given: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """Fields that name the body, theme and cohort: name, whether the form is right, and what is wanted."""
    yield "body", BODY.match(given["body"]), "authority/936 or board/936-lscb"
    yield "theme", given["theme"] in ids("theme"), "the id of a theme, for example plans"
    yield "cohort", given["cohort"] in ids("cohort"), "the id of a cohort, for example children-in-care"


def level_forms(given: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """Fields that name the inspection and its level, as :func:`unit_forms`."""
    inspection = "the key of an inspection, such as 936-ilacs-2022-01-17"
    yield "inspection", INSPECTION.match(given["inspection"]), inspection
    yield "level", given["level"] in LEVELS, f"one of {', '.join(LEVELS)}"


def reader_forms(given: Mapping[str, str], why: str) -> Iterator[tuple[str, object, str]]:
    """Fields that name who read and why, as :func:`unit_forms`.

    Args:
        given: fields as text.
        why: what is wanted as the reason.
    """
    yield "by", given["by"] and "@" not in given["by"], "a role or initials, no address"
    yield "why", given["why"], why
