"""The whole explorer as files: pages with relative links that any host of files can serve.

Pages come from the same application as ``kg serve``. What needs a server is left out: forms, SPARQL and
downloads; links to pages that are not written become plain text.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

from kg import __version__
from kg.api import open as open_store
from kg.brief.chart import OVERALL
from kg.errors import EnvironmentFault, MissingExtra
from kg.queries.dates import today
from kg.sandbox.parallel import shared_out
from kg.sandbox.process import Process
from kg.serve.england import FIRST_YEAR
from kg.serve.links import page_of
from kg.serve.replacing import replacing
from kg.serve.rewriting import file_of, key_of
from kg.serve.writer import asked
from kg.stages import stage

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph

MARKER: Final = "site.json"
"""A folder with this file was written by :func:`write_site`, and may be replaced."""
_GRADES: Final = "/static/grades.css"
"""A file that the application makes."""
_STATIC: Final = ("style.css", "icon.svg", "search.js", "map.js", "copy.js")


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
        workers: processes that write pages, each with an engine of its own.

    Raises:
        BadParameter: the folder holds something else.
        DataError: a page could not be made; the folder is as it was.
        EnvironmentFault: the disk refuses; the message says what helps.
        MissingExtra: the packages of the explorer are not installed.
    """
    try:
        from kg.serve.app import STATIC
    except ImportError:
        raise MissingExtra("starlette", "serve") from None
    folder = Path(folder).absolute()
    try:
        with replacing(folder, MARKER) as new:
            graph = open_store(store, endpoint=endpoint)
            graph.make_ready()
            generation = graph.place.state() if graph.place else ""
            addresses = {address: file_of(address) for address in (_GRADES, *_addresses(graph))}
            del graph  # and with it its engine: each process that writes has one of its own
            static = {f"/static/{name}": f"static/{name}" for name in _STATIC}
            (new / "static").mkdir()
            for name in _STATIC:
                shutil.copyfile(STATIC / name, new / "static" / name)
            opening = {"store": str(store) if store else None, "endpoint": endpoint, "folder": str(new)}
            _write_all(addresses, _targets(addresses | static), opening, workers)
            pages = sum(name.endswith(".html") for name in addresses.values())
            about = {
                "inspection-kg": __version__,
                "generation": generation,
                "day": str(today()),
            }
            (new / MARKER).write_text(json.dumps({**about, "pages": pages}) + "\n", encoding="utf-8")
    except PermissionError:
        raise EnvironmentFault(
            f"{folder} cannot be written: you have no permission. Name a folder where you may write, "
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


def _targets(files: dict[str, str]) -> dict[str, str]:
    """Files by the keys of their addresses; the page of a query also stands for it without values."""
    targets = {key_of(address): name for address, name in files.items()}
    return targets | {k.partition("?")[0]: name for k, name in targets.items() if k.startswith("/query/")}


def _write_all(
    addresses: dict[str, str], targets: dict[str, str], opening: dict[str, str | None], workers: int
) -> None:
    """Have processes write the pages, each the next one that no other has begun."""
    whole = json.dumps(targets).encode()
    opened: set[Process] = set()

    def write(process: Process, item: tuple[str, str]) -> None:
        if process not in opened:
            opened.add(process)
            asked(process, opening, whole)
        asked(process, {"address": item[0], "file": item[1]})

    processes = [Process("kg.serve.writer") for _ in range(max(1, min(workers, len(addresses))))]
    with stage("rendering pages", len(addresses)) as step:
        written = shared_out(list(addresses.items()), processes, write)
        for number, ((address, _), _) in enumerate(written, start=1):
            step(number, address)
