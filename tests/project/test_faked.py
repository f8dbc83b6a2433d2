"""How the tests run under a library that fakes the clock of a command."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import time
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
FAKED = CHECKOUT / "tests" / "faked"


@pytest.mark.skipif(shutil.which("make") is None or os.name != "posix", reason="needs make")
@pytest.mark.parametrize(
    ("library", "expected"),
    [("/no/such/libfaketime.so.1", f"1 {FAKED}:/else"), ("", "unset /else")],
)
def test_make_keeps_waits_on_the_true_clock(library: str, expected: str) -> None:
    told = "told: ; @echo $${FAKETIME_DONT_FAKE_MONOTONIC-unset} $$PYTHONPATH"
    environ = {name: value for name, value in os.environ.items() if not name.startswith("FAKETIME")}
    run = subprocess.run(
        ["make", "--no-print-directory", "--eval", told, "told"],
        cwd=CHECKOUT,
        env={**environ, "LD_PRELOAD": library, "PYTHONPATH": "/else", "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
    )
    assert run.stdout.strip() == expected, run.stderr


def test_sleep_lasts_as_long_as_asked_and_takes_no_less_than_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", None)
    runpy.run_path(str(FAKED / "sitecustomize.py"))
    begun = time.monotonic()
    time.sleep(0.02)
    assert time.monotonic() - begun >= 0.02
    with pytest.raises(ValueError, match="non-negative"):
        time.sleep(-1)
