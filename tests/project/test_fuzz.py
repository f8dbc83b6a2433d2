"""The targets of benchmarks/fuzz: good inputs pass, and only what is no error of the project is a finding."""

from __future__ import annotations

import random
import re

import pytest

from benchmarks.fuzz.targets import TARGETS, Target, wrong
from kg.errors import RecordError


@pytest.mark.parametrize("name", TARGETS)
def test_good_inputs_pass_and_mutants_are_made_of_them(name: str) -> None:
    target = TARGETS[name]
    seed = min(target.seeds(), key=len)
    target.run(seed)
    mutants = {target.mutated(seed, random.Random(number)) for number in range(20)}  # noqa: S311
    assert len(mutants) > 5
    assert [wrong(target, mutant) for mutant in sorted(mutants)[:5]] == [None] * 5


def test_only_errors_of_others_are_findings() -> None:
    def refuses(data: bytes) -> None:
        raise RecordError("no")

    def breaks(data: bytes) -> None:
        raise RecursionError

    pieces = re.compile(b".")
    assert wrong(Target(refuses, list, pieces), b"") is None
    assert isinstance(wrong(Target(breaks, list, pieces), b""), RecursionError)


def test_an_update_that_passes_the_check_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.fuzz.targets.read_only", lambda text: "SELECT")
    monkeypatch.setattr("benchmarks.fuzz.targets.with_prefixes", lambda text: text)
    query = TARGETS["query"]
    assert isinstance(wrong(query, b"CLEAR ALL"), AssertionError)
    assert isinstance(
        wrong(query, b"SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"), AssertionError
    )
    assert isinstance(wrong(query, b"SELECT * FROM <http://example.org/> { ?s ?p ?o }"), AssertionError)
    assert wrong(query, b"SELECT * { ?s ?p 'SERVICE' }") is None
