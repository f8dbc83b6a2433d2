"""Make the sample reports and letters on a fictional authority from their words in documents/samples/src.

    python -m tools.make_samples [--out FOLDER] [--source FILE]

The layouts are those of real reports: the front page of 2018 to 2021, that of 2023 and later, a letter, and a
report whose items stand in ruled boxes. The same sources give the same bytes on every machine, with the
version of reportlab that ``pyproject.toml`` names.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kg import yaml_core
from tools.typeset import BODY, BOLD, LEADING, LEFT, RIGHT, SQUARES, TOP, Sheet, Style

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "documents" / "samples"
FRAMEWORKS = ROOT / "frameworks"

Words = Mapping[str, Any]

_PLAIN = Style()
_HEADING = Style(BOLD, 14, 17, after=10)
_NUMBERED = Style(indent=28, after=14.4)
_BULLET = Style(indent=18, after=6)
_CLOSE = Style(after=0)


def main() -> None:
    """Make every sample."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, help="folder to write the samples to, and no others")
    parser.add_argument("--source", type=Path, help="make this one document, beside its source")
    arguments = parser.parse_args()
    if arguments.source:
        make(arguments.source, arguments.out or arguments.source.parent)
        return
    for source in sorted((SAMPLES / "src").glob("*.yaml")):
        make(source, arguments.out or SAMPLES)
    if not arguments.out:
        for source in sorted(FRAMEWORKS.glob("*/sample*/document.yaml")):
            make(source, source.parent)


def make(source: Path, folder: Path) -> Path:
    """Set one document.

    Args:
        source: its words.
        folder: where its PDF goes.
    """
    words = yaml_core.load_file(source)
    path: Path = folder / words["file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    # the day that "today" is set to must not enter the bytes
    today = os.environ.pop("SOURCE_DATE_EPOCH", None)
    try:
        sheet = Sheet(path, words["metadata"], _furniture(words))
        _LAYOUTS[words["layout"]](sheet, words)
        sheet.save()
    finally:
        if today is not None:
            os.environ["SOURCE_DATE_EPOCH"] = today
    print(path.name)
    return path


def _furniture(words: Words) -> Callable[[Sheet, int], None]:
    def draw(sheet: Sheet, page: int) -> None:
        sheet.text(RIGHT - 175, 800, words["header"], BOLD, 8)
        if "footer" in words and page > 1:
            sheet.rule(LEFT, 52, RIGHT, 52)
            sheet.text(LEFT, 40, words["footer"][0] + " ", size=8)
            sheet.text(LEFT, 30, words["footer"][1] + " ", size=8)
        if page > 1 or "footer" not in words:
            sheet.text(RIGHT - (11 if page < 10 else 22), 34, str(page), size=20)

    return draw


def _labelled(sheet: Sheet, label: str, words: str, after: float) -> None:
    sheet.y -= LEADING
    end = sheet.text(LEFT, sheet.y, f"{label} ", BOLD)
    sheet.text(end, sheet.y, words)
    sheet.y -= after


def _report_2018(sheet: Sheet, words: Words) -> None:
    """Council in large type, dates and inspector in bold, a narrow column of grades."""
    sheet.y = TOP - 20
    sheet.block(words["council"], Style(size=26, leading=31, after=14))
    sheet.block(words["title"], Style(BOLD, 16, 19, after=10))
    sheet.block(f"Inspection dates: {words['dates']}", Style(BOLD, after=10))
    sheet.y -= LEADING
    end = sheet.text(LEFT, sheet.y, "Lead inspector: ", BOLD) + 8
    for line in words["lead"]:
        sheet.text(end, sheet.y, f"{line} ", BOLD)
        sheet.y -= LEADING
    sheet.y -= 4
    sheet.pairs(_grades(words), 398, Style(size=11, leading=13.2, after=22), centred=True)
    _body(sheet, words)


def _report_2023(sheet: Sheet, words: Words) -> None:
    """Title in large type, labels in bold, columns of equal width, a running footer."""
    sheet.y = TOP - 20
    sheet.block(words["title"], Style(size=26, leading=31, after=14))
    _labelled(sheet, "Inspection dates:", words["dates"], 12)
    _labelled(sheet, "Lead inspector:", words["lead"], 14)
    sheet.pairs(_grades(words), 297, Style(after=10), centred=False)
    _body(sheet, words)


def _grades(words: Words) -> list[tuple[str, str]]:
    return [("Judgement", "Grade"), *((area, grade) for area, grade in words["grades"])]


def _letter(sheet: Sheet, words: Words) -> None:
    """Date, address, salutation, then headed findings without grades."""
    sheet.block(words["date"], Style(after=14))
    for line in words["address"]:
        sheet.block(line, _CLOSE)
    sheet.y -= 14
    sheet.block(words["salutation"], _PLAIN)
    sheet.block(words["title"], _HEADING)
    _body(sheet, words)
    sheet.room(8 * LEADING)
    for line in words["signature"]:
        sheet.block(line, Style(after=4))


def _boxed_report(sheet: Sheet, words: Words) -> None:
    """A title, labelled dates, headed bullets, and items in ruled boxes of one column or two."""
    for line in words["above"]:
        sheet.block(line, _PLAIN)
    sheet.block(words["title"], Style(size=20, leading=24, after=14))
    for label, said in words["labels"]:
        _labelled(sheet, label, said, 10)
    _body(sheet, words)


def _body(sheet: Sheet, words: Words) -> None:
    for paragraph in words["summary"]:
        sheet.block(paragraph, _PLAIN)
    number = 0
    for section in words["sections"]:
        note = section.get("footnote")
        sheet.room(_HEADING.leading * 2 + 3 * LEADING)
        sheet.y -= 6
        sheet.block(section["heading"], _HEADING, note=("1", note) if note else None)
        for item in section.get("bullets", ()):
            sheet.block(item, _BULLET, SQUARES)
        for paragraph in section.get("paragraphs", ()):
            number += 1
            sheet.block(paragraph, _NUMBERED, f"{number}.")
        for paragraph in section.get("unnumbered", ()):
            sheet.block(paragraph, _PLAIN)
        if "boxes" in section:
            sheet.boxed([[cell] for cell in section["boxes"]], (LEFT, RIGHT), _PLAIN)
        if "table" in section:
            sheet.boxed(section["table"], (LEFT, LEFT + 150, RIGHT), _PLAIN)
    if "legal" in words:
        sheet.break_page()
        for paragraph in words["legal"]:
            sheet.block(paragraph, Style(size=BODY, after=10))


_LAYOUTS: dict[str, Callable[[Sheet, Words], None]] = {
    "report-2018": _report_2018,
    "report-2023": _report_2023,
    "letter": _letter,
    "boxed-report": _boxed_report,
}

if __name__ == "__main__":
    main()
