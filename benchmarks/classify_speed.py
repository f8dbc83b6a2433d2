"""Speed of the classifier on one core: sentences a second, and the time for a whole folder of reports.

Time is that of the processor, so that other work on the machine does not count.

python benchmarks/classify_speed.py --corpus REPORTS
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from kg.classify import default
from kg.classify.base import Sentence
from kg.classify.training.gold import placed_in
from kg.errors import KgError

WARM = 200
"""Sentences labelled before the clock starts, so that reading the model is told apart."""


def main() -> int:
    """Print how long reading the model and labelling the sentences took."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument("--limit", type=int, default=0, help="read only the first N reports")
    options = parser.parse_args()

    documents: list[list[Sentence]] = []
    for path in sorted(options.corpus.rglob("*.pdf"))[: options.limit or None]:
        try:
            documents.append(placed_in(path))
        except KgError as problem:
            print(f"left out: {problem}", file=sys.stderr)
    classifier = default()
    start = time.process_time()
    classifier.classify(documents[0][:WARM])
    first = time.process_time()
    for sentences in documents:
        classifier.classify(sentences)
    seconds = time.process_time() - first
    count = sum(len(d) for d in documents)
    print(f"model read and warmed in {first - start:.2f} s")
    print(
        f"{count:,} sentences of {len(documents)} reports in {seconds:.1f} s: {count / seconds:,.0f} a second"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
