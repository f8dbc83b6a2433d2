"""A notice of a fictional council, as text, web page, Word file and PDF."""

from __future__ import annotations

import zipfile
from pathlib import Path

NOTICE = """\
Outcome of our inspection
Ofsted inspected Exampleshire's services for children in June 2024 under the ILACS framework.
Overall effectiveness was judged good. Care leavers were judged outstanding.
Inspectors found that:
- Social workers know children very well and visit them often.
- Too many care plans are out of date and drift.
- Foster homes have improved significantly since the inspection in May 2021.
Inspectors held 12 meetings with partners.
Our priorities are:
- Recruit more foster carers.
- Keep care plans up to date.
Cllr Ann Example said: "Staff have worked very hard. I thank them all."
The next inspection is expected in June 2027.
More from the council
- Apply for a school place
"""

PARAGRAPHS = [line for line in NOTICE.splitlines() if line]


def text_file(folder: Path) -> Path:
    path = folder / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8", newline="\n")
    return path


def web_page(folder: Path) -> Path:
    body = "".join(
        f"<li>{line[2:]}</li>"
        if line.startswith("- ")
        else f"<h2>{line}</h2>"
        if n == 0
        else f"<p>{line}</p>"
        for n, line in enumerate(PARAGRAPHS)
    )
    path = folder / "notice.html"
    path.write_text(
        f"<html><head><title>x</title><script>var a = 1;</script></head><body><nav><li>Home</li></nav>{body}"
        "<footer>Cookies</footer></body></html>",
        encoding="utf-8",
    )
    return path


def word_file(folder: Path) -> Path:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def paragraph(line: str, number: int) -> str:
        style = "ListParagraph" if line.startswith("- ") else "Heading1" if number == 0 else "Normal"
        words = line.removeprefix("- ").replace("&", "&amp;")
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'

    body = "".join(paragraph(line, number) for number, line in enumerate(PARAGRAPHS))
    path = folder / "notice.docx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        )
    return path


def pdf_file(folder: Path) -> Path:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

    body = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=14)
    title = ParagraphStyle("title", parent=body, fontName="Helvetica-Bold", fontSize=18, leading=22)
    item = ParagraphStyle("item", parent=body, leftIndent=18, bulletIndent=4)
    flow: list[Flowable] = [
        Paragraph(line[2:], item, bulletText="•")
        if line.startswith("- ")
        else Paragraph(line, title if number == 0 else body)
        for number, line in enumerate(PARAGRAPHS)
    ]
    path = folder / "notice.pdf"
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(flow)
    return path
