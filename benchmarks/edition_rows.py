"""Whether the edition answers as a store of the same reports does: the same rows, but for words.

python benchmarks/edition_rows.py --loaded DIR --begun DIR --authority NAME ... [--query NAME ...]

``--loaded`` is a store of the reports, by the rules of the edition. ``--begun`` is made if need be, and takes
in what is asked of it. Prints a Markdown table of rows and, where there are any, the columns that differ.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from kg import api
from kg.pipeline.begin import begin_store
from kg.store.folder import StoreFolder

WORDS = frozenset(
    {
        *("sentence", "text", "weakness", "strength", "later_sentence", "printed", "dates_printed"),
        *("section", "left_out", "group", "words", "wording", "lead_inspector"),
    }
)
"""Columns that hold words of a report, or whether there are any."""
QUERIES = (
    *("judgements", "inspections", "recommendations", "recommendation-status", "persistent-weaknesses"),
    *("recurrent-weaknesses", "resolved-weaknesses", "current-weaknesses", "new-weaknesses"),
    *("sustained-strengths", "findings", "timeline", "trajectories"),
)


def main() -> None:
    """Ask both, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--loaded", required=True, type=Path)
    parser.add_argument("--begun", required=True, type=Path)
    parser.add_argument("--authority", required=True, action="append")
    parser.add_argument("--query", action="append")
    given = parser.parse_args()
    if not StoreFolder(given.begun).exists():
        begin_store(given.begun)
    begun, loaded = api.open(given.begun), api.open(given.loaded)
    print("| council | query | rows of the edition | of the reports | differ in |")
    print("|---|---|---:|---:|---|")
    for name in given.authority:
        for query in given.query or QUERIES:
            ours = facts(begun.query(query, authority=name))
            theirs = facts(loaded.query(query, authority=name))
            print(
                f"| {name} | {query} | {len(ours)} | {len(theirs)} | {', '.join(differing(ours, theirs))} |"
            )


def facts(rows: object) -> list[dict[str, object]]:
    """Rows without what holds words."""
    found: Sequence[dict[str, object]] = list(rows)  # type: ignore[call-overload]
    return [{column: value for column, value in row.items() if column not in WORDS} for row in found]


def differing(ours: list[dict[str, object]], theirs: list[dict[str, object]]) -> list[str]:
    """Columns in which rows differ, or that their numbers do."""
    if len(ours) != len(theirs):
        return ["number of rows"]
    found = {
        column for one, two in zip(ours, theirs, strict=True) for column in one if one[column] != two[column]
    }
    return sorted(found)


if __name__ == "__main__":
    main()
