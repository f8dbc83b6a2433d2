"""Read and extract a folder of reports directly, and write the three tables that the scorer reads.

No store is needed: ``python benchmarks/score_structure.py --corpus DIR --truth DIR --scorer FILE``.
``--lookup`` names a table with the columns ``la_code`` and ``la_code_new`` (ONS codes).
"""

from __future__ import annotations

import argparse
import csv
import re
import subprocess
import sys
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import kg.documents
import kg.extract
from kg.errors import KgError
from kg.extract.facts import ReportFacts


def read(path: Path, corrected: bool) -> ReportFacts | str:
    """The facts of one report, or the message that refuses it."""
    try:
        return kg.extract.extract(kg.documents.read(path), corrected=corrected)
    except KgError as error:
        return f"{path.parent.name}/{path.name}: {type(error).__name__}: {error}"


def write(folder: Path, facts: list[ReportFacts], gss: dict[str, str]) -> None:
    """Write inspections.csv, judgements.csv and recommendations.csv."""
    inspections, judgements, recommendations = [], [], []
    for report in facts:
        published = report.publication
        for inspection in report.inspections:
            inspections.append(
                [
                    report.sha256,
                    gss.get(report.authority, ""),
                    inspection.kind,
                    inspection.fieldwork.earliest,
                    inspection.fieldwork.latest,
                    published.on if published else "",
                    published.basis if published else "",
                    "; ".join(inspection.lead_inspectors),
                    inspection.no_overall_reason or "",
                ]
            )
            judgements += [[report.sha256, j.area, j.grade] for j in inspection.judgements]
        for r in report.recommendations:
            recommendations.append(
                [
                    report.sha256,
                    r.sequence,
                    r.kind,
                    r.addressee,
                    r.text,
                    r.evidence.page,
                    " ".join(r.framework_tags),
                ]
            )
    heads = {
        "inspections": "sha256 gss kind start end published published_basis lead_inspector no_overall_reason",
        "judgements": "sha256 area grade",
        "recommendations": "sha256 sequence kind addressee text page framework_tags",
    }
    for name, rows in (
        ("inspections", inspections),
        ("judgements", judgements),
        ("recommendations", recommendations),
    ):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(heads[name].split())
            writer.writerows(rows)


def letters(text: str) -> str:
    """The letters of a heading."""
    return re.sub(r"[^a-z]", "", text.lower())


def sections(report: ReportFacts) -> list[tuple[str, str, int, int, int]]:
    """Each graded section: heading, area, first and last paragraph number, number of paragraphs."""
    found = []
    for section in report.sections:
        if section.area is None:
            continue
        numbers = {
            mention.block: int(mention.evidence.paragraph)
            for mention in report.mentions
            if mention.section == section.sequence and mention.evidence.paragraph
        }.values()
        ends = min(numbers, default=0), max(numbers, default=0)
        found.append((letters(section.heading), section.area, *ends, len(numbers)))
    return found


def score_sections(truth: Path, facts: list[ReportFacts]) -> None:
    """Print how many reports have each graded section with all its numbered paragraphs."""
    with (truth / "reports.csv").open(newline="", encoding="utf-8") as file:
        paths = {row["sha256"]: row["path"] for row in csv.DictReader(file)}
    wanted: dict[str, list[tuple[str, str, int, int, int]]] = defaultdict(list)
    with (truth / "sections.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            ends = int(row["first_para_no"] or 0), int(row["last_para_no"] or 0)
            found = letters(row["heading"]), row["area"], *ends, int(row["n_paragraphs"])
            wanted[row["path"]].append(found)
    current = [report for report in facts if paths.get(report.sha256) in wanted]
    right = sum(sections(report) == wanted[paths[report.sha256]] for report in current)
    total = sum(len(rows) for rows in wanted.values())
    print(f"every graded section and numbered paragraph: {right} / {len(wanted)} reports ({total} sections)")


def main() -> None:
    """Read, extract, write and score."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--truth", required=True, type=Path)
    parser.add_argument("--scorer", required=True, type=Path)
    parser.add_argument("--lookup", required=True, type=Path)
    parser.add_argument("--out", default=Path("scores"), type=Path)
    parser.add_argument("--workers", default=1, type=int)
    parser.add_argument("--uncorrected", action="store_true", help="leave corrections.yaml aside")
    parser.add_argument("--list", action="store_true", help="print every difference and warning")
    a = parser.parse_args()

    paths = sorted(a.corpus.rglob("*.pdf"))
    started = time.perf_counter()
    with ProcessPoolExecutor(a.workers) as pool:
        results = list(pool.map(read, paths, [not a.uncorrected] * len(paths)))
    facts = [result for result in results if isinstance(result, ReportFacts)]
    for result in results:
        if isinstance(result, str):
            print(result)
    if a.list:
        for path, result in zip(paths, results, strict=True):
            if isinstance(result, ReportFacts):
                for warning in result.warnings:
                    print(f"{path.parent.name}/{path.name}: warning: {warning}")
    a.out.mkdir(parents=True, exist_ok=True)
    with a.lookup.open(newline="", encoding="utf-8-sig") as file:
        gss = {row["la_code"]: row["la_code_new"] for row in csv.DictReader(file)}
    write(a.out, facts, gss)
    mentions = sum(len(report.mentions) for report in facts)
    print(f"{len(facts)} of {len(paths)} read, {mentions} mentions, {time.perf_counter() - started:.1f} s")
    score_sections(a.truth, facts)
    command = [sys.executable, str(a.scorer), "--truth", str(a.truth)]
    for name in ("inspections", "judgements", "recommendations"):
        command += [f"--{name}", str(a.out / f"{name}.csv")]
    sys.exit(subprocess.run(command + (["--list"] if a.list else []), check=False).returncode)


if __name__ == "__main__":
    main()
