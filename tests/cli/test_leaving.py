"""How the command leaves where nobody reads, the disk is full, there is no store, or it is stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.cli import main
from kg.store.folder import StoreFolder
from kg.store.seal import seal

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX")


def start(words: Sequence[str], stdout: int) -> subprocess.Popen[bytes]:
    """The command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg", *words],
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


@POSIX
@pytest.mark.parametrize("form", ["csv", "table", "json"])
def test_a_reader_that_has_gone_is_no_fault(sample_store: Path, form: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    words = ["query", "findings", "--store", str(sample_store), "--format", form]
    with start(words, writing) as process:
        os.close(writing)
        _, err = process.communicate()
    assert process.returncode == 0
    assert b"Traceback" not in err and b"Broken" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("words", [["--format", "csv"], [], ["-o", "/dev/full", "--format", "csv"]])
def test_a_full_disk_is_told(sample_store: Path, words: list[str]) -> None:
    with (
        Path("/dev/full").open("wb") as full,
        start(["query", "judgements", "--store", str(sample_store), *words], full.fileno()) as process,
    ):
        _, err = process.communicate()
    assert process.returncode == 3
    assert err.startswith(b"kg: ") and b"No space left on device" in err
    assert Path("/dev/full").is_char_device()


@POSIX
def test_closed_streams_are_no_fault(sample_store: Path, tmp_path: Path) -> None:
    out = tmp_path / "answer.csv"
    words = [sys.executable, "-m", "kg", "query", "judgements", "--store", str(sample_store), "-o", str(out)]
    closed = subprocess.run(["sh", "-c", '"$@" >&- 2>&-', "sh", *words], cwd=Path(__file__).parents[2])
    assert closed.returncode == 0
    assert out.read_text(encoding="utf-8").startswith("sha256,")


def start_endless(folder: Path, store: Path, *words: str) -> subprocess.Popen[bytes]:
    """A stored query that would not end, in a process of its own, which says when it asks the engine."""
    script = folder / "endless.py"
    script.write_text(
        f"""
import sys
import kg.queries.run as run
from kg.cli import entry

def prepare(*_):
    print("asking", flush=True)
    return "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}"

run.prepare = prepare
sys.argv = ["kg", "query", "judgements", "--store", {str(store)!r}, *{words!r}]
entry()
""",
        encoding="utf-8",
    )
    return subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


@POSIX
def test_ctrl_c_ends_a_long_query_at_once(sample_store: Path, tmp_path: Path) -> None:
    with start_endless(tmp_path, sample_store) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode() == "kg: stopped; the store was not changed\n"


def test_a_query_has_a_time_limit(sample_store: Path, tmp_path: Path) -> None:
    with start_endless(tmp_path, sample_store, "--seconds", "0.2") as process:
        _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert err.decode().splitlines() == ["kg: The query was stopped after 0.2 seconds; ask for less."]


def test_what_is_no_store_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    for words in (["query", "judgements"], ["info"], ["search", "plan"], ["show", "Surrey"]):
        assert main([*words, "--store", str(tmp_path / "file")]) == 3
        assert "file" in capsys.readouterr().err
    assert main(["info", "--store", str(tmp_path / "none")]) == 3
    assert "make one with 'kg load PATH'" in capsys.readouterr().err


def test_a_store_of_another_version_is_told(own_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (manifest,) = own_store.glob("generations/*/manifest.json")
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace('"format": 2', '"format": 9'), encoding="utf-8"
    )
    generation = manifest.parent
    (own_store / "current").write_text(f"{generation.name} {seal(generation)}", encoding="ascii")
    assert main(["info", "--store", str(own_store)]) == 3
    assert "has format 9, this version reads 2: use the version that made it" in capsys.readouterr().err


def test_a_damaged_store_is_told(own_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for table in own_store.glob("generations/*/graph/*.sst"):
        table.unlink()
        table.write_bytes(b"\x00" * 4000)
    assert main(["query", "judgements", "--store", str(own_store)]) == 3
    err = capsys.readouterr().err
    assert "is damaged" in err and "Run kg load or kg check --repair" in err


@POSIX
def test_a_pager_that_is_not_there_loses_no_rows(sample_store: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "kg", "query", "findings", "--store", str(sample_store)]
    surroundings = {
        **os.environ,
        "PAGER": "no-such-pager",
        "TERM": "xterm",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    surroundings.pop("MANPAGER", None)
    printed = b""
    with subprocess.Popen(words, stdin=theirs, stdout=theirs, env=surroundings):
        os.close(theirs)
        while b"Covers:" not in printed and (part := read(ours)):
            printed += part
        os.close(ours)
    assert b"Covers:" in printed


def read(terminal: int) -> bytes:
    """What a terminal prints next; nothing once its program has ended."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["qurey", "judgements"], "No command is called 'qurey'. Did you mean query?"),
        (["judgements"], "No command is called 'judgements'. Did you mean query judgements?"),
        (["query", "persistent_weaknesses"], "Did you mean persistent-weaknesses"),
    ],
)
def test_a_command_that_there_is_not(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert told in capsys.readouterr().err


def test_a_file_that_is_a_link_or_the_screen(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = tmp_path / "link.csv"
    try:
        link.symlink_to(tmp_path / "file.csv")
    except OSError:
        pytest.skip("no links here")
    words = ["query", "judgements", "--store", str(sample_store)]
    assert main([*words, "-o", str(link)]) == 0
    assert link.is_symlink() and (tmp_path / "file.csv").is_file()
    capsys.readouterr()
    assert main([*words, "-o", "-", "--format", "csv"]) == 0
    assert capsys.readouterr().out == link.read_text(encoding="utf-8")


def test_the_queries_leave_for_other_tools(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--queries", "sparql", "-o", str(tmp_path / "queries")]) == 0
    assert f"queries written to {tmp_path / 'queries'}" in capsys.readouterr().err
    assert (tmp_path / "queries" / "due.rq").read_text(encoding="utf-8").startswith("PREFIX")
    assert main(["export", "--queries", "sparql"]) == 2
    assert "Name a folder for the queries: -o FOLDER" in capsys.readouterr().err
    assert main(["export", "--queries", "sparq", "-o", str(tmp_path)]) == 2


def test_a_part_of_the_graph_says_what_queries_need_beside_it(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = StoreFolder(sample_store).manifest().documents()[0].sha256
    words = ["export", "--store", str(sample_store), "-o", str(tmp_path / "part.nq")]
    told = []
    for more in (["--document", document], ["--document", document, "--base"], ["--authority", "999"], []):
        assert main([*words, *more]) == 0
        told.append("(--base)" in capsys.readouterr().err)
    assert told == [True, False, False, False]
