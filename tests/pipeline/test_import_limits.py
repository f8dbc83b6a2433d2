"""Imports and curation files that no export wrote: refused with a word, and the store is as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.build.base import authority_codes
from kg.curation import read_corrections
from kg.curation.rows import read_rows
from kg.curation.sheet_in import read_sheet
from kg.errors import RecordError
from kg.namespaces import DEF, GRAPH, thing
from kg.pipeline import restore as module
from kg.pipeline.restore import restore
from kg.records import load_records
from kg.regular import TEXT
from kg.store.folder import StoreFolder

KEY = "0123456789abcdef"
READERS: dict[str, Callable[[Path], object]] = {
    "import": lambda path: restore([path], path.with_name("store")),
    "corrections": lambda path: read_corrections([path]),
    "decisions": lambda path: read_rows([path]),
    "sheet": read_sheet,
    "record": lambda path: load_records([path]),
    "register": lambda path: authority_codes([path]),
}


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
        (line(text="x" * 17_000_000), "does not parse"),
        ("<urn:a> <urn:b> " + "<<( <urn:a> <urn:b> " * 101, "triples within triples, nested too deeply"),
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
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_a_pipe_is_not_waited_for(read: Callable[[Path], object], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.nq")
    with pytest.raises(RecordError, match="a device or a pipe"):
        read(tmp_path / "pipe.nq")


@pytest.mark.parametrize("name", ["corrections", "register"])
def test_triples_in_triples_do_not_end_the_process(name: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.ttl"
    path.write_text("<urn:a> <urn:b> " + "<<( <urn:a> <urn:b>\n" * 101, encoding="utf-8")
    with pytest.raises(RecordError, match="nested too deeply"):
        READERS[name](path)


@pytest.mark.parametrize("json", ["[" * 5_000, '{"row": ' + "9" * 5000 + "}"], ids=["deep", "long number"])
def test_json_that_cannot_be_used_is_refused(json: str, tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(json + "\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"decisions\.jsonl, line 1: JSON that cannot be used"):
        read_rows([path])


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text("document,sentence,by,why\n" + "x" * 200_000 + ",,,\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"decisions\.csv: cannot be read as text: field larger"):
        read_corrections([path])


@pytest.mark.parametrize("read", [READERS[n] for n in ("corrections", "decisions", "sheet", "record")])
def test_a_text_of_people_is_not_read_if_it_is_too_large(
    read: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "large"
    with path.open("wb") as stream:
        stream.truncate(TEXT + 1)
    with pytest.raises(RecordError, match=r"50,000,001 bytes are more than the limit of 50,000,000"):
        read(path)
