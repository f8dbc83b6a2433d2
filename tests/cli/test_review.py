"""What ``kg review`` says, and the code that it leaves with."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main


def test_a_file_with_an_unknown_value_leaves_with_1_and_its_place(
    own_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(
        "document,sentence,polarity,by,why\n0123456789abcdef,0123456789,good,JS,read again\n",
        encoding="utf-8",
    )
    assert main(["review", str(path), "--store", str(own_store)]) == 1
    assert "wrong.csv, line 2: polarity 'good'" in capsys.readouterr().err
    assert not (own_store / "curation").exists()


@pytest.mark.parametrize(
    "given", [["mine.csv", "--limit", "3"], ["--replace"], ["--remove", "a.csv", "--theme", "plans"]]
)
def test_taking_and_writing_out_at_once_is_a_wrong_call(given: list[str], own_store: Path) -> None:
    assert main(["review", *given, "--store", str(own_store)]) == 2


def test_a_name_that_means_no_curation_file_is_a_wrong_call(own_store: Path, tmp_path: Path) -> None:
    assert main(["review", "-o", str(tmp_path / "review.xlsx"), "--store", str(own_store)]) == 2


@pytest.mark.parametrize(
    "given",
    [
        ["--take", "sheet.yaml"],
        ["--state", "persistent"],
        ["--stale"],
        ["--rows", "mine.csv"],
        ["--rows", "--limit", "3"],
        ["--rows", "--take", "sheet.yaml", "--state", "new"],
        ["--rows", "-o", "rows.csv"],
    ],
)
def test_what_goes_not_with_rows_is_a_wrong_call(given: list[str], own_store: Path) -> None:
    assert main(["review", *given, "--store", str(own_store)]) == 2


def test_rows_go_out_as_a_sheet_and_decisions_come_back(
    own_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, store = tmp_path / "rows.yaml", ["--store", str(own_store)]
    call = ["review", "--rows", "--authority", "Exampleshire", "--state", "new", *store]
    assert main([*call, "-o", str(sheet)]) == 0
    assert main(call) == 0
    assert capsys.readouterr().out == sheet.read_text(encoding="utf-8")
    signed = sheet.read_text(encoding="utf-8").replace("  decision:", "  decision: refused", 1)
    signed = signed.replace("  by:", "  by: JS", 1).replace("  why:", "  why: read again", 1)
    sheet.write_text(signed, encoding="utf-8")
    assert main(["review", "--rows", "--take", str(sheet), *store]) == 0
    told = capsys.readouterr().out
    assert "added     authority/999 neglect neglected-children: refused (new)" in told
    assert "rows.yaml: 1 decisions added, 0 altered, 0 withdrawn, 0 as before" in told
    assert main(["query", "new-weaknesses", "--authority", "Exampleshire", "--format", "csv", *store]) == 0
    listed = capsys.readouterr()
    assert "neglect" not in listed.out
    assert "To check: 2 more weaknesses are not sure enough to be listed" in listed.err
    assert "(1 of them thin or refused when read again)" in listed.err
    asked = [
        "query",
        "new-weaknesses",
        "--to-check",
        "--authority",
        "Exampleshire",
        "--format",
        "csv",
        *store,
    ]
    assert main(asked) == 0
    listed = capsys.readouterr()
    assert "neglect" in listed.out
    assert "To check" not in listed.err


def test_a_sheet_with_a_wrong_row_leaves_with_1(
    own_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "rows.yaml"
    sheet.write_text("rows:\n- row: authority/999 neglect\n  decision: confirmed\n", encoding="utf-8")
    assert main(["review", "--rows", "--take", str(sheet), "--store", str(own_store)]) == 1
    assert "rows.yaml, line 3, row authority/999 neglect: row is a body" in capsys.readouterr().err
