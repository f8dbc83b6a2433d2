"""Trains a model on labelled reports: first model, second model, thresholds, calibration."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kg.classify.decide import Decider
from kg.classify.features import FEATURES_VERSION
from kg.classify.linear import Model, Weights
from kg.classify.occurrences import Floats
from kg.classify.reranker import Reranker
from kg.classify.training import first, stack
from kg.classify.training.calibrate import calibrated
from kg.classify.training.first import First
from kg.classify.training.gold import Report

PARTS = 5
"""Number of parts into which the authorities are divided to test the second model on unseen reports."""

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A first model of some reports, from which whole authorities can be removed.

    Attributes:
        whole: reports that are labelled as a whole.
        names: authorities in the order of their numbers.
        first: the first model.
        spans: for each of ``whole``, the rows of its sentences.
    """

    whole: Sequence[Report]
    names: Sequence[str]
    first: First
    spans: Sequence[slice]

    def numbers(self, authorities: Collection[str]) -> list[int]:
        """Numbers of some authorities."""
        return [i for i, name in enumerate(self.names) if name in authorities]

    def second(self, scores: Floats, kept: Sequence[int]) -> Reranker:
        """The second model, fitted on some of the reports."""
        reports = [self.whole[i] for i in kept]
        return stack.fit(
            [r.sentences for r in reports],
            np.concatenate([scores[self.spans[i]] for i in kept]),
            np.concatenate([r.truth for r in reports]),
            np.concatenate([r.told for r in reports]),
        )


def fitted(reports: Sequence[Report], corrected: Sequence[Report] = ()) -> Fitted:
    """Fit the first model.

    Args:
        reports: reports that are labelled as a whole.
        corrected: reports with labels for some sentences only.
    """
    everything = [*reports, *corrected]
    documents = [r.sentences for r in everything]
    heights = [len(d) for d in documents]
    names = sorted({r.authority for r in everything})
    ends = np.cumsum(heights)[: len(reports)].tolist()
    return Fitted(
        reports,
        names,
        first.fit(
            first.counted(documents),
            np.concatenate([r.truth for r in everything]),
            np.repeat(numbered([r.authority for r in everything]), heights),
            heights,
            np.concatenate([r.used for r in everything]),
            np.concatenate([r.told for r in everything]),
        ),
        [slice(end - len(r.sentences), end) for end, r in zip(ends, reports, strict=True)],
    )


def train(reports: Sequence[Report], corrected: Sequence[Report] = ()) -> Model:
    """Train a model on labelled reports; all sentences of an authority are always kept together.

    Thresholds and calibration come from the second model's output for authorities that it was not fitted
    on, which rests on the first model's output for authorities that *it* was not fitted on.

    Args:
        reports: reports that are labelled as a whole.
        corrected: reports with labels for some sentences only; the first model learns from them.
    """
    base = fitted(reports, corrected)
    scores = base.first.left_out()
    second = base.second(scores, range(len(reports)))
    unseen: list[Floats] = [np.zeros((0, 0), dtype=np.float32)] * len(reports)
    for held_out in parts(reports, PARTS):
        model = base.second(scores, [i for i in range(len(reports)) if i not in held_out])
        for i in held_out:
            unseen[i] = model.probabilities(reports[i].sentences, scores[base.spans[i]])
    return assembled(base, second, calibrated(reports, unseen), [*reports, *corrected])


def assembled(
    base: Fitted, second: Reranker, decider: Decider, reports: Sequence[Report], but: Collection[str] = ()
) -> Model:
    """Put a model together.

    Args:
        base: the first model.
        second: the second model.
        decider: thresholds and calibration.
        reports: the reports that it was trained on, without the authorities left out.
        but: authorities that are left out of the first model.
    """
    digest = inputs_hash(reports)
    return Model(
        base.first.table,
        Weights.quantise(base.first.weights(base.numbers(but)), base.first.bias),
        second,
        decider,
        {
            "name": "linear",
            "version": f"{FEATURES_VERSION}.{digest[:8]}",
            "inputs": digest,
            "reports": sum(bool(r.used.all()) for r in reports),
            "sentences": sum(int(r.used.sum()) for r in reports),
        },
    )


def inputs_hash(reports: Sequence[Report]) -> str:
    """Hash of the reports and of the labels of their sentences.

    Records labelled as not a sentence of the body are omitted: their number depends on the reader.
    """
    digest = hashlib.sha256()
    for report in sorted(reports, key=lambda r: (r.path, len(r.records))):
        digest.update(report.sha256.encode())
        for record in report.records:
            if record["polarity"] != "X":
                kept = [record[name] for name in ("text", "polarity", "themes", "cohorts")]
                kept += [record.get("alone", True), record.get("time", "now")]
                digest.update(json.dumps(kept).encode())
    return digest.hexdigest()


def numbered(names: Sequence[str]) -> Ints:
    """A number for each name, the same for the same name."""
    order = {name: i for i, name in enumerate(sorted(set(names)))}
    return np.array([order[n] for n in names], dtype=np.int64)


def parts(reports: Sequence[Report], count: int) -> list[list[int]]:
    """Divide reports into parts of about equal size, each authority in only one part.

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
