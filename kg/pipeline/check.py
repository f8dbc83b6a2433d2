"""``kg validate``: the shapes against a report or a Turtle file, nothing stored."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.pipeline.base import read_turtle
from kg.pipeline.process import process
from kg.store.manifest import Refusal


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a file conforms, and what to tell of it."""

    ok: bool
    lines: tuple[str, ...]


def check(path: Path) -> Check:
    """Check one file: Turtle by its ending, else a report.

    Raises:
        RecordError: the Turtle does not parse.
    """
    if path.suffix.lower() in (".ttl", ".nt"):
        from kg.validate import validate_document

        report = validate_document(read_turtle(path))
        found = [*report.violations, *report.warnings]
        verdict = "conforms" if not report.violations else f"{len(report.violations)} violations"
        lines = tuple(f"{path.name}: {f.line()}" for f in found)
        return Check(not report.violations, (*lines, f"{path.name}: {verdict}"))
    result = process(path)
    if isinstance(result, Refusal):
        return Check(False, (f"refused   {result.message}",))
    doubts = tuple(f"doubtful  {path.name}: {doubt}" for doubt in result.doubts)
    return Check(True, (*doubts, f"{path.name}: conforms, {result.graph.entry.triples:,} triples"))
