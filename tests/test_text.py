"""Names and texts of strangers: any that the system allows is loaded, listed and removed, and none acts."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import shutil
import sys
import tempfile
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

import kg
from kg.cli import main
from kg.cli.say import say
from kg.cli.watch import JsonLines
from kg.namespaces import DEF, thing
from kg.pipeline.restore import restore
from kg.queries.answer import Answer
from kg.rdf.iris import document_graph
from kg.render.formats import save, to_text
from kg.stages import heard_by, stage
from kg.store.base import Solutions
from kg.store.folder import StoreFolder
from kg.text import name_of, visible
from tests.conftest import SAMPLES

MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"
anything = st.text(st.characters(codec=None, categories=None), max_size=40)
nasty = st.text(st.sampled_from("ab \x1b[2J\x00\x07\x7f\x9b\r\n" + MARKS), max_size=40)


def acts(text: str, allowed: str = "\t\r\n") -> set[str]:
    """Characters that a terminal or page would act upon."""
    return {
        c
        for c in text
        if c not in allowed and (unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in MARKS)
    }


@settings(deadline=None)
@given(anything | nasty)
def test_nothing_that_acts_is_left(text: str) -> None:
    shown = visible(text)
    assert not acts(shown)
    shown.encode()
    assert visible(shown) == shown
    if not acts(text):
        assert shown == text


@given(
    st.binary(min_size=1, max_size=30).filter(
        lambda name: not set(name) & set(b"/\0") and name not in (b".", b"..")
    )
)
def test_any_name_of_a_file_is_one_line_of_text(name: bytes) -> None:
    shown = name_of(Path(os.fsdecode(name)))
    assert not acts(shown, "") and shown.encode()


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "html", "markdown"])
@settings(deadline=None)
@given(text=nasty)
def test_no_form_for_people_sends_what_acts(form: str, text: str) -> None:
    answer = Answer(lambda: Solutions(("said",), iter([(Literal(f"a{text}b"),)])), name="said")
    assert not acts(to_text(answer, form))


@settings(deadline=None, max_examples=25)
@given(text=nasty)
def test_a_spreadsheet_holds_nothing_that_acts(text: str) -> None:
    answer = Answer(lambda: Solutions(("said",), iter([(Literal(f"a{text}b"),)])), name="said")
    with tempfile.TemporaryDirectory() as folder:
        save(answer, Path(folder) / "said.xlsx")
        rows = list(openpyxl.load_workbook(Path(folder) / "said.xlsx").active.values)  # type: ignore[union-attr]
    cells = [str(cell) for row in rows for cell in row if cell is not None]
    assert len(cells) > 1 and not acts("".join(cells))


@given(text=nasty)
def test_a_line_of_a_command_or_of_its_log_holds_nothing_that_acts(text: str) -> None:
    out, log = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out):
        say(text)
    with heard_by(JsonLines(log)), stage("reading", 1) as step:
        step(1, text)
    assert not acts(out.getvalue() + log.getvalue())
    assert text in [json.loads(line).get("name", "") for line in log.getvalue().splitlines()]


def test_a_name_that_an_import_brings_is_shown_like_that_of_a_file(
    own_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = "0123456789abcdef"
    graph, node = document_graph(key * 4), NamedNode(thing("document", key))
    said = {"sha256": key * 4, "fileName": "\x1b[31mred\u202e\n.pdf"}
    quads = [
        Quad(node, NamedNode(DEF + name), Literal(value), NamedNode(graph)) for name, value in said.items()
    ]
    file = own_store.with_name("export.nq")
    file.write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    restore([file], own_store)
    assert main(["remove", key, "--store", str(own_store)]) == 0
    assert capsys.readouterr().out.startswith(r"removed \x1b[31mred\u202e\x0a.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow only names in Unicode")
@pytest.mark.parametrize(
    "name", [b"caf\xe9.pdf", b"\x1b[31mred.pdf", "abc\u202efdp.pdf".encode(), b"two\nlines.pdf"]
)
def test_any_file_name_is_loaded_listed_and_removed(
    name: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    sample = sorted(SAMPLES.glob("*.pdf"))[0]
    odd, broken = (
        Path(os.fsdecode(bytes(folder) + b"/" + name)),
        Path(os.fsdecode(bytes(folder) + b"/not" + name)),
    )
    shutil.copyfile(sample, odd)
    broken.write_bytes(b"%PDF-1.4 but no more")
    store = ["--store", str(tmp_path / "store")]
    register = Path(shutil.copyfile(SAMPLES / "register.ttl", tmp_path / "register.ttl"))
    from kg.pipeline.load import load

    told = load([folder], tmp_path / "store", registers=[register])
    assert told.loaded == [name_of(odd)] and [r.file_name for r in told.refused] == [name_of(broken)]
    assert main(["load", str(folder), *store]) == 1
    assert main(["query", "data-quality", *store]) == 0
    assert main(["info", *store]) == 0
    out, err = capsys.readouterr()
    assert not acts(out + err) and name_of(broken) in err
    assert main(["remove", odd.name, *store]) == 0
    assert not [
        e for e in StoreFolder(tmp_path / "store").manifest().documents() if e.file_name == name_of(odd)
    ]
    assert not acts("".join(capsys.readouterr()))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow only names in Unicode")
def test_a_file_of_corrections_may_have_any_name(
    own_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = ["--store", str(own_store)]
    found = kg.open(own_store).query("review", authority="Exampleshire", max_confidence=1).to_csv()
    row = next(csv.DictReader(found.splitlines()))
    path = tmp_path / os.fsdecode(b"caf\xe9\x1b.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow({**row, "polarity": "mixed", "by": "JS", "why": "read against the report"})
    assert main(["review", str(path), *store]) == 0
    assert path.name in (StoreFolder(own_store).manifest().curation or {})
    assert main(["check", *store]) == 0
    assert main(["remove", row["document"], *store]) == 0  # its correction does not count any more
    assert main(["query", "data-quality", *store]) == 0
    assert main(["review", "--remove", path.name, *store]) == 0
    out, err = capsys.readouterr()
    assert not acts(out + err) and r"caf\xe9\x1b.csv" in out + err


def test_an_error_is_printed_without_what_acts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "judgements", "--authority", "\x1b[2J\u202e", "--store", str(tmp_path)]) != 0
    assert not acts(capsys.readouterr().err)
