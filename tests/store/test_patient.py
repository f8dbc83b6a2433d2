"""A store whose caller need not wait until the engine is done."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.errors import QueryError, TimeLimit
from kg.store.base import Solutions, Term
from kg.store.embedded import in_memory
from kg.store.patient import PatientStore

THING = NamedNode("http://example.org/thing")
SMALL = in_memory(Triple(THING, THING, Literal(number)) for number in range(1000))
ALL = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"


class StuckStore:
    """A store that gives endless rows, or none until it is let go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.given = 0

    def select(self, query: str) -> Solutions:
        def rows() -> Iterator[tuple[Term | None, ...]]:
            for number in itertools.count():
                self.given += 1
                yield (Literal(number),)

        return Solutions(("n",), rows())

    def ask(self, query: str) -> bool:
        return self.let_go.wait(60)

    def construct(self, query: str) -> Iterator[Triple]:
        self.let_go.wait(60)
        yield Triple(THING, THING, THING)


def test_answers_are_those_of_the_store_itself() -> None:
    patient = PatientStore(SMALL, 60)
    assert patient.select(ALL).variables == ("o",)
    assert list(patient.select(ALL).rows) == list(SMALL.select(ALL).rows)
    assert patient.ask("ASK { ?s ?p 7 }") and not patient.ask("ASK { ?s ?p -7 }")
    construct = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert set(patient.construct(construct)) == set(SMALL.construct(construct))


def test_faults_are_raised_where_the_question_is_asked() -> None:
    with pytest.raises(QueryError, match="does not parse"):
        PatientStore(SMALL).select("SELECT")
    with pytest.raises(QueryError, match="not a SELECT"):
        PatientStore(SMALL).select("ASK {}")


def test_waiting_has_an_end() -> None:
    stuck = StuckStore()
    with pytest.raises(TimeLimit, match=r"stopped after 0\.1 seconds"):
        PatientStore(stuck, 0.1).ask("ASK {}")
    with pytest.raises(TimeLimit):
        list(PatientStore(stuck, 0.1).construct("CONSTRUCT {} {}"))
    stuck.let_go.set()


def test_rows_are_read_a_little_ahead_and_no_further_than_somebody_wants() -> None:
    stuck = StuckStore()
    others = set(threading.enumerate())
    rows = PatientStore(stuck).select("").rows
    assert [str(row[0]) for row in itertools.islice(rows, 3)] == [str(Literal(number)) for number in range(3)]
    del rows
    (engine,) = (t for t in threading.enumerate() if t.name == "kg-engine" and t not in others)
    engine.join(60)
    assert not engine.is_alive()
    assert stuck.given < 10_000
