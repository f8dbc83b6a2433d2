"""Time of reading against the bare text extraction of the same library, on the same files, in one run.

``python benchmarks/read_speed.py --corpus DIR [--files N]`` prints CPU seconds per 100 pages of both
and their ratio. The two take turns file by file, so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from pathlib import Path

import pypdfium2

import kg.documents
from kg.errors import UnreadableFile

_LIMIT = 2.0
"""Multiple of the bare extraction's CPU time that reading, from file to document, must stay below."""


def bare(path: Path) -> int:
    """Extract the text of each page and nothing else; the number of pages."""
    document = pypdfium2.PdfDocument(path)
    pages = len(document)
    for number in range(pages):
        page = document[number]
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    document.close()
    return pages


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--files", default=40, type=int, help="how many files, chosen with a fixed seed")
    a = parser.parse_args()

    paths = sorted(a.corpus.rglob("*.pdf"))
    # a fixed sample, nothing secret
    random.Random(2026).shuffle(paths)  # noqa: S311
    pages, plain, whole, files = 0, 0.0, 0.0, 0
    for path in paths:
        if files == a.files:
            break
        try:
            kg.documents.read(path)
        except UnreadableFile as error:
            print(f"left out: {error}")
            continue
        gc.collect()
        started = time.process_time()
        pages += bare(path)
        plain += time.process_time() - started
        started = time.process_time()
        kg.documents.read(path)
        whole += time.process_time() - started
        files += 1
    ratio = whole / plain
    print(f"{files} files, {pages} pages")
    print(f"bare text extraction: {100 * plain / pages:.3f} CPU seconds per 100 pages")
    print(f"file to document:     {100 * whole / pages:.3f} CPU seconds per 100 pages")
    print(f"ratio: {ratio:.2f} (limit {_LIMIT})")
    raise SystemExit(ratio >= _LIMIT)


if __name__ == "__main__":
    main()
