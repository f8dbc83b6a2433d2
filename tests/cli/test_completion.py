"""Completion as a shell asks for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.completion import offers
from kg.queries.names import Name
from kg.store.folder import StoreFolder


def test_a_value_is_offered_once_though_two_scales_have_it() -> None:
    both = [Name(f"http://example.org/{scale}", "good", "Good") for scale in ("new", "old")]
    assert offers(both, "g") == [("good", "")]
    assert offers([Name("", "ri", "Requires improvement")] * 2, "r") == [("ri", "Requires improvement")]


@pytest.mark.parametrize(
    ("word", "offered"),
    [
        ('"South E', ["South East"]),
        ("'south e", ["south east"]),
        ("South\\ E", []),
        ("south-e", ["south-east"]),
    ],
)
def test_bash_is_offered_blanks_only_within_quotation_marks(
    word: str,
    offered: list[str],
    sample_store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KG_STORE", str(sample_store))
    monkeypatch.setenv("_KG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "\n".join(("kg", "query", "due", "--region", word)))
    monkeypatch.setenv("COMP_CWORD", "4")
    assert main([]) == 0
    assert list(filter(None, capsys.readouterr().out.splitlines())) == offered


def test_other_shells_are_offered_names_as_they_are_written(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_STORE", str(sample_store))
    monkeypatch.setenv("_KG_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "kg query due --region South\\ E")
    assert main([]) == 0
    assert capsys.readouterr().out.splitlines() == ["South East"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kg qu", ["queries", "query"]),
        ("kg query per", ["persistent-weaknesses"]),
        ("kg query judgements --authority exa", ["exampleshire"]),
        ("kg query judgements --authority Exa", ["Exampleshire"]),
        ("kg query due --region South-E", ["South-East"]),
        (
            "kg query recommendation-status --inspection 999-ilacs-20",
            ["999-ilacs-2021-05-17", "999-ilacs-2025-06-09"],
        ),
        ("kg query judgements --grade requires", ["requires-improvement"]),
        ("kg query trajectories --theme Homes", ["Homes-for-care-leavers"]),
        ("kg query statements --sort recomm", ["recommendation"]),
        ("kg query judgements --format m", ["markdown"]),
        ("kg query sustained-strengths --ended y", ["yes"]),
        ("kg show exa", ["exampleshire"]),
        ("kg brief exa", ["exampleshire"]),
        ("kg export --authority exa", ["exampleshire"]),
        ("kg export --format tr", ["trig"]),
        ("kg export --format xl", ["xlsx"]),
        ("kg export --layout d", ["d2i"]),
        ("kg export --queries g", ["grlc"]),
        ("kg queries --tag traj", ["trajectory"]),
        ("kg load --tier council-n", ["council-notice"]),
        ("kg load --authority exa", ["exampleshire"]),
        ("kg review --authority exa", ["exampleshire"]),
        ("kg review --rows --state resol", ["resolved"]),
    ],
)
def test_what_is_offered(
    line: str,
    offered: list[str],
    sample_store: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KG_STORE", str(sample_store))
    monkeypatch.setenv("_KG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    assert main([]) == 0
    assert sorted(capsys.readouterr().out.split()) == offered


@pytest.mark.parametrize("line", ["kg remove {}", "kg export --document {}"])
def test_documents_of_the_store_are_offered_by_hash_or_by_a_name_without_blanks(
    line: str, sample_store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = StoreFolder(sample_store).manifest().documents()
    plain = next(e.file_name for e in entries if " " not in e.file_name)
    for begun, offered in ((entries[0].sha256[:7], entries[0].sha256[:16]), (plain[:-2], plain)):
        asked = line.format(begun)
        monkeypatch.setenv("KG_STORE", str(sample_store))
        monkeypatch.setenv("_KG_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", asked)
        monkeypatch.setenv("COMP_CWORD", str(asked.count(" ")))
        assert main([]) == 0
        assert capsys.readouterr().out.split() == [offered]


def test_an_endpoint_is_offered_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "kg.toml").write_text(
        '[endpoints.county]\nquery = "http://localhost:1/query"\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("_KG_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "kg sparql --endpoint cou")
    monkeypatch.setenv("COMP_CWORD", "3")
    assert main([]) == 0
    assert capsys.readouterr().out.split() == ["county"]


@pytest.mark.skipif(shutil.which("bash") is None or os.name != "posix", reason="needs bash")
def test_the_function_that_bash_runs(sample_store: Path, tmp_path: Path) -> None:
    command = tmp_path / "kg"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kg "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    script = """
eval "$(_KG_COMPLETE=source_bash kg)"
COMP_WORDS=(kg query judgements --authority exa); COMP_CWORD=4
_kg_completion kg
echo "${COMPREPLY[@]}"
COMP_WORDS=(kg query judgements --area = overall-effectiveness --authority = exa); COMP_CWORD=8
_kg_completion kg
echo "${COMPREPLY[@]}"
"""
    done = subprocess.run(
        ["bash", "-c", script],
        env={
            **os.environ,
            "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
            "KG_STORE": str(sample_store),
            "PYTHONPATH": str(Path(__file__).parents[2]),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.stdout == "exampleshire\nexampleshire\n", done.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_given_a_script(
    shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_KG_COMPLETE", f"source_{shell}")
    assert main([]) == 0
    assert f"complete_{shell}" in capsys.readouterr().out
