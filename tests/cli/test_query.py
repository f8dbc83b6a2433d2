from __future__ import annotations

import json
from itertools import starmap
from pathlib import Path

import pytest
import typer
from pyoxigraph import Literal, NamedNode

from kg.cli import main
from kg.cli.query import register
from kg.errors import BadParameter, QueryError, RefusedQuery, UnknownName
from kg.store.base import Solutions, Term
from kg.store.search import COLUMNS, build
from tests.queries.graphs import PROLOGUE, store_on_disk

MINE = (
    """\
#+ summary: Sentences on a theme
#+ description: Each with the confidence of its theme.
#+ covers: Reports that are loaded.
#+ params:
#+   authority: {type: authority, required: true, description: Whose reports., example: Ambleford}
#+   theme: {type: theme, many: true}
#+   least: {type: decimal, default: 0.5}
#+ columns: {said: The sentence}
#+ example: {authority: Ambleford, theme: [plans, staffing]}
"""
    + PROLOGUE
    + """
SELECT ?theme ?said
WHERE {
  VALUES ?theme { UNDEF }
  ?finding kg:authority $authority ; kg:theme ?theme ; kg:confidence ?confidence ; kg:text ?said
  FILTER(?confidence >= $least)
}
ORDER BY ?finding
"""
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("councillor's")
    store_on_disk(root / "store")
    (root / "mine").mkdir()
    (root / "mine" / "said.rq").write_text(MINE, encoding="utf-8")
    (root / "mine" / "broken.rq").write_text("#+ sumary: x\nASK {}", encoding="utf-8")
    return root


def kg(place: Path, *words: str) -> object:
    """Run a command as ``kg`` does, on the store and queries of the place."""
    app = typer.Typer(rich_markup_mode=None)
    register(app)
    filled = [
        word.replace("MINE", str(place / "mine")).replace("STORE", str(place / "store")) for word in words
    ]
    return typer.main.get_command(app).main(args=filled, prog_name="kg", standalone_mode=False)


def test_a_query_by_name(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("query", "said", "--queries", "MINE", "--authority", "Ambleford", "--store", "STORE")
    assert kg(place, *words, "--format", "csv") == 0
    out, err = capsys.readouterr()
    assert out == 'theme,said,theme_label\nplans,"Plans say ""soon"" too often.","Plans, reviews and drift"\n'
    assert err == "Covers: Reports that are loaded. Defaults used: --least 0.5.\n"


def test_options_may_stand_anywhere_and_be_repeated(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = ("--store", "STORE", "--authority=901", "--least", "0.1")
    kg(place, "query", "--queries=MINE", "said", *common, "--theme", "plans", "--theme", "staffing")
    assert "2 rows\nCovers: Reports that are loaded.\n" in capsys.readouterr().out


def test_a_query_by_path_into_a_file(place: Path) -> None:
    out = place / "answer.jsonl"
    kg(place, "query", "MINE/said.rq", "--authority", "Ambleford", "--store", "STORE", "-o", str(out))
    assert json.loads(out.read_text(encoding="utf-8"))["theme"] == "plans"


def test_help_is_made_from_the_header(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kg(place, "query", "said", "--queries", "MINE", "--help")
    out = " ".join(capsys.readouterr().out.split())
    assert "Usage: kg query said [OPTIONS]" in out
    assert "--authority NAME-OR-CODE Whose reports (required)." in out
    assert "(by default 0.5)" in out
    assert "Columns: said The sentence" in out
    assert "Example: kg query said --authority Ambleford --theme plans --theme staffing" in out


def test_faults_are_told_by_name(place: Path) -> None:
    with pytest.raises(UnknownName, match=r"No query is called 'sad'\. Did you mean said"):
        kg(place, "query", "sad", "--queries", "MINE")
    with pytest.raises(QueryError, match="unknown key 'sumary'"):
        kg(place, "query", "broken", "--queries", "MINE")
    with pytest.raises(BadParameter, match="said needs --authority"):
        kg(place, "query", "said", "--queries", "MINE", "--store", "STORE")
    with pytest.raises(UnknownName, match=r"'Amblefrod'\. Did you mean Ambleford"):
        kg(place, "query", "said", "--queries", "MINE", "--store", "STORE", "--authority", "Amblefrod")
    twice = (
        "query",
        "said",
        "--queries",
        "MINE",
        "--store",
        "STORE",
        "--authority",
        "901",
        "--authority",
        "903",
    )
    with pytest.raises(BadParameter, match="--authority takes one value, not 2"):
        kg(place, *twice)
    with pytest.raises(UnknownName, match="folder of queries"):
        kg(place, "query", "said", "--queries", "MINE/none")


def test_the_catalogue_tells_what_is_broken(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kg(place, "queries", "--queries", "MINE", "--format", "csv") == 1
    out, err = capsys.readouterr()
    assert "said,,Sentences on a theme,authority [theme] [least],\n" in out
    assert "broken: " in err and "unknown key 'sumary'" in err


def test_a_broken_query_is_told_by_the_exit_code_too(place: Path) -> None:
    assert main(["queries", "--queries", str(place / "mine"), "--format", "csv"]) == 1
    assert main(["queries", "--format", "csv"]) == 0


def test_sparql_of_ones_own(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kg(place, "sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "--store", "STORE", "--format", "tsv")
    assert capsys.readouterr().out.startswith("n\n")
    with pytest.raises(RefusedQuery, match="INSERT changes data"):
        kg(place, "sparql", "INSERT DATA { <http://a/> <http://a/> 1 }", "--store", "STORE")


def test_a_file_that_is_given_as_sparql_is_named_with_its_option(place: Path) -> None:
    with pytest.raises(BadParameter, match=r"kg sparql --file 'my query\.rq'"):
        kg(place, "sparql", "my query.rq", "--store", "STORE")


def complete(
    place: Path, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    app = typer.Typer(rich_markup_mode=None)
    register(app)
    words = line.replace("MINE", str(place / "mine")).replace("STORE", str(place / "store"))
    monkeypatch.setenv("_KG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
    with pytest.raises(SystemExit):
        typer.main.get_command(app).main(args=[], prog_name="kg")
    return capsys.readouterr().out.split()


def test_completion_of_queries_parameters_and_values(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def offered(line: str) -> list[str]:
        return complete(place, line.replace("'", "\\'"), monkeypatch, capsys)

    monkeypatch.chdir(place)
    assert offered("kg query --queries mine sa") == ["said"]
    assert offered("kg query --queries mine said --auth") == ["--authority"]
    assert offered("kg query --queries mine said --store store --authority am") == ["ambleford", "ambleshire"]
    assert offered("kg query --queries mine said --store store --theme wo") == ["workforce"]
    assert offered("kg query --queries mine said --store none --theme wo") == []


def test_search_asks_the_index_beside_the_graph(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = iter([("901", "plans", "Plans drift."), ("903", "plans workforce", "Planning is slow.")])

    def terms(code: str, theme: str, text: str) -> tuple[Term | None, ...]:
        known: dict[str, Term] = {
            "thing": NamedNode(f"https://w3id.org/inspection-kg/id/mention/{code}"),
            "kind": Literal("finding"),
            "authority": NamedNode(f"https://w3id.org/inspection-kg/id/authority/{code}"),
            "start": Literal("2022-01-17"),
            "themes": Literal(theme),
            "text": Literal(text),
            "page": Literal(4),
        }
        return tuple(known.get(column) for column in COLUMNS)

    build(place / "store" / "generations" / "1" / "search.sqlite", Solutions(COLUMNS, starmap(terms, rows)))
    assert kg(place, "search", "plan", "--store", "STORE", "--authority", "Westmere", "--format", "csv") == 0
    assert "903,2022-01-17,,plans workforce,**Planning** is slow.,,,4," in capsys.readouterr().out
    kg(place, "search", "plan*", "--theme", "plans", "--store", "STORE", "--format", "jsonl", "--limit", "1")
    assert json.loads(capsys.readouterr().out)["page"] == 4
    kg(place, "search", "plan*", "--store", "STORE", "--format", "jsonl", "--limit", "0")
    assert capsys.readouterr().out == ""


def test_the_sparql_of_a_query_ready_to_paste(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("query", "said", "--queries", "MINE", "--store", "STORE", "--sparql")
    kg(place, *words, "--authority", "903", "--theme", "plans")
    out, err = capsys.readouterr()
    assert out.startswith("PREFIX") and "id/authority/903>" in out and "$" not in out and err == ""
    file = place / "said.rq"
    kg(place, *words, "-o", str(file))
    out, err = capsys.readouterr()
    assert out == "" and "--authority was not given: this is Ambleford, as in the example" in err
    assert "id/authority/901>" in file.read_text(encoding="utf-8") and str(file) in err


def test_sparql_of_ones_own_needs_no_prefix_and_warns(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = 'SELECT ?f { ?f kg:text ?t FILTER(REGEX(?t, "a(?=b)")) }'
    kg(place, "sparql", text, "--store", "STORE", "--format", "csv")
    out, err = capsys.readouterr()
    assert out == "f\n" and err.startswith("kg: warning: query, line 1: the engine does not know the pattern")
    with pytest.raises(QueryError, match="the prefix ex: of ex:a is not declared"):
        kg(place, "sparql", "SELECT ?s { ?s ex:a ?o }", "--store", "STORE")
    with pytest.raises(QueryError, match=r"error at 1:31: "):
        kg(place, "sparql", "SELECT ?s { ?s kg:a ?o FILTR }", "--store", "STORE")
