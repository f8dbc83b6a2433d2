"""Make the edition: the same bytes from the same reports, code and table of addresses.

    python -m tools.edition --corpus reports/ --links links.csv --cache cache/
    python -m tools.edition --records       # the records that ship alone, after they or their context changed

The cache keeps what was read of each report, and is used again as long as neither the report nor the rules
changed, so a build that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tools.edition.files import write_records
from tools.edition.read import read_all
from tools.edition.write import write_edition


def main() -> int:
    """Make the edition and print its size by council."""
    parser = argparse.ArgumentParser(prog="python -m tools.edition", description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, help="folder of the reports (PDF)")
    parser.add_argument("--links", type=Path, help="table: sha256, urn, file_name, published, url")
    parser.add_argument("--out", type=Path, default=Path("data/england"), help="folder of the edition")
    parser.add_argument("--cache", type=Path, help="folder of what was read")
    parser.add_argument("--number", type=int, default=1, help="of the edition")
    parser.add_argument("--date", help="ISO date of the edition; by default that of the last report")
    parser.add_argument("--workers", type=int, default=2, help="processes that read reports")
    parser.add_argument(
        "--store", type=Path, help="store to keep between builds, so that only changes are derived"
    )
    parser.add_argument(
        "--any-rules", action="store_true", help="take what the cache has, also where other rules read it"
    )
    parser.add_argument("--register", type=Path, action="append", default=[], help="further authorities")
    parser.add_argument(
        "--records", action="store_true", help="make the records that ship again, and nothing else"
    )
    given = parser.parse_args()
    if given.records:
        print(write_records(given.out))
        return 0
    if given.corpus is None or given.cache is None:
        parser.error("--corpus and --cache are needed")
    read = read_all(given.corpus, given.cache, given.workers, given.register, any_rules=given.any_rules)
    with tempfile.TemporaryDirectory(prefix="kg-edition-") as folder:
        place = given.store or Path(folder) / "store"
        for line in write_edition(
            read,
            store=place,
            out=given.out,
            links=given.links,
            number=given.number,
            date=given.date,
            registers=given.register,
            kept=given.cache,
            workers=given.workers,
        ):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
