"""The whole explorer as files: pages with relative links that any host of files can serve.

Pages come from the same application as ``kg serve``. What needs a server is left out: forms, SPARQL and
downloads; links to pages that are not written become plain text.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from posixpath import dirname, relpath
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from kg import __version__
from kg.brief.chart import OVERALL
from kg.errors import BadParameter, DataError, EnvironmentFault
from kg.queries.dates import today
from kg.serve.app import STATIC, application
from kg.serve.england import FIRST_YEAR
from kg.serve.links import page_of
from kg.serve.pool import Pool
from kg.stages import stage

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from kg.api import KnowledgeGraph

MARKER: Final = "site.json"
"""A folder with this file was written by :func:`write_site`, and may be replaced."""
_STATIC: Final = ("style.css", "icon.svg", "search.js", "map.js")
_LINKED: Final = re.compile(r'<a ([^>]*?)href="(/[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_NEEDS_SERVER: Final = re.compile(r"<(li|span|p|div|form)\b[^>]* data-server>.*?</\1>\n?", re.DOTALL)
_FORM: Final = re.compile(r"<form\b(?![^>]* data-keep).*?</form>\n?", re.DOTALL)
_KEPT_FORM: Final = re.compile(r'<form\b([^>]*?) action="[^"]*"([^>]* data-keep)')
_ALTERNATE: Final = re.compile(r'<link rel="alternate"[^>]*?href="([^"]*)">\n?')
_FILES: Final = re.compile(r' (href|src|data-names|data-from)="(/[^"#]*)')


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: numbers of pages and of all files."""

    pages: int
    files: int


def write_site(opened: Callable[[], KnowledgeGraph], folder: Path, *, workers: int = 2) -> Written:
    """Write the explorer into a folder, which appears once it is whole.

    The logger ``kg.stages`` reports progress (:mod:`kg.stages`).

    Args:
        opened: opens the store; called once for each worker.
        folder: is new, empty, or a site that was written before and is replaced.
        workers: questions asked at once.

    Raises:
        BadParameter: the folder holds something else.
        DataError: a page could not be made; the folder is as it was.
        EnvironmentFault: the disk refuses.
    """
    _may_replace(folder)
    part = folder.with_name(f".{folder.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        pool = Pool(opened, size=workers, seconds=600)
        app = application(pool)
        app.state.whole = True
        with pool.graph() as graph:
            addresses = {address: file_of(address) for address in _addresses(graph)}
        static = {f"/static/{name}": f"static/{name}" for name in _STATIC}
        (part / "static").mkdir()
        for name in _STATIC:
            shutil.copyfile(STATIC / name, part / "static" / name)
        _write_all(app, addresses, static, part, workers)
        pages = sum(name.endswith(".html") for name in addresses.values())
        about = {"inspection-kg": __version__, "generation": pool.generation(), "day": str(today())}
        (part / MARKER).write_text(json.dumps({**about, "pages": pages}) + "\n", encoding="utf-8")
        _swap(part, folder)
        return Written(pages, len(addresses) + len(static) + 1)
    except OSError as error:
        raise EnvironmentFault(f"{folder} cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def file_of(address: str) -> str:
    """The file for the page at an address of the server.

    >>> file_of("/"), file_of("/council/936"), file_of("/?area=adoption&on=2019-12-31")
    ('index.html', 'council/936.html', 'england/adoption/2019-12-31.html')
    >>> file_of("/query/due?region=London"), file_of("/data/id/authority/936.ttl")
    ('query/due.html', 'data/id/authority/936.ttl')
    """
    path, _, query = address.partition("?")
    path = unquote(path)
    values = dict(parse_qsl(query))
    if path == "/":
        area, on = values.get("area"), values.get("on")
        if not area and not on:
            return "index.html"
        return "/".join(part for part in ("england", area or OVERALL, on) if part) + ".html"
    if path == "/compare" and "region" in values:
        return f"compare/{values['region']}.html"
    name = path.strip("/")
    return name if re.search(r"\.(ttl|json)$", name) else f"{name}.html"


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
    part: Path,
    workers: int,
) -> None:
    targets = {_key(address): name for address, name in (addresses | static).items()}
    targets |= {k.partition("?")[0]: name for k, name in targets.items() if k.startswith("/query/")}

    def one(item: tuple[str, str]) -> str:
        address, name = item
        status, body = asyncio.run(_get(app, address))
        if status != 200:
            raise DataError(f"The page {address} could not be made: {_message(body)}")
        if name.endswith(".html"):
            body = rewritten(body.decode(), name, targets).encode()
        elif name == "names.json":
            body = _names(body, targets)
        path = part / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return name

    with ThreadPoolExecutor(workers) as threads, stage("rendering", len(addresses)) as step:
        for done, name in enumerate(threads.map(one, addresses.items()), 1):
            step(done, name)


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


def rewritten(page: str, name: str, targets: dict[str, str]) -> str:
    """A page of the server as a file.

    Args:
        page: HTML.
        name: of its file.
        targets: files by the keys of the addresses that are written.
    """
    page = _FORM.sub("", _NEEDS_SERVER.sub("", page))
    page = _KEPT_FORM.sub(r"<form hidden\1\2", page)
    page = _ALTERNATE.sub(lambda link: link[0] if _key(unescape(link[1])) in targets else "", page)

    def link(found: re.Match[str]) -> str:
        address, mark, fragment = unescape(found[2]).partition("#")
        target = targets.get(_key(address))
        if target is None:
            return found[4]
        return (
            f'<a {found[1]}href="{_relative(target, name)}{mark}{escape(fragment)}"{found[3]}>{found[4]}</a>'
        )

    def file(found: re.Match[str]) -> str:
        address = unescape(found[2])
        folder = address.endswith("/") and address != "/"
        target = address[1:] if folder else targets.get(_key(address), "")
        return f' {found[1]}="{_relative(target, name)}{"/" if folder else ""}' if target else found[0]

    return _FILES.sub(file, _LINKED.sub(link, page))


def _relative(target: str, name: str) -> str:
    return quote(relpath(target.rstrip("/"), dirname(name) or "."))


def _key(address: str) -> str:
    """What addresses of one page have in common: a query stands for its example."""
    path, _, query = address.partition("?")
    if path.startswith("/query/"):
        return path if not query else f"{path}?{urlencode(sorted(parse_qsl(query)))}"
    return f"{unquote(path)}?{urlencode(sorted(parse_qsl(query)))}"


def _names(body: bytes, targets: dict[str, str]) -> bytes:
    """The list of names with the files of their pages; names without one are left out."""
    found = json.loads(body)
    kept = [
        [label, kind, quote(targets[_key(href)]), others]
        for label, kind, href, others in found
        if _key(href) in targets
    ]
    return json.dumps(kept, ensure_ascii=False).encode()


def _message(body: bytes) -> str:
    told = re.search(r'role="alert">(.*?)</p>', body.decode("utf-8", "replace"), re.DOTALL)
    return unescape(told[1]) if told else "no reason is known."


def _may_replace(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise BadParameter(f"{folder} contains other files. Name a new folder, or one that kg site wrote.")
    if folder.exists() and not folder.is_dir():
        raise BadParameter(f"{folder} is a file. Name a folder.")


def _swap(part: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    part.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
