"""docs/limits.md promises nothing without a test: each line of its tables names tests that exist."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from kg import fetch, regular
from kg.build import cage, cluster, process, scheduled
from kg.cli import answers
from kg.documents.limits import DocumentLimits
from kg.pipeline import restore
from kg.queries import read_only
from kg.rdf import nesting
from kg.sandbox.child import MB
from kg.serve.connections import Connection
from kg.store.cancellable import Limits

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
DEFINED = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
}

TEN = {10: "ten"}
DOCUMENT = DocumentLimits()
FETCH = {name: given.default for name, given in inspect.signature(fetch.fetch).parameters.items()}
LIMITS = {
    "pages of a PDF": f"{DOCUMENT.pages:,}",
    "characters of text of one file": f"{DOCUMENT.characters:,}",
    "objects that a PDF draws: pieces of text, lines, pictures, forms": f"{DOCUMENT.objects:,}",
    "processor time to read one file": f"{DOCUMENT.cpu_seconds} s",
    "memory of the process that reads one file (Linux)": f"{DOCUMENT.memory_mb} MB",
    "elapsed time to read one file, if the reader only waits": f"{TEN[cage.SLACK]} times the processor time",
    "time to reach a scheduler, and until it has a worker": f"{cluster.REACH:g} s",
    "time without any worker during a load": f"{scheduled.ALONE:g} s",
    "size of one file": f"{process.LARGEST / MB:g} MB",
    "size of a file of corrections or decisions, or of a record": f"{regular.TEXT / MB:g} MB",
    "time to fetch one report": f"{FETCH['wait']:g} s for the next bytes, {FETCH['longest']:g} s for all",
    "size of a fetched report": f"{fetch._LARGEST / MB:g} MB",
    "a request to `kg serve` that does not arrive, an answer that nobody reads": f"{Connection.seconds:g} s",
    "time of a stored query": f"{answers.SECONDS:g} s; in Python none",
    "brackets within brackets in a query": f"{read_only._DEEPEST}",
    "words and marks of a query, lists in `VALUES` and `IN` not counted": f"{read_only._LONGEST:,}",
    "text in an import": f"{restore._LONGEST:,} characters",
    "graphs in an import": f"{restore._MOST_GRAPHS:,}",
    "triples within triples in an import, a curation file or a register": f"{nesting._DEEPEST}",
}
"""What the page says of each limit whose size is a constant of the code."""


def promises() -> list[tuple[str, list[str]]]:
    """What each line of a table with a column of tests promises, and the tests that it names."""
    found: list[tuple[str, list[str]]] = []
    for table in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        head, _, *lines = (re.split(r"\s*\|\s*", line.strip("| ")) for line in table.splitlines())
        if head[-1] == "test":
            tests = resolved([line[-1] for line in lines])
            found += [(" | ".join(line[:-1]), of) for line, of in zip(lines, tests, strict=True)]
    return found


def named(text: str) -> list[str]:
    """The tests, files of tests and benchmarks that a text names."""
    return re.findall(r"`(test_\w+|(?:tests|benchmarks)/[\w/]+(?:\.py)?)`", text)


def resolved(cells: list[str]) -> list[list[str]]:
    """The tests that each cell of a column names; *the same test* stands for those of the cell above."""
    found: list[list[str]] = []
    for cell in cells:
        if cell.startswith("the same test"):
            above = found[-1] if found else []
            found.append(above and above + named(cell))
        else:
            found.append(named(cell))
    return found


def test_the_page_has_promises() -> None:
    assert len(promises()) > 20


@pytest.mark.parametrize(("promise", "tests"), promises(), ids=[promise for promise, _ in promises()])
def test_each_promise_names_a_test(promise: str, tests: list[str]) -> None:
    assert tests, promise


def test_the_limits_of_a_query_are_those_of_the_code() -> None:
    limits = Limits()
    assert f"| time of `kg sparql` | {limits.seconds:g} s |" in PAGE
    assert f"| memory of a query (Linux) | {limits.memory_mb} MB |" in PAGE
    assert (
        f"| rows and size of an answer to `kg sparql` | {limits.rows:,} rows, {limits.answer_mb} MB |" in PAGE
    )


@pytest.mark.parametrize(("limit", "told"), LIMITS.items(), ids=LIMITS.keys())
def test_the_page_has_the_limits_of_the_code(limit: str, told: str) -> None:
    assert f"| {limit} | {told} |" in PAGE


def test_the_same_test_is_that_of_the_cell_above() -> None:
    assert resolved(["`test_a`", "the same test, `test_b`", "the same test"]) == [
        ["test_a"],
        ["test_a", "test_b"],
        ["test_a", "test_b"],
    ]
    assert resolved(["the same test, `test_b`", "the same test: twice"]) == [[], []]


@pytest.mark.parametrize("name", sorted(set(named(PAGE))))
def test_what_the_page_names_exists(name: str) -> None:
    assert name in DEFINED if name.startswith("test_") else (ROOT / name).exists()
