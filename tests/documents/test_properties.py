"""Properties of spans and of the repair of paragraphs, on made-up text."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kg.documents import read
from kg.documents.compose import Composer, seam
from kg.documents.drafts import Draft
from kg.documents.lines import HYPHEN_AT_LINE_END, Line
from kg.documents.model import BlockKind
from kg.documents.order import reading_order
from tests.documents.paper import Paper

KINDS: list[BlockKind] = ["paragraph", "list-item", "heading"]

words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=9)
sentences = st.lists(words, min_size=3, max_size=12).map(lambda found: " ".join(found).capitalize() + ".")


def line(text: str, page: int, y: float = 700) -> Line:
    return Line(page, text, 71, 300, y, 12, 12, False, False)


@st.composite
def drafts(draw: st.DrawFn) -> list[Draft]:
    """Blocks of lines on pages that never go back."""
    page = 1
    out = []
    for _ in range(draw(st.integers(1, 12))):
        lines = []
        for text in draw(st.lists(sentences, min_size=1, max_size=4)):
            page = min(6, page + draw(st.integers(0, 1)))
            lines.append(line(text, page))
        kind: BlockKind = draw(st.sampled_from(KINDS))
        number = str(draw(st.integers(1, 200))) if kind == "paragraph" and draw(st.booleans()) else None
        out.append(Draft(kind, lines, number=number, level=1, texts=[one.text for one in lines]))
    return out


@given(drafts())
def test_every_span_quotes_its_block(made: list[Draft]) -> None:
    composer = Composer(6)
    for draft in made:
        composer.add(draft)
    text, starts = composer.text, composer.page_starts()
    assert [text[block.span.start : block.span.end] for block in composer.blocks] == [
        " ".join(draft.texts) for draft in made
    ]
    assert all(a.span.end < b.span.start for a, b in zip(composer.blocks, composer.blocks[1:], strict=False))
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)


@given(drafts())
def test_a_block_begins_on_its_page(made: list[Draft]) -> None:
    composer = Composer(6)
    for draft in made:
        composer.add(draft)
    starts = composer.page_starts()
    for block in composer.blocks:
        assert starts[block.page - 1] <= block.span.start
        assert (
            block.page == 6
            or block.span.start < starts[block.page]
            or starts[block.page] == starts[block.page - 1]
        )


@given(words, words, st.sampled_from(["", "-", HYPHEN_AT_LINE_END]))
def test_a_seam_closes_hyphenated_words_and_parts_others(before: str, after: str, hyphen: str) -> None:
    assert seam(before + hyphen, after + " x") == (" " if not hyphen or after in ("and", "or", "to") else "")


# lines of print stand at least a few points apart; what is nearer is one line
@given(st.lists(st.integers(6, 78), min_size=1, max_size=40, unique=True), st.data())
def test_reading_order_loses_no_line_and_keeps_a_single_column_sorted(
    rows: list[int], data: st.DataObject
) -> None:
    heights = [10 * row for row in rows]
    cut = data.draw(st.integers(0, len(heights)))
    down = sorted(heights, reverse=True)
    written = [line("text", 1, y) for y in down[cut:] + down[:cut]]
    assert [found.y for found in reading_order(written)] == down


# shrinking would print hundreds of documents
@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(st.lists(sentences, min_size=1, max_size=5), min_size=4, max_size=14), st.integers(40, 74))
def test_paragraphs_survive_wrapping_and_page_ends(paragraphs: list[list[str]], width: int) -> None:
    wanted = [" ".join(found) for found in paragraphs]
    paper = Paper(("A running footer of this document",))
    for number, text in enumerate(wanted, start=1):
        paper.paragraph(text, f"{number}. ", width)
    # a page more, so that the footer runs
    paper.turn()
    paper.paragraph("This ends the document, and is long enough to make it one that can be read at all. " * 3)
    with tempfile.TemporaryDirectory() as folder:
        document = read(paper.save(Path(folder) / "made.pdf"))
    found = [block for block in document.blocks if block.number is not None]
    assert [document.quote(block.span) for block in found] == wanted
    assert [block.number for block in found] == [str(number) for number in range(1, len(wanted) + 1)]
