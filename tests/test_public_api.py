"""What ``import kg`` offers, and what it leaves alone until it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kg

HEAVY = ("rdflib", "pyshacl", "numpy", "pypdfium2", "SPARQLWrapper", "pandas", "polars")


def test_the_public_names_are_these() -> None:
    assert kg.__all__ == [
        "KnowledgeGraph",
        "Result",
        "__version__",
        "catalogue",
        "errors",
        "load",
        "open",
        "query",
        "review",
    ]


@pytest.mark.parametrize("name", kg.__all__)
def test_each_public_name_is_there_and_documented(name: str) -> None:
    thing = getattr(kg, name)
    assert isinstance(thing, str) or thing.__doc__


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'ask'"):
        kg.ask  # noqa: B018


def loaded_by(code: str, store: Path) -> set[str]:
    """Which of the heavy modules a fresh interpreter holds after running some code."""
    tell = f"import sys; print(*(m for m in {HEAVY!r} if m in sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"],
        env={**os.environ, "KG_STORE": str(store), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_importing_is_quick(tmp_path: Path) -> None:
    assert loaded_by("import kg, kg.cli", tmp_path) == set()


def test_the_way_to_an_answer_is_quick(sample_store: Path) -> None:
    ask = "from kg.cli import main; assert main(['query', 'judgements', '--authority', 'Exampleshire']) == 0"
    assert loaded_by(ask, sample_store) == set()
    as_csv = ask.replace("'Exampleshire'", "'Exampleshire', '--format', 'csv'")
    assert loaded_by(as_csv, sample_store) == set()
