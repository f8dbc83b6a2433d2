"""What a model says of each authority when it was trained without that authority."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.classify.base import Labels
from kg.classify.training.gold import Report
from kg.classify.training.train import parts, train

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


def held_out(
    reports: Sequence[Report], groups: int, tell: Callable[[str], None] = lambda line: None
) -> list[list[Labels]]:
    """Labels of every report by a model that was trained without its authority.

    Args:
        reports: labelled reports.
        groups: into how many groups the authorities are divided; each is left out in turn. As many as
            there are authorities leaves each out alone.
        tell: is given a line after each group.
    """
    result: list[list[Labels]] = [[] for _ in reports]
    for number, left in enumerate(parts(reports, groups), start=1):
        model = train([r for i, r in enumerate(reports) if i not in left])
        for i in left:
            result[i] = model.label(reports[i].sentences)
        tell(f"group {number}: {', '.join(sorted({reports[i].authority for i in left}))}")
    return result


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
