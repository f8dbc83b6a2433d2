"""Comunica, a SPARQL engine in JavaScript, finds the endpoint by its description and asks it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from kg.api import open as open_store
from kg.namespaces import DEF
from tests.serve.browser.conftest import from_npm

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COMUNICA = "@comunica/query-sparql@4.3.0"
QUERY = (
    f"SELECT ?inspection ?start WHERE {{ ?inspection a <{DEF}Inspection> ; <{DEF}startEarliest> ?start "
    f"OPTIONAL {{ ?inspection <{DEF}noSuchThing> ?nothing }} FILTER (!BOUND(?nothing)) }}"
)


@pytest.fixture(scope="session")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command."""
    return from_npm(COMUNICA, tmp_path_factory.mktemp("comunica"), ".bin/comunica-sparql")


@pytest.mark.parametrize("kind", ["", "sparql@"])
def test_comunica_gets_the_rows_that_we_get(
    comunica: Path, kind: str, address: str, sample_store: Path
) -> None:
    call = [str(comunica), f"{kind}{address}/sparql", QUERY, "-t", "application/sparql-results+json"]
    done = subprocess.run(call, capture_output=True, text=True, timeout=120, check=True)
    rows = json.loads(done.stdout)["results"]["bindings"]
    ours = open_store(sample_store).sparql(QUERY).rows
    assert len(ours) > 3
    assert sorted((row["inspection"]["value"], row["start"]["value"]) for row in rows) == sorted(
        (str(row["inspection"]), str(row["start"])) for row in ours
    )
