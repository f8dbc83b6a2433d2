"""Fit the model of careful reading and write its file.

    python -m kg.trajectories.training --rows FILE.jsonl ... --store DIR [--floor F] [--output FILE]

DIR holds the reports of the judged authorities. If it contains ``{name}``, the name of the file of rows, each
authority has a separate store, labelled by a classifier that was trained without the authority:
``benchmarks/rows_held_out.py`` makes such stores. Only then are the chances those of new reports.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from kg.store.folder import open_store
from kg.trajectories.level_model import CLASSES, FILE, LevelModel
from kg.trajectories.training.fit import fit
from kg.trajectories.training.judged import Authority, authority, read_judged

IMPLICIT = 0.5
"""Weight of units that counting never calls weak and that nobody judged."""


def read_authorities(rows: Sequence[Path], store: str) -> list[Authority]:
    """The judged authorities with the data in their stores."""
    found = []
    for path in rows:
        judged = read_judged(path)
        found.append(authority(open_store(Path(store.format(name=path.stem))), judged, implicit=IMPLICIT))
    return found


def write(model: LevelModel, path: Path) -> None:
    """Write a model's file with one line a class, so that changes are readable."""
    weights = ",\n    ".join(json.dumps(list(row)) for row in model.weights)
    rows = ",\n    ".join(f'"{name}": {json.dumps(dict(row))}' for name, row in sorted(model.rows.items()))
    path.write_text(
        "{\n"
        f'  "classes": {json.dumps(list(CLASSES))},\n'
        f'  "floor": {model.floor},\n'
        f'  "names": {json.dumps(list(model.names))},\n'
        f'  "weights": [\n    {weights}\n  ],\n'
        f'  "bias": {json.dumps(list(model.bias))},\n'
        f'  "rows": {{\n    {rows}\n  }}\n'
        "}\n",
        encoding="utf-8",
    )


def main() -> int:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=Path, nargs="+", required=True)
    parser.add_argument("--store", required=True)
    parser.add_argument("--floor", type=float, default=0.7, help="least confidence at which a row is listed")
    parser.add_argument("--output", type=Path, default=FILE)
    given = parser.parse_args()
    write(fit(read_authorities(given.rows, given.store), given.floor), given.output)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
