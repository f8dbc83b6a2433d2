"""Write docs/shapes.md, what each refusal means and what to do, from the shapes.

python tools/document_shapes.py [--out docs/shapes.md]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.frameworks import shape_files
from kg.namespaces import SHAPE
from kg.validate.paths import path_text
from kg.validate.shapes import load_shapes, read_graph

ROOT = Path(__file__).resolve().parents[1]

TITLES = {
    "document": "Documents",
    "inspection": "Inspections, judgements and sections",
    "kinds": "What several kinds of inspection share",
    "findings": "Recommendations, sentences and findings",
    "evidence": "Evidence",
    "statements": "Claims of other documents",
    "derived": "Trajectories",
    "register": "The register",
    "rules": "Rules over several things",
}

HEAD = """\
# What the shapes check

<!-- Made by tools/document_shapes.py from the folder shapes; do not edit. -->

Every document is checked before it is stored. A **violation** is about what the document prints, or about how
it was read: it keeps the document out of the store, and `kg load` names the file, the shape, the thing and
the page. A **warning** is about what a classifier said, or about something unusual in print: the document is
stored, and `kg query data-quality` lists the warnings. `kg validate FILE` checks a report or a Turtle file
and stores nothing.

Before any shape, values that a store cannot compare are refused as *ComparableValue*:
`"9.5E-1"^^xsd:decimal`, `"2022-02-30"^^xsd:date`, a date with a time of day or a time zone, more decimals
than it holds. A store would keep them as text, and every filter would drop them without an error.

What to do about a violation, in this order:

1. Look at the page that the message names. Mostly the reader misread it: report the file.
2. If the print itself is wrong, add a correction with its reason to the corrections file,
   `kg/extract/corrections.yaml`, under the SHA-256 of the report.
3. If the document is right and the rule is wrong, because the inspectorate changed its framework, change the
   scheme and the shape together.

The names below end the IRI `https://w3id.org/inspection-kg/shape/...`, as messages print them.
"""


def page() -> str:
    """The page as Markdown."""
    load_shapes()
    parts = [HEAD]
    for path in sorted(shape_files(), key=_place):
        name = path.parent.name if path.stem == "shapes" else path.stem
        shapes = read_graph([path])
        if not set(shapes.subjects(RDF.type, SH.PropertyShape)) | set(shapes.subjects(SH.sparql)):
            continue  # its kinds obey rules that several share, and none of their own
        title = TITLES.get(name) or f"The framework `{name}`"
        parts.append(f"## {title}\n")
        parts.append(_table(shapes))
    return "\n".join(parts)


def _place(path: Path) -> tuple[int, str]:
    known = list(TITLES)
    return (known.index(path.stem) if path.stem in known else len(known)), path.stem


def _table(shapes: rdflib.Graph) -> str:
    lines = ["| shape | looks at | what is wrong and what to do | severity |", "| --- | --- | --- | --- |"]
    reporting = {*shapes.subjects(RDF.type, SH.PropertyShape), *shapes.subjects(SH.sparql)}
    for shape in sorted(reporting, key=str):
        path = shapes.value(shape, SH.path)
        looks = f"`{path_text(shapes, path)}`".replace("|", "\\|") if path is not None else "a rule"
        severity = str(shapes.value(shape, SH.severity)).removeprefix(str(SH)).lower()
        name = str(shape).removeprefix(SHAPE)
        lines.append(f"| `{name}` | {looks} | {_message(shapes, shape)} | {severity} |")
    return "\n".join(lines) + "\n"


def _message(shapes: rdflib.Graph, shape: Node) -> str:
    rule = shapes.value(shape, SH.sparql)
    return str(shapes.value(shape if rule is None else rule, SH.message))


def main() -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "shapes.md")
    out: Path = parser.parse_args().out
    out.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
