"""What tools of other projects make of the exports: the figures of docs/in-other-tools.md.

    python benchmarks/tools_on_exports.py [--store DIR] [--authority NAME] [--only TOOL ...] [--seconds 30]
    python benchmarks/tools_on_exports.py --surprises

Each line is one check: the tool, its version, what it read, and how many statements, cells or queries were
as they are here. Without ``--store`` the graph is that of the samples and the council is Exampleshire. Exits
with 1 if something differs; standard error says where. Tools that are not installed are listed at the end;
NODE_PATH is the folder of @comunica/query-sparql-rdfjs, n3 and the parsers of JSON-LD. Parsers of Turtle and
N-Quads have a script of their own (``export_parsers.py``), and so have SPARQLWrapper, curl, Jena and rdflib
(``query_clients.py``).

With ``--surprises`` it asks PyLD, maplib, HermiT and pyLODE whether they still do what the page warns of.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pyoxigraph
from pyoxigraph import RdfFormat

from benchmarks.outside import graphs, ontology, tables
from benchmarks.outside.given import Check, Given
from benchmarks.outside.surprises import surprises
from benchmarks.outside.versions import on_npm, on_path, on_pypi
from kg import api
from kg.pipeline.begin import begin_store
from kg.store.folder import StoreFolder
from tests.agreement.calls import make_sample
from tests.export.parsers import canonical


@dataclass(frozen=True)
class Tool:
    """A tool of another project.

    Attributes:
        name: as its project calls it.
        package: that has it, on PyPI if a version is not told otherwise.
        checks: what it is given.
        version: its version, or ``None`` where it is not installed.
    """

    name: str
    package: str
    checks: Callable[[Given], Iterator[Check]]
    version: Callable[[str], str | None]


TOOLS = (
    Tool("PyLD", "PyLD", graphs.pyld, on_pypi),
    Tool("jsonld.js", "jsonld", graphs.jsonld_js, on_npm),
    Tool("jsonld-streaming-parser", "jsonld-streaming-parser", graphs.jsonld_streaming, on_npm),
    Tool("maplib", "maplib", graphs.maplib, on_pypi),
    Tool("Comunica", "@comunica/query-sparql-rdfjs", graphs.comunica, on_npm),
    Tool("pandas", "pandas", tables.pandas, on_pypi),
    Tool("DuckDB", "duckdb", tables.duckdb, on_pypi),
    Tool("polars", "polars", tables.polars, on_pypi),
    Tool("polars with fastexcel", "fastexcel", tables.fastexcel, on_pypi),
    Tool("csvkit", "csvkit", tables.csvkit, on_pypi),
    Tool("sqlite-utils", "sqlite-utils", tables.sqlite_utils, on_pypi),
    Tool("frictionless", "frictionless", tables.frictionless, on_pypi),
    Tool("openpyxl", "openpyxl", tables.openpyxl, on_pypi),
    Tool("LibreOffice", "soffice", tables.libreoffice, on_path),
    Tool("csvw", "csvw", tables.csvw, on_pypi),
    Tool("HermiT (owlready2)", "owlready2", ontology.hermit, on_pypi),
    Tool("pyLODE", "pylode", ontology.pylode, on_pypi),
)


def main() -> None:
    """Export, have each tool read, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", type=Path)
    parser.add_argument("--authority", default="Exampleshire")
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--only", nargs="*", help="names of tools")
    parser.add_argument("--surprises", action="store_true", help="of the page; exports nothing")
    options = parser.parse_args()
    if options.surprises:
        sys.exit(not surprises({tool.name: tool.version(tool.package) for tool in TOOLS}))
    good = True
    lacking = []
    with tempfile.TemporaryDirectory(prefix="kg-tools-") as name:
        folder = Path(name)
        place = options.store or folder / "store"
        if options.store is None:
            make_sample(place)
        elif not StoreFolder(place).exists():
            begin_store(place)
        graph = api.open(place)
        for suffix in ("nt", "jsonld"):
            graph.export(folder / f"graph.{suffix}", authority=options.authority)
        graph.tables(folder)
        triples = frozenset(canonical(pyoxigraph.parse(path=folder / "graph.nt", format=RdfFormat.N_TRIPLES)))
        given = Given(graph, options.authority, folder, triples, options.seconds)
        print("| tool | version | given | as here | of |\n|---|---|---|---:|---:|")
        for tool in TOOLS:
            if options.only and tool.name.split()[0] not in options.only:
                continue
            version = tool.version(tool.package)
            if version is None:
                lacking.append(f"{tool.name} ({tool.package})")
                continue
            try:
                for what, same, count in tool.checks(given):
                    good = good and same == count
                    print(f"| {tool.name} | {version} | {what} | {same:,} | {count:,} |", flush=True)
            except Exception as problem:  # the next tool is asked all the same
                good = False
                print(f"| {tool.name} | {version} | {str(problem)[:150]} | **no** | |", flush=True)
    if lacking:
        print(f"\nNot installed: {', '.join(lacking)}.")
    sys.exit(not good)


if __name__ == "__main__":
    main()
