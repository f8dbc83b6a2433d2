"""Levels and sentences of single inspections: out of a sheet, into a decision, and into what is printed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import yaml_core
from kg.curation import kept_rows
from kg.curation.rows import KEPT
from kg.errors import RecordError
from kg.pipeline.info import describe
from kg.pipeline.load import load
from kg.pipeline.review.rows import take
from kg.pipeline.review.sheets import stale_decisions, write_sheet
from kg.store.folder import StoreFolder
from tests.conftest import REGISTER, SAMPLES
from tests.pipeline.test_review import asked, content
from tests.pipeline.test_rows import ROW, SIGNED, sheet

WORKFORCE = "authority/999 workforce workforce-cohort"
THEN, NOW = "999-ilacs-2021-05-17", "999-ilacs-2025-06-09"
EASING = {"decision": "other-state", "right_state": "easing", **SIGNED}


def with_reading(path: Path, row: str, inspection: str, **filled: str) -> Path:
    """A sheet with fields of one reading of a row filled in."""
    text = path.read_text(encoding="utf-8")
    start = text.index(f"- inspection: {inspection}\n", text.index(f"- row: {row}\n"))
    for name, value in filled.items():
        place = text.index(f"    {name}:", start)
        end = text.index("\n", place)
        text = f"{text[:place]}    {name}: {value}{text[end:]}"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def reading(store: Path, row: str, inspection: str) -> dict[str, object]:
    """A reading of a row, as the sheet of a store has it."""
    loaded = yaml_core.load(write_sheet(store, authority=["Exampleshire"]), "sheet", RecordError)
    assert isinstance(loaded, dict)
    (one,) = (r for r in loaded["rows"] if r["row"] == row)
    (told,) = (r for r in one["reading"] if r["inspection"] == inspection)
    assert isinstance(told, dict)
    return told


def marked(store: Path, row: str, inspection: str) -> list[str]:
    """Texts of the passages of a reading, without their marks."""
    passages = reading(store, row, inspection)["passages"]
    assert isinstance(passages, list)
    return [re.sub(r"\[\[\d+ |\]\]", "", passage["text"]) for passage in passages]


def marks(store: Path, row: str, inspection: str) -> list[str]:
    """Keys of the marks of a reading, by their numbers."""
    passages = reading(store, row, inspection)["passages"]
    assert isinstance(passages, list)
    return [mark.partition(" ")[0] for passage in passages for mark in passage["marked"]]


def resolved(store: Path, path: Path) -> None:
    """Find the workforce strong in the last inspection, shown by the mark with the last number."""
    last = str(len(marks(store, WORKFORCE, NOW)))
    filled = sheet(store, path, WORKFORCE, decision="other-state", right_state="resolved", **SIGNED)
    take(with_reading(filled, WORKFORCE, NOW, right_level="strong", best=last), store)


def test_a_row_is_printed_by_the_levels_of_its_reader(own_store: Path, tmp_path: Path) -> None:
    before = content(own_store)
    number = marks(own_store, ROW, NOW).index("mention/62f1b23b38b1d05f/3d63be11c4") + 1
    path = sheet(own_store, tmp_path / "s.yaml", **EASING)
    take(with_reading(path, ROW, NOW, right_level="remark", best=str(number)), own_store)
    (kept,) = kept_rows(own_store).values()
    assert kept.levels == ((NOW, "remark"),)
    assert kept.shown == ((NOW, "mention/62f1b23b38b1d05f/3d63be11c4"),)
    assert asked(own_store, "persistent-weaknesses", authority="Exampleshire", theme="assessment") == []
    (row,) = asked(own_store, "trajectories", authority="Exampleshire", theme="assessment")
    assert (row["state"], row["rule_state"], row["run_length"], row["last"], row["severity"]) == (
        "easing",
        "persistent",
        "1",
        "2021-05-17",
        "recommendation",
    )
    (eased,) = asked(own_store, "resolved-weaknesses", authority="Exampleshire", theme="assessment")
    assert (eased["level"], eased["rule_level"], eased["observation"].rpartition("/")[2]) == (
        "remark",
        "recommendation",
        NOW,
    )
    assert "unborn" in eased["sentence"]
    assert ("decided rows", "1") in describe(own_store)
    take(sheet(own_store, tmp_path / "s.yaml", decision="withdrawn", right_state="", **SIGNED), own_store)
    assert content(own_store) == before


def test_a_strength_that_is_shown_proves_that_a_row_is_resolved(own_store: Path, tmp_path: Path) -> None:
    proof = marks(own_store, WORKFORCE, NOW)[-1]
    resolved(own_store, tmp_path / "s.yaml")
    (row,) = asked(own_store, "resolved-weaknesses", authority="Exampleshire", theme="workforce")
    assert (row["state"], row["level"], row["rule_level"]) == ("resolved", "strong", "text")
    assert row["sentence"].startswith("Social workers enjoy")
    (kept,) = kept_rows(own_store).values()
    assert (kept.proof, kept.shown) == ("", ((NOW, proof),))


def test_a_sentence_that_the_labels_tie_to_other_rows_can_be_chosen(own_store: Path, tmp_path: Path) -> None:
    elsewhere = marks(own_store, WORKFORCE, NOW)[0]
    assert elsewhere not in marks(own_store, ROW, NOW)
    path = sheet(own_store, tmp_path / "s.yaml", ROW, decision="confirmed", **SIGNED)
    take(with_reading(path, ROW, NOW, best=elsewhere), own_store)
    rows = asked(own_store, "persistent-weaknesses", authority="Exampleshire", theme="assessment")
    (quoted,) = {row["sentence"] for row in rows if row["inspection"].endswith(NOW)}
    assert quoted in marked(own_store, WORKFORCE, NOW)[0]
    with pytest.raises(RecordError, match=f"best '{elsewhere}' of {THEN}: expected a sentence or"):
        take(with_reading(path, ROW, THEN, best=elsewhere), own_store)


def test_what_was_filled_in_comes_out_again(own_store: Path, tmp_path: Path) -> None:
    best = marks(own_store, WORKFORCE, NOW)[-1]
    resolved(own_store, tmp_path / "s.yaml")
    told = reading(own_store, WORKFORCE, NOW)
    assert (told["level"], told["right_level"], told["best"]) == ("text", "strong", best)
    assert reading(own_store, WORKFORCE, THEN)["right_level"] is None
    again = tmp_path / "again.yaml"
    again.write_text(write_sheet(own_store, authority=["Exampleshire"]), encoding="utf-8")
    assert take(again, own_store).unchanged == 1


def test_levels_come_into_a_fresh_store_with_the_decision(own_store: Path, tmp_path: Path) -> None:
    resolved(own_store, tmp_path / "s.yaml")
    fresh = tmp_path / "fresh"
    (fresh / "curation").mkdir(parents=True)
    (fresh / "curation" / KEPT).write_bytes((own_store / "curation" / KEPT).read_bytes())
    load([SAMPLES], fresh, registers=[REGISTER])
    assert content(fresh) == content(own_store)


@pytest.mark.parametrize(
    ("given", "told", "message"),
    [
        (EASING, {"right_level": "loud"}, f"levels of {NOW} 'loud': expected one of priority-action"),
        (EASING, {"right_level": "strong", "best": "5"}, "its levels lead to resolved, not to easing"),
        (EASING, {"right_level": "remark", "best": "40"}, f"best '40' of {NOW}: expected a mark's number"),
        (EASING, {"right_level": "remark", "best": "0"}, f"best '0' of {NOW}: expected a mark's number"),
        (
            EASING,
            {"right_level": "remark", "best": "mention/0123456789abcdef/0123456789"},
            f"best 'mention/0123456789abcdef/0123456789' of {NOW}: expected a sentence or recommendation of",
        ),
        (EASING, {"best": "the third"}, f"shown of {NOW} 'the third': expected mention/"),
        (
            {**EASING, "right_state": "not-re-raised"},
            {"right_level": "silent", "best": "2"},
            f"best 'mention/62f1b23b38b1d05f/8bf04da0f4' of {NOW}: a silent inspection has nothing to quote",
        ),
        (
            {"decision": "confirmed", **SIGNED},
            {"right_level": "remark"},
            "its levels lead to easing, not to persistent",
        ),
        ({}, {"right_level": "remark"}, "right_level filled in, and no decision"),
    ],
)  # fmt: skip
def test_a_level_that_does_not_fit_is_refused_with_its_row_and_nothing_is_kept(
    given: dict[str, str], told: dict[str, str], message: str, own_store: Path, tmp_path: Path
) -> None:
    generation = StoreFolder(own_store).generation()
    path = with_reading(sheet(own_store, tmp_path / "s.yaml", **given), ROW, NOW, **told)
    with pytest.raises(RecordError, match=rf"s\.yaml, line \d+, row {ROW}: {re.escape(message)}"):
        take(path, own_store)
    assert StoreFolder(own_store).generation() == generation
    assert kept_rows(own_store) == {}


def test_a_recommendation_shows_no_strength_and_an_unknown_field_is_named(
    own_store: Path, tmp_path: Path
) -> None:
    at = marks(own_store, ROW, NOW).index("recommendation/62f1b23b38b1d05f/la-1") + 1
    given = {"decision": "other-state", "right_state": "resolved", **SIGNED}
    path = sheet(own_store, tmp_path / "s.yaml", **given)
    with pytest.raises(RecordError, match="expected a sentence; a recommendation cannot show a strength"):
        take(with_reading(path, ROW, NOW, right_level="strong", best=str(at)), own_store)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    right_level: strong", "    right_levle: strong"), encoding="utf-8")
    with pytest.raises(RecordError, match=f"unknown field 'right_levle' of {NOW}; known are inspection"):
        take(path, own_store)


def test_a_level_that_nothing_is_labelled_for_needs_a_sentence(own_store: Path, tmp_path: Path) -> None:
    row = "authority/999 leaving-care-homes care-leavers"
    praise = marks(own_store, row, THEN)[0]
    given = {"decision": "other-state", "right_state": "persistent", **SIGNED}
    path = with_reading(sheet(own_store, tmp_path / "s.yaml", row, **given), row, THEN, right_level="text")
    with pytest.raises(RecordError, match=f"right_level text of {THEN}: nothing has this label; name what"):
        take(path, own_store)
    take(with_reading(path, row, THEN, best=praise), own_store)
    rows = asked(own_store, "persistent-weaknesses", authority="Exampleshire", theme="leaving-care-homes")
    assert [(r["level"], r["rule_level"], r["run_length"]) for r in rows] == [
        ("text", "strong", "2"),
        ("recommendation", "", "2"),
    ]


def test_levels_that_lead_elsewhere_by_now_are_listed_for_reading_again(
    own_store: Path, tmp_path: Path
) -> None:
    resolved(own_store, tmp_path / "s.yaml")
    kept = own_store / "curation" / KEPT
    lines = kept.read_text(encoding="utf-8")
    kept.write_text(lines.replace('"strong"', '"text"'), encoding="utf-8")
    load([], own_store)
    (one,) = stale_decisions(own_store)
    assert (one.problem, "its levels lead to persistent, not to resolved" in one.reason) == (
        "levels-disagree",
        True,
    )
    assert ("decided rows", "1, 1 to read again: kg review --rows --stale") in describe(own_store)
    notes = asked(own_store, "data-quality", sort="decision", authority="Exampleshire")
    assert [n["problem"] for n in notes] == ["levels-disagree"]
    again = yaml_core.load(write_sheet(own_store, only_stale=True), "sheet", RecordError)
    assert isinstance(again, dict)
    assert [(r["row"], r["decision"]) for r in again["rows"]] == [(WORKFORCE, None)]
