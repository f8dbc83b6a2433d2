"""What each stored query reads: the solutions that the steps of Oxigraph's plan hand on, never seconds.

``reads.yaml`` has the most that each query may read of a store with three councils of the edition, in
solutions per thousand triples. The engine orders patterns by rules and not by counts, so the plan is the same
on England.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.edition.scope import Need
from kg.pipeline.begin import begin_store
from kg.queries.catalogue import Catalogue
from kg.queries.names import StoreNames
from kg.queries.run import prepare
from kg.resources import folder
from kg.store.embedded import read_generation
from kg.store.folder import StoreFolder
from tests.queries_stored.story import HERE, read_yaml
from tests.servers import oxigraph_binary

LIMITS: dict[str, int] = read_yaml(HERE / "reads.yaml")["reads"]
GIVEN: dict[str, dict[str, object]] = read_yaml(HERE / "reads.yaml")["given"]
FEW = ("330", "383", "936")
"""Codes of Birmingham, Leeds and Surrey."""

pytestmark = pytest.mark.xdist_group("reads")


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> StoreFolder:
    return _store(tmp_path_factory.mktemp("few"), FEW)


def test_every_query_has_a_limit() -> None:
    assert sorted(LIMITS) == sorted(Catalogue().names)


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_query_reads_no_more_than_its_limit(name: str, few: StoreFolder) -> None:
    assert _reads(few, name) * 1000 <= LIMITS[name] * _triples(few)


def test_a_question_that_begins_with_every_sentence_is_seen(few: StoreFolder) -> None:
    every = (
        "SELECT * { ?sentence a <https://w3id.org/inspection-kg/def/Mention> . "
        "OPTIONAL { ?sentence <https://w3id.org/inspection-kg/def/extent> ?extent } }"
    )
    assert _solutions(_graph(few), every) * 1000 > LIMITS["due"] * _triples(few)


def test_the_text_index_of_a_store_without_words_reads_claims_alone(few: StoreFolder) -> None:
    text = (folder("queries") / "search" / "entries.rq").read_text(encoding="utf-8")
    assert _solutions(_graph(few), text.replace("$words", "false")) * 1000 <= 93 * _triples(few)


def test_the_text_index_reads_the_words_and_not_every_sentence(few: StoreFolder) -> None:
    """As after a load of one report: all other sentences of the store lack their words."""
    text = (folder("queries") / "search" / "entries.rq").read_text(encoding="utf-8")
    assert _solutions(_graph(few), text.replace("$words", "true")) * 1000 <= 100 * _triples(few)


def _store(root: Path, codes: tuple[str, ...]) -> StoreFolder:
    begin_store(root, lambda names: Need(codes))
    return StoreFolder(root)


@cache
def _reads(place: StoreFolder, name: str) -> int:
    names = StoreNames(read_generation(_graph(place)))
    return _solutions(_graph(place), prepare(Catalogue().get(name), GIVEN.get(name, {}), names))


@cache
def _triples(place: StoreFolder) -> int:
    return len(read_generation(_graph(place)))


def _graph(place: StoreFolder) -> Path:
    return place.generation() / "graph"


def _solutions(graph: Path, query: str) -> int:
    """The solutions that all steps of a query's plan handed on, counted by the engine."""
    folder = graph.parent.parent.parent
    plan = folder / "plan.json"
    plan.unlink(missing_ok=True)
    call = [oxigraph_binary(), "query", "--location", str(graph), "--query", query, "--stats"]
    call += ["--results-file", str(folder / "rows.tsv"), "--explain-file", str(plan)]
    subprocess.run(call, check=True, capture_output=True)
    return _sum(json.loads(plan.read_text(encoding="utf-8"))["plan"])


def _sum(step: Mapping[str, Any]) -> int:
    own: int = step.get("number of results", 0)
    return own + sum(map(_sum, step.get("children", ())))
