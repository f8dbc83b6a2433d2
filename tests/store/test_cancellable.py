"""Questions that end at their limits, with their memory and with whoever asked."""

from __future__ import annotations

import gc
import itertools
import os
import platform
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from kg.errors import EnvironmentFault, QueryError, StoreDamaged, StoreMissing, TimeLimit
from kg.namespaces import DEF
from kg.sandbox.frames import Frame
from kg.sandbox.process import Died, Process, TimedOut
from kg.store.base import Term
from kg.store.cancellable import CancellableStore, Limits
from kg.store.engine import _cell
from kg.store.folder import StoreFolder, open_store
from kg.store.writer import writing
from tests.queries.graphs import store_on_disk
from tests.store.test_sharing import reports

ALL = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
MANY = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?p . ?q ?r ?s }"
GREEDY = ENDLESS.replace("(COUNT(*) AS ?n)", "?a ?d ?g ?j") + " ORDER BY ?a ?d"

terms = st.one_of(
    st.none(),
    st.builds(Literal, st.text()),
    st.builds(lambda text: Literal(text, language="en-gb"), st.text()),
    st.builds(lambda text: Literal(text, datatype=NamedNode("urn:type")), st.text()),
    st.just(NamedNode("http://example.org/a")),
    st.just(BlankNode("b1")),
    st.just(Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("\t\n"))),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_on_disk(tmp_path_factory.mktemp("store"))


@settings(max_examples=300)
@given(st.lists(st.tuples(terms, terms), max_size=5))
def test_terms_pass_between_processes_unchanged(rows: list[tuple[Term | None, ...]]) -> None:
    lines = ["?a\t?b", *("\t".join(map(_cell, row)) for row in rows), ""]
    read = parse_query_results("\n".join(lines).encode(), QueryResultsFormat.TSV)
    assert isinstance(read, QuerySolutions)
    assert [tuple(row) for row in read] == rows


def test_answers_are_those_of_the_store_itself(root: Path) -> None:
    store, inside = CancellableStore(root), open_store(root)
    assert store.select(ALL).variables == ("s", "p", "o")
    assert len(store) == len(inside) > 0
    assert list(store.select(ALL).rows) == list(inside.select(ALL).rows)
    assert len(list(store.select(MANY + " LIMIT 5000").rows)) == 5000
    assert store.ask("ASK { ?s ?p ?o }") and not store.ask("ASK { ?s ?p 'no such' }")
    construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert set(store.construct(construct)) == set(inside.construct(construct))


def test_several_answers_are_read_in_turns(root: Path) -> None:
    store = CancellableStore(root)
    first, second = store.select(MANY).rows, store.select(MANY).rows

    found = list(zip(islice(first, 5000), islice(second, 5000), strict=True))
    assert len(found) == 5000 and {len({a, b}) for a, b in found} == {1}

    process = store._engine.process
    del first, second
    gc.collect()
    assert sorted(store._engine.dropped) == [1, 2], "the engine need not keep their other rows"
    assert store.ask("ASK {}")
    assert store._engine.process is process and store._engine.dropped == []


def test_faults_are_raised_where_the_question_is_asked(root: Path, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="does not parse"):
        CancellableStore(root).select("SELECT")
    with pytest.raises(QueryError, match="not a SELECT"):
        CancellableStore(root).select("ASK {}")
    with pytest.raises(StoreMissing):
        CancellableStore(tmp_path)


def gone(pid: int) -> bool:
    """Whether a process ends within a while."""
    for _ in range(600):
        if not Path(f"/proc/{pid}").exists() or "State:\tZ" in Path(f"/proc/{pid}/status").read_text():
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
def test_the_time_limit_ends_the_engine_and_the_next_question_is_answered(root: Path) -> None:
    store = CancellableStore(root, Limits(seconds=0.3))
    assert store.within(Limits(seconds=60)).ask("ASK {}")
    other = store.within(Limits(seconds=60)).select(MANY).rows
    next(other)
    process = store._engine.process
    assert process is not None
    with pytest.raises(TimeLimit, match=r"stopped after 0\.3 seconds; ask for less"):
        list(store.select(ENDLESS).rows)
    assert gone(process.pid)
    with pytest.raises(EnvironmentFault, match="Repeat the query"):
        list(other)
    assert store.within(Limits(seconds=60)).ask("ASK { ?s ?p ?o }")


def test_the_time_limit_counts_the_waiting_for_all_parts_and_not_the_time_between_them(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a clock of which a second passes while each part is made, and one before the next is asked for."""
    clock = itertools.count()
    left: list[float | None] = []
    processor: list[float] = []
    ask = Process.ask

    def asked(process: Process, head: dict[str, Any], *, seconds: float | None) -> Frame:
        left.append(seconds)
        processor.append(head["cpu"])
        if seconds == 0:
            raise TimedOut
        return ask(process, head)

    monkeypatch.setattr(Process, "ask", asked)
    monkeypatch.setattr("kg.store.cancellable.monotonic", lambda: float(next(clock)))
    with pytest.raises(TimeLimit, match=r"after 2\.5 seconds"):
        list(CancellableStore(root, Limits(seconds=2.5)).select(MANY + " LIMIT 10000").rows)
    assert left == [2.5, 1.5, 0.5, 0.0]
    # the system's own limit comes into force only if nobody is left to keep this one
    assert all(most > 2.5 - waited for waited, most in enumerate(processor))


def test_without_a_time_limit_an_engine_may_use_any_amount_of_processor_time(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads: list[dict[str, Any]] = []
    ask = Process.ask

    def asked(process: Process, head: dict[str, Any], *, seconds: float | None) -> Frame:
        heads.append(head)
        return ask(process, head, seconds=seconds)

    monkeypatch.setattr(Process, "ask", asked)
    assert CancellableStore(root, Limits(seconds=None)).ask("ASK { ?s ?p ?o }")
    assert [head["cpu"] for head in heads] == [None]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of one process")
def test_the_memory_limit_ends_the_engine_and_the_next_question_is_answered(root: Path) -> None:
    store = CancellableStore(root, Limits(seconds=120, memory_mb=60))
    with pytest.raises(TimeLimit, match="more than 60 MB of memory"):
        list(store.select(GREEDY).rows)
    assert store.ask("ASK { ?s ?p ?o }")


@pytest.mark.parametrize("more", [0, 1])
def test_an_answer_of_just_the_largest_size_is_given(root: Path, more: int) -> None:
    """The answer is the name of its column, the literal in its quotation marks, and two line feeds."""
    literal = "x" * (1024 * 1024 - len('?v\n""\n') + more)
    small = CancellableStore(root, Limits(seconds=120, answer_mb=1))
    if more:
        with pytest.raises(TimeLimit, match="larger than 1 MB"):
            small.select(f'SELECT ("{literal}" AS ?v) {{}}')
    else:
        assert list(small.select(f'SELECT ("{literal}" AS ?v) {{}}').rows) == [(Literal(literal),)]


def test_where_the_newest_database_cannot_be_opened_an_older_one_answers(tmp_path: Path) -> None:
    for number in (1, 2):
        with writing(tmp_path) as writer:
            writer.put(reports(number)[number - 1 :])
    for table in (StoreFolder(tmp_path).generation() / "graph").glob("*.sst"):
        size = table.stat().st_size
        table.unlink()  # the older generation has a link to it
        table.write_bytes(bytes(size))
    names = f"SELECT ?v {{ ?s <{DEF}fileName> ?v }}"
    assert list(CancellableStore(tmp_path).select(names).rows) == [(Literal(f"{0:016x}"),)]


def test_an_answer_has_a_largest_size(root: Path) -> None:
    with pytest.raises(TimeLimit, match="larger than 1 MB"):
        small = CancellableStore(root, Limits(seconds=120, answer_mb=1))
        list(small.select("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g a ?h }").rows)


@pytest.mark.parametrize(
    ("code", "seconds", "fault"),
    [
        (-9, None, "more than 2048 MB of memory"),
        (-24, 30.0, "stopped after 30 seconds"),
        (-24, None, "kg check --deep"),
        (-11, 30.0, "kg check --deep"),
    ],
)
def test_the_exit_code_of_an_engine_tells_what_ended_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, code: int, seconds: float | None, fault: str
) -> None:
    """The system ends what takes too much memory (9), or more processor time than it may (24)."""

    def died(*_: object, **__: object) -> Frame:
        raise Died(code, "")

    monkeypatch.setattr(Process, "ask", died)
    with pytest.raises((TimeLimit, StoreDamaged), match=fault):
        CancellableStore(root, Limits(seconds=seconds)).ask("ASK {}")


def test_an_engine_that_ends_for_no_limit_is_a_fault_of_the_store(root: Path) -> None:
    store = CancellableStore(root)
    rows = store.select(MANY).rows
    next(rows)
    process = store._engine.process
    assert process is not None
    os.kill(process.pid, signal.SIGTERM)
    with pytest.raises(StoreDamaged, match="kg check --deep"):
        list(rows)


ASKER = """
import sys
from pathlib import Path
from kg.store.cancellable import CancellableStore, Limits
store = CancellableStore(Path(sys.argv[1]), Limits(seconds=None))
assert store.ask("ASK {}")
print(store._engine.process.pid, flush=True)
list(store.select(sys.argv[2]).rows)
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_engine_outlives_the_one_that_asked(root: Path, number: int) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ASKER, str(root), ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    ) as asker:
        assert asker.stdout is not None
        pid = int(asker.stdout.readline())
        time.sleep(0.3)
        asker.send_signal(number)
    assert gone(pid)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc gives memory back when asked")
def test_memory_that_a_query_has_freed_goes_back_to_the_system(root: Path) -> None:
    store = CancellableStore(root)
    assert store.ask("ASK {}")
    assert store._engine.process is not None
    status = Path(f"/proc/{store._engine.process.pid}/status")

    def memory(kind: str) -> int:
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith(kind))

    before = memory("VmRSS")
    some = " ".join(map(str, range(600)))
    text = 'CONCAT("a text that is long enough for the heap ", STR(?a), " ", STR(?b))'
    every = f"VALUES ?a {{ {some} }} VALUES ?b {{ {some} }} BIND({text} AS ?t)"
    (row,) = store.select(f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?t {{ {every} }} }}").rows
    assert row[0] == Literal(360_000)
    taken = memory("VmHWM") - before
    assert taken > 40_000
    deadline = time.monotonic() + 10  # it is given back after the answer
    while memory("VmRSS") - before > 0.6 * taken and time.monotonic() < deadline:
        time.sleep(0.05)
    assert memory("VmRSS") - before <= 0.6 * taken
