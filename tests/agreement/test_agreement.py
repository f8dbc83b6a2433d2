"""The same rows in the same order, whichever engine answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from kg.queries.catalogue import Catalogue
from kg.store.base import Solutions
from tests.agreement.calls import Call, fixture_calls, fixture_lines, fixtures, lines_of, sample_calls
from tests.agreement.engines import (
    Embedded,
    Engine,
    Rdflib,
    digest,
    engine,
    jena_missing,
    rows_of,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "engines-agreement.md"
DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")


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
def embedded() -> Engine:
    return Embedded()


@pytest.fixture(scope="module")
def rdflib() -> Engine:
    return Rdflib()


@pytest.fixture(scope="module")
def server() -> Iterator[Engine]:
    with engine("server") as found:
        yield found


@pytest.fixture(scope="module")
def jena() -> Iterator[Engine]:
    if reason := jena_missing():
        pytest.skip(reason)
    with engine("jena") as found:
        yield found


def on_fixture(name: str, **engines: Engine) -> list[str]:
    for one in engines.values():
        one.load(fixture_lines(name))
    return differing(fixture_calls(name), engines)


def on_samples(store: Path, **engines: Engine) -> list[str]:
    for one in engines.values():
        one.load(lines_of(store))
    return differing(sample_calls(store), engines)


def test_every_stored_query_has_a_fixture() -> None:
    assert fixtures() == sorted(Catalogue().names)


@pytest.mark.parametrize("name", fixtures())
def test_fixtures_give_the_same_rows(name: str, embedded: Engine, rdflib: Engine, server: Engine) -> None:
    assert not on_fixture(name, embedded=embedded, rdflib=rdflib, server=server)


def test_the_sample_graph_gives_the_same_rows(sample_store: Path, embedded: Engine, server: Engine) -> None:
    assert not on_samples(sample_store, embedded=embedded, server=server)


@pytest.mark.engines
def test_the_sample_graph_gives_the_same_rows_on_rdflib(
    sample_store: Path, embedded: Engine, rdflib: Engine
) -> None:
    assert not on_samples(sample_store, embedded=embedded, rdflib=rdflib)


@pytest.mark.engines
@pytest.mark.parametrize("name", fixtures())
def test_fixtures_give_the_same_rows_on_jena(name: str, embedded: Engine, jena: Engine) -> None:
    assert not on_fixture(name, embedded=embedded, jena=jena)


@pytest.mark.engines
def test_the_sample_graph_gives_the_same_rows_on_jena(
    sample_store: Path, embedded: Engine, jena: Engine
) -> None:
    assert not on_samples(sample_store, embedded=embedded, jena=jena)


def test_rows_in_another_order_are_other_rows() -> None:
    a, b = Literal("a"), Literal("b")
    one, other = (rows_of(Solutions(("x",), iter(rows))) for rows in ([(a,), (b,)], [(b,), (a,)]))
    assert digest(one) != digest(other)


@pytest.mark.parametrize(
    ("written", "otherwise"), [("0.50", "0.5"), ("0.3333333333333333", "0.333333333333333333333333")]
)
def test_a_number_is_one_value_however_an_engine_writes_it(written: str, otherwise: str) -> None:
    one, other = (
        rows_of(Solutions(("x",), iter([(Literal(text, datatype=DECIMAL),)])))
        for text in (written, otherwise)
    )
    assert one == other


def printed(heading: str) -> list[list[str]]:
    """The cells of the rows of the page's table under a heading."""
    part = PAGE.read_text(encoding="utf-8").partition(f"## {heading}")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| ")]
    return rows[1:]


def answered(call: Call, embedded: Engine) -> list[str]:
    """The row of a call, as the page prints it for one engine."""
    rows = rows_of(embedded.select(call.sparql))
    return [call.query, call.about.replace("|", "/"), str(len(rows)), digest(rows)]


def test_the_page_shows_what_the_calls_of_the_fixtures_give(embedded: Engine) -> None:
    expected = []
    for name in fixtures():
        embedded.load(fixture_lines(name))
        expected += [answered(call, embedded) for call in fixture_calls(name)]
    assert [row[:4] for row in printed("Calls of the fixtures")] == expected, "make agreement"


def test_the_page_shows_what_the_sample_graph_gives(sample_store: Path, embedded: Engine) -> None:
    embedded.load(lines_of(sample_store))
    expected = [answered(call, embedded) for call in sample_calls(sample_store)]
    assert [row[:4] for row in printed("Every query on the sample graph")] == expected, "make agreement"


def test_the_page_shows_no_difference() -> None:
    for heading in ("Calls of the fixtures", "Every query on the sample graph"):
        for _query, _about, _rows, first, *others in printed(heading):
            assert set(others) == {first}
    assert "**" not in PAGE.read_text(encoding="utf-8")
