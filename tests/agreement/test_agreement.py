"""The same rows in the same order, whichever engine answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.agreement.calls import Call, fixture_calls, fixture_lines, fixtures, lines_of, sample_calls
from tests.agreement.engines import Engine, engine, jena_missing, rows_of


def differing(calls: Iterable[Call], engines: dict[str, Engine]) -> list[str]:
    """The calls whose rows are not the same on all engines, with the first row that differs."""
    (first, oracle), *others = engines.items()
    faults = []
    for call in calls:
        expected = rows_of(oracle.select(call.sparql))
        for name, other in others:
            found = rows_of(other.select(call.sparql))
            if found != expected:
                faults.append(
                    f"{call.query} ({call.about}): {len(expected)} rows on {first}, {len(found)} on {name}; "
                    f"first difference {first_difference(expected, found)}"
                )
    return faults


def first_difference(expected: list[str], found: list[str]) -> tuple[str, str] | None:
    return next(((a, b) for a, b in zip(expected, found, strict=False) if a != b), None)


@pytest.fixture(scope="module")
def quick() -> Iterator[dict[str, Engine]]:
    with engine("embedded") as embedded, engine("rdflib") as rdflib, engine("server") as server:
        yield {"embedded": embedded, "rdflib": rdflib, "server": server}


@pytest.fixture(scope="module")
def jena() -> Iterator[Engine]:
    if reason := jena_missing():
        pytest.skip(reason)
    with engine("jena") as found:
        yield found


@pytest.mark.parametrize("name", fixtures())
def test_fixtures_give_the_same_rows(name: str, quick: dict[str, Engine]) -> None:
    for one in quick.values():
        one.load(fixture_lines(name))
    assert not differing(fixture_calls(name), quick)


def test_the_sample_graph_gives_the_same_rows(sample_store: Path, quick: dict[str, Engine]) -> None:
    engines = {name: quick[name] for name in ("embedded", "server")}
    for one in engines.values():
        one.load(lines_of(sample_store))
    assert not differing(sample_calls(sample_store), engines)


@pytest.mark.engines
@pytest.mark.parametrize("name", fixtures())
def test_fixtures_give_the_same_rows_on_jena(name: str, quick: dict[str, Engine], jena: Engine) -> None:
    engines = {"embedded": quick["embedded"], "jena": jena}
    for one in engines.values():
        one.load(fixture_lines(name))
    assert not differing(fixture_calls(name), engines)


@pytest.mark.engines
def test_the_sample_graph_gives_the_same_rows_on_jena(
    sample_store: Path, quick: dict[str, Engine], jena: Engine
) -> None:
    engines = {"embedded": quick["embedded"], "jena": jena}
    for one in engines.values():
        one.load(lines_of(sample_store))
    assert not differing(sample_calls(sample_store), engines)
