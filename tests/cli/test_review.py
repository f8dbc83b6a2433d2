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
