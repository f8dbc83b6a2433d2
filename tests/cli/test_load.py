"""What ``kg load`` says of what it loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main


def test_a_load_of_nothing_tells_of_the_records_that_ship(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["load", "--store", str(tmp_path)]) == 0
    assert "; 5 shipped records loaded; " in capsys.readouterr().out
    assert main(["load", "--store", str(tmp_path)]) == 0
    assert "shipped" not in capsys.readouterr().out, "they are there already"
