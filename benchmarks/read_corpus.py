"""Read and extract a folder of reports, and list what was refused, what is doubtful, and what stands out.

    python benchmarks/read_corpus.py --corpus DIR [--workers 2] [--table FILE]

Nothing is labelled or stored, so it takes minutes. Prints refusals, doubts with their reasons, then figures
that stand out from reports of the same layout (a number of recommendations, a stay, a delay of publication,
a missing inspector, items that end without a full stop among items that end with one), and the counts.
``--table`` writes a row for each report as CSV.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import kg.documents
import kg.extract
from kg.errors import KgError
from kg.extract.facts import ReportFacts

_FEW, _MANY = 0.02, 0.98
"""Shares of the reports of a layout below and above which a number of recommendations stands out."""
_DELAY = range(20, 151)
"""Usual days from the last day on site to publication."""
_STAY = range(3, 41)
"""Usual days from the first to the last day on site."""


@dataclass(frozen=True)
class Row:
    """What is shown of a report; ``refused`` is empty for one that was read."""

    name: str
    refused: str = ""
    layout: str = ""
    pages: int = 0
    kinds: tuple[str, ...] = ()
    start: str = ""
    days: int = 0
    published: str = ""
    basis: str = ""
    delay: int = 0
    leads: tuple[str, ...] = ()
    judgements: int = 0
    council: int = 0
    board: int = 0
    sentences: int = 0
    unended: int = 0
    doubts: tuple[str, ...] = ()


def read(path: Path) -> Row:
    """One report as a row."""
    name = f"{path.parent.name}/{path.name}"
    try:
        document = kg.documents.read(path)
        return row(name, document.pages, kg.extract.extract(document))
    except KgError as error:
        return Row(name, refused=f"{type(error).__name__}: {error}")


def row(name: str, pages: int, facts: ReportFacts) -> Row:
    """The figures of a report that was read."""
    first = facts.inspections[0]
    items = facts.recommendations
    ended = [item.text.rstrip().endswith((".", ")", "”", "’")) for item in items]
    published = facts.publication
    return Row(
        name,
        layout=facts.layout,
        pages=pages,
        kinds=tuple(inspection.kind for inspection in facts.inspections),
        start=first.fieldwork.earliest.isoformat(),
        days=(first.fieldwork.latest - first.fieldwork.earliest).days + 1,
        published=published.on.isoformat() if published else "",
        basis=published.basis if published else "",
        delay=(published.on - first.fieldwork.latest).days if published else 0,
        leads=first.lead_inspectors,
        judgements=sum(len(inspection.judgements) for inspection in facts.inspections),
        council=sum(item.addressee != "lscb" for item in items),
        board=sum(item.addressee == "lscb" for item in items),
        sentences=len(facts.mentions),
        unended=ended.count(False) if 2 * ended.count(False) < len(ended) else 0,
        doubts=facts.warnings,
    )


def outliers(rows: list[Row]) -> Iterator[str]:
    """What stands out, a line each."""
    layouts: dict[str, list[int]] = defaultdict(list)
    for each in rows:
        layouts[each.layout].append(each.council)
    for each in rows:
        counts = sorted(layouts[each.layout])
        low, high = counts[int(_FEW * (len(counts) - 1))], counts[round(_MANY * (len(counts) - 1))]
        if not low <= each.council <= high or not each.council + each.board:
            yield f"{each.name}: {each.council} recommendations; {each.layout} mostly has {low} to {high}"
        if "lscb-review" in each.kinds and not each.board:
            yield f"{each.name}: a board's review without recommendations to the board"
        if each.days not in _STAY:
            yield f"{each.name}: {each.days} days from the first to the last day on site"
        if not each.published or each.delay not in _DELAY:
            yield f"{each.name}: published {each.published or 'never'}, {each.delay} days after the last day"
        if len(each.leads) != 1:
            yield f"{each.name}: {len(each.leads)} lead inspectors"
        if each.unended:
            yield f"{each.name}: {each.unended} of {each.council + each.board} items end without a full stop"


def write(rows: list[Row], path: Path) -> None:
    """Write the table."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        fields = list(Row.__dataclass_fields__)
        writer.writerow(fields)
        for each in rows:
            values = (getattr(each, field) for field in fields)
            writer.writerow(["; ".join(v) if isinstance(v, tuple) else v for v in values])


def main() -> None:
    """Read all files and print what needs a look."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--workers", default=2, type=int)
    parser.add_argument("--table", type=Path)
    a = parser.parse_args()
    paths = sorted(a.corpus.rglob("*.pdf"))
    started = time.perf_counter()
    with ProcessPoolExecutor(a.workers) as pool:
        rows = list(pool.map(read, paths, chunksize=4))
    taken = time.perf_counter() - started
    good = [each for each in rows if not each.refused]
    for each in rows:
        if each.refused:
            print(f"refused: {each.name}: {each.refused}")
    for each in good:
        for doubt in each.doubts:
            print(f"doubt: {each.name}: {doubt}")
    for line in outliers(good):
        print(f"stands out: {line}")
    if a.table:
        write(rows, a.table)
    kinds = Counter(kind for each in good for kind in each.kinds)
    print(
        f"{len(rows)} files of {len({path.parent for path in paths})} folders in {taken:.0f} s: "
        f"{len(good)} read, {len(rows) - len(good)} refused, {sum(bool(r.doubts) for r in good)} doubtful; "
        f"{sum(r.council for r in good)} items to councils, {sum(r.board for r in good)} to boards, "
        f"{sum(r.judgements for r in good)} judgements, {sum(r.sentences for r in good)} sentences"
    )
    print(", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))


if __name__ == "__main__":
    main()
