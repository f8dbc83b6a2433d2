"""Whole small documents, read and compared with what a person wrote down of them.

After a wanted change: ``python -m tests.documents.test_golden`` writes the files anew; read the difference.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from kg.documents import Document, read
from tests.documents.paper import Paper, Printer

HELP = "The experiences and progress of children who need help and protection"
SERVICES = "help and protection, children looked after and care leavers"
GOLDEN = Path(__file__).parent / "golden"


def current_report(paper: Paper) -> None:
    paper.heading("Inspection of Exampleshire local authority children's services", size=24, width=34)
    paper.line(71, "Inspection dates: 30 September to 11 October 2024 and 13 to 16 January 2025")
    paper.y -= 12
    paper.line(71, "Lead inspectors: Pia Lindqvist, His Majesty's Inspector, and")
    paper.line(71, "Marcus Oyelaran, His Majesty's Inspector")
    paper.y -= 30
    paper.rows(
        [
            ("Judgement", "Grade"),
            ("The impact of leaders on social work practice with children and families", "Good"),
            (HELP, "Requires improvement to be good"),
            ("The experiences and progress of children in care", "Good"),
            ("The experiences and progress of care leavers", "Outstanding"),
            ("Overall effectiveness", "Good"),
        ]
    )
    paper.paragraph("Children in Exampleshire are helped well. Leaders know what is good and what is not.")
    paper.turn()
    paper.heading("What needs to improve?")
    paper.bullet("The timeliness of visits, and how well they are recorded. (Outcome 3, National Framework)")
    paper.bullet("The offer to care leavers over 21:")
    paper.bullet("where they live", level=2)
    paper.bullet("whom they can turn to. (Outcome 4, National Framework)", level=2)
    paper.heading(f"{HELP}: requires improvement to be good")
    for number in range(1, 14):
        paper.paragraph(
            "Most children are seen alone. Their views are written down plainly, and workers come back "
            f"to them {number} times before a plan is made.",
            f"{number}. ",
        )
    paper.heading("The experiences and progress of children in care: good")
    paper.paragraph("Children live with people who like them.", "14.")


def older_report(paper: Paper) -> None:
    paper.heading("Exampleshire County Council", size=24)
    paper.heading(f"Inspection of services for children in need of {SERVICES}")
    paper.heading("Inspection date: 3 March 2014 to 26 March 2014")
    paper.heading("The overall judgement is requires improvement.")
    paper.rows(
        [
            ("1. Children who need help and protection", "Requires improvement"),
            ("2. Children looked after and achieving permanence", "Good"),
            ("2.1 Adoption performance", "Good"),
            ("2.2 Experiences and progress of care leavers", "Good"),
            ("3. Leadership, management and governance", "Requires improvement"),
        ],
        width=44,
        column=400,
    )
    paper.turn()
    paper.heading("Contents", size=24)
    paper.line(71, "What does the local authority need to improve? 3", bold=True)
    paper.turn()
    paper.heading("What does the local authority need to improve?", size=16)
    paper.heading("Priority and immediate action", size=12)
    paper.paragraph("The inspection did not find any areas for priority and immediate action.", "1. ")
    paper.heading("Areas for improvement", size=12)
    paper.paragraph(
        "Ensure that every child on a plan is seen on time, and that a manager checks this each week.", "2. "
    )
    paper.paragraph("Bring plans up to date.", "3. ")


DOCUMENTS: dict[str, tuple[Printer, tuple[str, ...]]] = {
    "current": (
        current_report,
        ("Inspection of Exampleshire local authority children's services", "30 September 2024"),
    ),
    "older": (older_report, ()),
}


def rendered(document: Document) -> str:
    """One line a block: page, kind, level, number and text."""
    lines = []
    for block in document.blocks:
        text = document.quote(block.span).replace("\t", " | ").replace("\n", " // ")
        lines.append(f"{block.page} {block.kind}{block.level or ''} {block.number or '-'} {text}")
    return "\n".join(lines) + "\n"


def made(name: str, folder: Path) -> Document:
    printer, footer = DOCUMENTS[name]
    paper = Paper(footer)
    printer(paper)
    return read(paper.save(folder / f"{name}.pdf"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_golden(name: str, tmp_path: Path) -> None:
    assert rendered(made(name, tmp_path)) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name in DOCUMENTS:
            (GOLDEN / f"{name}.txt").write_text(
                rendered(made(name, Path(folder))), encoding="utf-8", newline="\n"
            )
