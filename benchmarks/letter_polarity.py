"""How often a sentence of a letter or SEND report has another polarity than a reader gave it, by heading.

    python benchmarks/letter_polarity.py --store STORE [--judged FILE] [--list]

FILE has one JSON object a line: ``sentence``, its key (the end of the IRI of the mention, as ``kg query
findings`` gives it); ``heading``, what it stands under: ``strengths``, ``improvement`` or ``outside``;
``polarity``, what the reader says; ``also``, polarities that the reader would let pass, such as neutral
for a fact that stands under strengths. The documents are no part of the project; STORE holds them. An error
is a polarity that the reader would not let pass; "other" counts those too that differ from the first
choice.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import kg

_MENTION = "/mention/"


def main() -> int:
    """Print sentences, errors and their share for each heading, and which sentences the store lacks."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--judged",
        type=Path,
        default=Path(__file__).with_suffix(".jsonl"),
        help="what a reader said, one sentence a line",
    )
    parser.add_argument("--store", type=Path, required=True, help="folder of a store that holds the letters")
    parser.add_argument("--list", action="store_true", help="print the key of each error")
    options = parser.parse_args()
    lines = options.judged.read_text(encoding="utf-8").splitlines()
    judged = [json.loads(line) for line in lines if line.strip()]
    found = polarities(options.store)
    for heading in sorted({str(one["heading"]) for one in judged}):
        under = [one for one in judged if one["heading"] == heading]
        print(line(heading, under, found))
        if options.list:
            for one in errors(under, found):
                print(f"  {one['sentence']}: {found[one['sentence']]}, not {one['polarity']}")
    return 0


def polarities(store: Path) -> dict[str, str]:
    """The polarity of every sentence of a store's reports and letters, by its key."""
    return {
        str(row["mention"]).partition(_MENTION)[2]: str(row["polarity"])
        for row in kg.query("findings", store=store)
    }


def errors(judged: Iterable[Mapping[str, Any]], found: Mapping[str, str]) -> list[Mapping[str, Any]]:
    """The sentences whose polarity the reader would not let pass."""
    known = (one for one in judged if one["sentence"] in found)
    return [one for one in known if found[one["sentence"]] not in {one["polarity"], *one.get("also", ())}]


def line(heading: str, judged: list[Mapping[str, Any]], found: Mapping[str, str]) -> str:
    """A line on the sentences under one heading."""
    known = [one for one in judged if one["sentence"] in found]
    wrong = len(errors(known, found))
    other = sum(found[one["sentence"]] != one["polarity"] for one in known)
    lacking = f", {len(judged) - len(known)} not in the store" if len(known) < len(judged) else ""
    share = wrong / max(1, len(known))
    return f"{heading:14} {len(known):4} sentences, {wrong:3} errors ({share:.1%}), {other} other{lacking}"


if __name__ == "__main__":
    raise SystemExit(main())
