"""Fuzz one target, guided by coverage.

    python -m benchmarks.fuzz pdf|prose|query|rdf|record|curation [--seconds 480] [--folder FOLDER]

Needs atheris in an environment of its own beside the project (docs/limits.md). What fails with anything but
the project's own errors is written to the folder, one input for each place in the code, with its traceback;
the run goes on. An input that ends the process, or takes longer than 30 seconds or 2 GB, ends the run: it is
in the folder too. Prints the number of inputs tried and of places that failed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["kg"]):
    from benchmarks.fuzz.targets import TARGETS, wrong

_LARGEST = 60_000
"""Bytes of the largest input; the seeds are smaller."""


def place_of(error: BaseException) -> str:
    """Kind of an error, and the deepest line of the project that it passed."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/kg/" in f.filename]
    at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    return f"{type(error).__name__} at {at}"


def main() -> None:
    """Fuzz until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=480)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    target = TARGETS[given.target]
    folder: Path = given.folder or Path(tempfile.mkdtemp(prefix=f"kg-fuzz-{given.target}-"))
    seeds, found = folder / "inputs", folder / "found"
    for path in (seeds, found):
        path.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        if len(seed) <= _LARGEST:
            (seeds / f"seed-{number}").write_bytes(seed)
    tried = 0
    places: set[str] = set()
    begun = time.monotonic()

    def one(data: bytes) -> None:
        nonlocal tried
        tried += 1
        error = wrong(target, data)
        if error is not None and (place := place_of(error)) not in places:
            places.add(place)
            name = hashlib.sha256(place.encode()).hexdigest()[:12]
            (found / name).write_bytes(data)
            told = "".join(traceback.format_exception(error))
            (found / f"{name}.txt").write_text(told, encoding="utf-8", errors="backslashreplace")
        if time.monotonic() - begun > given.seconds:
            print(f"{given.target}: {tried:,} inputs in {given.seconds} s, {len(places)} places failed")
            print("\n".join(sorted(places)), flush=True)
            os._exit(0)

    def mutate(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311
        if chance.random() < 0.5:
            return bytes(atheris.Mutate(data, most))
        return target.mutated(data, chance)[:most]

    options = [
        f"-max_len={_LARGEST}",
        "-timeout=30",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={found}/ended-",
    ]
    atheris.Setup([sys.argv[0], *options, str(seeds)], one, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
