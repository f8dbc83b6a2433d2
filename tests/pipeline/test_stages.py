"""What long work says of its stages, and what a store keeps of that."""

from __future__ import annotations

import io
import json
import logging
import threading
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.watch import JsonLines
from kg.pipeline.info import describe
from kg.pipeline.load import load
from kg.stages import LOG, Timings, heard_by, stage
from kg.store.folder import StoreFolder
from tests.conftest import SAMPLES


def test_a_stage_says_rate_and_time_left(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([10.0, 10.0, 14.0, 18.0])
    monkeypatch.setattr("kg.stages.time.monotonic", lambda: next(times))
    out = io.StringIO()
    with heard_by(JsonLines(out)), stage("reading", 8) as step:
        step(2, "two.pdf")
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"stage": "reading", "event": "begin", "total": 8},
        *(
            {"stage": "reading", "event": event, "done": 2, "total": 8, "name": "two.pdf"}
            | {"seconds": seconds, "rate": 2 / seconds, "left": 6 / (2 / seconds)}
            for event, seconds in (("step", 4.0), ("end", 8.0))
        ),
    ]


def test_without_a_listener_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with stage("reading", 1) as step:
        step(1, "one")
    assert capsys.readouterr() == ("", "")
    assert not LOG.isEnabledFor(logging.INFO)


def test_who_listens_to_the_library_hears_of_a_load_too(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "kg"), heard_by(Timings()), stage("reading", 1):
        pass
    assert [record.stage.event for record in caplog.records] == ["begin", "end"]  # type: ignore[attr-defined]


def test_listening_leaves_the_logger_as_it_was() -> None:
    own = logging.NullHandler()
    LOG.addHandler(own)
    before = (LOG.level, LOG.propagate, [own])
    with heard_by(Timings()):
        pass
    assert (LOG.level, LOG.propagate, LOG.handlers) == before
    LOG.removeHandler(own)


def test_a_load_whose_times_cannot_be_kept_is_a_load_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kg.pipeline.load.keep_timings", full)
    assert load([], tmp_path).triples
    assert "the timings of this load were not saved" in caplog.text


def test_times_of_one_stage_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 0.0, 1.0, 3.0, 5.0, 5.0, 5.0, 6.0])
    monkeypatch.setattr("kg.stages.time.monotonic", lambda: next(times))
    timings = Timings()
    with heard_by(timings):
        for _ in range(2):
            with stage("deriving", 1) as step:
                step(1, "999")
    assert (timings.seconds, timings.parts) == ({"deriving": 4.0}, {"deriving": 2})


def test_a_load_keeps_its_timings_beside_the_generations(tmp_path: Path) -> None:
    store = tmp_path / "store"
    load([], store)
    assert not [name for name, _ in describe(store) if name.startswith("last load")]
    told = dict(describe(store, timings=True))
    assert {"last load, writing", "last load, indexing", "last load, sealing"} <= told.keys()
    assert not list(StoreFolder(store).generation().glob("*timings*"))


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


def test_every_command_shows_its_stages_on_a_terminal_and_nothing_between_them(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    shown: list[int] = []

    def info(**_: object) -> dict[str, str]:
        for name in ("taking in", "writing"):
            before = len(terminal.getvalue())
            with stage(name, 2) as step:
                step(1, "first")
            shown.append(len(terminal.getvalue()) - before)
            for thread in set(threading.enumerate()) - threads:
                thread.join(10)
                assert not thread.is_alive(), "bars go on after their stage"
        return {}

    threads = set(threading.enumerate())
    monkeypatch.setattr("kg.api.info", info)
    assert main(["info", "--store", str(sample_store)]) == 0
    assert all(shown)
    assert "taking in" in terminal.getvalue() and "writing" in terminal.getvalue()
    with stage("sealing"):
        pass
    assert "sealing" not in terminal.getvalue(), "the command has ended"


def test_the_command_logs_one_object_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = sorted(SAMPLES.glob("*.pdf"))[0]
    main(["load", str(report), "--store", str(tmp_path / "store"), "--log", "json"])
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    assert {"reading", "writing", "indexing"} <= {line["stage"] for line in lines}
    (step,) = [line for line in lines if line["stage"] == "reading" and line["event"] == "step"]
    assert (step["done"], step["total"], step["name"]) == (1, 1, report.name)
