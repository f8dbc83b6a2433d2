"""Scores of held-out labels, by class and by framework, as the record from which the model card is made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import and_
from pathlib import Path
from typing import Any

import numpy as np

from kg.classify.base import Labels
from kg.classify.labels import COHORTS, POLARITIES, THEMES, TIMES
from kg.classify.training.calibrate import kappa
from kg.classify.training.gold import LETTERS, Report
from kg.classify.training.targets import FRAMEWORK_OF
from kg.classify.training.train import inputs_hash

BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
"""Bounds of the rows of the reliability table."""

_Pair = tuple[dict[str, Any], Labels]


def scored(
    reports: Sequence[Report], said: Sequence[Sequence[Labels]], groups: int, corrected: Sequence[Report] = ()
) -> dict[str, Any]:
    """All figures of quality in the model card.

    Args:
        reports: labelled reports.
        said: labels of each by a model that was trained without its authority.
        groups: number of groups into which the authorities were divided.
        corrected: reports whose corrected sentences the models also learned from.
    """
    by_framework: dict[str, list[_Pair]] = {}
    counts: Counter[str] = Counter()
    for report, labels in zip(reports, said, strict=True):
        framework = FRAMEWORK_OF.get(report.kind, report.kind)
        counts[framework] += 1
        by_framework.setdefault(framework, []).extend(_body(report, labels))
    everything = [pair for pairs in by_framework.values() for pair in pairs]
    return {
        "inputs": inputs_hash([*reports, *corrected]),
        "authorities": len({r.authority for r in reports}),
        "groups": groups,
        "corrected": sum(int(r.used.sum()) for r in corrected),
        "overall": {"reports": len(reports), **_scores(everything)},
        "frameworks": {
            name: {"reports": counts[name], **_scores(pairs)} for name, pairs in sorted(by_framework.items())
        },
        "polarities": _per_polarity(everything),
        "confusion": _confusion(everything),
        "themes": _per_label(everything, "themes", THEMES),
        "cohorts": _per_label(everything, "cohorts", COHORTS),
        "reliability": _reliability(everything),
        "readings": _readings(everything),
    }


def overall(reports: Sequence[Report], said: Sequence[Sequence[Labels]]) -> dict[str, float | int]:
    """Scores over all sentences in the body of a report.

    Args:
        reports: labelled reports.
        said: labels of each by a model that was trained without its authority.
    """
    return _scores([p for r, labels in zip(reports, said, strict=True) for p in _body(r, labels)])


def write_scores(path: Path, scores: dict[str, Any]) -> None:
    """Write scores as JSON; other measurements in the file are kept."""
    old = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    text = json.dumps({**old, **scores}, indent=1, sort_keys=True) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def reliability_lines(scores: dict[str, Any]) -> Iterable[str]:
    """The reliability table as lines of text: how many labels of each confidence are right."""
    for kind, rows in scores["reliability"].items():
        yield f"{kind:9}  confidence  mean  right       n"
        for row in rows:
            bounds = f"{row['from']:.2f}-{row['to']:.2f}"
            yield f"{'':9}  {bounds}   {row['mean']:.2f}  {row['right']:.2f}  {row['n']:7d}"


def _body(report: Report, labels: Sequence[Labels]) -> list[_Pair]:
    return [p for p in zip(report.records, labels, strict=True) if p[0]["polarity"] != "X"]


def _scores(pairs: Sequence[_Pair]) -> dict[str, float | int]:
    wanted = np.array([POLARITIES.index(LETTERS[r["polarity"]]) for r, _ in pairs])
    got = np.array([POLARITIES.index(label.polarity.id) for _, label in pairs])
    weak, weak_got = np.isin(wanted, (1, 2)), np.isin(got, (1, 2))
    evaluated = [p for p in pairs if p[0]["polarity"] in "SWM"]
    themes, cohorts = _pooled(evaluated, "themes"), _pooled(evaluated, "cohorts")
    central = [p for p in evaluated if p[0]["themes"]]
    found = sum(r["themes"][0] in _ids(label, "themes") for r, label in central)
    first = sum(r["themes"][0] == label.themes[0].id for r, label in central if label.themes)
    return {
        "sentences": len(pairs),
        "weakness_f1": _f1(int((weak & weak_got).sum()), int(weak_got.sum()), int(weak.sum())),
        "polarity_kappa": round(kappa(wanted, got, len(POLARITIES)), 3),
        "polarity_accuracy": round(float((wanted == got).mean()), 3),
        "theme_f1": _f1(*themes),
        "cohort_f1": _f1(*cohorts),
        "central_theme_found": round(found / max(len(central), 1), 3),
        "central_theme_first": round(first / max(len(central), 1), 3),
    }


def _ids(label: Labels, kind: str) -> set[str]:
    return {item.id for item in getattr(label, kind)}


def _pooled(pairs: Sequence[_Pair], kind: str) -> tuple[int, int, int]:
    both = sum(len(set(r[kind]) & _ids(label, kind)) for r, label in pairs)
    return both, sum(len(_ids(label, kind)) for _, label in pairs), sum(len(set(r[kind])) for r, _ in pairs)


def _f1(both: int, got: int, wanted: int) -> float:
    return round(2 * both / max(got + wanted, 1), 3)


def _per_polarity(pairs: Sequence[_Pair]) -> dict[str, dict[str, float | int]]:
    wanted = Counter(LETTERS[r["polarity"]] for r, _ in pairs)
    got = Counter(label.polarity.id for _, label in pairs)
    both = Counter(label.polarity.id for r, label in pairs if label.polarity.id == LETTERS[r["polarity"]])
    return {name: {"n": wanted[name], "f1": _f1(both[name], got[name], wanted[name])} for name in POLARITIES}


def _confusion(pairs: Sequence[_Pair]) -> dict[str, dict[str, int]]:
    table = Counter((LETTERS[r["polarity"]], label.polarity.id) for r, label in pairs)
    return {w: {g: table[w, g] for g in POLARITIES} for w in POLARITIES}


def _per_label(pairs: Sequence[_Pair], kind: str, names: Sequence[str]) -> dict[str, dict[str, float | int]]:
    wanted, got, both = Counter[str](), Counter[str](), Counter[str]()
    for record, label in pairs:
        if record["polarity"] in "SWM":
            want, have = set(record[kind]), _ids(label, kind)
            wanted.update(want)
            got.update(have)
            both.update(want & have)
    return {name: {"n": wanted[name], "f1": _f1(both[name], got[name], wanted[name])} for name in names}


def _reliability(pairs: Sequence[_Pair]) -> dict[str, list[dict[str, float | int]]]:
    points: dict[str, list[tuple[float, bool]]] = {"polarity": [], "themes": [], "cohorts": []}
    for record, label in pairs:
        points["polarity"].append(
            (label.polarity.confidence, label.polarity.id == LETTERS[record["polarity"]])
        )
        for kind in ("themes", "cohorts"):
            points[kind] += [(item.confidence, item.id in record[kind]) for item in getattr(label, kind)]
    return {kind: _binned(found) for kind, found in points.items()}


def _readings(pairs: Sequence[_Pair]) -> dict[str, dict[str, float | int]]:
    """Share right and F1 of standing alone and of time, for the sentences that carry these labels."""
    told = [p for p in pairs if "alone" in p[0] and "time" in p[0]]
    wanted = {"leans": [not r["alone"] for r, _ in told]}
    got = {"leans": [not label.alone for _, label in told]}
    for name in TIMES[1:]:
        wanted[name] = [r["time"] == name for r, _ in told]
        got[name] = [label.time.id == name for _, label in told]
    return {
        name: {
            "n": sum(wanted[name]),
            "found": sum(got[name]),
            "f1": _f1(sum(map(and_, wanted[name], got[name])), sum(got[name]), sum(wanted[name])),
            "of": len(told),
        }
        for name in wanted
    }


def _binned(points: Sequence[tuple[float, bool]]) -> list[dict[str, float | int]]:
    rows: list[dict[str, float | int]] = []
    for low, high in pairwise(BINS):
        inside = [p for p in points if low <= p[0] < high]
        if inside:
            rows.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "mean": round(sum(c for c, _ in inside) / len(inside), 3),
                    "right": round(sum(r for _, r in inside) / len(inside), 3),
                    "n": len(inside),
                }
            )
    return rows
