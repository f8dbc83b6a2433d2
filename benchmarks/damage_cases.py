"""Damage to the files of a store: what each command says, and whether any answers with less without a word.

    python benchmarks/damage_cases.py STORE [--every 1]

For each file of a store (a copy is damaged; `kg demo --store DIR` makes one): deleted, emptied, cut in half,
one byte flipped. Then `kg query`, `kg search`, `kg export`, `kg info` and `kg check --deep` are run. Prints
for each command how often it said so (exit code or message), answered as before, or differed in silence,
which must not be; and in how many cases `kg check --repair` left a whole store, or named the reports to load
again or the file of corrections to correct.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path


def flip(path: Path) -> None:
    """Change a byte in the middle."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def pipe(path: Path) -> None:
    """Put a pipe in the place of a file; who opens it to read waits for a writer."""
    path.unlink()
    os.mkfifo(path)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "flipped": flip,
    "replaced by a pipe": pipe,
}
COMMANDS = {
    "query": ["query", "judgements", "--format", "csv"],
    "search": ["search", "children", "--format", "csv"],
    "export": ["export", "--format", "nquads"],
    "info": ["info"],
    "check": ["check", "--deep"],
}


def ran(words: list[str], store: Path) -> tuple[int, str, str]:
    """Exit code, output and messages of a command; the code is -1 if it does not end."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *words, "--store", str(store)],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[1],
            env={**os.environ, "COLUMNS": "100"},
            timeout=60,
        )
    except subprocess.TimeoutExpired:
        return -1, "", "it waits"
    return done.returncode, done.stdout.replace(str(store), ""), done.stderr.replace(str(store), "")


def cases(store: Path) -> list[tuple[str, str]]:
    """File and damage; of tables and of the archive the largest and the smallest stand for all."""
    files = sorted(p for p in store.rglob("*") if p.is_file() and p.name != "lock" and p.stat().st_size)
    several: dict[tuple[Path, str], list[Path]] = defaultdict(list)
    for path in files:
        several[path.parent, path.suffix].append(path)
    chosen = {q for some in several.values() for q in (min(some, key=_size), max(some, key=_size))}
    return [(str(path.relative_to(store)), damage) for path in sorted(chosen) for damage in DAMAGES]


def _size(path: Path) -> int:
    return path.stat().st_size


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args()
    expected = {name: ran(words, given.store) for name, words in COMMANDS.items()}
    told: dict[str, Counter[str]] = defaultdict(Counter)
    chosen = cases(given.store)[:: given.every]
    for file, damage in chosen:
        with tempfile.TemporaryDirectory(prefix="kg-damage-") as folder:
            store = Path(shutil.copytree(given.store, Path(folder) / "store"))
            DAMAGES[damage](store / file)
            for name, words in COMMANDS.items():
                code, out, err = ran(words, store)
                if code not in (0, 1, 3) or "Traceback" in err:
                    verdict = "ended by a fault"
                elif code != expected[name][0] or err != expected[name][2] or "kg check" in out:
                    verdict = "said so"
                else:
                    verdict = "as before" if out == expected[name][1] else "differed in silence"
                told[name][verdict] += 1
                if verdict not in ("said so", "as before"):
                    print(f"{name}, {file} {damage}: {verdict}", file=sys.stderr)
            code, out, err = ran(["check", "--repair"], store)
            named = "lost      " in out or "kg review --remove" in err
            told["repair"]["whole" if code == 0 else "named what to load" if named else "not mended"] += 1
    print(f"{len(chosen)} cases")
    for name, counted in told.items():
        print(f"{name:<8}", ", ".join(f"{verdict}: {number}" for verdict, number in sorted(counted.items())))


if __name__ == "__main__":
    main()
