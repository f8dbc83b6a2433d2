"""Compare what is read from reports with what the best public tool reads from the same files.

``python benchmarks/read_against_public_tool.py --corpus DIR --truth DIR --tool TABLE [--write PAGE]``
prints a Markdown table, field by field, for current reports and for older ones; ``--write`` puts it into a
page between its two marks.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import kg.documents
import kg.extract
from kg.errors import KgError
from kg.extract.facts import ReportFacts

_BEGIN, _END = "<!-- table: begin -->", "<!-- table: end -->"
_CARE = ("children-in-care", "children-in-care-and-care-leavers")
_NONE = {"", "inspection_pre_dates_judgement", "not_reported_post_reform"}
_AREAS = {
    "overall_effectiveness_grade": ("overall-effectiveness",),
    "impact_of_leaders_grade": ("impact-of-leaders",),
    "help_and_protection_grade": ("help-and-protection",),
    "in_care_grade": _CARE,
    "care_leavers_grade": ("care-leavers",),
}


@dataclass
class Reading:
    """What one reader says of one report; ``None`` where it says nothing."""

    facts: dict[str, str | None] = field(default_factory=dict)
    judgements: dict[str, str] = field(default_factory=dict)
    items: Counter[str] = field(default_factory=Counter)


def key(text: str) -> str:
    """A text's key in the truth tables."""
    plain = re.sub(r"[^a-z0-9]", "", text.lower())
    return hashlib.sha1(plain.encode(), usedforsecurity=False).hexdigest()


def letters(text: str) -> str:
    """The letters of a name."""
    return re.sub(r"[^a-z]", "", text.lower())


def true_readings(folder: Path) -> dict[str, Reading]:
    """The truth tables, by path."""

    def rows(name: str) -> list[dict[str, str]]:
        with (folder / name).open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))

    out = {
        row["path"]: Reading(
            {
                "kind": row["kind"],
                "start": row["start_date"],
                "end": row["end_date"],
                "lead": letters(row["lead_inspector"]),
            }
        )
        for row in rows("reports.csv")
        if row["kind"] != "not-a-report"
    }
    for row in rows("judgements.csv"):
        if row["path"] in out:
            out[row["path"]].judgements[row["area"]] = row["grade"]
    for row in rows("recommendations.csv"):
        if row["path"] in out:
            out[row["path"]].items[row["key"]] += 1
    return out


def own_reading(path: Path) -> Reading:
    """What this project reads."""
    try:
        facts: ReportFacts = kg.extract.extract(kg.documents.read(path), corrected=False)
    except KgError:
        return Reading()
    first = facts.inspections[0]
    return Reading(
        {
            "kind": first.kind,
            "start": first.fieldwork.earliest.isoformat(),
            "end": first.fieldwork.latest.isoformat(),
            "lead": letters("".join(first.lead_inspectors)),
        },
        {j.area: j.grade for inspection in facts.inspections for j in inspection.judgements},
        Counter(key(item.text) for item in facts.recommendations),
    )


def tool_reading(row: dict[str, str], areas: set[str]) -> Reading:
    """What the public tool's table says; grades as ids of the areas that the report judges."""

    def day(value: str) -> str | None:
        return datetime.strptime(value, "%d/%m/%Y").date().isoformat() if value else None

    kind = f"ilacs-{row['inspection_framework']}" if row["inspection_framework"] else None
    reading = Reading(
        {
            "kind": kind,
            "start": day(row["inspection_start_date"]),
            "end": day(row["inspection_end_date"]),
            "lead": letters(row["inspector_name"]) or None,
        }
    )
    for column, names in _AREAS.items():
        area = next((name for name in names if name in areas), None)
        if area and row[column] not in _NONE:
            reading.judgements[area] = row[column].replace(" ", "-")
    return reading


def compare(truth: Reading, found: Reading) -> dict[str, bool]:
    """Each field of a report, right or not."""
    checks: dict[str, bool] = {name: found.facts.get(name) == value for name, value in truth.facts.items()}
    checks["judgements"] = truth.judgements == found.judgements
    checks["front page"] = all(checks.values())
    checks["recommendations"] = truth.items == found.items
    return checks


LABELS = {
    "kind": "kind of inspection",
    "start": "first day on site",
    "end": "last day on site",
    "lead": "lead inspector",
    "judgements": "every judgement with its grade",
    "front page": "**all of the above in one report**",
    "recommendations": "recommendations and priority actions, word for word",
}


def main() -> None:
    """Read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--truth", required=True, type=Path)
    parser.add_argument("--tool", required=True, type=Path)
    parser.add_argument("--write", type=Path)
    a = parser.parse_args()

    truth = true_readings(a.truth)
    with a.tool.open(newline="", encoding="utf-8-sig") as file:
        tool = {(row["urn"], row["pdf_filename"].lower()): row for row in csv.DictReader(file)}
    right: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    count: Counter[str] = Counter()
    for path, true in sorted(truth.items()):
        folder, _, name = path.partition("/")
        era = "current" if (true.facts["kind"] or "").startswith("ilacs") else "older"
        count[era] += 1
        row = tool.get((folder.split("_")[0], name.lower()))
        readers: dict[str, Callable[[], Reading]] = {
            "tool": lambda row=row, true=true: tool_reading(row, set(true.judgements)) if row else Reading(),  # type: ignore[misc]
            "own": lambda path=path: own_reading(a.corpus / path),  # type: ignore[misc]
        }
        for reader, reading in readers.items():
            right[era, reader].update(name for name, good in compare(true, reading()).items() if good)
    table = _table(right, count)
    print(table)
    if a.write:
        page = a.write.read_text(encoding="utf-8")
        before, _, rest = page.partition(_BEGIN)
        after = rest.partition(_END)[2]
        a.write.write_text(f"{before}{_BEGIN}\n{table}\n{_END}{after}", encoding="utf-8", newline="\n")


def _table(right: dict[tuple[str, str], Counter[str]], count: Counter[str]) -> str:
    eras = ("current", "older")
    head = [f"{era} ({count[era]}): {reader}" for era in eras for reader in ("public tool", "this project")]
    lines = ["| right for | " + " | ".join(head) + " |", "|---|" + "---:|" * len(head)]
    for name, label in LABELS.items():
        cells = []
        for era in eras:
            for reader in ("tool", "own"):
                unread = reader == "tool" and name == "recommendations"
                cells.append("not read" if unread else str(right[era, reader][name]))
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
