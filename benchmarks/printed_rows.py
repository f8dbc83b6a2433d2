"""How listed rows stand when they are read as they are printed, sentence by sentence.

    python benchmarks/printed_rows.py [FILE]

FILE has one JSON object a line for each row that was read: ``body``, ``theme``, ``cohort``; ``state`` as
it was printed; ``verdict``: ``ok`` (all of it stands), ``mend`` (the state stands, something printed
beside it does not), ``thin``, ``refuse``, or another state; ``mended``, for those: which of ``levels``
(of single inspections), ``shown`` (the sentence quoted for one), ``proof`` (of a resolution) and ``why``
(the reason); ``declared``, where the row was printed as called lasting by inspectors: whether they do.
The reader had the row as printed, what it rests on, and the whole reports. ``blind``, of some that were
mended, drawn at random or doubted: which version a reader found better who saw the old and the new one in
random order, and in which something is wrong. Where it was the old one, it was kept. What was mended is
in ``documents/decisions``. ``strict``, of some drawn at random after that: the state printed, whether a
strict reader holds it right, thin or wrong, and what else is wrong. ``strict_rows.jsonl`` holds the same of a
later, stricter reading of each lasting and resolved row.

``whole_rows.jsonl`` holds a still later reading of each lasting row of the councils that nobody outside the
project has judged, and of what no row says. ``verdict`` is what a second reader left of the doubts of the
first one; ``doubt`` has what the first called thin or wrong, and what the second made of it. Lines with
``found`` are units that were not listed and that the first reader found to last: the state by the first
reader, and by the second (``thin`` and ``now``: not to be listed).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kg.trajectories.certainty import CLASS

PARTS = ("levels", "shown", "proof", "why")


def main() -> int:
    """Print, for each class of states, how much of what was printed stands."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="?", default=Path(__file__).with_suffix(".jsonl"))
    lines = parser.parse_args().file.read_text(encoding="utf-8").splitlines()
    every = [json.loads(line) for line in lines if line.strip()]
    rows = [row for row in every if "verdict" in row]
    classes: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        classes.setdefault(CLASS.get(row["state"], row["state"]), []).append(row)
    heads = ("printed as", "rows", "all stands", "state stands", "thin", "refused", "other state", *PARTS)
    print(f"| {' | '.join(heads)} |\n|---|{'---:|' * (len(heads) - 1)}")
    for name, found in sorted(classes.items()):
        print(line_of(name, found))
    said = Counter(row["declared"] for row in rows if "declared" in row)
    if said:
        print(f"\nprinted as called lasting by inspectors: {said.total()}; they do: {said[True]}")
    for name in ("drawn", "doubted", "all"):
        again = [row["blind"] for row in rows if row.get("blind", [""])[0] == name]
        if not again:
            continue
        better = Counter(one for _, one, _ in again)
        wrong = Counter(one for _, _, some in again for one in some)
        told = ", ".join(f"{one} {better[one]}" for one in ("new", "old", "same"))
        faults = f"; something wrong in the new of {wrong['new']}, in the old of {wrong['old']}"
        told += faults if wrong else ""
        print(f"{name}, two versions in random order: {len(again)} rows; better: {told}")
    for first in ("thin", "wrong"):
        second = [row["doubt"][1] for row in rows if row.get("doubt", [""])[0] == first]
        if second:
            print(f"{first} by the first reader: {len(second)}; by the second: {counted(second)}")
    units = [row["second"] for row in every if "found" in row]
    if units:
        print(f"not listed, found to last by the first reader: {len(units)}; by the second: {counted(units)}")
    drawn: dict[str, list[list[Any]]] = {}
    for row in every:
        if "strict" in row:
            drawn.setdefault(CLASS.get(row["strict"][0], row["strict"][0]), []).append(row["strict"])
    for name, some in sorted(drawn.items()):
        said = Counter(verdict for _, verdict, _ in some)
        whole = sum(verdict == "right" and not wrong for _, verdict, wrong in some)
        states = ", ".join(f"{verdict} {said[verdict]}" for verdict in ("right", "thin", "wrong"))
        print(
            f"corrected, drawn at random, {name}: {len(some)} rows; state {states}; all of it right {whole}"
        )
    return 0


def counted(words: Sequence[str]) -> str:
    """Each word with how often it occurs, the most frequent first."""
    return ", ".join(f"{word} {number}" for word, number in Counter(words).most_common())


def line_of(name: str, rows: Sequence[dict[str, Any]]) -> str:
    """One line of the table."""
    verdicts = Counter(row["verdict"] for row in rows)
    mended = Counter(part for row in rows for part in row.get("mended", ()))
    stands = verdicts["ok"] + verdicts["mend"]
    told = (
        name,
        len(rows),
        f"{verdicts['ok'] / len(rows):.1%}",
        f"{stands / len(rows):.1%}",
        verdicts["thin"],
        verdicts["refuse"],
        len(rows) - stands - verdicts["thin"] - verdicts["refuse"],
        *(mended[part] for part in PARTS),
    )
    return f"| {' | '.join(map(str, told))} |"


if __name__ == "__main__":
    raise SystemExit(main())
