"""What the framework and the tone of a sentence add to the trees for polarity.

The first model's scores are left out authority by authority; the trees are fitted on five parts of the
authorities and scored on the sixth, in turn, with and without the columns in question.

    OMP_NUM_THREADS=1 python benchmarks/classify_polarity.py --gold LABELS --corpus REPORTS
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kg.classify.decide import DEMANDS
from kg.classify.labels import POLARITIES
from kg.classify.occurrences import Floats
from kg.classify.reranker import softmax
from kg.classify.surroundings import around, polarity_features
from kg.classify.tone import FEATURES
from kg.classify.training.calibrate import f1, kappa
from kg.classify.training.gold import Report, load
from kg.classify.training.stack import POLARITY, exported, forest
from kg.classify.training.train import fitted, parts

PARTS = 6
_PLACE = 10
"""Columns of a sentence's place, of which the framework is the fourth; the tone follows them."""


def main() -> None:
    """Print weakness-F1 and kappa by framework for each set of columns."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels, one .jsonl file a report")
    parser.add_argument("--corpus", type=Path, required=True, help="folder that the labels' paths start from")
    options = parser.parse_args()
    reports = load(sorted(options.gold.glob("*.jsonl")), options.corpus)
    base = fitted(reports)
    scores = base.first.left_out()
    columns = np.concatenate(
        [polarity_features(around(r.sentences, scores[s])) for r, s in zip(reports, base.spans, strict=True)]
    )
    width = columns.shape[1]
    tone = list(range(width - len(FEATURES), width))
    framework = [width - len(FEATURES) - _PLACE + 3]
    every = range(width)
    for name, without in (
        ("neither", {*tone, *framework}),
        ("framework", {*tone}),
        ("framework and tone", set[int]()),
    ):
        start = time.process_time()
        said = unseen(reports, columns[:, [c for c in every if c not in without]])
        seconds = time.process_time() - start
        for kind in ("ilacs", "sif"):
            print(f"{name:20} {kind:6} {line(reports, said, kind)}  {seconds:.0f} s")


def unseen(reports: Sequence[Report], columns: Floats) -> Floats:
    """Probabilities of the polarities of all sentences by trees that have not seen their authority."""
    wanted = np.concatenate([r.truth for r in reports])[:, : len(POLARITIES)].argmax(axis=1)
    owner = np.repeat(np.arange(len(reports)), [len(r.sentences) for r in reports])
    said = np.zeros((len(wanted), len(POLARITIES)), dtype=np.float32)
    for part in parts(reports, PARTS):
        left = np.isin(owner, part)
        trees = exported(forest(POLARITY).fit(columns[~left], wanted[~left]))
        said[left] = softmax(trees(columns[left]))
    return said


def line(reports: Sequence[Report], said: Floats, kind: str) -> str:
    """Scores of the sentences of one framework, most probable polarity each, demands as weaknesses."""
    truth = np.concatenate([r.truth for r in reports])[:, : len(POLARITIES)].argmax(axis=1)
    demand = np.array([s.form in DEMANDS for r in reports for s in r.sentences])
    asked = np.array([x["polarity"] != "X" and r.kind.startswith(kind) for r in reports for x in r.records])
    got = np.where(demand, 1, said.argmax(axis=1))
    weak = f1(np.isin(truth[asked], (1, 2)), np.isin(got[asked], (1, 2)))
    return f"weakness-F1 {weak:.3f}  kappa {kappa(truth[asked], got[asked], len(POLARITIES)):.3f}"


if __name__ == "__main__":
    main()
