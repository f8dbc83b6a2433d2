"""What the reader proposes of a notice, and how it is kept apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Literal

from kg.errors import UnknownValue
from kg.namespaces import DEF, SCHEME
from kg.prose import ProseGraph, read_prose
from kg.prose.graph import described
from kg.prose.subject import tier
from kg.records import load_records
from kg.validate import validate_document
from tests.prose.example import NOTICE, pdf_file, text_file, web_page, word_file


def read(tmp_path: Path, make: Callable[[Path], Path] = text_file) -> ProseGraph:
    return read_prose(make(tmp_path), authority="999")


def of_sort(prose: ProseGraph, sort: str) -> list[str]:
    return [prose.document.quote(c.span) for c in prose.claims if c.sort == sort]


def test_judgements_with_area_and_grade(tmp_path: Path) -> None:
    claims = [c for c in read(tmp_path).claims if c.sort == "Judgement"]
    assert [(c.area, c.grade) for c in claims] == [
        ("overall-effectiveness", "good"),
        ("care-leavers", "outstanding"),
    ]
    assert all(c.inspection is not None and c.inspection.date == "2024-06" for c in claims)


def test_findings_with_polarity_and_theme(tmp_path: Path) -> None:
    found = {c.labels.polarity.id: c for c in read(tmp_path).claims if c.sort == "Finding" and c.labels}
    assert found["weakness"].labels is not None
    assert "plans" in [theme.id for theme in found["weakness"].labels.themes]
    assert "strength" in found


def test_progress_against_an_earlier_inspection(tmp_path: Path) -> None:
    (claim,) = (c for c in read(tmp_path).claims if c.sort == "Progress")
    assert claim.period is not None
    assert claim.period.printed == "May 2021"


def test_priorities_quotations_counts_and_events(tmp_path: Path) -> None:
    prose = read(tmp_path)
    assert of_sort(prose, "Priority") == ["Recruit more foster carers.", "Keep care plans up to date."]
    assert {c.speaker for c in prose.claims if c.sort == "Quotation"} == {"Ann Example"}
    assert [(c.count, c.unit) for c in prose.claims if c.sort == "Count"] == [(12, "meetings")]
    assert [c.period.printed for c in prose.claims if c.sort == "Event" and c.expected and c.period] == [
        "June 2027"
    ]


def test_links_state_nothing(tmp_path: Path) -> None:
    assert not any("school place" in read(tmp_path).document.quote(c.span) for c in read(tmp_path).claims)


@pytest.mark.parametrize("make", [web_page, word_file], ids=["html", "docx"])
def test_other_formats_give_the_same_claims(make: Callable[[Path], Path], tmp_path: Path) -> None:
    told = [(c.sort, c.area, c.grade, c.count, c.speaker) for c in read(tmp_path).claims]
    assert [(c.sort, c.area, c.grade, c.count, c.speaker) for c in read(tmp_path, make).claims] == told


def test_graph_conforms_and_all_statements_are_candidates(tmp_path: Path) -> None:
    prose = read(tmp_path)
    assert validate_document(prose.triples).violations == ()
    statuses = {str(t.object) for t in prose.triples if t.predicate.value == DEF + "claimStatus"}
    assert statuses == {f"<{SCHEME}claim-status/candidate>"}
    curated = {record.graph for record in load_records()}
    assert prose.graph not in curated
    assert "/graph/candidates/" in prose.graph


def test_candidates_add_no_inspection(tmp_path: Path) -> None:
    classes = {str(t.object) for t in read(tmp_path).triples if t.predicate.value.endswith("#type")}
    assert f"<{DEF}ProposedInspection>" in classes
    assert f"<{DEF}Inspection>" not in classes


def test_candidates_have_words_of_our_own(tmp_path: Path) -> None:
    prose = read(tmp_path)
    texts = [t.object.value for t in prose.triples if t.predicate.value == DEF + "statementText"
             and isinstance(t.object, Literal)]  # fmt: skip
    assert texts
    assert all(text.startswith("Proposed ") for text in texts)


def test_reading_twice_gives_the_same_triples(tmp_path: Path) -> None:
    assert set(read(tmp_path).triples) == set(read(tmp_path).triples)


def test_tier_is_told_by_the_words_of_papers_and_press() -> None:
    assert tier("Purpose of report: tell the select committee") == "council-paper"
    assert tier("The watchdog found much to improve, a councillor said.") == "press"
    assert tier("We were inspected.") == "council-notice"


def test_unknown_authority_and_tier(tmp_path: Path) -> None:
    with pytest.raises(UnknownValue, match="names no authority of the register"):
        read_prose(text_file(tmp_path))
    with pytest.raises(UnknownValue, match="'blog' is not a tier"):
        read_prose(text_file(tmp_path), authority="999", tier="blog")


def test_two_authorities_named_equally_often(tmp_path: Path) -> None:
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE + "Kent and Surrey were named.\n", encoding="utf-8")
    with pytest.raises(UnknownValue, match="equally often"):
        read_prose(path)


def test_a_pdf_says_what_the_text_says(tmp_path: Path) -> None:
    def said(prose: ProseGraph) -> list[tuple[str, str]]:
        return [(claim.sort, " ".join(prose.document.quote(claim.span).split())) for claim in prose.claims]

    assert said(read(tmp_path, pdf_file)) == said(read(tmp_path))


@pytest.mark.parametrize("kind", ["focused visit", "monitoring visit", "joint targeted area inspection"])
def test_a_notice_on_a_visit_breaks_no_shape(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "visit.txt"
    path.write_text(
        f"Ofsted made a {kind} in June 2024.\nSocial workers know children very well.\n", encoding="utf-8"
    )
    prose = read_prose(path, authority="999")
    assert prose.claims
    assert not validate_document(prose.triples).violations


def test_none_of_something_is_proposed_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    path.write_text("Ofsted inspected us in June 2024.\n0 meetings with partners\t\n", encoding="utf-8")
    (count,) = [claim for claim in read_prose(path, authority="999").claims if claim.sort == "Count"]
    assert described(count) == (
        "Proposed count: 0, meetings with partners; the text is chiefly on it (2024-06)"
    )
