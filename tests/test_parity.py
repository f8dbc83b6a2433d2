"""Python and the command line give the same: one public call stands behind each command that answers."""

from __future__ import annotations

import ast
import io
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

import kg
from kg.brief import to_markdown
from kg.cli import main
from kg.cli.app import app
from kg.queries import own_sparql
from kg.queries.doubts import DoubtfulQuery
from kg.render import formats
from kg.render.result import Result

DOUBTFUL = 'SELECT ?i { ?i kg:startEarliest ?d FILTER(?d > "2020-01-01") }'
OWN = """#+ summary: Codes of authorities
SELECT ?code { ?a <https://w3id.org/inspection-kg/def/code> ?code } ORDER BY ?code
"""


CALLS: dict[str, Callable[..., object]] = {
    "brief": kg.KnowledgeGraph.brief,
    "check": kg.check,
    "check-sources": kg.check_sources,
    "compact": kg.compact,
    "demo": kg.demo,
    "export": kg.KnowledgeGraph.export,
    "fetch": kg.KnowledgeGraph.fetch,
    "import": kg.restore,
    "info": kg.info,
    "load": kg.load,
    "queries": kg.catalogue,
    "query": kg.KnowledgeGraph.query,
    "remove": kg.remove,
    "reports": kg.KnowledgeGraph.reports,
    "review": kg.review,
    "search": kg.KnowledgeGraph.search,
    "show": kg.KnowledgeGraph.show,
    "site": kg.write_site,
    "sparql": kg.KnowledgeGraph.sparql,
    "validate": kg.check_shapes,
}
"""The call behind each command."""

SERVERS = {"mcp", "serve"}
"""Programs that run until they are stopped; their application is :func:`kg.serve.app.application`."""

SKIN = Path(kg.__file__).parent / "cli"
UNDER = (
    "kg.build",
    "kg.curation",
    "kg.edition",
    "kg.export",
    "kg.fetch",
    "kg.known",
    "kg.pipeline",
    "kg.records",
)
"""What the command line reaches through public calls only."""


def test_each_command_has_a_call() -> None:
    commands = typer.main.get_command(app)
    assert set(commands.list_commands(None)) == CALLS.keys() | SERVERS  # type: ignore[attr-defined]
    assert all(call.__doc__ for call in CALLS.values())


@pytest.mark.parametrize("path", sorted(SKIN.glob("*.py")), ids=lambda path: path.stem)
def test_the_command_line_reaches_stores_through_public_calls_only(path: Path) -> None:
    if path.stem == "completion":
        return  # names what can be typed, without a store
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [
        n for n in tree.body if not (isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test))
    ]
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [f"line {i.lineno}: {i.module}" for i in imports if i.module and i.module.startswith(UNDER)]


def test_what_a_store_holds_and_lacks_is_the_same(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(capsys, sample_store, "info")
    assert told == "".join(f"{name:<22} {value}\n" for name, value in kg.info(store=sample_store).items())
    assert kg.check(store=sample_store) == []
    assert printed(capsys, sample_store, "check") == f"{sample_store}: whole\n"
    graph = kg.open(sample_store)
    council = graph.reports(authority="Leeds").to_csv()
    assert council == printed(capsys, sample_store, "reports", "--authority", "Leeds", "--format", "csv")
    (whole,) = kg.check_shapes(store=sample_store)
    assert "".join(f"{line}\n" for line in whole.lines) == printed(capsys, sample_store, "validate")


def test_what_leaves_is_the_same(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = kg.open(sample_store)
    assert graph.export(tmp_path / "ours.nq", authority="Exampleshire", quotes=False) > 0
    words = ["--authority", "Exampleshire", "--no-quotes"]
    printed(capsys, sample_store, "export", "-o", str(tmp_path / "theirs.nq"), *words)
    ours = (tmp_path / "ours.nq").read_bytes()
    assert ours == (tmp_path / "theirs.nq").read_bytes()
    stream = io.BytesIO()
    graph.export(stream, "nquads", authority="Exampleshire", quotes=False)
    assert stream.getvalue() == ours
    brief = to_markdown(graph.brief("Exampleshire"))
    assert brief == printed(capsys, sample_store, "brief", "--authority", "Exampleshire")
    layout = printed(capsys, sample_store, "export", "--layout", "ofsted", "--authority", "Exampleshire")
    assert formats.to_text(graph.layout("ofsted", authority="Exampleshire").answer, "csv") == layout
    text = graph.to_sparql("judgements", authority="Exampleshire").text
    words = ["judgements", "--authority", "Exampleshire", "--sparql"]
    assert text == printed(capsys, sample_store, "query", *words)


def test_the_library_reports_and_prints_nothing(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = logging.getLogger("kg")
    before, log.handlers = log.handlers, []
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("KG_STORE", raising=False)
            patch.setattr("kg.store.folder.default_folder", lambda: tmp_path / "new")
            kg.open()
    finally:
        log.handlers = before
    assert [record.getMessage() for record in caplog.records] == [
        f"no store at {tmp_path / 'new'} yet: creating one from shipped data"
    ]
    assert capsys.readouterr() == ("", "")


def printed(capsys: pytest.CaptureFixture[str], store: Path, *words: str) -> str:
    assert main([*words, "--store", str(store)]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("form", ["csv", "json", "turtle"])
@pytest.mark.parametrize("command", ["query", "sparql", "search"])
def test_what_is_asked_in_python_and_on_the_command_line_is_the_same(
    sample_store: Path, capsys: pytest.CaptureFixture[str], command: str, form: str
) -> None:
    graph = kg.open(sample_store)
    text = "SELECT ?i ?d { ?i kg:startEarliest ?d } ORDER BY ?i ?d"
    answers: dict[str, tuple[Result, list[str]]] = {
        "query": (
            graph.query("judgements", authority="Exampleshire"),
            ["query", "judgements", "--authority", "Exampleshire"],
        ),
        "sparql": (graph.sparql(text), ["sparql", text]),
        "search": (graph.search("plans", limit=5), ["search", "plans", "--limit", "5"]),
    }
    result, words = answers[command]
    ours = getattr(result, f"to_{form}")()
    assert len(ours.splitlines()) > 1 or form == "json"
    assert ours == printed(capsys, sample_store, *words, "--format", form)


def test_a_query_of_ones_own_has_limits_in_python_too(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "codes.rq"
    mine.write_text(OWN, encoding="utf-8")
    graph = kg.open(sample_store)
    assert len(graph.query(mine)) > 100
    monkeypatch.setattr("kg.graph.OWN_ROWS", 3)
    with pytest.raises(kg.errors.TimeLimit):
        graph.query(mine).to_csv()
    assert main(["query", str(mine), "--store", str(sample_store), "--format", "csv"]) == 3
    assert len(graph.query("judgements").rows) > 3  # those that ship have been measured
    monkeypatch.setattr("kg.graph.OWN_ROWS", own_sparql.OWN_ROWS)
    monkeypatch.setattr("kg.graph.OWN_SECONDS", 0.0)
    with pytest.raises(kg.errors.TimeLimit, match="stopped after 0 seconds"):
        graph.query(mine).to_csv()


def test_doubts_of_a_query_are_reported_by_both(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.warns(DoubtfulQuery) as caught:
        result = kg.open(sample_store).sparql(DOUBTFUL)
    assert result.doubts
    assert [str(one.message) for one in caught] == [f"query, {doubt}" for doubt in result.doubts]
    assert main(["sparql", DOUBTFUL, "--store", str(sample_store), "--format", "csv"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert [f"kg: warning: query, {doubt}" for doubt in result.doubts] == told[: len(result.doubts)]
