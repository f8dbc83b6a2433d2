"""How often rows hold, by how sure they say they are: each authority by a model that never saw it.

    python benchmarks/rows_held_out.py --corpus REPORTS --rows ROWS --gold LABELS --out DIR
    python benchmarks/rows_certainty.py --rows ROWS/*.jsonl --store DIR/stores/{name}
        [--output FILE] [--plot FILE] [--csv FILE]

The stores are labelled by classifiers that never saw the authority. For each authority the model of careful
reading is fitted to the others, and the certainty of rows to rows of the others that no weight has seen.
Printed are, by class of states and least certainty: rows, those that careful reading did not judge, the share
that is sound (right, or on thin evidence), the share that is right, and how many of the units that careful
reading is firm about are found; then, for each tenth of certainty, how many rows careful reading agrees with.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.trajectories.certainty import CLASS
from kg.trajectories.level_model import shipped
from kg.trajectories.model import Unit
from kg.trajectories.training.__main__ import read_authorities
from kg.trajectories.training.fit import ROWS, Row, fit, rows_of
from kg.trajectories.training.judged import Authority

FLOORS = (0.0, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)
Sure = tuple[str, Row, float]
"""Code of the authority, a row, and its certainty."""


def main() -> int:
    """Print the tables, and write them where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=Path, nargs="+", required=True)
    parser.add_argument("--store", required=True)
    parser.add_argument("--output", type=Path, help="JSON file of the scores at the floor that ships")
    parser.add_argument("--csv", type=Path, help="CSV file of the rows, for the scorer of judged rows")
    parser.add_argument("--plot", type=Path, help="SVG file of the reliability")
    given = parser.parse_args()
    authorities = read_authorities(given.rows, given.store)
    rows = list(unseen(authorities))
    for floor in FLOORS:
        parts = [f"{kind} {told(scores(authorities, rows, kind, floor))}" for kind in ROWS]
        print(f"at least {floor:.2f}: " + "; ".join(parts))
    tenths = reliability(rows)
    for tenth, (count, share) in tenths.items():
        print(f"certainty {tenth:.1f} to {tenth + 0.1:.1f}: {count} rows, {share:.2f} agree")
    if given.output:
        floor = shipped().floor
        table = {kind: scores(authorities, rows, kind, floor) for kind in ROWS}
        kept = {"floor": floor, "authorities": len(authorities), "classes": table, "reliability": tenths}
        given.output.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    if given.csv:
        table_of(authorities, rows, given.csv)
    if given.plot:
        plot(tenths, given.plot)
    return 0


def unseen(authorities: Sequence[Authority]) -> Iterable[Sure]:
    """The rows of each authority with their certainty, by models of the others."""
    for one in authorities:
        model = fit([other for other in authorities if other is not one], 0.0)
        for row in rows_of(one, model):
            yield one.judged.code, row, model.certainty(row.kind, row.numbers)


def scores(
    authorities: Sequence[Authority], rows: Iterable[Sure], kind: str, floor: float
) -> dict[str, float]:
    """Scores of the rows of a class that are at least as sure as the floor."""
    judged = {one.judged.code: one.judged.states for one in authorities}
    counts: Counter[str] = Counter()
    own: set[tuple[str, Unit]] = set()
    given: set[tuple[str, Unit]] = set()
    inside: dict[tuple[str, Unit], set[str]] = defaultdict(set)
    for code, row, sure in rows:
        if sure < floor or row.found.theme_only:
            continue
        unit = row.found.unit
        given.add((code, unit))
        for included in row.found.dropped:
            inside[code, included].add(row.kind)
        if row.kind != kind:
            continue
        own.add((code, unit))
        thin = row.agrees and judged[code][unit][1] == "thin"
        counts["unjudged" if row.agrees is None else "thin" if thin else str(row.agrees)] += 1
    firm = {
        (code, unit)
        for code, states in judged.items()
        for unit, (state, verdict) in states.items()
        if CLASS.get(state) == kind and verdict != "thin"
    }
    found = {key for key in firm if key in own or (key not in given and kind in inside[key])}
    known = max(len(own) - counts["unjudged"], 1)
    return {
        "rows": len(own),
        "unjudged": counts["unjudged"],
        "sound": round((counts["True"] + counts["thin"]) / known, 3),
        "right": round(counts["True"] / known, 3),
        "recall": round(len(found) / max(len(firm), 1), 3),
    }


def told(found: dict[str, float]) -> str:
    """Scores in a line."""
    return (
        f"{found['rows']} rows ({found['unjudged']} not judged), sound {found['sound']:.3f}, "
        f"right {found['right']:.3f}, recall {found['recall']:.3f}"
    )


def table_of(authorities: Sequence[Authority], rows: Iterable[Sure], path: Path) -> None:
    """Write the rows with the columns that the scorer of judged rows reads."""
    gss = {one.judged.code: one.judged.gss for one in authorities}
    with path.open("w", encoding="utf-8", newline="") as stream:
        out = csv.writer(stream, lineterminator="\n")
        out.writerow(["gss", "theme", "cohort", "state", "row_confidence", "listed", "included", "body"])
        for code, row, sure in rows:
            found = row.found
            listed = sure >= shipped().floor and not found.theme_only
            included = " ".join(unit.cohort for unit in found.dropped)
            state = found.outcome.state if found.outcome else ""
            unit = found.unit
            out.writerow(
                [gss[code], unit.theme, unit.cohort, state, sure, str(listed).lower(), included, code]
            )


def reliability(rows: Iterable[Sure]) -> dict[float, tuple[int, float]]:
    """Rows, and the share that careful reading agrees with, by tenth of certainty."""
    tenths: dict[int, list[bool]] = defaultdict(list)
    for _, row, sure in rows:
        if row.agrees is not None:
            tenths[min(int(sure * 10), 9)].append(row.agrees)
    return {t / 10: (len(some), round(sum(some) / len(some), 3)) for t, some in sorted(tenths.items())}


def plot(tenths: dict[float, tuple[int, float]], path: Path) -> None:
    """Draw the share that agrees against the certainty."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "rows"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(5, 4))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.scatter(
        [t + 0.05 for t in tenths], [share for _, share in tenths.values()], s=[n for n, _ in tenths.values()]
    )
    axes.set_xlabel("certainty of the row")
    axes.set_ylabel("share that careful reading agrees with")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    sys.exit(main())
