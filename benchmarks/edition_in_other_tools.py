"""Whether what leaves the edition is read by rapper and Jena ARQ, and answers a stored query there as here.

python benchmarks/edition_in_other_tools.py [--store DIR] [--query NAME] [--authority NAME ...]

Needs rapper (raptor2-utils) and the dependency group ``engines``. For each council it takes the Turtle of
``kg export --authority NAME`` and of the answer itself, has both tools count their triples, and asks
the query, as ``kg query NAME --sparql`` prints it, of what Jena read of the export. Exits with 1 if a number
or a row differs. ``--store`` is made if need be.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pyoxigraph
from pyoxigraph import RdfFormat

from kg import api
from kg.graph import KnowledgeGraph
from kg.pipeline.begin import begin_store
from kg.store.folder import StoreFolder
from tests.agreement.engines import Jena, engine, jena_missing, rows_of

COUNCILS = (
    *("Leeds", "Surrey", "Isles of Scilly", "Camden", "Cornwall"),
    *("Hartlepool", "Kent", "Norfolk", "Stockport", "Wokingham"),
)
"""Two of the largest, the smallest, and others from different regions."""
BASE = "https://w3id.org/inspection-kg/"


def exported(graph: KnowledgeGraph, authority: str) -> bytes:
    """A council's part of the graph, with ontology and schemes, as Turtle."""
    out = io.BytesIO()
    graph.export(out, "turtle", authority=authority)
    return out.getvalue()


def by_oxigraph(turtle: bytes) -> int:
    """Triples that Oxigraph reads, each once."""
    return len({quad.triple for quad in pyoxigraph.parse(turtle, format=RdfFormat.TURTLE)})


def by_rapper(turtle: bytes) -> int:
    """Triples that rapper reads, each once.

    Raises:
        ValueError: it reports a fault.
    """
    with tempfile.NamedTemporaryFile(suffix=".ttl") as file:
        file.write(turtle)
        file.flush()
        command = ["rapper", "--quiet", "--input", "turtle", "--output", "ntriples", file.name, BASE]
        told = subprocess.run(command, capture_output=True, check=False)
    if told.returncode or told.stderr:
        raise ValueError(f"rapper: {told.stderr.decode(errors='replace').strip()[:200]}")
    return len(set(told.stdout.splitlines()))


def by_jena(jena: Jena, turtle: bytes) -> int:
    """Triples that Jena reads, each once."""
    jena.load_turtle(turtle)
    return jena.count()


def main() -> None:
    """Ask, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path)
    parser.add_argument("--query", default="persistent-weaknesses")
    parser.add_argument("--authority", action="append")
    given = parser.parse_args()
    if missing := jena_missing():
        sys.exit(missing)
    with tempfile.TemporaryDirectory() as folder, engine("jena") as jena:
        if not isinstance(jena, Jena):
            raise TypeError("jena")
        place = given.store or Path(folder) / "store"
        if not StoreFolder(place).exists():
            begin_store(place)
        graph = api.open(place)
        counted = "Oxigraph | rapper | Jena ARQ"
        print(f"| council | export: {counted} | answer: {counted} | rows here | in Jena ARQ | same |")
        print("|---|" + "---:|" * 8 + "---|")
        alike = 0
        councils = given.authority or COUNCILS
        for council in councils:
            found = graph.query(given.query, authority=council)
            answer, whole = found.to_turtle().encode(), exported(graph, council)
            # The export comes last, so that Jena still holds it when it is asked.
            counts = [
                [by_oxigraph(turtle), by_rapper(turtle), by_jena(jena, turtle)] for turtle in (answer, whole)
            ]
            text = graph.to_sparql(given.query, authority=council).text
            here, there = rows_of(graph.store.select(text)), rows_of(jena.select(text))
            same = here == there and all(len(set(told)) == 1 for told in counts)
            alike += same
            cells = " | ".join(f"{n:,}" for told in reversed(counts) for n in told)
            print(
                f"| {council} | {cells} | {len(here)} | {len(there)} | {'yes' if same else '**no**'} |",
                flush=True,
            )
    print(f"\n{alike} of {len(councils)} councils: the same triples and the same rows of {given.query}.")
    sys.exit(alike != len(councils))


if __name__ == "__main__":
    main()
