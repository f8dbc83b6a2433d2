"""How often a decision about a row holds: the confidence of decided rows (kg/trajectories/decided.yaml).

A reader who judges a row gives its state, and the level of each inspection. By the rules those levels lead
to a state too. Printed is how many of the rows have the class of state to which their own levels lead. One
reader judged each row, so this measures how far a reader agrees with himself, not with others.

python benchmarks/decided_rows.py FOLDER

FOLDER holds NAME.jsonl, one line a judged row ("row", "theme", "cohort", "got", "right_state") or level
("obs", "theme", "cohort", "start", "own_level"), and NAME.sheet.json, the rows with their inspections.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.trajectories.certainty import CLASS
from kg.trajectories.walk import Step, walk


def main() -> int:
    """Print the number of rows, of those that agree, and the share."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="folder of judged rows")
    options = parser.parse_args()
    agreeing = [same for path in sorted(options.folder.glob("*.jsonl")) for same in agreements(path)]
    share = sum(agreeing) / len(agreeing)
    print(f"rows {len(agreeing)}, agreeing {sum(agreeing)}, confidence {share:.2f}")
    return 0


def agreements(path: Path) -> Iterator[bool]:
    """Of each judged row, whether its state is of the class to which the reader's own levels lead."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    levels = {(x["theme"], x["cohort"], x["start"]): x.get("own_level") for x in lines if "obs" in x}
    sheet = json.loads(path.with_suffix(".sheet.json").read_text(encoding="utf-8"))["rows"]
    read = {(row["theme"], row["cohort"]): row for row in sheet if "-lscb" not in row["body"]}
    for row in (x for x in lines if "row" in x and "right_state" in x and x["got"] != "lapsed"):
        unit = row["theme"], row["cohort"]
        steps = [_step(o, levels.get((*unit, o["start"]))) for o in read[unit]["observations"]]
        found = walk(steps)
        state = (found.last_known or found.state) if found else "none"
        yield CLASS.get(state, state) == CLASS.get(row["right_state"], row["right_state"])


def _step(observation: dict[str, Any], own: str | None) -> Step:
    return Step((own or observation["level"]).replace("none", "silent"))


if __name__ == "__main__":
    raise SystemExit(main())
