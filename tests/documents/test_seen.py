"""What is drawn on a page and is no part of its text: each kind on a small report, left out and told."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.documents import Document, read
from kg.documents.characters import plain

LINES = (
    "The council helps most children early and visits them often.",
    "Plans are clear, and parents know what has to change by when.",
    "Some young people wait too long for a place to live in.",
    "Managers read case files each month and write down what they find.",
    "Workers see children alone and ask them what they would like.",
    "Foster carers say that they are listened to and paid on time.",
)

Draw = Callable[[Canvas], None]


def nothing(canvas: Canvas) -> None:
    """Nothing besides the text."""


def body(canvas: Canvas, *, size: float = 12, leading: float = 30) -> None:
    for number, line in enumerate(LINES):
        canvas.setFont("Helvetica", size)
        canvas.drawString(71, 700 - leading * number, line)


def made(folder: Path, before: Draw, after: Draw, *, pages: int = 1) -> Document:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    for _ in range(pages):
        before(canvas)
        canvas.setFillGray(0)
        body(canvas)
        after(canvas)
        canvas.showPage()
    canvas.save()
    path = folder / "report.pdf"
    path.write_bytes(buffer.getvalue())
    return read(path)


def turned(words: str, angle: float, x: float, y: float, size: float) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillGray(0.8)
        canvas.setFont("Helvetica-Bold", size)
        canvas.translate(x, y)
        canvas.rotate(angle)
        canvas.drawString(0, 0, words)
        canvas.restoreState()

    return draw


def level(words: str, x: float, y: float, size: float) -> Draw:
    return turned(words, 0, x, y, size)


def invisible(canvas: Canvas) -> None:
    canvas.saveState()
    text = canvas.beginText(71, 640)
    text.setFont("Helvetica", 12)
    text.setTextRenderMode(3)
    text.textLine("Nobody sees that plans are poor.")
    canvas.drawText(text)
    canvas.restoreState()


def white(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(71, 685, "Nobody sees that plans are poor.")
    canvas.restoreState()


def clear(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillAlpha(0)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(71, 685, "Nobody sees that plans are poor.")
    canvas.restoreState()


def middle(canvas: Canvas) -> None:
    """White words behind the visible ones of one line."""
    canvas.saveState()
    canvas.setFillGray(1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(71 + canvas.stringWidth(LINES[-1], "Helvetica", 12) + 3, 550, "and are poor.")
    canvas.restoreState()


def outlined(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setStrokeGray(1)
    text = canvas.beginText(71, 685)
    text.setFont("Helvetica", 12)
    text.setTextRenderMode(1)
    text.textLine("Nobody sees that plans are poor.")
    canvas.drawText(text)
    canvas.restoreState()


def faint(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillAlpha(0.02)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(71, 685, "Nobody sees that plans are poor.")
    canvas.restoreState()


def covered(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFont("Helvetica", 12)
    canvas.drawString(71, 685, "Nobody sees that plans are poor.")
    canvas.setFillGray(1)
    canvas.rect(60, 680, 300, 15, stroke=0, fill=1)
    canvas.restoreState()


def alike(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillColorRGB(0, 0, 0.5)
    canvas.rect(60, 680, 300, 15, stroke=0, fill=1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(71, 685, "Nobody sees that plans are poor.")
    canvas.restoreState()


def clipped(*boxes: tuple[float, float, float, float], round_off: bool = False) -> Draw:
    """Words cut to the part within every one of some boxes: left, bottom, width, height."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        for box in boxes:
            path = canvas.beginPath()
            if round_off:
                path.ellipse(*box)
            else:
                path.rect(*box)
            canvas.clipPath(path, stroke=0, fill=0)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(71, 685, "Nobody sees that plans are poor.")
        canvas.restoreState()

    return draw


def in_a_form(canvas: Canvas) -> None:
    """Words in a form whose own box they do not reach."""
    canvas.beginForm("away", 0, 0, 595, 400)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(71, 685, "Nobody sees that plans are poor.")
    canvas.endForm()
    canvas.doForm("away")


def form_that_is_cut(canvas: Canvas) -> None:
    canvas.beginForm("cut", 0, 0, 595, 842)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(71, 685, "Nobody sees that plans are poor.")
    canvas.endForm()
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(0, 0, 595, 600)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.doForm("cut")
    canvas.restoreState()


def placed(x: float, y: float, size: float = 12) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y, "Nobody sees that plans are poor.")

    return draw


def narrow(canvas: Canvas) -> None:
    text = canvas.beginText(71, 685)
    text.setFont("Helvetica", 12)
    text.setHorizScale(1)
    text.textLine("Nobody sees that plans are poor.")
    text.setHorizScale(100)
    canvas.drawText(text)


def mirrored(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.scale(-1, 1)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(-500, 685, "Received by the registry")
    canvas.restoreState()


def tiled(canvas: Canvas) -> None:
    for number in range(12):
        turned("DRAFT COPY", 45, 80 + 150 * (number % 3), 100 + 150 * (number // 3), 14)(canvas)


def stamps(canvas: Canvas) -> None:
    for number in range(8):
        turned("Received by the registry", 90, 20 + 9 * number, 300, 8)(canvas)


def staircase(canvas: Canvas) -> None:
    for number, letter in enumerate("DRAFT"):
        level(letter, 80 + 90 * number, 300 + 80 * number, 90)(canvas)


TURNED = "text set at an angle is left out"
UNSEEN = "text that nobody can see is left out"
OVER = "text laid over other text is left out"
OUTSIDE = "text outside the page is left out"
TINY = "text too small to be read is left out"


@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (turned("DRAFT", 45, 150, 420, 120), TURNED),
        (turned("Received by the registry", 90, 40, 300, 12), TURNED),
        (turned("Received by the registry", 270, 560, 700, 12), TURNED),
        (level("DRAFT", 71, 600, 110), OVER),
        (invisible, UNSEEN),
        (white, UNSEEN),
        (clear, UNSEEN),
        (middle, UNSEEN),
        (outlined, UNSEEN),
        (faint, UNSEEN),
        (alike, UNSEEN),
        (clipped((60, 400, 400, 100)), UNSEEN),
        (clipped((60, 600, 400, 80), (60, 690, 400, 80)), UNSEEN),
        (clipped((60, 660, 400, 40), (60, 500, 400, 40)), UNSEEN),
        # its corners reach the words, its curve does not
        (clipped((60, 100, 1000, 600), round_off=True), UNSEEN),
        (in_a_form, UNSEEN),
        (form_that_is_cut, UNSEEN),
        (turned("Received by the registry", 180, 500, 60, 12), TURNED),
        (mirrored, TURNED),
        (tiled, TURNED),
        (stamps, TURNED),
        (staircase, OVER),
        (level("DRAFT", 200, 698, 24), OVER),
        (placed(700, 685), OUTSIDE),
        (placed(71, -50), OUTSIDE),
        (placed(71, 900), OUTSIDE),
        (placed(71, 685, 1), TINY),
        (narrow, TINY),
    ],
)
def test_what_is_no_part_of_the_text(draw: Draw, told: str, last: bool, tmp_path: Path) -> None:
    document = made(tmp_path, nothing if last else draw, draw if last else nothing)
    assert document.text.split("\n")[:-1] == [*LINES]
    assert [doubt.split(": ")[:2] for doubt in document.warnings] == [["page 1", told]]


def test_a_number_too_small_to_be_read_is_left_out_without_a_doubt(tmp_path: Path) -> None:
    document = made(tmp_path, nothing, level("1.", 71, 685, 1))
    assert document.text.split("\n")[:-1] == [*LINES]
    assert document.warnings == ()


def test_a_page_that_is_drawn_twice_is_read_once(tmp_path: Path) -> None:
    document = made(tmp_path, body, nothing)
    assert document.text.split("\n")[:-1] == [*LINES]
    assert document.warnings == ("page 1: 6 lines are drawn twice and read once.",)


def test_words_under_a_box_of_paper_are_not_seen(tmp_path: Path) -> None:
    document = made(tmp_path, nothing, covered)
    assert document.text.split("\n")[:-1] == [*LINES]
    assert document.warnings == (f"page 1: {UNSEEN}: 'Nobody sees that plans are poor.'.",)


@pytest.mark.parametrize("sign", ["•", "1."])
def test_a_sign_that_nobody_sees_is_left_out_without_a_doubt(sign: str, tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.setFillGray(1)
        canvas.drawString(71, 100, sign)

    document = made(tmp_path, nothing, draw)
    assert document.text.split("\n")[:-1] == [*LINES]
    assert document.warnings == ()


def test_words_are_read_as_far_as_their_clip_lets_them_show(tmp_path: Path) -> None:
    canvas = Canvas("", pagesize=(595, 842))
    seen = canvas.stringWidth("Nobody sees", "Helvetica", 12)
    document = made(tmp_path, nothing, clipped((60, 680, 11 + seen, 20)))
    assert [line for line in document.text.split("\n")[:-1] if line not in LINES] == ["Nobody sees"]
    assert document.warnings == (f"page 1: {UNSEEN}: 'that plans are poor.'.",)


@pytest.mark.parametrize(
    "draw",
    [
        clipped((0, 0, 595, 842)),
        # upright letters that a clip of the line's own height cuts by a hair
        clipped((70, 683, 400, 12)),
        clipped((0, 0, 595, 842), (60, 600, 400, 200)),
        clipped((-400, 100, 1400, 1400), round_off=True),
    ],
)
def test_a_clip_that_cuts_nothing_away_leaves_all_words(draw: Draw, tmp_path: Path) -> None:
    document = made(tmp_path, nothing, draw)
    assert "Nobody sees that plans are poor." in document.text
    assert document.warnings == ()


@pytest.mark.parametrize(
    "move",
    [
        lambda canvas: canvas.translate(0.5, 0.5),
        lambda canvas: canvas.translate(4, -4),
        lambda canvas: canvas.scale(1.01, 1.01),
    ],
)
def test_a_page_that_is_drawn_twice_a_little_apart_is_read_once(move: Draw, tmp_path: Path) -> None:
    def again(canvas: Canvas) -> None:
        canvas.saveState()
        move(canvas)
        body(canvas)
        canvas.restoreState()

    document = made(tmp_path, nothing, again)
    assert document.text.split("\n")[:-1] == [*LINES]
    assert document.warnings == ("page 1: 6 lines are drawn twice and read once.",)


def test_a_page_that_comes_twice_under_two_numbers_is_read_once(tmp_path: Path) -> None:
    def foot(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(280, 30, f"Page {canvas.getPageNumber()} of 2")

    document = made(tmp_path, nothing, foot, pages=2)
    assert [line for line in document.text.split("\n") if line in LINES] == [*LINES]
    assert document.warnings == ("page 2 repeats page 1 and is left out.",)


def test_words_that_run_over_the_edge_of_the_page_are_doubted(tmp_path: Path) -> None:
    document = made(tmp_path, nothing, placed(540, 300))
    assert document.warnings == (
        "page 1: text runs over the edge of the page: 'Nobody sees that plans are poor.'.",
    )


def test_a_page_that_comes_twice_is_read_once(tmp_path: Path) -> None:
    document = made(tmp_path, nothing, nothing, pages=2)
    assert document.text.split("\n")[:-1] == [*LINES]
    assert document.warnings == ("page 2 repeats page 1 and is left out.",)


def test_white_words_on_a_dark_cell_are_seen(tmp_path: Path) -> None:
    def cell(canvas: Canvas) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(60, 760, 300, 30, stroke=0, fill=1)
        canvas.setFillGray(1)
        canvas.setFont("Helvetica", 12)
        canvas.drawString(71, 770, "Judgement")

    document = made(tmp_path, cell, nothing)
    assert document.text.split("\n")[0] == "Judgement"
    assert document.warnings == ()


def test_text_under_the_picture_of_a_page_is_kept_and_doubted(tmp_path: Path) -> None:
    def recognised(canvas: Canvas) -> None:
        text = canvas.beginText(71, 700)
        text.setFont("Helvetica", 12)
        text.setTextRenderMode(3)
        for line in LINES:
            text.textLine(line)
        canvas.drawText(text)

    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    recognised(canvas)
    canvas.save()
    path = tmp_path / "scan.pdf"
    path.write_bytes(buffer.getvalue())
    document = read(path)
    assert "Workers see children alone" in document.text
    assert document.warnings == (
        "page 1: all its text lies unseen under a picture; compare it with the picture.",
    )


def test_lines_printed_over_each_other_are_doubted(tmp_path: Path) -> None:
    def over(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(75, 701, "Other words stand on the first line of all.")

    document = made(tmp_path, nothing, over)
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("page 1: lines are printed over each other: ")


@pytest.mark.parametrize("off", [True, False])
def test_a_layer_counts_where_it_is_switched_on(off: bool, tmp_path: Path) -> None:
    path = tmp_path / "layers.pdf"
    path.write_bytes(layered(off=off))
    document = read(path)
    assert ("Nobody sees" in document.text) is not off
    assert LINES[0] in document.text
    assert bool(document.warnings) is off


def layered(*, off: bool) -> bytes:
    """A page with a second stretch of text on a layer."""
    body = (
        b"BT /F 12 Tf 71 700 Td 30 TL " + b"".join(b"(%s) Tj T* " % line.encode() for line in LINES) + b"ET "
    )
    body += b"/OC /L BDC BT /F 12 Tf 71 400 Td (Nobody sees that plans are poor.) Tj ET EMC"
    hidden = b"[6 0 R]" if off else b"[]"
    return assembled(
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << /OFF " + hidden + b" >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F 4 0 R >> /Properties << /L 6 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
        b"<< /Type /OCG /Name (Notes) >>",
    )


def assembled(*things: bytes) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out = BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, thing in enumerate(things, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, thing))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(things) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(things) + 1, start))
    return out.getvalue()


SIGNS = {
    "a": "\u00ad",
    "b": "\u200b",
    "c": "\u200d",
    "d": "\u200e",
    "e": "e\u0301",
    "f": "\uf02d",
    "g": "\ufb01",
}
"""What the letters of a font of its own stand for in the text layer."""


def test_characters_that_nobody_sees_do_not_part_words(tmp_path: Path) -> None:
    """Soft hyphen, zero-width blank and joiner, direction mark, accent, dash of a symbol font, ligature."""
    words = [("child", "a", "ren"), ("Sur", "b", "rey"), ("vis", "c", "its"), ("Kent", "d", "ish")]
    words += [("caf", "e", ""), ("2015", "f", "16"), ("of", "g", "ce")]
    content = b"BT /F 12 Tf 71 760 Td 30 TL " + b"".join(
        b"(%s) Tj /S 12 Tf (%s) Tj /F 12 Tf (%s) Tj T* " % (x.encode(), y.encode(), z.encode())
        for x, y, z in words
    )
    content += b"".join(b"(%s) Tj T* " % line.encode() for line in LINES) + b"ET"
    meaning = b"".join(
        b"<%02x> <%s>\n" % (ord(sign), text.encode("utf-16-be").hex().encode())
        for sign, text in SIGNS.items()
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /S def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%sendbfchar\n"
        b"endcmap end end" % (len(SIGNS), meaning)
    )
    path = tmp_path / "signs.pdf"
    path.write_bytes(
        assembled(
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            b"/Resources << /Font << /F 4 0 R /S 6 0 R >> >> >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
        )
    )
    found = read(path).text.split("\n")
    assert found[: len(words)] == [
        "children",
        "Surrey",
        "visits",
        "Kentish",
        "caf\u00e9",
        "2015\u221216",
        "office",
    ]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("Sur\u2060rey\u200f", "Surrey"),
        ("Ma\u0301ire", "M\u00e1ire"),
        ("16\u201317", "16\u201317"),
        ("plain", "plain"),
    ],
)
def test_what_looks_alike_is_alike(printed: str, text: str) -> None:
    assert plain(printed) == text
