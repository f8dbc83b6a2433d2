"""How far readings of rows agree: the decisions that shipped, and readings that did not know them.

    python benchmarks/two_readers.py [FILE]

FILE has one JSON object a line: ``body``, ``theme``, ``cohort``; ``first``: the decision and the state of the
first reading, ``undecided`` with the state by the rules if there was none; ``second``: the verdict and the
state of the second; ``third``, for some: those of a sceptic, who was given the state of the second and told
to doubt it; ``report``, for rows called not raised again: what a reader of the whole last report found
(``stands``: it is silent; ``speaks``: it is not). The second was given the row and the sentences of its
inspections in their paragraphs, and neither the first decision, nor the levels. Verdicts are ``stands``
(firm), ``thin`` and ``no`` (never weak), each on the state that the reader gives; of rows that lasted, on
the weakness as one that lasted or came back; of listed resolved rows, on the resolution. ``first`` is the
decision as it was before later readings settled where they differed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.trajectories.certainty import CLASS

LISTED = ("confirmed", "other-state")
"""Decisions after which a row is listed."""

Row = dict[str, Any]


def main() -> int:
    """Print, for each kind of first decision, how often the second reading gives the same."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", default=Path(__file__).with_suffix(".jsonl"))
    lines = parser.parse_args().file.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    kinds: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        decision, state = row["first"]
        kinds.setdefault((_class(state), "listed" if decision in LISTED else decision), []).append(row)
    for (state, decision), found in sorted(kinds.items()):
        told(f"{state}, {decision}", found)
    for state in sorted({_class(row["second"][1]) for row in rows}):
        doubted = [row for row in rows if "third" in row and _class(row["second"][1]) == state]
        if doubted:
            held = sum(_class(row["third"][1]) == state for row in doubted)
            firm = sum(row["third"] == ["stands", row["third"][1]] for row in doubted)
            print(
                f"second {state}, read by a sceptic: {len(doubted)} rows; same class {held} "
                f"({held / len(doubted):.3f}), firm {firm}"
            )
    silent = [row["report"] for row in rows if "report" in row]
    print(f"not raised again, read with the whole last report: {len(silent)} rows; {dict(Counter(silent))}")
    return 0


def told(name: str, rows: Sequence[Row]) -> None:
    """Print one line of figures."""
    if not rows:
        return
    state = sum(row["first"][1] == row["second"][1] for row in rows)
    same = sum(_class(row["first"][1]) == _class(row["second"][1]) for row in rows)
    verdicts = Counter(row["second"][0] for row in rows)
    print(
        f"{name}: {len(rows)} rows; same class of state {same} ({same / len(rows):.3f}), same state {state} "
        f"({state / len(rows):.3f}); second reading: "
        + ", ".join(f"{verdict} {verdicts[verdict]}" for verdict in ("stands", "thin", "no"))
    )


def _class(state: str) -> str:
    return CLASS.get(state, state)


if __name__ == "__main__":
    raise SystemExit(main())
