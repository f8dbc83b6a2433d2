"""From labelled reports to a model: first model, second model, thresholds, calibration."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kg.classify.features import FEATURES_VERSION, Floats
from kg.classify.linear import Model, Weights
from kg.classify.training import first, stack
from kg.classify.training.calibrate import calibrated
from kg.classify.training.gold import Report

PARTS = 5
"""Into how many parts the authorities are divided to see the second model on what it has not seen."""

Ints = npt.NDArray[np.int64]


def train(reports: Sequence[Report]) -> Model:
    """Train a model on labelled reports; all sentences of an authority are always kept together.

    Thresholds and calibration come from the second model's word on authorities that it was not fitted
    on, which rests on the first model's word on authorities that *it* was not fitted on.
    """
    documents = [r.sentences for r in reports]
    heights = [len(d) for d in documents]
    truth = np.concatenate([r.truth for r in reports])
    groups = np.repeat(numbered([r.authority for r in reports]), heights)
    fitted = first.fit(first.counted(documents), truth, groups, heights)
    second = stack.fit(documents, fitted.left_out, truth)
    decider = calibrated(reports, _unseen(reports, fitted.left_out, truth))
    return Model(
        fitted.table,
        Weights.quantise(fitted.weights, fitted.bias),
        second,
        decider,
        {
            "name": "linear",
            "version": f"{FEATURES_VERSION}.{inputs_hash(reports)[:8]}",
            "inputs": inputs_hash(reports),
            "reports": len(reports),
            "sentences": len(truth),
        },
    )


def inputs_hash(reports: Sequence[Report]) -> str:
    """Hash of the reports and of the labels of their sentences.

    What is labelled as no sentence of the body is left out: how much of it there is, the reader decides.
    """
    digest = hashlib.sha256()
    for report in sorted(reports, key=lambda r: r.path):
        digest.update(report.sha256.encode())
        for record in report.records:
            if record["polarity"] != "X":
                kept = [record[name] for name in ("text", "polarity", "themes", "cohorts")]
                digest.update(json.dumps(kept).encode())
    return digest.hexdigest()


def numbered(names: Sequence[str]) -> Ints:
    """A number for each name, the same for the same name."""
    order = {name: i for i, name in enumerate(sorted(set(names)))}
    return np.array([order[n] for n in names], dtype=np.int64)


def parts(reports: Sequence[Report], count: int) -> list[list[int]]:
    """Divide reports into parts of about equal size, each authority in one part alone.

    Returns:
        For each part, the indexes of its reports.
    """
    sizes: dict[str, int] = {}
    for report in reports:
        sizes[report.authority] = sizes.get(report.authority, 0) + len(report.sentences)
    part_of: dict[str, int] = {}
    load = [0] * min(count, len(sizes))
    for name in sorted(sizes, key=lambda n: (-sizes[n], n)):
        part_of[name] = load.index(min(load))
        load[part_of[name]] += sizes[name]
    return [[i for i, r in enumerate(reports) if part_of[r.authority] == p] for p in range(len(load))]


def _unseen(reports: Sequence[Report], scores: Floats, truth: Floats) -> list[Floats]:
    """What the second model says of each report when the report's part is left out."""
    ends = np.cumsum([len(r.sentences) for r in reports])
    span = [slice(e - len(r.sentences), e) for e, r in zip(ends, reports, strict=True)]
    result: list[Floats] = [np.zeros((0, 0), dtype=np.float32)] * len(reports)
    for held_out in parts(reports, PARTS):
        kept = [i for i in range(len(reports)) if i not in held_out]
        rows = np.concatenate([np.arange(span[i].start, span[i].stop) for i in kept])
        model = stack.fit([reports[i].sentences for i in kept], scores[rows], truth[rows])
        for i in held_out:
            result[i] = model.probabilities(reports[i].sentences, scores[span[i]])
    return result
