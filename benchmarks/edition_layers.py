"""Whether a layer of the edition answers as the whole does, and what taking each in costs.

python benchmarks/edition_layers.py [--whole DIR]

Makes a store with each layer, in a temporary folder, and one with the whole edition (kept in ``--whole``,
and used again from there). Prints seconds, statements and megabytes of each, then for every stored query that
reads a layer whether its answer on all of England is the same, byte for byte, as CSV.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg import api
from kg.edition.layer import Layer
from kg.edition.merge import take_in
from kg.edition.scope import Need
from kg.graph import KnowledgeGraph
from kg.pipeline.begin import begin_store
from kg.queries.catalogue import Catalogue
from kg.queries.header import StoredQuery
from kg.store.embedded import read_generation
from kg.store.folder import StoreFolder

VARIED: tuple[dict[str, object], ...] = (
    {},
    {"to_check": True},
    {"ended": True},
    {"sentences": 3},
    {"min_confidence": 0.9},
)
"""Parameters that each query is asked with, as far as it has them."""


def main() -> None:
    """Make, ask, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--whole", type=Path, help="folder of the store with the whole edition")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kg-layers-") as temporary:
        places = {layer: Path(temporary) / layer.key for layer in Layer}
        places[Layer.WHOLE] = given.whole or places[Layer.WHOLE]
        print("| layer | seconds | processor seconds | statements | MB |\n|---|---:|---:|---:|---:|")
        for layer, place in places.items():
            print(f"| {layer.key} | {_made(place, layer)} |", flush=True)
        opened = {layer.key: api.open(place) for layer, place in places.items()}
        print("\n| query | layer | asked with | rows | the same |\n|---|---|---|---:|---|")
        for query in map(Catalogue().get, Catalogue().names):
            if query.header.reads in opened:
                _compare(query, opened[query.header.reads], opened["whole"])


def _made(place: Path, layer: Layer) -> str:
    if StoreFolder(place).exists():
        return "made before | | | "
    wall, used = time.monotonic(), _processor()
    begin_store(place, lambda _names: Need(layer=layer))
    take_in(StoreFolder(place), Need(layer=layer))
    wall, used = time.monotonic() - wall, _processor() - used
    size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
    triples = len(read_generation(StoreFolder(place).generation() / "graph"))
    return f"{wall:.1f} | {used:.1f} | {triples:,} | {size:.0f}"


def _processor() -> float:
    """Processor seconds of this process and of those that it started and that ended."""
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in told)


def _compare(query: StoredQuery, layer: KnowledgeGraph, whole: KnowledgeGraph) -> None:
    for given in _asked(query):
        ours, theirs = (graph.query(query.name, **given) for graph in (layer, whole))
        same = "yes" if ours.to_csv() == theirs.to_csv() else "NO"
        told = ", ".join(f"{name}={value}" for name, value in given.items()) or "-"
        print(f"| {query.name} | {query.header.reads} | {told} | {len(theirs)} | {same} |", flush=True)


def _asked(query: StoredQuery) -> Iterator[dict[str, Any]]:
    params = query.header.params
    if "authority" in params and params["authority"].required:
        return
    needed = {n: p.example for n, p in params.items() if p.required}
    for varied in VARIED:
        if varied.keys() <= params.keys():
            yield {**needed, **varied}


if __name__ == "__main__":
    main()
