"""Examples in the user's pages print what they say.

Lines of a session that begin with ``$ kg`` are run one after another, in this process, on the sample reports,
in a folder whose ``reports/`` holds the samples and one damaged file, beside a signed curation file. What
they print, errors among it, is
compared.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLES
from tests.docs.sessions import arguments, examples, matches, run

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [
    page for page in sorted(DOCS.glob("*.md")) if "```console\n$ kg " in page.read_text(encoding="utf-8")
]
CHANGING = frozenset({"load", "remove", "import", "review"})


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader's folder, made the current one."""
    reports = tmp_path / "reports"
    shutil.copytree(SAMPLES, reports, ignore=shutil.ignore_patterns("src", "*.md", "*.ttl"))
    shutil.copy(Path(__file__).with_name("decided.csv"), tmp_path)
    (reports / "draft.pdf").write_text("no report at all", encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "100", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_they_say(
    page: Path, desk: Path, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = [e for e in examples(page.read_text(encoding="utf-8")) if e.command.startswith("kg ")]
    store = sample_store
    if any(arguments(example.command, desk)[0] in CHANGING for example in session):
        store = Path(shutil.copytree(sample_store, desk / "store"))
    monkeypatch.setenv("KG_STORE", str(store))
    for example in session:
        code, printed = run(arguments(example.command, desk))
        assert matches(example.output, printed.splitlines()), f"{example.command} prints:\n{printed}"
        assert code == 0 or example.output, f"{example.command} leaves with {code}"


def test_there_are_pages_with_examples() -> None:
    assert {"start.md", "ask.md", "evidence.md", "export.md"} <= {page.name for page in PAGES}
