"""The whole graph of a report: everything that its facts say, and nothing else.

The graphs are files beside this test. After a change that is meant, look at what the test lists, and write
the files again: ``python -m tests.rdf.test_report``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse, serialize

from kg import __version__
from kg.namespaces import PREFIXES
from kg.rdf.terms import Graph
from tests.rdf.reports import area_of_two, council_and_board

HERE = Path(__file__).parent
REPORTS = {"council-and-board": council_and_board, "area-of-two": area_of_two}


@pytest.mark.parametrize(("name", "built"), REPORTS.items())
def test_the_graph_of_a_report_says_what_its_facts_say(name: str, built: Callable[[], Graph]) -> None:
    found, expected = told(built()), told(quad.triple for quad in parse(path=str(HERE / f"{name}.ttl")))
    assert sorted(found - expected) == [], "the file lacks these triples"
    assert sorted(expected - found) == [], "the graph lacks these triples"


def test_the_address_of_a_known_report_is_a_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.rdf.report.address", lambda sha256: f"https://example.org/{sha256[:4]}")
    (address,) = (line for line in told(area_of_two()) if "schema.org/url" in line)
    assert address.endswith('"https://example.org/bbbb"^^<http://www.w3.org/2001/XMLSchema#anyURI>')


def told(triples: Iterable[Triple]) -> set[str]:
    """Triples as text, whatever the version that wrote them."""
    return {str(one).replace(f'"{__version__}"', '"VERSION"') for one in triples}


def main() -> None:
    """Write the files again."""
    for name, built in REPORTS.items():
        lines = built().lines().replace(f'"{__version__}"'.encode(), b'"VERSION"')
        triples = (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))
        turtle = (serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b"").decode()
        heads = [line for line in turtle.splitlines(keepends=True) if line.startswith("@prefix")]
        body = turtle.removeprefix("".join(heads))
        used = sorted(line for line in heads if line.split()[1] in body)
        (HERE / f"{name}.ttl").write_text("".join(used) + body, encoding="utf-8")


if __name__ == "__main__":
    main()
