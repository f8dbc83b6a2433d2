"""Labels of each authority by a model that was trained without that authority."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.classify.base import Labels
from kg.classify.linear import Model
from kg.classify.occurrences import Floats
from kg.classify.reranker import Reranker
from kg.classify.training.calibrate import calibrated
from kg.classify.training.gold import Report
from kg.classify.training.train import assembled, fitted, parts

COLUMNS = (
    "sha256",
    "page",
    "section",
    "paragraph",
    "polarity",
    "themes",
    "cohorts",
    "text",
    "confidence",
    "finding",
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Models, each trained without some authorities, and their labels for these.

    Attributes:
        labels: labels of each report, by the model without its authority.
        models: the model without an authority, by authority.
    """

    labels: list[list[Labels]]
    models: dict[str, Model]


def held_out(
    reports: Sequence[Report],
    groups: Sequence[Collection[str]],
    corrected: Sequence[Report] = (),
    tell: Callable[[str], None] = lambda line: None,
) -> LeftOut:
    """Label every report by a model that was trained without its authority.

    Neither the weights of the first model nor the trees of the second depend on a label of the authorities
    left out. The models share the list of features that occur often enough, which needs no label, and the
    thresholds and calibration, which come from the left-out labels of the *other* authorities.

    Args:
        reports: labelled reports.
        groups: names of authorities, left out group by group; together all authorities of the reports.
        corrected: reports with labels for some sentences only.
        tell: called with a line after each group.
    """
    base = fitted(reports, corrected)
    seconds: list[Reranker] = []
    unseen: list[Floats] = [np.zeros((0, 0), dtype=np.float32)] * len(reports)
    for names in groups:
        scores = base.first.left_out(base.numbers(names))
        second = base.second(scores, [i for i, r in enumerate(reports) if r.authority not in names])
        seconds.append(second)
        for i, report in enumerate(reports):
            if report.authority in names:
                unseen[i] = second.probabilities(report.sentences, scores[base.spans[i]])
        tell(f"left out: {', '.join(sorted(names))}")
    labels: list[list[Labels]] = [[] for _ in reports]
    models: dict[str, Model] = {}
    for names, second in zip(groups, seconds, strict=True):
        others = [i for i, r in enumerate(reports) if r.authority not in names]
        decider = calibrated([reports[i] for i in others], [unseen[i] for i in others])
        kept = [r for r in (*reports, *corrected) if r.authority not in names]
        model = assembled(base, second, decider, kept, names)
        models.update(dict.fromkeys(names, model))
        for i, report in enumerate(reports):
            if report.authority in names:
                labels[i] = model.label(report.sentences)
    return LeftOut(labels, models)


def grouped(reports: Sequence[Report], alone: Collection[str], rest: int) -> list[list[str]]:
    """Groups of authorities: some each alone, the others in parts of about equal size.

    Args:
        reports: labelled reports.
        alone: names of authorities that are left out alone; they need not have a labelled report.
        rest: number of parts of the others.
    """
    others = [r for r in reports if r.authority not in alone]
    found = [sorted({others[i].authority for i in part}) for part in parts(others, rest)] if others else []
    return [[name] for name in sorted(alone)] + found


def write_findings(path: Path, reports: Sequence[Report], said: Sequence[Sequence[Labels]]) -> None:
    """Write labels in the columns of the stored query ``findings``, for the scorer that reads them."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(COLUMNS)
        for report, labels in zip(reports, said, strict=True):
            for record, sentence, label in zip(report.records, report.sentences, labels, strict=True):
                rows.writerow(
                    (
                        report.sha256,
                        record["page"],
                        sentence.section,
                        sentence.paragraph,
                        label.polarity.id,
                        " ".join(t.id for t in label.themes),
                        " ".join(c.id for c in label.cohorts),
                        record["text"],
                        label.polarity.confidence,
                        f"{report.sha256[:16]}/{record['id']}",
                    )
                )
