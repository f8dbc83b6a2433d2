"""Rows out of a store as a sheet, and decisions about them into it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import yaml_core
from kg.curation import kept_rows, readings
from kg.curation.rows import KEPT
from kg.errors import RecordError
from kg.namespaces import ID, concept
from kg.pipeline.info import describe
from kg.pipeline.load import load
from kg.pipeline.remove import remove
from kg.pipeline.review import sheets
from kg.pipeline.review.rows import Taken, take
from kg.pipeline.review.sheets import stale_decisions, write_sheet
from kg.store.folder import StoreFolder
from tests.conftest import REGISTER, SAMPLES
from tests.pipeline.test_review import asked, content

ROW = "authority/999 assessment all-children"
SIGNED = {"by": "JS", "why": "read both reports"}


def sheet(store: Path, path: Path, row: str = ROW, **filled: str) -> Path:
    """The sheet of a store with one row filled in."""
    head, *rows = write_sheet(store, authority=["Exampleshire"]).split("\n- row: ")
    (place,) = (n for n, text in enumerate(rows) if text.startswith(f"{row}\n"))
    for name, value in filled.items():
        rows[place], changed = re.subn(rf"(?m)^  {name}:.*$", f"  {name}: {value}", rows[place])
        assert changed == 1
    path.write_text("\n- row: ".join([head, *rows]), encoding="utf-8", newline="\n")
    return path


def taken(store: Path, path: Path, **filled: str) -> Taken:
    return take(sheet(store, path, **{**SIGNED, **filled}), store)


def row(store: Path, **parameters: str) -> dict[str, str]:
    found = asked(store, "trajectories", authority="Exampleshire", **parameters)
    (one,) = (r for r in found if (r["theme"], r["cohort"]) == ("assessment", "all-children"))
    return one


def test_a_sheet_shows_each_inspection_with_its_level_and_the_paragraphs(own_store: Path) -> None:
    text = write_sheet(own_store, authority=["Exampleshire"], state=["persistent"])
    assert text == write_sheet(own_store, authority=["Exampleshire"], state=["persistent"])
    loaded = yaml_core.load(text, "sheet", RecordError)
    assert isinstance(loaded, dict)
    assert {r["state"] for r in loaded["rows"]} == {"persistent"}
    (one,) = (r for r in loaded["rows"] if r["row"] == ROW)
    assert one["inspections"] == ["999-ilacs-2021-05-17", "999-ilacs-2025-06-09"]
    assert [(r["inspection"], r["level"]) for r in one["reading"]] == [
        ("999-ilacs-2021-05-17", "recommendation"),
        ("999-ilacs-2025-06-09", "recommendation"),
    ]
    passages = [p for r in one["reading"] for p in r["passages"]]
    numbered = next(p for p in passages if "paragraph" in p["place"])
    assert re.search(r"\.pdf, page \d+, paragraph \d+$", numbered["place"])
    assert re.search(r"(^|[.] )\w[^\[]*[.] \[\[1 ", numbered["text"]) or "]] " in numbered["text"]
    for passage in passages:
        assert all(re.match(r"(mention|recommendation)/[0-9a-f]{16}/", mark) for mark in passage["marked"])
    for reading in one["reading"]:
        texts = " ".join(p["text"] for p in reading["passages"])
        marked = [mark for p in reading["passages"] for mark in p["marked"]]
        assert sorted(map(int, re.findall(r"\[\[(\d+) ", texts))) == list(range(1, len(marked) + 1))


def test_a_decision_is_kept_and_wins_and_goes_without_a_trace(own_store: Path, tmp_path: Path) -> None:
    before = content(own_store)
    told = taken(own_store, tmp_path / "s.yaml", decision="refused")
    assert (len(told.added), told.authorities) == (1, ["999"])
    assert (own_store / "curation" / KEPT).exists()
    assert (row(own_store)["decided"], row(own_store)["listed"]) == ("refused", "false")
    again = taken(own_store, tmp_path / "s.yaml", decision="refused")
    assert (again.added, again.altered, again.unchanged) == ([], [], 1)
    altered = taken(own_store, tmp_path / "s.yaml", decision="confirmed")
    assert [d.decision for d in altered.altered] == ["confirmed"]
    assert len(taken(own_store, tmp_path / "s.yaml", decision="withdrawn").withdrawn) == 1
    assert content(own_store) == before
    assert kept_rows(own_store) == {}


def test_a_decided_row_comes_out_as_it_was_decided(own_store: Path, tmp_path: Path) -> None:
    taken(own_store, tmp_path / "s.yaml", decision="other-state", right_state="recurrent")
    assert row(own_store)["state"] == "recurrent"
    out = tmp_path / "again.yaml"
    out.write_text(write_sheet(own_store, authority=["Exampleshire"]), encoding="utf-8")
    assert take(out, own_store).unchanged == 1
    assert [d.state for d in kept_rows(own_store).values()] == ["recurrent"]


@pytest.mark.parametrize("state", ["new", "deteriorated"])
def test_a_row_that_a_person_calls_weak_for_the_first_time_does_not_last(
    own_store: Path, tmp_path: Path, state: str
) -> None:
    assert asked(own_store, "persistent-weaknesses", authority="Exampleshire", theme="assessment")
    taken(own_store, tmp_path / "s.yaml", decision="other-state", right_state=state, **SIGNED)
    assert asked(own_store, "persistent-weaknesses", authority="Exampleshire", theme="assessment") == []


def test_a_row_may_be_given_resolved_by_a_sentence_of_its_last_inspection(
    own_store: Path, tmp_path: Path
) -> None:
    workforce = "authority/999 workforce workforce-cohort"
    given = {"row": workforce, "decision": "other-state", "right_state": "resolved"}
    with pytest.raises(RecordError, match=r"proof '': expected a sentence of strength") as refused:
        taken(own_store, tmp_path / "s.yaml", **given)
    proof = re.search(r"mention/[0-9a-f]{16}/[0-9a-f]{10}", str(refused.value))
    assert proof is not None
    taken(own_store, tmp_path / "s.yaml", proof=proof.group(), **given)
    (resolved,) = asked(own_store, "trajectories", authority="Exampleshire", theme="workforce")
    assert (resolved["state"], resolved["rule_state"]) == ("resolved", "persistent")
    lasting = asked(own_store, "persistent-weaknesses", authority="Exampleshire", theme="workforce")
    assert lasting == []


@pytest.mark.parametrize(
    ("filled", "message"),
    [
        ({"decision": "right"}, "decision 'right': expected one of"),
        ({"decision": "confirmed", "why": ""}, "why '': expected the reason"),
        ({"decision": "confirmed", "by": ""}, "by '': expected a role"),
        ({"decision": ""}, "by, why filled in, and no decision"),
        ({"decision": "confirmed", "right_state": "new"}, "right_state is for the decision other-state"),
        ({"decision": "other-state"}, "state '': expected one of"),
        (
            {"decision": "other-state", "right_state": "resolved"},
            "proof '': expected a sentence of strength",
        ),
        ({"decision": "other-state", "right_state": "lapsed"}, "right_state 'lapsed': expected one of"),
        (
            {"decision": "other-state", "right_state": "persistent"},
            "right_state persistent is the state it has; confirm it",
        ),
        ({"decision": "confirmed", "state": "new"}, "its state is persistent now, not new"),
        ({"decision": "confirmed", "inspections": "[999-ilacs-2021-05-17]"}, "its inspections have changed"),
    ],
)
def test_what_does_not_fit_is_refused_with_row_and_line_and_nothing_is_kept(
    filled: dict[str, str], message: str, own_store: Path, tmp_path: Path
) -> None:
    generation = StoreFolder(own_store).generation()
    path = sheet(own_store, tmp_path / "s.yaml", **{**SIGNED, **filled})
    sheet_lines = path.read_text(encoding="utf-8").splitlines()
    line = sheet_lines.index("  decision:" + f" {filled['decision']}", sheet_lines.index(f"- row: {ROW}")) + 1
    with pytest.raises(RecordError, match=rf"s\.yaml, line {line}, row {ROW}: {re.escape(message)}"):
        take(path, own_store)
    assert StoreFolder(own_store).generation() == generation
    assert kept_rows(own_store) == {}


def test_one_wrong_row_keeps_the_others_out(own_store: Path, tmp_path: Path) -> None:
    path = sheet(own_store, tmp_path / "s.yaml", decision="confirmed", **SIGNED)
    text = path.read_text(encoding="utf-8")
    wrong = "authority/999 neglect neglected-children"
    start = text.index(f"- row: {wrong}")
    text = text[:start] + text[start:].replace("  decision:", "  decision: rejected", 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=f"row {wrong}: decision 'rejected'"):
        take(path, own_store)
    assert kept_rows(own_store) == {}


def test_an_unknown_field_and_a_sheet_without_decisions_are_refused(own_store: Path, tmp_path: Path) -> None:
    path = sheet(own_store, tmp_path / "s.yaml")
    with pytest.raises(RecordError, match=r"s\.yaml: no row is decided"):
        take(path, own_store)
    path.write_text(
        path.read_text(encoding="utf-8").replace("  decision:", "  desicion:", 1), encoding="utf-8"
    )
    with pytest.raises(RecordError, match=r"s\.yaml, line \d+: unknown field 'desicion'"):
        take(path, own_store)


def test_a_row_that_is_not_there_is_refused(own_store: Path, tmp_path: Path) -> None:
    path = sheet(own_store, tmp_path / "s.yaml", decision="confirmed", **SIGNED)
    path.write_text(
        path.read_text(encoding="utf-8").replace(ROW, "authority/999 health carers"), encoding="utf-8"
    )
    with pytest.raises(
        RecordError, match="row authority/999 health carers: the store does not have this row"
    ):
        take(path, own_store)


def test_a_resolved_row_is_confirmed_with_a_better_proof(own_store: Path, tmp_path: Path) -> None:
    text = write_sheet(own_store, authority=["Exampleshire"], state=["resolved"])
    about = re.search(r"- row: (\S+ \S+ \S+)", text)
    assert about is not None
    given = {"row": about.group(1), "decision": "confirmed"}
    with pytest.raises(RecordError, match=r"expected a sentence of strength") as refused:
        taken(own_store, tmp_path / "s.yaml", proof="mention/0123456789abcdef/0123456789", **given)
    better = re.findall(r"mention/[0-9a-f]{16}/[0-9a-f]{10}", str(refused.value))[-1]
    taken(own_store, tmp_path / "s.yaml", proof=better, **given)
    (one,) = kept_rows(own_store).values()
    assert (one.decision, one.proof) == ("confirmed", better)
    _, theme, cohort = given["row"].split()
    found = asked(own_store, "trajectories", authority="Exampleshire", state="resolved")
    (now,) = (r for r in found if (r["theme"], r["cohort"]) == (theme, cohort))
    assert (now["decided"], now["state"]) == ("confirmed", "resolved")


def test_a_thin_row_keeps_state_and_confidence_and_is_not_listed(own_store: Path, tmp_path: Path) -> None:
    before = row(own_store)
    assert before["listed"] == "true"
    taken(own_store, tmp_path / "s.yaml", decision="thin")
    now = row(own_store)
    assert (now["decided"], now["listed"]) == ("thin", "false")
    assert (now["state"], now["row_confidence"]) == (before["state"], before["row_confidence"])


def test_a_decision_survives_a_new_load_and_a_fresh_store(own_store: Path, tmp_path: Path) -> None:
    taken(own_store, tmp_path / "s.yaml", decision="refused")
    fresh = tmp_path / "fresh"
    (fresh / "curation").mkdir(parents=True)
    (fresh / "curation" / KEPT).write_bytes((own_store / "curation" / KEPT).read_bytes())
    load([SAMPLES], fresh, registers=[REGISTER])
    assert content(fresh) == content(own_store)
    assert row(fresh)["decided"] == "refused"


def test_a_file_put_into_the_folder_by_hand_counts_from_the_next_load(
    own_store: Path, tmp_path: Path
) -> None:
    taken(own_store, tmp_path / "s.yaml", decision="refused")
    lines = (own_store / "curation" / KEPT).read_text(encoding="utf-8")
    taken(own_store, tmp_path / "s.yaml", decision="withdrawn")
    (own_store / "curation" / "mine.jsonl").write_text(lines, encoding="utf-8")
    assert row(own_store)["decided"] == ""
    load([], own_store)
    assert row(own_store)["decided"] == "refused"
    with pytest.raises(RecordError, match=r"decided already in mine\.jsonl, line 1"):
        taken(own_store, tmp_path / "s.yaml", decision="confirmed")


def test_a_decision_is_listed_for_reading_again_once_its_inspections_change(
    own_store: Path, tmp_path: Path
) -> None:
    taken(own_store, tmp_path / "s.yaml", decision="refused")
    assert ("decided rows", "1") in describe(own_store)
    newest = max(
        e.file_name
        for e in StoreFolder(own_store).manifest().documents()
        if "2025-06-09" in str(e.inspections)
    )
    remove([newest], own_store)
    (one,) = stale_decisions(own_store)
    assert (one.key, one.problem) == (("authority/999", "assessment", "all-children"), "inspections-changed")
    assert ("decided rows", "1, 1 to read again: kg review --rows --stale") in describe(own_store)
    again = yaml_core.load(write_sheet(own_store, only_stale=True), "sheet", RecordError)
    assert isinstance(again, dict)
    assert [r["row"] for r in again["rows"]] == [ROW]
    assert again["rows"][0]["decision"] is None
    assert again["rows"][0]["before"].startswith("assessment, all-children: refused (persistent) by JS")
    notes = asked(own_store, "data-quality", sort="decision", authority="Exampleshire")
    assert [n["problem"] for n in notes] == ["inspections-changed"]


def test_a_shipped_decision_waits_for_the_reports_that_it_rests_on(
    own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(own_store, tmp_path / "s.yaml", decision="refused")
    shipped = (own_store / "curation" / KEPT).rename(tmp_path / "project.jsonl")
    monkeypatch.setattr(readings, "files", lambda _, name: [shipped] if "decisions" in name else [])
    reports = {str(e.inspections): e for e in StoreFolder(own_store).manifest().documents()}
    (newest,) = (e for inspections, e in reports.items() if "2025-06-09" in inspections)
    remove([newest.file_name], own_store)
    assert row(own_store)["decided"] == ""
    assert stale_decisions(own_store) == []
    load([SAMPLES], own_store, registers=[REGISTER])
    assert (row(own_store)["decided"], row(own_store)["listed"]) == ("refused", "false")


def ground(item: str, polarity: str = "") -> dict[str, str]:
    return {"item": ID + item, "polarity": polarity and concept("polarity", polarity)}


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        ("text", ["recommendation/a", "mention/weak-1", "mention/weak-2", "mention/good-1"]),
        ("strong", ["mention/good-1", "mention/good-2", "mention/good-3", "mention/weak-1"]),
    ],
)
def test_a_sheet_shows_first_what_makes_the_level_and_one_that_speaks_against_it(
    level: str, shown: list[str]
) -> None:
    grounds = [
        *([ground("recommendation/a")] if level == "text" else []),
        *(ground(f"mention/good-{n}", "strength") for n in (1, 2, 3)),
        *(ground(f"mention/weak-{n}", "weakness") for n in (1, 2, 3)),
    ]
    found = [g["item"].removeprefix(ID) for g in sheets._telling(grounds, level, 4)]
    assert found == shown
