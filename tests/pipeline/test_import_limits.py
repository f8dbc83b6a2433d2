"""Imports and curation files that no export wrote: refused with a word, and the store is as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.curation import read_corrections
from kg.errors import RecordError
from kg.namespaces import DEF, GRAPH, thing
from kg.pipeline import restore as module
from kg.pipeline.restore import restore
from kg.store.folder import StoreFolder

KEY = "0123456789abcdef"


def line(key: str = KEY, text: str = "words", graph: str = "") -> str:
    return f'<{thing("document", key)}> <{DEF}text> "{text}" <{graph or f"{GRAPH}document/{key}"}> .\n'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (line(text="x" * 2000), "a text of 2,000 characters, more than the limit of 1,000"),
        ("".join(line(f"{number:016x}") for number in range(6)), "more than 5 graphs; import it in parts"),
        (line(), "does not describe its document"),
        (line().replace(f"<{GRAPH}document/{KEY}> ", ""), "a triple without a named graph"),
        (line()[:-20], "does not parse"),
        (line().replace("words", "\\ud800"), "does not parse"),
        ("\x00" * 100, "does not parse"),
    ],
)
def test_what_no_export_wrote_is_refused_whole(
    content: str, told: str, own_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LONGEST", 1000)
    monkeypatch.setattr(module, "_MOST_GRAPHS", 5)
    before = StoreFolder(own_store).generation()
    path = tmp_path / "odd.nq"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match=told):
        restore([path], own_store)
    assert StoreFolder(own_store).generation() == before


def test_a_graph_whose_name_is_no_key_is_left_out(own_store: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.nq"
    path.write_text(line(graph=f"{GRAPH}document/../../x"), encoding="utf-8")
    assert restore([path], own_store) == 0


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    for name in ("all.nq", "decisions.csv"):
        os.mkfifo(tmp_path / name)
    with pytest.raises(RecordError, match="a device or a pipe"):
        restore([tmp_path / "all.nq"], tmp_path / "store")
    with pytest.raises(RecordError, match="a device or a pipe"):
        read_corrections([tmp_path / "decisions.csv"])


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("document,sentence,by,why\n" + "x" * 200_000 + ",,,\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"decisions\.csv: cannot be read as text: field larger"):
        read_corrections([path])
