"""Build ontology/register from the lookup of authorities and the curated files beside this module.

    python -m tools.register LOOKUP.csv [--out ontology/register]

The lookup has a row an authority: its codes, names, region and statistical neighbours. What it does not
hold (authorities that are gone, dated codes, successions, official names) is in ``names.csv`` and
``changes.yaml``. What the lookup gets wrong is named on standard error; docs/sources.md says what was done
about it. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.register.authorities import (
    HERE,
    RegisterError,
    abolished,
    current,
    read_changes,
    read_lookup,
    read_names,
    say,
)
from tools.register.blocks import area_blocks, authority_blocks, board_blocks, neighbour_blocks
from tools.register.turtle import document


def main(argv: list[str] | None = None) -> int:
    """Write the register; 0 when done, 1 when the input contradicts itself."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("lookup", type=Path, help="the lookup of authorities, a CSV file")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "ontology" / "register")
    options = parser.parse_args(argv)
    changes = read_changes()
    try:
        rows = read_lookup(options.lookup)
        every = current(rows, read_names(), changes) + abolished(rows, changes)
        every.sort(key=lambda it: it.code)
        made = "Made by tools/register; do not edit."
        files = {
            "authorities.ttl": document(f"Authorities. {made}", authority_blocks(every, changes)),
            "boards.ttl": document(f"Safeguarding boards. {made}", board_blocks(every, changes)),
            "areas.ttl": document(f"Statistical areas. {made}", area_blocks(every, changes["regions"])),
            "neighbours.ttl": document(
                f"Statistical neighbours. {made}", neighbour_blocks(every), compact=True
            ),
        }
    except (RegisterError, KeyError) as fault:
        say(f"{options.lookup}: {fault}")
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (options.out / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
