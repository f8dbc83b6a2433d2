"""Rewrites the places of records and checks all records: ``python -m kg.records documents/notice.yaml``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kg.errors import KgError
from kg.records.line_ranges import write_places
from kg.records.load import load_records
from kg.resources import files


def main(arguments: Sequence[str]) -> int:
    """Tidy the given records, then check them together with the shipped ones.

    Returns:
        The exit code: 0 if all records are sound, else 1.
    """
    named = [Path(argument) for argument in arguments]
    try:
        for path in named:
            write_places(path)
        shipped = {path.resolve() for path in files("documents", "*.yaml")}
        for record in load_records(shipped | {path.resolve() for path in named}):
            print(f"{record.key}: {len(record.quads)} triples")
    except KgError as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
