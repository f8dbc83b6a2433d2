from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["query", "statements", "--autority", "Surrey"],
            "kg: No option of kg query statements is called '--autority'. Did you mean --authority",
        ),
        (
            ["query", "statements", "Surrey"],
            "kg: kg query statements takes no 'Surrey'. Name a council with an option: --authority Surrey",
        ),
        (["load", "--workers", "many"], "kg: --workers: 'many' is not a valid"),
        (["info", "--store"], "kg: --store needs a value."),
        (
            ["query", "judgements", "--council", "Leeds"],
            "kg: No option of kg query judgements is called '--council'. Did you mean --authority?\n",
        ),
        (
            ["query", "repeat-rates", "--authority", "Leeds"],
            "kg: No option of kg query repeat-rates is called '--authority'. There are: --theme; --cohort;",
        ),
        (
            ["query", "who-solved", "--near", "Leeds"],
            "kg: No option of kg query who-solved is called '--near'. Did you mean --neighbours-of?\n",
        ),
        (
            ["query", "neighbours", "--region", "London"],
            "kg: No option of kg query neighbours is called '--region'. There are: --authority; --edition;",
        ),
        (["query", "judgements", "--limit", "-1"], "kg: --limit: -1 is not 0 or more. See"),
        (
            ["export", "leeds.ttl", "--authority", "Leeds"],
            "kg: kg export takes no 'leeds.ttl'. Name a file with an option: --output leeds.ttl\n",
        ),
        (["validate", "none.ttl"], "kg: none.ttl does not exist."),
        (["frobnicate"], "kg: No command is called 'frobnicate'. There are: "),
        (["brief"], "kg: kg brief needs one --authority, for example --authority Surrey"),
        (["check-sources"], "kg: kg check-sources needs DIR. See kg check-sources --help."),
        (["load", "none-*.pdf"], "kg: none-*.pdf: no file fits this pattern"),
    ],
)
def test_errors_of_the_call_are_told_in_one_voice(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, err = said(capsys, *words)
    assert code == 2
    assert err.startswith(message)
    assert "Usage:" not in err and err.count("\n") == 1


def test_a_pattern_in_quotes_is_filled_in(
    sample_store: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert main(["validate", str(tmp_path / "*.ttl")]) == 0
    out = capsys.readouterr().out
    assert "a.ttl" in out and "b.ttl" in out
    assert main(["validate", str(tmp_path)]) == 0
    assert capsys.readouterr().out == out
    (tmp_path / "none").mkdir()
    assert main(["validate", str(tmp_path / "none")]) == 2


def test_sparql_needs_no_usual_prefixes(sample_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "SELECT (COUNT(?s) AS ?n) { ?s a kg:Inspection ; kg:kind ?kind . ?kind skos:prefLabel ?label }"
    assert main(["sparql", text, "--store", str(sample_store), "--format", "csv"]) == 0
    assert int(capsys.readouterr().out.splitlines()[1]) > 0


def test_the_council_of_a_brief_is_an_option_as_everywhere(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["brief", "--authority", "Exampleshire", "--store", str(sample_store)]) == 0
    named = capsys.readouterr().out
    assert main(["brief", "Exampleshire", "--store", str(sample_store)]) == 0
    assert capsys.readouterr().out == named


def test_the_queries_that_have_an_option_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = said(capsys, "query", "who-solved", "--authority", "Leeds")
    assert "Queries with --authority: kg query resolved-weaknesses; " in err
    _, err = said(capsys, "query", "regional-picture", "--council", "Leeds")
    assert "Queries with --authority: kg query judgements" in err
    _, err = said(capsys, "query", "statements", "--frobnicate", "1")
    assert "Queries with" not in err


def test_a_name_of_another_kind_is_told_with_its_option(
    sample_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["query", "persistent-weaknesses", "--store", str(sample_store)]
    for option, name, other in (
        ("--authority", "South East", "region: --region 'South East'"),
        ("--region", "Leeds", "authority: --authority Leeds"),
        ("--theme", "care leavers", "cohort: --cohort 'care leavers'"),
    ):
        code, err = said(capsys, *words, option, name)
        assert code == 2 and f"It is the name of a{'n' * (other[0] == 'a')} {other}" in err, err
    code, err = said(capsys, *words, "--authority", "Lees")
    assert code == 2 and "Did you mean Leeds" in err
