"""The edition in figures: reports known, read, doubtful and refused by council, and the size of each part.

python benchmarks/edition_councils.py [--all]

Prints a Markdown table of the councils with a doubtful or refused report, or of all, and the sums.
"""

from __future__ import annotations

import argparse
from collections import Counter

from kg import resources
from kg.edition.parts import edition
from kg.known import listed_reports


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--all", action="store_true", help="every council")
    given = parser.parse_args()
    whole = edition()
    if whole is None:
        raise SystemExit("No edition ships with this installation.")
    folder = resources.folder("data") / "england"
    sizes = {code: (folder / part["file"]).stat().st_size for code, part in whole.councils.items()}
    counts: dict[str, Counter[str]] = {}
    reasons: dict[str, list[str]] = {}
    for report in listed_reports():
        counts.setdefault(report.authority, Counter())[report.state] += 1
        if report.reason:
            told = f"{report.published}: {report.state}, {report.reason}"
            reasons.setdefault(report.authority, []).append(told)
    print("| council | known | read | doubtful | refused | bytes | why |")
    print("|---|---:|---:|---:|---:|---:|---|")
    for code, count in sorted(counts.items()):
        if given.all or code in reasons:
            told = "; ".join(reasons.get(code, ()))
            print(
                f"| {code} | {count.total()} | {count['read']} | {count['doubtful']} | {count['refused']} "
                f"| {sizes.get(code, 0):,} | {told} |"
            )
    every = sum(counts.values(), Counter[str]())
    print(f"\n{len(counts)} councils, {every.total()} reports: {dict(sorted(every.items()))}")
    shipped = [path for path in sorted(folder.iterdir()) if path.is_file()]
    for path in shipped:
        if path.stem not in sizes:
            print(f"- {path.name}: {path.stat().st_size:,} bytes")
    total = sum(path.stat().st_size for path in shipped)
    print(f"- {len(sizes)} parts: {sum(sizes.values()):,} bytes, the largest {max(sizes.values()):,}")
    print(f"- all: {total:,} bytes")


if __name__ == "__main__":
    main()
