"""How well readings of strengths agree, and how often rows that rest on them are right.

    python -m benchmarks.strengths

``strengths.jsonl`` has what two readers said, the second without seeing the first, of every inspection of
every sustained strength that the rules listed: ``firm`` or ``thin`` if it is strong, else the level. Lines
with ``audit`` have what a strict auditor said, with the whole reports, of rows that both readers called
firm, drawn at random, and whether each quoted sentence proves the praise by itself.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.curation.strengths import shipped_strengths

CLASSES = ("firm", "thin", "not strong")


def main() -> None:
    """Print what ships, how two readers agree, and the audit."""
    shipped = Counter("thin" if one.thin else one.level for one in shipped_strengths().values())
    print("ships:", ", ".join(f"{name} {count}" for name, count in shipped.most_common()))
    path = Path(__file__).with_suffix(".jsonl")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    two_readers([line for line in lines if "first" in line])
    audit([line for line in lines if "audit" in line])


def of(told: str) -> str:
    """The class of what a reader said."""
    return told if told in CLASSES else CLASSES[-1]


def two_readers(lines: Iterable[Mapping[str, Any]]) -> None:
    """How far a second reader agrees with the first, by inspection and by row."""
    counts = Counter((of(one["first"]), of(one["second"])) for one in lines)
    print(f"\n| first reader, of {counts.total()} inspections | second: firm | thin | not strong |")
    print("|---|---:|---:|---:|")
    for first in CLASSES:
        print(f"| {first} | " + " | ".join(str(counts[first, second]) for second in CLASSES) + " |")
    rows: dict[tuple[str, str, str], list[tuple[bool, bool]]] = defaultdict(list)
    for one in lines:
        told = (one["first"] == "firm", one["second"] == "firm")
        rows[one["body"], one["theme"], one["cohort"]].append(told)
    firm = [some for some in rows.values() if all(first for first, _ in some)]
    both = sum(all(second for _, second in some) for some in firm)
    print(f"\nof {len(rows)} rows the first reader called {len(firm)} firm, the second {both} of these")


def audit(lines: Iterable[Mapping[str, Any]]) -> None:
    """What an auditor said of rows that both readers called firm."""
    counts = Counter(one["audit"] for one in lines)
    quotes = Counter(told for one in lines for told in one["quotes"])
    print(f"\naudit of {counts.total()} rows: " + ", ".join(f"{n} {c}" for n, c in counts.most_common()))
    print(f"of {quotes.total()} quoted sentences {quotes['yes']} prove the praise by themselves")


if __name__ == "__main__":
    main()
