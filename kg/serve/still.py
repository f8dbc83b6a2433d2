"""The whole explorer as files: pages with relative links that any host of files can serve.

Pages come from the same application as ``kg serve``. What needs a server is left out: forms, SPARQL and
downloads; links to pages that are not written become plain text.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlencode

from kg import __version__
from kg.api import open as open_store
from kg.brief.chart import OVERALL
from kg.errors import DataError, EnvironmentFault, MissingExtra
from kg.queries.dates import today
from kg.serve.england import FIRST_YEAR
from kg.serve.links import page_of
from kg.serve.pool import Pool
from kg.serve.replacing import replacing
from kg.serve.rewriting import file_of, key_of, names_of, rewritten
from kg.stages import stage

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from kg.api import KnowledgeGraph

MARKER: Final = "site.json"
"""A folder with this file was written by :func:`write_site`, and may be replaced."""
_GRADES: Final = "/static/grades.css"
"""A file that the application makes."""
_STATIC: Final = ("style.css", "icon.svg", "search.js", "map.js")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: numbers of pages and of all files."""

    pages: int
    files: int


def write_site(
    folder: Path | str, *, store: Path | str | None = None, endpoint: str | None = None, workers: int = 2
) -> Written:
    """Write the explorer into a folder, which appears once it is whole.

    The logger ``kg.stages`` reports progress (:mod:`kg.stages`).

    Args:
        folder: is new, empty, or a site that was written before and is replaced.
        store: folder of the store.
        endpoint: in place of a store, the address of a SPARQL endpoint or its name in ``kg.toml``.
        workers: pages rendered at once, each with an engine of its own.

    Raises:
        BadParameter: the folder holds something else.
        DataError: a page could not be made; the folder is as it was.
        EnvironmentFault: the disk refuses; the message says what helps.
        MissingExtra: the packages of the explorer are not installed.
    """
    try:
        from kg.serve.app import STATIC, application
    except ImportError:
        raise MissingExtra("starlette", "serve") from None
    folder = Path(folder).absolute()
    try:
        with replacing(folder, MARKER) as new:
            pool = Pool(lambda: open_store(store, endpoint=endpoint), size=workers, seconds=600)
            app = application(pool)
            app.state.whole = True
            with pool.graph() as graph:
                addresses = {address: file_of(address) for address in (_GRADES, *_addresses(graph))}
            static = {f"/static/{name}": f"static/{name}" for name in _STATIC}
            (new / "static").mkdir()
            for name in _STATIC:
                shutil.copyfile(STATIC / name, new / "static" / name)
            _write_all(app, addresses, static, new, workers)
            pages = sum(name.endswith(".html") for name in addresses.values())
            about = {"inspection-kg": __version__, "generation": pool.generation(), "day": str(today())}
            (new / MARKER).write_text(json.dumps({**about, "pages": pages}) + "\n", encoding="utf-8")
    except PermissionError:
        raise EnvironmentFault(
            f"{folder} cannot be written: you have no permission. Name a folder in a place that is yours, "
            f"or have the permissions of {folder.parent} changed."
        ) from None
    except OSError as error:
        raise EnvironmentFault(f"{folder} cannot be written: {error.strerror or error}") from None
    return Written(pages, len(addresses) + len(static) + 1)


def _addresses(graph: KnowledgeGraph) -> Iterator[str]:
    """Everything that is written."""
    yield from ("/", "/names.json", "/topics", "/compare", "/coverage", "/queries")
    for area in graph.names.concepts("judgement-area"):
        yield f"/england/{area.id}.json"
        if area.id != OVERALL:
            yield f"/?area={area.id}"
        for year in range(FIRST_YEAR, today().year + 1):
            yield f"/?area={area.id}&on={year}-12-31"
    inspected = {str(row["authority"]) for row in graph.query("inspections").rows}
    for council in graph.names.authorities():
        if council.iri in inspected:
            yield f"/council/{council.id}"
            yield f"/council/{council.id}/timeline"
            yield f"/data/id/authority/{council.id}.ttl"
    for region in graph.names.labelled("Region"):
        yield f"/compare?region={quote(region.id)}"
    for scheme in ("theme", "cohort"):
        for one in graph.names.concepts(scheme):
            yield f"/{scheme}/{one.id}"
            yield f"/data/scheme/{scheme}/{one.id}.ttl"
    inspections = graph.names.things("inspection", "")
    for iri in (*inspections, *(name.iri for name in graph.names.documents())):
        yield page_of(iri) or ""
    for name in graph.catalogue().names:
        example = graph.catalogue().get(name).header.example
        yield f"/query/{name}?{urlencode(example, doseq=True)}" if example else f"/query/{name}"


def _write_all(
    app: Starlette,
    addresses: dict[str, str],
    static: dict[str, str],
    folder: Path,
    workers: int,
) -> None:
    targets = {key_of(address): name for address, name in (addresses | static).items()}
    targets |= {k.partition("?")[0]: name for k, name in targets.items() if k.startswith("/query/")}

    def one(item: tuple[str, str]) -> str:
        address, name = item
        status, body = asyncio.run(_get(app, address))
        if status != 200:
            raise DataError(f"The page {address} could not be made: {_message(body)}")
        if name.endswith(".html"):
            body = rewritten(body.decode(), name, targets).encode()
        elif name == "names.json":
            body = names_of(body, targets)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return address

    with ThreadPoolExecutor(workers) as threads, stage("rendering pages", len(addresses)) as step:
        for done, address in enumerate(threads.map(one, addresses.items()), 1):
            step(done, address)


async def _get(app: Starlette, address: str) -> tuple[int, bytes]:
    """Ask the application for an address, without a network."""
    path, _, query = address.partition("?")
    status, parts = 500, list[bytes]()

    asked = asyncio.Event()

    async def receive() -> dict[str, object]:
        if asked.is_set():
            await asyncio.Event().wait()  # the client never leaves
        asked.set()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, object]) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = int(str(message["status"]))
        else:
            parts.append(bytes(message.get("body") or b""))  # type: ignore[call-overload]

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost"), (b"accept", b"text/html")],
        "server": ("localhost", 80),
        "client": None,
    }
    await app(scope, receive, send)  # type: ignore[arg-type]
    return status, b"".join(parts)


def _message(body: bytes) -> str:
    told = re.search(r'role="alert">(.*?)</p>', body.decode("utf-8", "replace"), re.DOTALL)
    return unescape(told[1]) if told else "no reason is known."
