"""``python -m kg.classify.training --gold LABELS --corpus REPORTS``: train the shipped model."""

from __future__ import annotations

import argparse
import sys
from importlib import resources
from pathlib import Path

from kg.classify.linear import MODEL
from kg.classify.training import corrected
from kg.classify.training.gold import load
from kg.classify.training.train import train
from kg.errors import KgError


def main() -> int:
    """Train on all labelled reports and write the model; the same inputs give the same model."""
    parser = argparse.ArgumentParser(prog="python -m kg.classify.training", description=main.__doc__)
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels, one .jsonl file a report")
    parser.add_argument("--corpus", type=Path, required=True, help="folder that the labels' paths start from")
    parser.add_argument("--rows", type=Path, help="folder of corrected sentences, two files an authority")
    shipped = Path(str(resources.files("kg.classify"))) / "models" / MODEL
    parser.add_argument(
        "--out", type=Path, default=shipped, help="file to write (default: the shipped model)"
    )
    options = parser.parse_args()
    try:
        reports = load(sorted(options.gold.glob("*.jsonl")), options.corpus)
        more = corrected.load(options.rows, options.corpus, reports) if options.rows else []
    except KgError as problem:
        print(problem, file=sys.stderr)
        return problem.exit_code
    model = train(reports, more)
    model.write(options.out)
    print(
        f"linear {model.about['version']}: {model.about['sentences']:,} sentences of "
        f"{model.about['reports']} reports, {options.out}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
