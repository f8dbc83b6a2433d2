"""How many lines of the stored queries stand in runs that another place has too.

    python -m benchmarks.copied_lines [--least 6]

Lines are compared without their spacing; empty ones, comments, prefixes and brackets alone do not count.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from pathlib import Path

from kg.resources import files

_THIN = re.compile(r"[{}().]*|#.*|PREFIX .*")


def copied(least: int) -> dict[Path, tuple[int, int]]:
    """For each query, its lines and how many of them stand in a run that is found twice.

    Args:
        least: lines of the shortest run.
    """
    lines = {}
    for path in files("queries", "**/*.rq"):
        plain = (" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines())
        lines[path] = [line for line in plain if not _THIN.fullmatch(line)]
    places: dict[tuple[str, ...], list[tuple[Path, int]]] = defaultdict(list)
    for path, own in lines.items():
        for at in range(len(own) - least + 1):
            places[tuple(own[at : at + least])].append((path, at))
    again: dict[Path, set[int]] = defaultdict(set)
    for found in places.values():
        for path, at in found if len(found) > 1 else ():
            again[path].update(range(at, at + least))
    return {path: (len(own), len(again[path])) for path, own in lines.items()}


def main() -> None:
    """Print the share, and the queries with most such lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--least", type=int, default=6, help="lines of the shortest run (6)")
    found = copied(parser.parse_args().least)
    whole, again = (sum(counts[n] for counts in found.values()) for n in (0, 1))
    print(f"{len(found)} queries, {whole} lines, {again} in runs that stand twice ({again / whole:.0%})")
    for path, (own, copies) in sorted(found.items(), key=lambda one: -one[1][1])[:10]:
        print(f"{copies:4d} of {own:4d}  {path.name}")


if __name__ == "__main__":
    main()
