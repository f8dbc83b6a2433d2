"""A run of the tests under a clock that stops waits ends at once, with a message that says what helps."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import faked_clock

CHECKOUT = Path(__file__).parents[1]
LIBRARY = "/no/such/libfaketime.so.1"
"""The check goes by the name; the loader only warns of a library that is not there."""

if os.name != "posix":
    pytest.skip("LD_PRELOAD is a variable of POSIX", allow_module_level=True)


@pytest.fixture
def preloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_PRELOAD", LIBRARY)


@pytest.mark.usefixtures("preloaded")
@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("raise OSError(22)", "waits fail under it"),
        ("import signal; signal.pause()", "waits do not end under it"),
    ],
)
def test_waits_that_fail_or_do_not_end_are_told(program: str, told: str) -> None:
    message = faked_clock.fault(program, seconds=1)
    assert told in message
    assert "make test" in message and "make dates" in message


@pytest.mark.usefixtures("preloaded")
def test_waits_that_end_are_fine() -> None:
    assert faked_clock.fault(seconds=60) == ""


def test_under_the_true_clock_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    assert faked_clock.fault("raise OSError(22)") == ""


@pytest.mark.parametrize("broken", [True, False])
@pytest.mark.usefixtures("preloaded")
def test_a_run_of_the_tests_ends_at_its_start(tmp_path: Path, broken: bool) -> None:
    if broken:
        (tmp_path / "sitecustomize.py").write_text(
            "import time\ndef sleep(seconds): raise OSError(22, 'Invalid argument')\ntime.sleep = sleep\n",
            encoding="utf-8",
        )
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--collect-only",
            "tests/test_text.py",
        ],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == (3 if broken else 0), run.stderr
    assert ("make dates" in run.stdout + run.stderr) == broken
