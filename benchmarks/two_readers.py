"""How far two readings of rows agree: the decisions that ship, and a second reading that did not know them.

    python benchmarks/two_readers.py [FILE]

FILE has one JSON object a line: ``body``, ``theme``, ``cohort``; ``first``: the decision and the state of the
first reading; ``second``: the verdict and the state of the second. The second was given the row and the
sentences of its inspections in their paragraphs, and neither the first decision, nor the state, nor the
levels. Its verdicts are ``stands`` (firm), ``thin`` and ``no``, each on the weakness as one that lasted or
came back; for rows of other states, on the state that it gives. ``first`` is the decision as it was before a
third reading settled where the two differ.
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
    lasting = [row for row in rows if _class(row["first"][1]) == "persists"]
    listed = [row for row in lasting if row["first"][0] in LISTED]
    told("lasting, listed", listed)
    told("other states, listed", [row for row in rows if row not in lasting and row["first"][0] in LISTED])
    for decision in ("thin", "refused"):
        told(f"lasting, {decision}", [row for row in lasting if row["first"][0] == decision])
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
