"""Every example in the pages runs on what ships, or says why not.

The blocks of a page are run one after another, in this process, on the sample reports, in a folder whose
``reports/`` holds the samples and one damaged file, beside a signed curation
file. Of sessions (lines that begin with ``$ kg``) what they
print, errors among it, is compared; calls without their output have to be valid; Python, SPARQL and Turtle
run.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from kg.namespaces import PREFIXES
from kg.store.folder import open_store
from tests.conftest import SAMPLES
from tests.docs.sessions import Block, Example, arguments, blocks, examples, matches, run

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = [
    page
    for page in (DOCS.parent / "README.md", *sorted(DOCS.glob("*.md")))
    if blocks(page.read_text(encoding="utf-8"))
]
CHANGING = frozenset({"compact", "load", "remove", "import", "review"})
ELSEWHERE = {
    "mermaid": "tests/docs/test_built_site.py draws them",
    "shell-session": "tests/docs/test_engines_page.py runs them on a server",
    "toml": "tests/docs/test_engines_page.py reads it",
}
SETTING_UP = ("make ", "pip ", "pipx ", "uv ", "python ", "python3 ", ".venv", "export ")
"""Beginnings of commands that install or train; the checks of the project run them, or others like them."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reader's folder, made the current one."""
    reports = tmp_path / "reports"
    shutil.copytree(SAMPLES, reports, ignore=shutil.ignore_patterns("src", "*.md", "*.ttl"))
    shutil.copy(Path(__file__).with_name("decided.csv"), tmp_path)
    (reports / "draft.pdf").write_text("no report at all", encoding="utf-8", newline="\n")
    shutil.copytree(SAMPLES, tmp_path / "documents" / "samples")
    shutil.copy(next(SAMPLES.glob("*.pdf")), tmp_path / "children's services inspection - 2022.pdf")
    shutil.copytree(SAMPLES / "letters", tmp_path / "more")
    monkeypatch.chdir(tmp_path)
    for name, value in {"COLUMNS": "100", "NO_COLOR": "1"}.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_runs(
    page: Path, desk: Path, sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [block for block in blocks(page.read_text(encoding="utf-8")) if not block.not_run]
    store = sample_store
    if any(words[0] in CHANGING for block in found for words in calls(block, desk)):
        store = Path(shutil.copytree(sample_store, desk / "store"))
    monkeypatch.setenv("KG_STORE", str(store))
    names: dict[str, Any] = {}
    for block in found:
        if block.file:
            (desk / block.file).write_text(block.text, encoding="utf-8", newline="\n")
            continue
        match block.kind:
            case "console" if page.name != "README.md":
                compare(block, desk)
            case "console":
                pass  # test_readme.py runs it in a process of its own
            case "sh" | "indented" if not is_code(block.text):
                for words in calls(block, desk):
                    check_call(words)
            case kind if kind in ELSEWHERE:
                pass
            case _:
                run_code(block.text, store, names)


def calls(block: Block, folder: Path) -> list[list[str]]:
    """The arguments of each call of ``kg`` in a block."""
    if block.kind == "console":
        return [arguments(e.command, folder) for e in session(block) if e.command.startswith("kg ")]
    if block.kind not in ("sh", "indented") or is_code(block.text):
        return []
    lines = block.text.splitlines()
    assert all(line.startswith(("kg ", *SETTING_UP)) for line in lines), f"what is this: {block.text}"
    return [arguments(line.partition("  #")[0], folder) for line in lines if line.startswith("kg ")]


def session(block: Block) -> list[Example]:
    return examples(f"```console\n{block.text}```")


def compare(block: Block, desk: Path) -> None:
    for example in session(block):
        assert example.command.startswith("kg "), example.command
        code, printed = run(arguments(example.command, desk))
        assert matches(example.output, printed.splitlines()), f"{example.command} prints:\n{printed}"
        assert code == 0 or example.output, f"{example.command} leaves with {code}"


def check_call(words: list[str]) -> None:
    """A call has to be valid; a new store does not know the council of the samples and refuses them."""
    code, printed = run(words)
    assert code == 0 or (words[0] == "load" and code == 1), (
        f"kg {' '.join(words)} leaves with {code}: {printed}"
    )


def is_code(text: str) -> bool:
    """Whether a block without a language is Python, SPARQL or Turtle."""
    return text.startswith(("from ", "import ", "PREFIX ", "<"))


def run_code(text: str, store: Path, names: dict[str, Any]) -> None:
    """Run Python with the names of the blocks before it; ask SPARQL, which must find rows; read Turtle."""
    if text.startswith("PREFIX "):
        assert list(open_store(store).select(text).rows), text
    elif text.startswith("<"):
        prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
        assert list(pyoxigraph.parse(prefixes + text, format=pyoxigraph.RdfFormat.TURTLE))
    else:
        exec(compile(text, "example", "exec"), names)  # noqa: S102


def test_blocks_are_found_with_their_reasons() -> None:
    page = (
        "Words\n\n    kg load a\n\n    kg load b\n\n```sh\nkg info\n```\n\n"
        "<!-- not run: the form of a call -->\n\n    kg NAME\n"
    )
    assert blocks(page) == [
        Block("indented", "kg load a\n\nkg load b\n"),
        Block("sh", "kg info\n"),
        Block("indented", "kg NAME\n", "the form of a call"),
    ]


def test_there_are_pages_with_examples() -> None:
    assert {"start.md", "ask.md", "evidence.md", "export.md", "python.md", "queries.md"} <= {
        page.name for page in PAGES
    }
