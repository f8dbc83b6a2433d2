"""Tools that read the graph: PyLD, two parsers of JSON-LD in JavaScript, maplib and Comunica."""

from __future__ import annotations

import json
import multiprocessing
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import RdfFormat

from benchmarks.outside.given import Check, Given, from_json
from tests.export.parsers import canonical


def pyld(given: Given) -> Iterator[Check]:
    """Statements of the JSON-LD."""
    from pyld import jsonld

    document = json.loads((given.folder / "graph.jsonld").read_text(encoding="utf-8"))
    lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
    read = set(canonical(pyoxigraph.parse(lines, format=RdfFormat.N_QUADS)))
    yield "statements of JSON-LD", len(read & given.triples) - len(read - given.triples), len(given.triples)


JSONLD_JS = """
const { readFileSync } = require('node:fs');
const jsonld = require('jsonld');
const document = JSON.parse(readFileSync(process.argv[1], 'utf8'));
jsonld.toRDF(document, { format: 'application/n-quads' }).then((lines) => process.stdout.write(lines));
"""
JSONLD_STREAMING = """
const { readFileSync } = require('node:fs');
const { JsonLdParser } = require('jsonld-streaming-parser');
const N3 = require('n3');
const writer = new N3.Writer(process.stdout, { format: 'N-Quads', end: false });
const parser = new JsonLdParser();
parser.on('data', (quad) => writer.addQuad(quad)).on('end', () => writer.end());
parser.end(readFileSync(process.argv[1], 'utf8'));
"""


def _by_node(script: str, given: Given) -> Iterator[Check]:
    command = ["node", "-e", script, str(given.folder / "graph.jsonld")]
    lines = subprocess.run(command, capture_output=True, check=True).stdout
    read = set(canonical(pyoxigraph.parse(lines, format=RdfFormat.N_QUADS)))
    yield "statements of JSON-LD", len(read & given.triples) - len(read - given.triples), len(given.triples)


def jsonld_js(given: Given) -> Iterator[Check]:
    """Statements of the JSON-LD."""
    yield from _by_node(JSONLD_JS, given)


def jsonld_streaming(given: Given) -> Iterator[Check]:
    """Statements of the JSON-LD."""
    yield from _by_node(JSONLD_STREAMING, given)


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
