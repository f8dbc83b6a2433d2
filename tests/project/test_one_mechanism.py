"""One mechanism for one purpose: what every reader or writer of a kind goes through."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import yaml_core
from kg.errors import RecordError

PACKAGE = Path(__file__).resolve().parents[2] / "kg"

ONLY = {
    # the core schema, and no key twice
    r"\bruamel\b": {"yaml_core.py"},
    # names that stay English whatever the locale
    r"\b(?:month|day)_name\b|[\"']february[\"']": {"months.py"},
    # what a command prints, without what a terminal would act upon
    r"\b(?:typer|click)\.echo\b": {"cli/say.py"},
    # a file replaced as a whole: in a store, for a user (streams, links, pipes), from the web; a folder
    r"\b(?:fresh|part|new|temporary)\.(?:replace|rename)\(|\bos\.(?:replace|rename)\(": {
        "store/durable.py",
        "render/files.py",
        "fetch.py",
        "serve/replacing.py",
    },
    # the user's own store, where a call names none
    r"\bdefault_folder\b": {"store/folder.py"},
    # templates escape what they print; by hand: drawings, and addresses within a page that is there
    r"\bFileSystemLoader\b": {"render/templates.py"},
    r"\bfrom html import [^\n]*\bescape\b": {"brief/chart.py", "serve/rewriting.py", "serve/vega.py"},
}


@pytest.mark.parametrize("pattern", ONLY)
def test_a_purpose_has_one_place(pattern: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if re.search(pattern, path.read_text(encoding="utf-8"))
    }
    assert users == ONLY[pattern]


@pytest.mark.parametrize("folder", ["benchmarks", "tests", "tools"])
def test_what_stands_beside_the_package_reads_yaml_by_it_too(folder: str) -> None:
    imported = re.compile(r"^\s*(?:from|import) (?:ruamel|yaml)\b", re.MULTILINE)
    files = (PACKAGE.parent / folder).rglob("*.py")
    assert [path.name for path in files if imported.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("text", "what"), [("a: 1\nb: 2\na: 3\n", "duplicate key"), ("a: [1\n", "this is not YAML")]
)
def test_a_broken_file_of_data_is_named_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=rf"^tags\.yaml, line \d: .*{what}"):
        yaml_core.load_file(path)


def test_a_day_in_a_file_of_data_stays_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "tags.yaml"
    path.write_text("from: 2022-03-09\n", encoding="utf-8")
    assert yaml_core.load_file(path) == {"from": "2022-03-09"}


@pytest.mark.parametrize(
    "text",
    ["? - a: b\n: c\n", "a: 1" + "0" * 5000 + "\n", "[" * 2000 + "]" * 2000, "a: &b [c]\nd: [*b, *b]\n"],
    ids=["mapping as key", "long number", "deep lists", "alias"],
)
def test_yaml_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(RecordError, match=r"^tags\.yaml: YAML that cannot be used: "):
        yaml_core.load(text, "tags.yaml", RecordError)
