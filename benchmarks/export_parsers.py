"""Export a part of a store in every form, have each parser that is here read it, and print a table.

python benchmarks/export_parsers.py --store DIR [--authority CODE | --inspection KEY | --document HASH]

A parser's graph is equal if it is the set of statements that the archive of the store holds, and the
description of the export; our graphs hold no blank nodes. Statements are those that the parser gave, before
repeated ones fall together. NODE_PATH names the folder of N3.js (npm install n3).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.export import FORMATS, Selection, export
from kg.export.describe import EXPORT_GRAPH, description
from kg.export.streams import lines_of
from kg.rdf.serialise import from_lines
from kg.store.folder import StoreFolder, default_folder
from tests.export.parsers import PARSERS, canonical


def held(place: Path, selection: Selection, *, graphs: bool) -> Iterator[Quad]:
    """What an export is to hold, straight from the archive."""
    store = StoreFolder(place)
    entries = [e for e in selection.entries(store.manifest()) if e.triples]
    told = graphs, graphs and selection.with_base
    about = description(store.archive, entries, quotes=selection.quotes, told_elsewhere=told)
    parts: list[tuple[str, Iterable[Triple]]] = [(EXPORT_GRAPH, about)]
    for entry in entries:
        lines = b"".join(lines_of(store.archive / entry.file, quotes=selection.quotes))
        parts.append((entry.graph, from_lines(lines)))
    for name, triples in parts:
        for t in triples:
            yield Quad(t.subject, t.predicate, t.object, NamedNode(name) if graphs else DefaultGraph())


def digest(lines: Iterable[str]) -> str:
    """Hash of a set of canonical lines."""
    found = hashlib.sha256()
    for line in sorted(set(lines)):
        found.update(line.encode() + b"\n")
    return found.hexdigest()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--store", type=Path, default=default_folder())
    for name in ("authority", "inspection", "document"):
        parser.add_argument(f"--{name}")
    options = parser.parse_args()
    selection = Selection(options.authority, options.inspection, options.document)
    versions = {parser.name: parser.version() for parser in PARSERS}
    expected = {
        graphs: digest(canonical(held(options.store, selection, graphs=graphs))) for graphs in (True, False)
    }
    print("| form | parser | version | statements | equal |")
    print("|---|---|---|---:|---|")
    equal = True
    with tempfile.TemporaryDirectory(prefix="kg-parsers-") as folder:
        for form in FORMATS.values():
            path = Path(folder) / f"export{form.suffix}"
            with path.open("wb") as stream:
                export(stream, form, store=options.store, selection=selection)
            for one in PARSERS:
                version = versions[one.name]
                if form.name not in one.forms or version is None:
                    continue
                try:
                    lines = canonical(one.read(path, one.forms[form.name]))
                    same = digest(lines) == expected[form.graphs]
                    told = f"{len(lines):,} | {'yes' if same else '**no**'}"
                except (ValueError, SyntaxError) as problem:
                    same, told = False, f"| **{str(problem)[:120]}**"
                equal = equal and same
                print(f"| {form.name} | {one.name} | {version} | {told} |", flush=True)
    print()
    for one in PARSERS:
        if versions[one.name] is None:
            print(f"Not installed: {one.name} ({one.source}).")
        elif unread := [form for form in FORMATS if form not in one.forms]:
            print(f"{one.name} reads no {' and no '.join(unread)}.")
    sys.exit(not equal)


if __name__ == "__main__":
    main()
