"""Corrected sentences: labels found wrong in a careful reading of trajectory rows, with the right ones.

A folder holds two files an authority: ``NAME.jsonl`` with a line for each sentence whose label is wrong
(``item``: key of the mention; ``wrong``: which label; ``right``: its right value), and
``NAME.sheet.json`` with the labels of every sentence that was read, used for labels that a correction does
not name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kg.classify.context import in_context
from kg.classify.labels import COHORTS, THEMES
from kg.classify.training.gold import LETTERS, Report, key_of, told_of, truth_of
from kg.documents import read
from kg.errors import KgError, RecordError
from kg.extract import extract
from kg.rdf.sentences import mention_keys

_LETTER = {name: letter for letter, name in LETTERS.items() if letter != "X"}
_QUOTED = ("report", "said", "told", "quote", "view", "opinion")
"""Words of a correction that say that the sentence reports other people's words, not an earlier time."""


def load(folder: Path, corpus: Path, labelled: Sequence[Report]) -> list[Report]:
    """Read corrected sentences as reports with labels for these sentences only.

    Args:
        folder: folder of the two files an authority.
        corpus: folder of the PDFs; they are found by their SHA-256.
        labelled: reports that are labelled as a whole; their labels take precedence.

    Raises:
        RecordError: a file of corrections is malformed.
    """
    wanted: dict[str, dict[str, dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        for key, record in _records(path):
            _, document, sentence = key.split("/")
            wanted.setdefault(document, {})[sentence] = record
    known = {r.sha256: {key_of(x["text"]) for x in r.records} for r in labelled}
    reports = []
    for pdf in sorted(corpus.rglob("*.pdf")):
        sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
        if sha256[:16] in wanted:
            report = _report(pdf, corpus, sha256, wanted[sha256[:16]], known.get(sha256, set()))
            if report is not None:
                reports.append(report)
    return reports


def authorities(folder: Path, corpus: Path) -> dict[str, str]:
    """Folder of the corpus for each pair of files, by the name of the files.

    Raises:
        RecordError: no document of a file is in the corpus.
    """
    of_document: dict[str, str] = {}
    for pdf in sorted(corpus.rglob("*.pdf")):
        key = hashlib.sha256(pdf.read_bytes()).hexdigest()[:16]
        of_document[key] = pdf.relative_to(corpus).parts[0]
    found = {}
    for path in sorted(folder.glob("*.jsonl")):
        told = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        documents = (str(t["item"]).split("/")[1] for t in told if str(t.get("item", "")).count("/") == 2)
        name = next((of_document[d] for d in documents if d in of_document), None)
        if name is None:
            raise RecordError(f"{path.name}: none of its documents is below {corpus}.")
        found[path.stem] = name
    return found


def _report(
    pdf: Path, corpus: Path, sha256: str, wanted: Mapping[str, dict[str, Any]], known: set[str]
) -> Report | None:

    try:
        facts = extract(read(pdf), file_name=pdf.name)
    except KgError:
        return None
    sentences = in_context(facts)
    empty: dict[str, Any] = {"polarity": "X", "themes": [], "cohorts": []}
    records = []
    for number, (key, sentence) in enumerate(zip(mention_keys(facts.mentions), sentences, strict=True)):
        record = wanted.get(key, empty)
        if key_of(sentence.text) in known:
            record = empty
        records.append({"id": number, "page": 0, "text": sentence.text, **record})
    used = np.array([r["polarity"] != "X" for r in records])
    if not used.any():
        return None
    return Report(
        pdf.relative_to(corpus).as_posix(),
        sha256,
        str(sentences[0].kind),
        tuple(records),
        tuple(sentences),
        truth_of(pdf, records),
        used,
        told_of(records),
    )


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Keys of mentions with their labels, corrections applied."""
    sheet = path.with_name(path.stem + ".sheet.json")
    if not sheet.is_file():
        raise RecordError(f"{path.name}: the sheet {sheet.name} that it corrects is not beside it.")
    read: dict[str, dict[str, Any]] = {}
    for row in json.loads(sheet.read_text(encoding="utf-8"))["rows"]:
        for seen in row["observations"]:
            for item in seen["items"]:
                read.setdefault(item["item"], item)
    found: dict[str, dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        if not str(told.get("item", "")).startswith("mention/") or told["item"] not in read:
            continue
        record = found.setdefault(told["item"], _machine(read[told["item"]]))
        _correct(record, told)
    for key, record in found.items():
        if record.pop("sure", False):
            yield key, record


def _machine(item: Mapping[str, Any]) -> dict[str, Any]:
    polarity = str(item["polarity"])
    return {
        "polarity": polarity if polarity in LETTERS else _LETTER.get(polarity, "N"),
        "themes": [t for t in _ids(item["themes"]) if t in THEMES],
        "cohorts": [c for c in _ids(item["cohorts"]) if c in COHORTS],
    }


def _correct(record: dict[str, Any], told: Mapping[str, Any]) -> None:
    right = str(told["right"]).strip()
    words = right.split()
    if told["wrong"] == "polarity" and words and words[0].strip("().,;") in ("S", "W", "M", "N"):
        record["polarity"] = words[0].strip("().,;")
        record["sure"] = True
    elif told["wrong"] in ("theme", "cohort"):
        ids = THEMES if told["wrong"] == "theme" else COHORTS
        if right == "-" or (words and all(w in ids for w in words)):
            record["themes" if told["wrong"] == "theme" else "cohorts"] = [] if right == "-" else words[:3]
            record["sure"] = True
    elif told["wrong"] == "past or quoted event":
        record["time"] = "other" if any(w in right.lower() for w in _QUOTED) else "past"
        record["sure"] = True
    elif told["wrong"] == "leans on another sentence":
        record["alone"] = False
        record["sure"] = True


def _ids(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else [str(v) for v in value or ()]  # type: ignore[attr-defined]
