"""What tools of other projects make of the exports: the figures of docs/in-other-tools.md.

    python benchmarks/tools_on_exports.py [--store DIR] [--authority NAME] [--only TOOL ...] [--seconds 30]
    python benchmarks/tools_on_exports.py --surprises

Each line is one check: the tool, its version, what it read, and how many statements, cells or queries were
as they are here. Without ``--store`` the graph is that of the samples and the council is Exampleshire. Exits
with 1 if something differs; standard error says where. Tools that are not installed are listed at the end;
NODE_PATH is the folder of @comunica/query-sparql-rdfjs and n3. Parsers of Turtle and N-Quads have a script of
their own (``export_parsers.py``), and so have SPARQLWrapper, curl, Jena and rdflib (``query_clients.py``).

With ``--surprises`` it asks PyLD, maplib, HermiT and pyLODE whether they still do what the page warns of.
"""

from __future__ import annotations

import argparse
import csv
import importlib.metadata
import io
import json
import multiprocessing
import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from benchmarks.query_clients import texts
from kg import api
from kg.export.tables import tables
from kg.graph import KnowledgeGraph
from kg.pipeline.begin import begin_store
from kg.store.base import Solutions
from kg.store.folder import StoreFolder
from tests.agreement.calls import make_sample
from tests.agreement.engines import rows_of
from tests.export.parsers import canonical

XSD = "http://www.w3.org/2001/XMLSchema#"
OWL = "http://www.w3.org/2002/07/owl#"
Check = tuple[str, int, int]
"""What was given, how many came back as they are here, and how many there are."""


@dataclass(frozen=True)
class Given:
    """What the tools are given.

    Attributes:
        graph: here.
        authority: the council whose part is exported.
        folder: of the exports.
        triples: its statements, in N-Triples as Oxigraph writes them.
        seconds: for one query.
    """

    graph: KnowledgeGraph
    authority: str
    folder: Path
    triples: frozenset[str]
    seconds: float

    def table(self, name: str) -> list[list[str]]:
        """The rows of a table as CSV has them, with its head."""
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            return list(csv.reader(stream))

    def answers(self) -> Iterator[tuple[str, str, list[str]]]:
        """Each stored query: its name, its text and the rows of the export here, in any order."""
        here = pyoxigraph.Store()
        here.load(path=self.folder / "graph.nt", format=RdfFormat.N_TRIPLES)
        for query, text in texts(self.graph.store, self.authority):
            found = here.query(text)
            if not isinstance(found, pyoxigraph.QuerySolutions):
                raise TypeError(query.name)
            yield query.name, text, in_any_order(found)


def in_any_order(found: pyoxigraph.QuerySolutions) -> list[str]:
    """Rows as sorted lines."""
    names = tuple(variable.value for variable in found.variables)
    return sorted(rows_of(Solutions(names, (tuple(row[name] for name in names) for row in found))))


def from_json(text: bytes) -> list[str]:
    """The same of SPARQL's JSON, less what Comunica adds to it, which pyoxigraph refuses."""
    told = json.loads(text)
    text = json.dumps({"head": told["head"], "results": {"bindings": told["results"]["bindings"]}}).encode()
    found = pyoxigraph.parse_query_results(text, format=QueryResultsFormat.JSON)
    if not isinstance(found, pyoxigraph.QuerySolutions):
        raise TypeError("no rows")
    return in_any_order(found)


def pyld(given: Given) -> Iterator[Check]:
    """Statements of the JSON-LD."""
    from pyld import jsonld

    document = json.loads((given.folder / "graph.jsonld").read_text(encoding="utf-8"))
    lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
    read = set(canonical(pyoxigraph.parse(lines, format=RdfFormat.N_QUADS)))
    yield "statements of JSON-LD", len(read & given.triples) - len(read - given.triples), len(given.triples)


def _maplib(pipe: Connection, path: str) -> None:
    import maplib

    model = maplib.Model()
    model.read(path, format="ntriples")
    pipe.send(model.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")["n"][0])
    while True:
        text = pipe.recv()
        try:
            pipe.send(model.query(text, solution_mappings=False).height)
        except Exception as problem:
            pipe.send(str(problem))


def maplib(given: Given) -> Iterator[Check]:
    """Statements, and the number of rows of each stored query."""
    context = multiprocessing.get_context("spawn")
    path = str(given.folder / "graph.nt")
    process: Any = None
    here, there = context.Pipe()
    same, told, count = 0, [], 0
    counted = False
    for name, text, rows in given.answers():
        if process is None:
            here, there = context.Pipe()
            process = context.Process(target=_maplib, args=(there, path), daemon=True)
            process.start()
            statements = here.recv()
            if not counted:
                yield "statements of N-Triples", statements, len(given.triples)
                counted = True
        here.send(text)
        answer: Any = "no answer in time"
        ended = False
        if here.poll(given.seconds):
            with suppress(EOFError):
                answer, ended = here.recv(), True
        if not ended:
            process.kill()
            process = None
        count += 1
        same += answer == len(rows)
        if answer != len(rows):
            told.append(f"{name}: {str(answer)[:90]}, here {len(rows)}")
    if process is not None:
        process.kill()
    print("\n".join(told), file=sys.stderr)
    yield "stored queries, number of rows", same, count


COMUNICA = """
const { readFileSync } = require('node:fs');
const { createInterface } = require('node:readline');
const { QueryEngine } = require('@comunica/query-sparql-rdfjs');
const N3 = require('n3');
const parser = new N3.Parser({ format: 'N-Triples' });
const store = new N3.Store(parser.parse(readFileSync(process.argv[1], 'utf8')));
const engine = new QueryEngine();
console.log(JSON.stringify({ size: store.size }));
createInterface({ input: process.stdin }).on('line', async (line) => {
  try {
    const found = await engine.query(JSON.parse(line), { sources: [store] });
    const { data } = await engine.resultToString(found, 'application/sparql-results+json');
    let text = '';
    for await (const part of data) text += part;
    console.log(JSON.stringify({ text }));
  } catch (problem) {
    console.log(JSON.stringify({ problem: String(problem.message) }));
  }
});
"""


class Comunica:
    """Comunica over N3.js, in a process of its own."""

    def __init__(self, path: Path) -> None:
        command = ["node", "-e", COMUNICA, str(path)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.size = int(self._line(600)["size"])

    def ask(self, text: str, seconds: float) -> list[str] | str:
        """Rows, or why there are none."""
        questions = self.process.stdin
        if questions is None:
            raise TypeError("no pipe")
        questions.write(json.dumps(text) + "\n")
        questions.flush()
        told = self._line(seconds)
        if "text" in told:
            return from_json(told["text"].encode())
        return told.get("problem", "no answer in time")

    def _line(self, seconds: float) -> dict[str, str]:
        answers = self.process.stdout
        if answers is None:
            raise TypeError("no pipe")
        ready, _, _ = select.select([answers], [], [], seconds)
        found: dict[str, str] = json.loads(answers.readline() or "{}") if ready else {}
        return found


def comunica(given: Given) -> Iterator[Check]:
    """Statements, and the rows of each stored query."""
    engine: Comunica | None = None
    same, told, count = 0, [], 0
    for name, text, rows in given.answers():
        if engine is None:
            engine = Comunica(given.folder / "graph.nt")
            if not count:
                yield "statements of N-Triples", engine.size, len(given.triples)
        found = engine.ask(text, given.seconds)
        count += 1
        same += found == rows
        if isinstance(found, str):
            told.append(f"{name}: {found[:90]}")
            engine.process.kill()
            engine = None
        elif found != rows:
            odd = sorted(set(found) ^ set(rows))[:2]
            told.append(f"{name}: {len(found)} rows, here {len(rows)}; such as {odd}"[:400])
    if engine is not None:
        engine.process.kill()
    print("\n".join(told), file=sys.stderr)
    yield f"stored queries, rows, in {given.seconds:g} s", same, count


def cells(rows: Sequence[Sequence[object]]) -> int:
    """How many there are.

    >>> cells([[1, 2], [3, 4]])
    4
    """
    return sum(len(row) for row in rows)


def alike(found: Sequence[Sequence[object]], rows: Sequence[Sequence[str]]) -> int:
    """Cells that are written alike; none if the shape differs.

    >>> alike([[1, None], [True, 0.5]], [["1", ""], ["true", "0.50"]])
    4
    """
    if [len(row) for row in found] != [len(row) for row in rows]:
        return 0
    pairs = (pair for one, other in zip(found, rows, strict=True) for pair in zip(one, other, strict=True))
    return sum(written(value) == written(text) for value, text in pairs)


def written(value: object) -> str:
    """A cell in one spelling, whatever its type.

    >>> written(None), written(True), written("0.50"), written(0.5), written("201")
    ('', 'true', '0.5', '0.5', '201')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", text) else text


def columns_of(given: Given) -> Iterator[tuple[str, str, str]]:
    """Table, column and declared type; an address is text to tools that know no such type."""
    for name, about in tables().items():
        for column, told in about["columns"].items():
            yield name, column, told.get("datatype", "string").replace("anyURI", "string")


def of_csv(given: Given, read: Callable[[Path], tuple[list[list[object]], list[str]]]) -> Iterator[Check]:
    """Cells and types of the tables as CSV, read without options; a column without a value has any type."""
    same = count = typed = columns = 0
    for name in tables():
        head, *rows = given.table(name)
        found, types = read(given.folder / f"{name}.csv")
        same, count = same + alike(found, rows), count + cells(rows)
        declared = {column: kind for table, column, kind in columns_of(given) if table == name}
        for place, column in enumerate(head):
            columns += 1
            right = declared[column] == types[place] or not any(row[place] for row in rows)
            typed += right
            if not right:
                print(f"{name}.{column}: {types[place]}, declared {declared[column]}", file=sys.stderr)
    yield "cells of CSV tables", same, count
    yield "column types of CSV tables", typed, columns


def of_parquet(given: Given, read: Callable[[Path], list[list[object]]]) -> Iterator[Check]:
    """Cells of the tables as Parquet."""
    same = count = 0
    for name in tables():
        _, *rows = given.table(name)
        same += alike(read(given.folder / f"{name}.parquet"), rows)
        count += cells(rows)
    yield "cells of Parquet tables", same, count


def of_answers(given: Given, read: Callable[[str], list[list[str]]]) -> Iterator[Check]:
    """Cells of the stored queries as CSV, read as texts."""
    same = count = 0
    for _, query in texts(given.graph.store, given.authority):
        text = given.graph.sparql(query).to_csv()
        rows = list(csv.reader(io.StringIO(text, newline="")))
        same += alike(read(text), rows)
        count += cells(rows)
    yield "cells of answers in CSV", same, count


def pandas(given: Given) -> Iterator[Check]:
    """CSV and Parquet."""
    import pandas

    names = {"int64": "integer", "float64": "decimal", "bool": "boolean"}

    def of_csv_file(path: Path) -> tuple[list[list[object]], list[str]]:
        frame = pandas.read_csv(path)
        return frame.astype(object).values.tolist(), [names.get(str(kind), "string") for kind in frame.dtypes]

    def read(text: str) -> list[list[str]]:
        frame = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
        return [list(frame.columns), *frame.values.tolist()]

    yield from of_csv(given, of_csv_file)
    yield from of_parquet(given, lambda path: pandas.read_parquet(path).astype(object).values.tolist())
    yield from of_answers(given, read)


def duckdb(given: Given) -> Iterator[Check]:
    """CSV and Parquet."""
    import duckdb

    names = {"BIGINT": "integer", "DOUBLE": "decimal", "BOOLEAN": "boolean", "DATE": "date"}

    def of_csv_file(path: Path) -> tuple[list[list[object]], list[str]]:
        found = duckdb.sql(f"FROM read_csv('{path}')")  # a folder of our own
        types = [names.get(str(kind), "string") for kind in found.types]
        return [list(row) for row in found.fetchall()], types

    def of_parquet_file(path: Path) -> list[list[object]]:
        return [list(row) for row in duckdb.sql(f"FROM read_parquet('{path}')").fetchall()]

    def read(text: str) -> list[list[str]]:
        path = given.folder / "answer.csv"
        path.write_text(text, encoding="utf-8", newline="")
        found = duckdb.sql(f"FROM read_csv('{path}', all_varchar = true, header = true)")
        return [list(found.columns), *([value or "" for value in row] for row in found.fetchall())]

    yield from of_csv(given, of_csv_file)
    yield from of_parquet(given, of_parquet_file)
    yield from of_answers(given, read)


def polars(given: Given) -> Iterator[Check]:
    """CSV and Parquet."""
    import polars

    names = {"Int64": "integer", "Float64": "decimal", "Boolean": "boolean", "Date": "date"}

    def of_csv_file(path: Path) -> tuple[list[list[object]], list[str]]:
        frame = polars.read_csv(path, infer_schema_length=None)
        return [list(row) for row in frame.rows()], [names.get(str(kind), "string") for kind in frame.dtypes]

    def read(text: str) -> list[list[str]]:
        frame = polars.read_csv(io.StringIO(text), infer_schema=False)
        return [frame.columns, *([value or "" for value in row] for row in frame.rows())]

    yield from of_csv(given, of_csv_file)
    yield from of_parquet(given, lambda path: [list(row) for row in polars.read_parquet(path).rows()])
    yield from of_answers(given, read)


def openpyxl(given: Given) -> Iterator[Check]:
    """The workbooks."""
    import openpyxl

    same = count = formulas = 0
    for name in tables():
        head, *rows = given.table(name)
        sheet = openpyxl.load_workbook(given.folder / f"{name}.xlsx").worksheets[0]
        found = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=len(head))][1:]
        formulas += sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        same, count = same + alike(found, rows), count + cells(rows)
    yield "cells of xlsx tables", same, count
    yield "cells of xlsx tables that are no formula", count - formulas, count


CSV_BY_LIBREOFFICE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
"""Commas, quotation marks, UTF-8, and cells as they are shown."""


def libreoffice(given: Given) -> Iterator[Check]:
    """Workbooks and CSV, opened and saved as CSV."""
    for form in ("xlsx", "csv"):
        same = count = 0
        for name in tables():
            _, *rows = given.table(name)
            out = given.folder / f"by-libreoffice-{form}"
            command = ["soffice", "--headless", "--convert-to", CSV_BY_LIBREOFFICE, "--outdir", str(out)]
            command += [f"-env:UserInstallation=file://{given.folder}/profile"]
            subprocess.run([*command, str(given.folder / f"{name}.{form}")], capture_output=True, check=True)
            with (out / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
                _, *read = csv.reader(stream)
            found = [[cell.lower() if cell in ("TRUE", "FALSE") else cell for cell in row] for row in read]
            same, count = same + alike(found, rows), count + cells(rows)
        yield f"cells of {form} tables", same, count


def csvw(given: Given) -> Iterator[Check]:
    """The tables by their description."""
    from csvw import CSVW

    def plain(value: object) -> object:
        return getattr(value, "unsplit", lambda: value)()  # an address comes in its parts

    found = CSVW(str(given.folder / "csv-metadata.json"), validate=True)
    print(*found.warnings[:3], sep="\n", file=sys.stderr)
    yield "tables that are valid", len(found.tables) if found.is_valid else 0, len(tables())
    same = count = 0
    for table in found.tables:
        _, *rows = given.table(Path(str(table.url)).stem)
        same += alike([[plain(value) for value in row.values()] for row in table], rows)
        count += cells(rows)
    yield "cells of CSV tables by their description", same, count


def hermit(given: Given) -> Iterator[Check]:
    """Ontology, alignment and graph are consistent; every class can have members."""
    from rdflib import Graph

    from kg.resources import folder
    from tests.ontology.reasoner import consistent, empty_classes

    terms = Graph()
    for name in ("kg.ttl", "alignment.ttl"):
        terms.parse(folder("ontology") / name)
    data = Graph().parse(given.folder / "graph.nt", format="nt")
    yield "graph is consistent", int(consistent(terms + data, given.folder)), 1
    yield "no class is empty", int(not empty_classes(terms, given.folder)), 1


def pylode(given: Given) -> Iterator[Check]:
    """Terms of the ontology that its page shows."""
    from rdflib import OWL, RDF, Graph

    from kg.namespaces import DEF
    from kg.resources import folder
    from tools.ontology_page import page

    html = page()
    ontology = Graph().parse(folder("ontology") / "kg.ttl")
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    declared = {str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    terms = {term for term in declared if term.startswith(DEF)}
    shown = sum(f"<code>{term}</code>" in html for term in terms)
    yield "terms of the ontology on its page", shown, len(terms)


def surprise_of_pyld() -> bool:
    """A number with a fraction keeps its exponent as a decimal; a relative IRI gets a base of PyLD's own."""
    from pyld import jsonld

    context = {"share": {"@id": "urn:share", "@type": f"{XSD}decimal"}}
    document = {"@context": context, "@id": "visit", "share": 0.95}
    line = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return str(line) == f'<http://example.org/base/visit> <urn:share> "9.5E-1"^^<{XSD}decimal> .\n'


def surprise_of_maplib() -> bool:
    """A date in UTC and an integer over 64 bits are dropped."""
    import maplib

    model = maplib.Model()
    odd = f'<urn:a> <urn:p> "2023-03-09Z"^^<{XSD}date> , {2**80} .'
    model.reads(f"{odd} <urn:a> <urn:q> 1 .", format="turtle")
    return bool(model.query("SELECT ?o { ?s ?p ?o }")["o"].to_list() == [1])


def surprise_of_hermit() -> bool:
    """An xsd:date stops it."""
    from rdflib import Graph

    from tests.ontology import reasoner

    text = f'<urn:p> a <{OWL}DatatypeProperty> . <urn:x> <urn:p> "2023-03-09"^^<{XSD}date> .'
    graph = Graph().parse(data=text, format="turtle")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ontology.owl"
        graph.serialize(path, format="xml")
        return "UnsupportedDatatypeException" in reasoner.said("-k", path)


def surprise_of_pylode() -> bool:
    """It stops at an empty prefix."""
    from pylode import OntPub
    from rdflib import Graph

    text = (
        f"@prefix : <https://example.org/def/> . : a <{OWL}Ontology> ; "
        '<http://purl.org/dc/terms/title> "Title" . '
        f':Visit a <{OWL}Class> ; <http://www.w3.org/2000/01/rdf-schema#label> "visit" .'
    )
    try:
        OntPub(ontology=Graph().parse(data=text, format="turtle")).make_html()
    except ValueError as problem:
        return "Can't split" in str(problem)
    return False


SURPRISES = {
    "PyLD": surprise_of_pyld,
    "maplib": surprise_of_maplib,
    "HermiT": surprise_of_hermit,
    "pyLODE": surprise_of_pylode,
}


def surprises() -> bool:
    """Print whether each tool that is installed still surprises; whether all do."""
    still = True
    print("| tool | version | what the page warns of | still |\n|---|---|---|---|")
    for tool in TOOLS:
        ask, version = SURPRISES.get(tool.name.split()[0]), tool.version(tool.package)
        if ask is not None and version is not None:
            found, about = ask(), (ask.__doc__ or "").rstrip(".")
            still = still and found
            print(f"| {tool.name} | {version} | {about} | {'yes' if found else '**no**'} |")
    return still


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


def on_pypi(package: str) -> str | None:
    """Version of a package of Python."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def on_npm(package: str) -> str | None:
    """Version of a package of Node."""
    for place in filter(None, os.environ.get("NODE_PATH", "").split(os.pathsep)):
        path = Path(place) / package / "package.json"
        if path.exists() and shutil.which("node"):
            return str(json.loads(path.read_text(encoding="utf-8"))["version"])
    return None


def on_path(program: str) -> str | None:
    """Version that a program prints."""
    if shutil.which(program) is None:
        return None
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"\d+(?:\.\d+)+", told.stdout)
    return found.group() if found else None


TOOLS = (
    Tool("PyLD", "PyLD", pyld, on_pypi),
    Tool("maplib", "maplib", maplib, on_pypi),
    Tool("Comunica", "@comunica/query-sparql-rdfjs", comunica, on_npm),
    Tool("pandas", "pandas", pandas, on_pypi),
    Tool("DuckDB", "duckdb", duckdb, on_pypi),
    Tool("polars", "polars", polars, on_pypi),
    Tool("openpyxl", "openpyxl", openpyxl, on_pypi),
    Tool("LibreOffice", "soffice", libreoffice, on_path),
    Tool("csvw", "csvw", csvw, on_pypi),
    Tool("HermiT (owlready2)", "owlready2", hermit, on_pypi),
    Tool("pyLODE", "pylode", pylode, on_pypi),
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
        sys.exit(not surprises())
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
