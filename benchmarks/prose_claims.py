"""How much of the shipped records the prose reader finds in the documents that they are of.

A curated statement is found where a candidate of its sort stands on one of its lines, for judgements with the
same area and grade, for counts with the same number, for events with the same first day; findings and
progress count as one sort. A candidate is right where a curated statement is found by it. Of findings that
are found, polarity agrees where one of the candidates has that of the record, themes where they share one.

    python benchmarks/prose_claims.py --sources DIR
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.prose import read_prose
from kg.prose.claims import Claim
from kg.records.check import check_sources
from kg.records.line_ranges import PLACE_KEYS, LineRange
from kg.records.record import read_record, values
from kg.resources import files

SORTS = ("Judgement", "Finding", "Recommendation", "Priority", "Quotation", "Count", "Event")
"""Sorts that the reader proposes; the others (roles, bodies, causes, absences ...) it does not try."""


@dataclass
class Score:
    """Counts for one sort of statement."""

    curated: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0

    def row(self, name: str) -> str:
        """The counts as a line of a table."""
        recall = self.found / self.curated if self.curated else 0.0
        precision = self.right / self.proposed if self.proposed else 0.0
        return (
            f"| {name} | {self.curated} | {self.found} | {recall:.2f} | {self.proposed} | {self.right} "
            f"| {precision:.2f} |"
        )


@dataclass
class Tally:
    """What is counted over all documents."""

    sorts: dict[str, Score] = field(default_factory=lambda: {sort: Score() for sort in SORTS})
    left_out: Counter[str] = field(default_factory=Counter)
    polarity: Counter[bool] = field(default_factory=Counter)
    theme: Counter[bool] = field(default_factory=Counter)


def main() -> None:
    """Score the reader and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, required=True, help="folder of the source documents")
    folder = parser.parse_args().sources
    records = {path.stem: read_record(path) for path in files("documents", "*.yaml")}
    tally, whole = Tally(), Tally()
    for checked in check_sources(folder):
        if checked.source is None:
            raise SystemExit("; ".join(checked.problems))
        tally = Tally()
        statements = records[checked.record].items("statements")
        score(statements, candidates(checked.source), (tally, whole))
        print(f"\n{checked.record}\n")
        show(tally)
    print("\nAll five\n")
    show(whole)
    labelled = sum(whole.polarity.values())
    print(
        f"\nOf {labelled} findings found, polarity agrees for {whole.polarity[True]} and a theme for "
        f"{whole.theme[True]} of {sum(whole.theme.values())}."
    )
    print("Not tried: " + ", ".join(f"{n} {sort.lower()}" for sort, n in sorted(whole.left_out.items())))


def candidates(source: Path) -> list[tuple[range, Claim]]:
    """Candidates with the lines that they stand on."""
    prose = read_prose(source)
    text = prose.document.text
    return [
        (range(text.count("\n", 0, c.span.start) + 1, text.count("\n", 0, c.span.end) + 2), c)
        for c in prose.claims
    ]


def score(
    statements: Iterable[Mapping[str, Any]], proposed: list[tuple[range, Claim]], tallies: Iterable[Tally]
) -> None:
    """Compare statements of a record with candidates, and count."""
    tallies = list(tallies)
    curated = [(sort_of(str(s["type"]).removesuffix("Statement")), lines_of(s), s) for s in statements]
    for sort, lines, statement in curated:
        near = [
            c for at, c in proposed if sort_of(c.sort) == sort and lines & set(at) and agrees(statement, c)
        ]
        for tally in tallies:
            if sort not in tally.sorts:
                tally.left_out[sort] += 1
                continue
            tally.sorts[sort].curated += 1
            tally.sorts[sort].found += bool(near)
            if sort == "Finding" and near:
                compare(statement, near, tally)
    for at, claim in proposed:
        sort = sort_of(claim.sort)
        right = any(kind == sort and lines & set(at) and agrees(s, claim) for kind, lines, s in curated)
        for tally in tallies:
            tally.sorts[sort].proposed += 1
            tally.sorts[sort].right += right


def agrees(statement: Mapping[str, Any], claim: Claim) -> bool:
    """Whether grade, number or date are those of the record."""
    match claim.sort:
        case "Judgement":
            grade = str(statement.get("grade")).removeprefix("grade-2009:")
            return (statement.get("area"), grade) == (claim.area, claim.grade)
        case "Count":
            return statement.get("count") == claim.count
        case "Event" if claim.period is not None:
            return str(statement.get("earliest")) == claim.period.earliest.isoformat()
    return True


def compare(statement: Mapping[str, Any], near: list[Claim], tally: Tally) -> None:
    """Count whether polarity and themes agree."""
    labels = [c.labels for c in near if c.labels is not None]
    tally.polarity[any(said.polarity.id == statement["polarity"] for said in labels)] += 1
    themes = set(values(statement, "theme"))
    if themes:
        tally.theme[any(theme.id in themes for said in labels for theme in said.themes)] += 1


def sort_of(name: str) -> str:
    """Findings and progress are one sort here."""
    return "Finding" if name == "Progress" else name


def lines_of(statement: Mapping[str, Any]) -> set[int]:
    """The lines that a statement points to."""
    places = (LineRange.of(str(each)) for key in PLACE_KEYS for each in values(statement, key))
    return {line for place in places if place for line in range(place.first, place.last + 1)}


def show(tally: Tally) -> None:
    """Print a table."""
    print("| sort | in the record | found | recall | proposed | right | precision |")
    print("|---|---|---|---|---|---|---|")
    total = Score()
    for sort, counted in tally.sorts.items():
        if counted.curated or counted.proposed:
            print(counted.row(sort.lower()))
        total.curated += counted.curated
        total.found += counted.found
        total.proposed += counted.proposed
        total.right += counted.right
    print(total.row("all"))


if __name__ == "__main__":
    main()
