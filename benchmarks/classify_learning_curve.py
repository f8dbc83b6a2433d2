"""How quality grows with the number of authorities that the classifier is trained on.

The authorities are divided into four parts of about equal size. Each is left out in turn, and labelled
by models that are trained on one, on two and on all three of the others.

    python benchmarks/classify_learning_curve.py --gold LABELS --corpus REPORTS
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kg.classify.base import Labels
from kg.classify.training.gold import Report, load
from kg.classify.training.scores import overall, write_scores
from kg.classify.training.train import parts, train

PARTS = 4


def main() -> None:
    """Print the curve, and keep it where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels, one .jsonl file a report")
    parser.add_argument("--corpus", type=Path, required=True, help="folder that the labels' paths start from")
    parser.add_argument("--write", type=Path, help="file of scores to keep the curve in, as JSON")
    options = parser.parse_args()
    reports = load(sorted(options.gold.glob("*.jsonl")), options.corpus)
    points = curve(reports, lambda line: print(line, file=sys.stderr, flush=True))
    for point in points:
        print("  ".join(f"{name} {value}" for name, value in point.items()))
    if options.write:
        write_scores(options.write, {"curve": points})


def curve(reports: Sequence[Report], tell: Callable[[str], None]) -> list[dict[str, Any]]:
    """Scores over all reports for each amount of training."""
    divided = parts(reports, PARTS)
    points = []
    for amount in range(1, PARTS):
        said: list[list[Labels]] = [[] for _ in reports]
        sizes = []
        for number, left in enumerate(divided):
            others = [divided[(number + step) % PARTS] for step in range(1, amount + 1)]
            seen = [reports[i] for part in others for i in part]
            sizes.append(sum(len(r.sentences) for r in seen))
            model = train(seen)
            for i in left:
                said[i] = model.label(reports[i].sentences)
            tell(f"{amount} of {PARTS - 1} parts, part {number + 1} left out")
        points.append({"trained_on": round(sum(sizes) / PARTS), **overall(reports, said)})
    return points


if __name__ == "__main__":
    main()
