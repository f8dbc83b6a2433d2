"""Compare the table of ``kg export --layout d2i`` with the public tool's own, column by column.

    kg load CORPUS --store DIR
    python benchmarks/compare_public_tool.py --store DIR --tool TABLE

Rows are matched by the council's number and the file's name. Prints a Markdown table, then every cell that
both fill and fill differently.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections import Counter
from pathlib import Path

from kg import api
from kg.export.layouts import table
from kg.render.formats import to_text

_KEYS = ("urn", "pdf_filename")
_REASONS = ("", "data_unreadable")
_NOT_COMPARED = (*_KEYS, "local_authority", "parser_version")

Rows = dict[tuple[str, str], dict[str, str]]


def main() -> None:
    """Read both, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", required=True, type=Path)
    parser.add_argument("--tool", required=True, type=Path)
    given = parser.parse_args()
    graph = api.open(given.store)
    ours = rows(to_text(table(graph.store, graph.names, "d2i"), "csv"))
    theirs = rows(given.tool.read_text(encoding="utf-8-sig"))
    both = sorted(ours.keys() & theirs.keys())
    print(f"{len(theirs)} rows of the tool, {len(ours)} of ours, {len(both)} on the same file.\n")
    for title, keys in (
        ("only the tool", theirs.keys() - ours.keys()),
        ("only ours", ours.keys() - theirs.keys()),
    ):
        for key in sorted(keys):
            print(f"- {title}: {' '.join(key)}")
    counts, differing = compare(ours, theirs, both)
    print("\n| column | the same | filled by us alone | by the tool alone | by neither | differs |")
    print("|---|---:|---:|---:|---:|---:|")
    for column, count in counts.items():
        cells = (count[name] for name in ("same", "ours", "theirs", "neither", "differs"))
        print(f"| {column} | {' | '.join(map(str, cells))} |")
    print()
    for line in differing:
        print(f"- {line}")


def rows(text: str) -> Rows:
    """Rows of a table by council and file."""
    found = csv.DictReader(io.StringIO(text, newline=""))
    return {(row["urn"], row["pdf_filename"].casefold()): row for row in found}


def compare(
    ours: Rows, theirs: Rows, keys: list[tuple[str, str]]
) -> tuple[dict[str, Counter[str]], list[str]]:
    """Counts by column, and the cells that differ."""
    columns = [name for name in next(iter(theirs.values())) if name not in _NOT_COMPARED]
    counts = {column: Counter[str]() for column in columns}
    differing = []
    for key in keys:
        for column in columns:
            mine, other = ours[key][column], theirs[key][column]
            if mine == other or (mine in _REASONS and other in _REASONS):
                found = "neither" if mine in _REASONS else "same"
            elif other in _REASONS:
                found = "ours"
            elif mine in _REASONS:
                found = "theirs"
            else:
                found = "differs"
                differing.append(f"{' '.join(key)}, {column}: {mine!r}, the tool {other!r}")
            counts[column][found] += 1
    return counts, differing


if __name__ == "__main__":
    main()
