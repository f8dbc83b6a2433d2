"""Print the brief of every authority of a store and see on which page its annex begins.

python benchmarks/brief_pages.py --store STORE

Needs Chromium. A first page that fits its sheet is followed by the annex on page 2.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import pypdfium2

import kg
from kg.brief import collect, to_html

_PATIENCE_S = 60


def printed(browser: str, html: str, folder: Path) -> list[str]:
    """The text of each page that the browser prints."""
    page, pdf = folder / "page.html", folder / "page.pdf"
    page.write_text(html, encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [browser, *options, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE_S)
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [sheet.get_textpage().get_text_range() for sheet in document]
    finally:
        document.close()


def main() -> None:
    """Print a line for each authority, then what they have in common."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--store", type=Path, required=True, help="store with the reports")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    arguments = parser.parse_args()
    if browser is None:
        sys.exit("needs Chromium: chromium or google-chrome on the path")
    graph = kg.open(arguments.store)
    authorities = sorted({str(row["authority"]) for row in graph.query("inspections").rows})
    begins, lengths = [], []
    with tempfile.TemporaryDirectory() as folder:
        for authority in authorities:
            brief = collect(graph, authority)
            sheets = printed(browser, to_html(brief), Path(folder))
            annex = next(n for n, text in enumerate(sheets, 1) if re.search(r"Annex\s+Every weakness", text))
            begins.append(annex)
            lengths.append(len(sheets))
            print(f"{brief.authority}: annex from page {annex} of {len(sheets)}", flush=True)
    fitting = begins.count(2)
    print(
        f"{fitting} of {len(begins)} first pages fit one sheet; pages with annex: median {median(lengths):g}"
    )


if __name__ == "__main__":
    main()
