"""What is fuzzed: each target takes bytes, and fails with anything but the project's own errors."""

from __future__ import annotations

import gzip
import io
import random
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Store
from pyparsing.exceptions import ParseBaseException
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg import documents, extract, resources
from kg.build.base import authority_codes
from kg.build.process import process
from kg.build.prose import Prose
from kg.curation import read_corrections
from kg.curation.rows import read_rows
from kg.curation.sheet_in import read_sheet
from kg.errors import KgError
from kg.namespaces import GRAPH
from kg.pipeline.restore import _document_graph, _lay_aside
from kg.queries.prologue import with_prefixes
from kg.queries.read_only import read_only
from kg.records import load_records

for _name in (
    "documents.reader",
    "prose.read",
    "classify.linear",
    "validate.document",
    "records.requirements",
):
    import_module(f"kg.{_name}")  # imported late elsewhere; only what is imported by now is instrumented

_SAMPLES: Final = resources.folder("documents") / "samples"
_WORD_HEAD: Final = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
_ASKS_ELSEWHERE: Final = re.compile("service|from", re.IGNORECASE)
"""Only queries with these words are given to rdflib, which takes a thousand times as long as the check."""
_SPARQL: Final = """
    SELECT ASK CONSTRUCT DESCRIBE WHERE SERVICE SILENT FROM NAMED GRAPH LOAD INSERT DATA DELETE CLEAR DROP
    CREATE COPY MOVE ADD WITH USING PREFIX BASE FILTER BIND VALUES UNDEF MINUS OPTIONAL UNION EXISTS LIMIT
    <http://example.org/a> ?s $s :x kg:x _:b { } ( ) . ; , # \n ''' \"\"\" ' \" ^^ @en \\u0053 * / ^ ! | 1e5
"""
_YAML: Final = (
    "- : ? | > & * ! % @ ` [ ] { } , # ' \" --- ... <<: ~ null 1e9 0x1f 2022-03-09 \n \t &a *a !!str"
)
_PROSE: Final = """
    Leeds Surrey council director ward cabinet inspectors good inadequate 2022 9 March 2022 <p> </p> <li>
    <h1> <td> <script> <!-- --> &amp; &#x10ffff; </w:p> <w:p> <w:r> <w:t> </w:t> </w:r> <w:tbl> <w:tc>
    <w:txbxContent>
"""


def pdf(data: bytes) -> None:
    """Read a PDF and find what a report says."""
    with written(data, ".pdf") as path:
        extract.extract(documents.read(path), file_name="fuzz.pdf", authority_codes=_codes())


@cache
def _codes() -> Mapping[str, str]:
    """The council of the samples, which no register knows."""
    return authority_codes([_SAMPLES / "register.ttl"])


def prose(data: bytes) -> None:
    """Read a text, web page or Word file, and propose its claims. The first byte says which of them."""
    suffix = (".txt", ".html", ".docx")[data[0] % 3 if data else 0]
    body = data[1:]
    if suffix == ".docx":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as file:
            file.writestr("word/document.xml", body)
        body = packed.getvalue()
    with written(body, suffix) as path:
        process(path, prose=Prose("936", "press"))


def query(data: bytes) -> None:
    """Check a query, and compare what the check lets pass with what two parsers make of it."""
    text = data.decode(errors="replace")
    read_only(text)
    whole = with_prefixes(text)
    try:
        Store().update(whole)
    except (SyntaxError, OSError, RuntimeError, ValueError):
        pass
    else:
        raise AssertionError("an update passed the check")
    if _ASKS_ELSEWHERE.search(whole) is None:
        return
    try:
        parsed = parseQuery(whole)
    except (ParseBaseException, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return  # rdflib refuses it
    for node in _nodes(parsed):
        if node.name in ("ServiceGraphPattern", "DatasetClause"):
            raise AssertionError(f"{node.name} passed the check")


def rdf(data: bytes) -> None:
    """Take document graphs out of what ``kg import`` is given. The first byte says in which format."""
    with (
        written(data[1:], ".nq" if data[:1] < b"\x80" else ".trig") as path,
        tempfile.TemporaryDirectory() as aside,
    ):
        for name, laid in _lay_aside([path], Path(aside)).items():
            _document_graph(name, b"".join(sorted(set(gzip.decompress(laid.read_bytes()).splitlines(True)))))


def record(data: bytes) -> None:
    """Read and check a record in YAML."""
    with written(data, ".yaml") as path:
        load_records([path])


def curation(data: bytes) -> None:
    """Read files of corrections and decisions. The first byte says of which kind."""
    readers: tuple[tuple[str, Callable[[Path], object]], ...] = (
        (".csv", lambda path: read_corrections([path])),
        (".ttl", lambda path: read_corrections([path])),
        (".yaml", read_sheet),
        (".jsonl", lambda path: read_rows([path])),
    )
    suffix, read = readers[data[0] % len(readers) if data else 0]
    with written(data[1:], suffix) as path:
        read(path)


@contextmanager
def written(data: bytes, suffix: str) -> Iterator[Path]:
    """A file with these bytes, as long as the block runs."""
    with tempfile.TemporaryDirectory(prefix="kg-fuzz-") as folder:
        path = Path(folder) / f"fuzz{suffix}"
        path.write_bytes(data)
        yield path


def _nodes(parsed: Any) -> Iterator[CompValue]:
    waiting = [parsed]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(node.values())
        elif not isinstance(node, str) and isinstance(node, Iterable):
            waiting.extend(node)


@dataclass(frozen=True, slots=True)
class Target:
    """Something to fuzz.

    Attributes:
        run: takes bytes; fails if something is wrong.
        seeds: good inputs to begin with.
        pieces: cuts an input into parts that can be swapped, doubled, cut and left out.
        words: what may be put between them.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    pieces: re.Pattern[bytes]
    words: Sequence[bytes] = ()

    def mutated(self, data: bytes, chance: random.Random) -> bytes:
        """An input with a few parts swapped, doubled, cut, left out or put in."""
        parts = self.pieces.findall(data)
        for _ in range(chance.randint(1, 4)):
            if not parts:
                break
            at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
            part = parts[at]
            match chance.randrange(5 if self.words else 4):
                case 0:
                    parts[at], parts[other] = parts[other], part
                case 1:
                    parts[at:at] = [part] * chance.choice((1, 1, 2, 50))
                case 2:
                    parts[at] = part[: chance.randrange(len(part) + 1)]
                case 3:
                    del parts[at]
                case _:
                    parts[at:at] = [b" ", chance.choice(self.words), b" "]
        return b"".join(parts)


def wrong(target: Target, data: bytes) -> BaseException | None:
    """What a target fails with, unless that is an error of the project's own, which is an answer."""
    try:
        target.run(data)
    except KgError:
        return None
    except (Exception, RecursionError) as error:
        return error
    return None


def _words(text: str) -> list[bytes]:
    return [word.encode() for word in text.split(" ") if word.strip(" ")]


def _queries() -> list[bytes]:
    return [path.read_bytes() for path in sorted(resources.folder("queries").rglob("*.rq"))]


def _web() -> list[bytes]:
    text = "Leeds City Council\nThe director said on 9 March 2022 that leavers wait.\n- Inspectors return.\n"
    page = "".join(f"<p>{line}</p>" for line in text.splitlines())
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    return [
        b"\0" + text.encode(),
        b"\1<html><body>" + page.encode() + b"</body></html>",
        b"\2" + _WORD_HEAD + paragraphs.encode() + b"</w:body></w:document>",
    ]


def _quads() -> list[bytes]:
    key = "0123456789abcdef"
    node = f"<https://w3id.org/inspection-kg/id/document/{key}>"
    graph = f"<{GRAPH}document/{key}>"
    says = "<https://w3id.org/inspection-kg/def/"
    lines = [f'{node} {says}sha256> "{key * 4}"', f'{node} {says}fileName> "a.pdf"']
    quads = "".join(f"{line} {graph} .\n" for line in lines)
    trig = f"{graph} {{ " + "".join(f"{line} .\n" for line in lines) + "}\n"
    return [b"\0" + quads.encode(), b"\xff" + trig.encode()]


def _records() -> list[bytes]:
    """Records that need no others; their statements bear the name of the file."""
    found = sorted(resources.folder("documents").glob("*-*-*.yaml"))
    return [path.read_bytes().replace(path.stem.encode(), b"fuzz") for path in found]


def _decisions() -> list[bytes]:
    csv = b"\0document,sentence,polarity,by,why\n0123456789abcdef,0123456789,mixed,JS,read again\n"
    turtle = (
        b"\1@prefix kg: <https://w3id.org/inspection-kg/def/> . <urn:c> a kg:Correction ; "
        b"kg:corrects <https://w3id.org/inspection-kg/id/mention/0123456789abcdef/0123456789> ; kg:polarity "
        b'<https://w3id.org/inspection-kg/scheme/polarity/mixed> ; kg:decidedBy "JS" ; kg:reason "read" .\n'
    )
    sheet = (
        b"\2rows:\n- row: authority/936 plans children-in-care\n  inspections: [936-sif-2014-10-20]\n"
        b"  state: persistent\n  decision: confirmed\n  by: JS\n  why: read again\n"
    )
    rows = (resources.folder("documents") / "decisions" / "project.jsonl").read_bytes().splitlines(True)
    return [csv, turtle, sheet, b"\3" + b"".join(rows[:3])]


_LINES: Final = re.compile(rb"[^\n]*\n|[^\n]+")
_TOKENS: Final = re.compile(rb"\w+|\s+|[^\w\s]", re.DOTALL)
_OBJECTS: Final = re.compile(rb"\d+ 0 obj.*?endobj\s*|<<|>>|[^\n]*\n|[^\n]+", re.DOTALL)

TARGETS: Final = {
    "pdf": Target(pdf, lambda: [path.read_bytes() for path in sorted(_SAMPLES.rglob("*.pdf"))], _OBJECTS),
    "prose": Target(prose, _web, re.compile(rb"<[^>]*>|[^<\s]+|\s+|<"), _words(_PROSE)),
    "query": Target(query, _queries, _TOKENS, _words(_SPARQL)),
    "rdf": Target(rdf, _quads, _TOKENS, (b"_:b", b"<<", b"@en", b"^^", b'"""', b"GRAPH", b"@prefix", b"<a>")),
    "record": Target(
        record,
        _records,
        _LINES,
        _words(_YAML),
    ),
    "curation": Target(curation, _decisions, _TOKENS, _words(_YAML)),
}
