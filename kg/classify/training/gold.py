"""Labelled reports: labels given by people, joined to the sentences as the reader places them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.classify.base import Sentence
from kg.classify.context import in_context
from kg.classify.labels import (
    ALL,
    CENTRAL_COLUMNS,
    COHORTS,
    LEANS_COLUMN,
    POLARITIES,
    THEMES,
    TIME_COLUMNS,
    TIMES,
    WIDTH,
)
from kg.classify.occurrences import Floats
from kg.documents import read
from kg.errors import RecordError
from kg.extract import extract

LETTERS = {"S": "strength", "W": "weakness", "M": "mixed", "N": "neutral", "X": "neutral"}
"""Polarities as the labels write them; X, not a sentence of the body, is learned as neutral."""

Bools = npt.NDArray[np.bool_]

_LEAST_OVERLAP = 25
"""Characters that two cuts of one sentence must share to count as the same place."""


@dataclass(frozen=True, slots=True)
class Report:
    """One labelled report.

    Attributes:
        path: path of the PDF below the corpus folder; its first part is the authority.
        sha256: SHA-256 of the PDF.
        kind: inspection-kind id.
        records: the labelled sentences as in the file.
        sentences: the same sentences with the place that the reader gives them.
        truth: one row a sentence, one column a label, in the order of ``kg.classify.labels.ALL``, and then
            one a theme: whether it is the central one, which the labels put first; and those of
            ``kg.classify.labels.READINGS``.
        used: which sentences are labelled; the others are only context.
        told: which sentences carry labels of standing alone and of time.
    """

    path: str
    sha256: str
    kind: str
    records: tuple[dict[str, Any], ...]
    sentences: tuple[Sentence, ...]
    truth: Floats
    used: Bools
    told: Bools

    @property
    def authority(self) -> str:
        """The folder of the authority: all its reports are held out together."""
        return self.path.split("/")[0]


def load(gold: Sequence[Path], corpus: Path) -> list[Report]:
    """Read labelled reports and the PDFs they label.

    Args:
        gold: files of labels, one report each.
        corpus: folder that the paths in the files start from.

    Raises:
        RecordError: a file of labels is malformed, or its PDF is not the one that was labelled.
    """
    return [_report(path, corpus) for path in sorted(gold)]


def _report(path: Path, corpus: Path) -> Report:
    with path.open(encoding="utf-8") as lines:
        head, *records = (json.loads(line) for line in lines)
    pdf = corpus / head["path"]
    if not pdf.is_file() or hashlib.sha256(pdf.read_bytes()).hexdigest() != head["sha256"]:
        raise RecordError(
            f"{path.name}: its report {head['path']} is not below {corpus}, or is another issue."
        )
    places = placed_in(pdf)
    records, sentences = _joined(records, places)
    return Report(
        head["path"],
        head["sha256"],
        str(sentences[0].kind),
        tuple(records),
        sentences,
        truth_of(path, records),
        np.ones(len(records), dtype=np.bool_),
        told_of(records),
    )


def placed_in(pdf: Path) -> list[Sentence]:
    """The sentences of a report in the form that the classifier receives."""
    return in_context(extract(read(pdf), file_name=pdf.name))


def _joined(
    records: Sequence[dict[str, Any]], places: Sequence[Sentence]
) -> tuple[list[dict[str, Any]], tuple[Sentence, ...]]:
    """Give each labelled sentence the place of the sentence that it overlaps as the reader reads it.

    A sentence that the reader omits because it is not part of the body is omitted here too, if it is
    labelled so.
    """
    keys = [key_of(p.text) for p in places]
    at, last = 0, places[0]
    kept, sentences = [], []
    for record in records:
        key = key_of(record["text"])
        order = (*range(at, len(keys)), *range(at))
        found = next((j for j in order if _same(keys[j], key)), None)
        if found is None and record["polarity"] == "X":
            continue
        if found is not None:
            at, last = found, places[found]
        kept.append(record)
        sentences.append(
            Sentence(
                " ".join(record["text"].split()),
                last.section,
                last.area,
                last.grade,
                last.form,
                last.paragraph,
                last.kind,
            )
        )
    return kept, tuple(sentences)


def key_of(text: str) -> str:
    """Letters and digits of a text, which identify two cuts of one sentence."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _same(place: str, labelled: str) -> bool:
    if place == labelled:
        return True
    if min(len(place), len(labelled)) <= _LEAST_OVERLAP:
        return False
    return place in labelled or labelled in place or place[:40] == labelled[:40]


def truth_of(path: Path, records: Sequence[dict[str, Any]]) -> Floats:
    """Columns of truth of the records of one file.

    Raises:
        RecordError: the models do not know a label.
    """
    column = {name: k for k, name in enumerate(ALL)}
    truth = np.zeros((len(records), WIDTH), dtype=np.float32)
    for i, record in enumerate(records):
        names = [LETTERS.get(record["polarity"], record["polarity"]), *record["themes"], *record["cohorts"]]
        if unknown := [n for n in names if n not in column]:
            raise RecordError(
                f"{path.name}, sentence {record['id']}: {unknown} are none of the "
                f"{len(POLARITIES)} polarities, {len(THEMES)} themes and {len(COHORTS)} cohorts."
            )
        truth[i, [column[n] for n in names]] = 1
        if record["themes"]:
            truth[i, CENTRAL_COLUMNS.start + THEMES.index(record["themes"][0])] = 1
        if not record.get("alone", True):
            truth[i, LEANS_COLUMN] = 1
        truth[i, TIME_COLUMNS.start + TIMES.index(record.get("time", "now"))] = 1
    return truth


def told_of(records: Sequence[dict[str, Any]]) -> Bools:
    """Which records carry a label of standing alone or of time."""
    return np.array(["alone" in r or "time" in r for r in records], dtype=np.bool_)
