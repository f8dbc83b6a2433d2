"""``kg validate``: checks a report, a Turtle file or a whole store against the shapes; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.build.base import read_turtle
from kg.build.parallel import process_all
from kg.build.process import Processed
from kg.errors import BadParameter
from kg.store.folder import open_store
from kg.store.manifest import Refusal
from kg.text import name_of
from kg.validate import run_rules, validate_document


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a file conforms, and what to report about it."""

    ok: bool
    lines: tuple[str, ...]


def check_files(files: Iterable[Path], *, workers: int = 1) -> Iterator[Check]:
    """Check files in order: Turtle by its extension, else reports.

    Args:
        files: each is checked once.
        workers: number of processes that read reports.

    Raises:
        RecordError: Turtle does not parse.
    """
    files = list(dict.fromkeys(files))
    results = process_all([path for path in files if not _is_turtle(path)], workers=workers)
    done: dict[Path, Check] = {}
    for path in files:
        if _is_turtle(path):
            yield _check_turtle(path)
            continue
        while path not in done:  # reports finish in no particular order
            read, result = next(results)
            done[read] = _checked(read, result)
        yield done.pop(path)


def _is_turtle(path: Path) -> bool:
    return path.suffix.lower() in (".ttl", ".nt")


def _check_turtle(path: Path) -> Check:
    report = validate_document(read_turtle(path))
    found = [*report.violations, *report.warnings]
    verdict = "conforms" if not report.violations else f"{len(report.violations)} violations"
    lines = tuple(f"{name_of(path)}: {f.line()}" for f in found)
    return Check(not report.violations, (*lines, f"{name_of(path)}: {verdict}"))


def _checked(path: Path, result: Processed | Refusal) -> Check:
    if isinstance(result, Refusal):
        return Check(False, (f"refused   {result.message}",))
    doubts = tuple(f"doubtful  {name_of(path)}: {doubt}" for doubt in result.doubts)
    return Check(True, (*doubts, f"{name_of(path)}: conforms, {result.graph.entry.triples:,} triples"))


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The paths, with each folder replaced by the reports and Turtle files in it.

    Raises:
        BadParameter: a folder contains neither.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in (".pdf", ".ttl"))
        if not found:
            raise BadParameter(f"{path} contains no reports (.pdf) or Turtle files (.ttl).")
        yield from found


def check_store(store: Path | None = None) -> Check:
    """Check what no single document shows: references to the register, documents that contradict each other.

    Args:
        store: folder of the store; by default the user's own.

    Raises:
        StoreMissing: there is no store.
    """
    report = run_rules(open_store(store))
    found = [*report.violations, *report.warnings]
    verdict = f"{len(report.violations)} violations" if report.violations else "conforms"
    return Check(not report.violations, (*(f.line() for f in found), f"the store as a whole: {verdict}"))
