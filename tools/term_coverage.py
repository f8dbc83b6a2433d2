"""Write docs/coverage.md: which stored query uses which term of the ontology, and why some are in none.

python -m tools.term_coverage [--out docs/coverage.md]

The reasons stand in ontology/unused.yaml, a list of entries with ``why`` and ``terms``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from kg import yaml_core
from kg.errors import RecordError
from kg.namespaces import DEF, PREFIXES
from kg.queries.tokens import code
from kg.resources import files, folder

ROOT = Path(__file__).resolve().parents[1]

HEAD = """\
# Which query uses which term

<!-- Made by tools/term_coverage.py from the ontology, the queries and ontology/unused.yaml; do not edit. -->

Each class and property of the ontology is used in a stored query, or stands at the end with the reason why
not. Queries in folders are those by which the package itself asks: `derive/` for trajectories, `names/` for
what people write, `show/` and `describe/` for single things.
"""
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_TYPE = NamedNode(PREFIXES["rdf"] + "type")


def terms() -> dict[str, str]:
    """The project's own terms by name, with their kind as OWL calls it."""
    found: dict[str, str] = {}
    for quad in parse(path=folder("ontology") / "kg.ttl", format=RdfFormat.TURTLE):
        about, kind = quad.subject, quad.object
        if quad.predicate == _TYPE and isinstance(about, NamedNode) and isinstance(kind, NamedNode):
            name = kind.value.removeprefix(PREFIXES["owl"])
            if about.value.startswith(DEF) and name in KINDS:
                found[about.value.removeprefix(DEF)] = name
    return dict(sorted(found.items()))


def used_in(text: str, where: str) -> set[str]:
    """Names of the project's own terms that a query uses.

    >>> sorted(used_in("PREFIX k: <https://w3id.org/inspection-kg/def/> SELECT ?s { ?s a k:Run }", "q"))
    ['Run']
    """
    words = code(text, where)
    prefixes = {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(words, words[1:], words[2:], strict=False)
        if word.is_word("PREFIX")
    }
    iris = [
        prefixes.get(label, "") + local
        for label, _, local in (word.text.partition(":") for word in words if word.kind == "name")
    ]
    iris += [word.text[1:-1] for word in words if word.kind == "iri"]
    return {iri.removeprefix(DEF) for iri in iris if iri.startswith(DEF) and iri != DEF}


def uses() -> dict[str, list[str]]:
    """The stored queries, those of the package included, by the terms that they use."""
    found: dict[str, list[str]] = {}
    root = folder("queries")
    for path in files("queries", "**/*.rq"):
        name = path.relative_to(root).with_suffix("").as_posix()
        for term in used_in(path.read_text(encoding="utf-8"), path.name):
            found.setdefault(term, []).append(name)
    return found


def reasons() -> dict[str, str]:
    """Why terms are in no query, by their names.

    Raises:
        RecordError: the file has another form, or a term stands in it twice.
    """
    path = folder("ontology") / "unused.yaml"
    groups = yaml_core.load(path.read_text(encoding="utf-8"), path.name, RecordError)
    told: dict[str, str] = {}
    for group in groups if isinstance(groups, list) else [groups]:
        if not isinstance(group, dict) or set(group) != {"why", "terms"}:
            raise RecordError(f"{path.name}: each entry should have 'why' and 'terms', not {group!r}")
        for name in group["terms"]:
            if name in told:
                raise RecordError(f"{path.name}: {name} stands there twice")
            told[name] = group["why"]
    return told


def faults() -> Iterator[str]:
    """Terms in no query and without a reason, and reasons that are out of date."""
    known, used, told = terms(), uses(), reasons()
    for name in known:
        if name not in used and name not in told:
            yield f"kg:{name} is in no stored query: use it, or say why not in ontology/unused.yaml"
    for name in told:
        if name not in known:
            yield f"unused.yaml: the ontology has no kg:{name}"
        elif name in used:
            yield f"unused.yaml: kg:{name} is used in {used[name][0]}.rq; take it out"


def page() -> str:
    """The page as Markdown."""
    known, used, told = terms(), uses(), reasons()
    parts = [HEAD]
    for title, kinds in (("Classes", KINDS[:1]), ("Properties", KINDS[1:])):
        rows = [(name, used[name]) for name, kind in known.items() if kind in kinds and name in used]
        parts += [f"## {title}\n", "| term | queries |", "| --- | --- |"]
        parts += [f"| `kg:{name}` | {_listed(queries)} |" for name, queries in rows]
        parts.append("")
    parts += ["## In no query\n", "| term | why |", "| --- | --- |"]
    parts += [f"| `kg:{name}` | {told[name]} |" for name in sorted(told)]
    return "\n".join(parts) + "\n"


def _listed(queries: list[str]) -> str:
    first = [query if "/" in query else f"[{query}](queries.md#{query})" for query in sorted(queries)[:4]]
    more = len(queries) - len(first)
    return ", ".join(first) + (f" and {more} more" if more else "")


def main() -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description="Write docs/coverage.md from the ontology and the queries.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "coverage.md")
    out: Path = parser.parse_args().out
    found = list(faults())
    if found:
        raise SystemExit("\n".join(found))
    out.write_text(page(), encoding="utf-8", newline="\n")
    sys.stderr.write(f"{out} written\n")


if __name__ == "__main__":
    main()
