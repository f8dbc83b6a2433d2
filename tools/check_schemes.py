"""Compare the themes and cohorts in ontology/schemes with a table of them.

    python tools/check_schemes.py SCHEME.csv

The table has the columns scheme, id, broader, label, areas and outcomes. The schemes themselves are written
by hand; this says where the two differ, one line each.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import SKOS, Graph, Namespace, URIRef

from kg.namespaces import DEF, SCHEME, concept

KG = Namespace(DEF)
SCHEMES = Path(__file__).resolve().parents[1] / "ontology" / "schemes"
AREAS = {
    "HP": "help-and-protection",
    "CIC": "children-in-care",
    "CL": "care-leavers",
    "L": "impact-of-leaders",
}


def outcomes(text: str) -> set[str]:
    """Ids of the National Framework.

    >>> sorted(outcomes("Principles; Outcome 1, 4"))
    ['outcome-1', 'outcome-4', 'principles']
    """
    found = set()
    for part in filter(None, (part.strip() for part in text.split(";"))):
        word, *_ = part.lower().split()
        numbers = re.findall(r"\d", part)
        found |= {f"{word}-{number}" for number in numbers} or {word}
    return found


def differences(rows: list[dict[str, str]], graph: Graph) -> Iterator[str]:
    """Where the table and the schemes differ."""
    for scheme in ("theme", "cohort"):
        listed = {row["id"] for row in rows if row["scheme"] == scheme}
        held = {tail(node) for node in graph.subjects(SKOS.inScheme, URIRef(SCHEME + scheme))}
        yield from (f"{scheme} {name}: only in the table" for name in sorted(listed - held))
        yield from (f"{scheme} {name}: only in the scheme" for name in sorted(held - listed))
    for row in rows:
        node = URIRef(concept(row["scheme"], row["id"]))
        pairs = {
            "label": ({row["label"]}, {str(label) for label in graph.objects(node, SKOS.prefLabel)}),
            "broader": ({row["broader"]} - {""}, tails(graph, node, SKOS.broader)),
            "areas": (
                {AREAS[area.strip()] for area in row["areas"].split(",") if area},
                tails(graph, node, KG.usualArea),
            ),
            "outcomes": (outcomes(row["outcomes"]), tails(graph, node, KG.frameworkOutcome)),
        }
        for name, (table, here) in pairs.items():
            if table != here:
                yield f"{row['scheme']} {row['id']}: {name} {sorted(table)} in the table, {sorted(here)} here"


def tails(graph: Graph, node: URIRef, relation: URIRef) -> set[str]:
    """Ids of the concepts that a relation leads to."""
    return {tail(value) for value in graph.objects(node, relation)}


def tail(node: object) -> str:
    """Last part of an IRI."""
    return str(node).rpartition("/")[2]


def main(argv: list[str] | None = None) -> int:
    """Print the differences; 1 if there are any."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("table", type=Path, help="scheme.csv")
    options = parser.parse_args(argv)
    graph = Graph()
    for name in ("theme.ttl", "cohort.ttl"):
        graph.parse(SCHEMES / name)
    with options.table.open(encoding="utf-8-sig", newline="") as file:
        found = list(differences(list(csv.DictReader(file)), graph))
    print("\n".join(found) or "no difference")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
