"""docs/limits.md promises nothing without a test: each line of its tables names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
DEFINED = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
}


def promises() -> list[tuple[str, str]]:
    """What each line of a table with a column of tests promises, and that column."""
    found: list[tuple[str, str]] = []
    for table in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        head, _, *lines = (re.split(r"\s*\|\s*", line.strip("| ")) for line in table.splitlines())
        if head[-1] == "test":
            found += [(" | ".join(line[:-1]), line[-1]) for line in lines]
    return found


def named(text: str) -> list[str]:
    """The tests, files of tests and benchmarks that a text names."""
    return re.findall(r"`(test_\w+|(?:tests|benchmarks)/[\w/]+(?:\.py)?)`", text)


def test_the_page_has_promises() -> None:
    assert len(promises()) > 20


@pytest.mark.parametrize(("promise", "tests"), promises(), ids=[promise for promise, _ in promises()])
def test_each_promise_names_a_test(promise: str, tests: str) -> None:
    assert named(tests) or tests.startswith("the same test"), promise


@pytest.mark.parametrize("name", sorted(set(named(PAGE))))
def test_what_the_page_names_exists(name: str) -> None:
    assert name in DEFINED if name.startswith("test_") else (ROOT / name).exists()
