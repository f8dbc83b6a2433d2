"""Pages on England, councils, themes and all things of the graph."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.api import KnowledgeGraph
from kg.brief.chart import OVERALL
from kg.errors import UnknownName
from kg.namespaces import BASE, concept
from kg.namespaces import thing as thing_iri
from kg.serve import compare as compared
from kg.serve import councils, england, index, reports, searching, things, topics
from kg.serve.links import page_of
from kg.serve.negotiate import preferred
from kg.serve.pool import Kept, NotKept, Pool, page_key
from kg.serve.rows import Laid
from kg.serve.sections import sections
from kg.serve.site import kept_page, rendered, sent
from kg.serve.view import Wishes

_HTML: Final = "text/html"


def _page(request: Request, template: str, make: Callable[[KnowledgeGraph], dict[str, object]]) -> Response:
    """A page that depends on the data and the address alone."""
    pool: Pool = request.app.state.pool

    def render() -> bytes:
        with pool.graph() as graph:
            values = make(graph)
        page = rendered(template, here=request.url.path, **values)
        parts = values.get("sections", ())
        if isinstance(parts, list) and any(part.view is None for part in parts):
            raise NotKept(page)  # a query failed, for example at its time limit
        return page

    return kept_page(request, render)


def home(request: Request) -> Response:
    """England as a map of tiles."""
    asked = request.query_params
    on, area = asked.get("day") or asked.get("on", ""), asked.get("area", "")
    # A form sends its empty fields, and a day beside the quarter; the permalink has one day, no empty field.
    if "day" in asked or "" in (asked.get("on"), asked.get("area")):
        kept = {name: value for name, value in (("area", area), ("on", on)) if value}
        return RedirectResponse(f"/?{urlencode(kept)}" if kept else "/", 303)
    pool: Pool = request.app.state.pool

    def render() -> bytes:
        known = json.loads(
            _history(pool, area).content
        )  # it borrows a graph itself, and the pool may have one only
        with pool.graph() as graph:
            picture = england.picture(known, england.day_of(graph, on), england.day_of(graph, ""))
        return rendered("home.html", here=request.url.path, map=picture, chosen=on)

    return kept_page(request, render)


def history(request: Request) -> Response:
    """All grades of England on an area, for the slider of the map."""
    pool: Pool = request.app.state.pool
    return sent(request, _history(pool, request.path_params["area"]), "application/json")


def _history(pool: Pool, area: str) -> Kept:
    def make() -> bytes:
        with pool.graph() as graph:
            return json.dumps(england.history(graph, area), ensure_ascii=False).encode()

    return pool.remembered(f"england {area or OVERALL}", make)


def council(request: Request) -> Response:
    """One council; a name in the address leads to its code."""
    code = request.path_params["code"]
    if not code.isdecimal():
        pool: Pool = request.app.state.pool
        with pool.graph() as graph:
            return RedirectResponse(f"/council/{councils.named(graph, code).id}", 303)
    return _page(
        request,
        "council.html",
        lambda graph: {
            "council": councils.council(graph, code),
            "sections": list(sections(graph, "council", code, whole=request.app.state.whole)),
            "iri": thing_iri("authority", code),
        },
    )


def timeline(request: Request) -> Response:
    """What happened to a council's services, day by day."""
    code = request.path_params["code"]
    return _page(
        request,
        "timeline.html",
        lambda graph: {
            "name": councils.named(graph, code).label,
            "code": code,
            "sections": list(sections(graph, "timeline", code, whole=request.app.state.whole)),
        },
    )


def compare(request: Request) -> Response:
    """Several councils, or a region, side by side."""
    asked = request.query_params
    wanted = [one for one in asked.getlist("council") if one.strip()]
    region = "" if wanted else asked.get("region", "").strip()
    return _page(
        request,
        "compare.html",
        lambda graph: {
            "compared": compared.compare(graph, wanted, region),
            "most": compared.MOST,
            "regions": graph.names.labelled("Region"),
            "names": _councils(graph),
        },
    )


def _councils(graph: KnowledgeGraph) -> list[str]:
    return [name.label for name in graph.names.authorities() if name.current]


def every_topic(request: Request) -> Response:
    """All themes and groups of children."""
    return _page(
        request,
        "topics.html",
        lambda graph: {
            "parts": [
                (title, kind, graph.names.concepts(kind))
                for title, kind in (("Themes", "theme"), ("Groups of children", "cohort"))
            ]
        },
    )


def topic(request: Request) -> Response:
    """A theme or a group of children: the national picture, and who stands where."""
    kind, identifier = request.url.path.split("/")[1], request.path_params["id"]
    return _page(
        request,
        "topic.html",
        lambda graph: {
            "topic": topics.topic(graph, kind, identifier),
            "meaning": things.thing(graph, concept(kind, identifier)),
            "sections": list(
                sections(graph, kind, identifier, concept(kind, identifier), whole=request.app.state.whole)
            ),
            "data": _data(f"scheme/{kind}/{identifier}"),
            "names": _councils(graph),
        },
    )


def thing_of_class(request: Request) -> Response:
    """An inspection or a document."""
    kind, key = request.url.path.split("/")[1], request.path_params["id"]
    return _thing(request, thing_iri(kind, key), kind, key)


def thing(request: Request) -> Response:
    """Anything else."""
    path = request.path_params["path"]
    address = page_of(BASE + path)
    if address is not None and not address.startswith("/page/"):
        return RedirectResponse(address, 303)
    return _thing(request, BASE + path, "", "")


def _thing(request: Request, iri: str, kind: str, identifier: str) -> Response:
    whole = request.app.state.whole

    def make(graph: KnowledgeGraph) -> dict[str, object]:
        path = things.known(graph, iri.removeprefix(BASE)).removeprefix(BASE)
        proof = things.evidence(graph, iri) if not kind else None
        return {
            "about": reports.about(graph, kind, iri) if kind else None,
            "thing": things.thing(graph, iri),
            "sections": list(sections(graph, kind, identifier, iri, whole=whole)) if kind else [],
            "evidence": Laid(proof, graph.names.label).view(Wishes(flat=True)) if proof is not None else None,
            "data": _data(path),
        }

    return _page(request, "thing.html", make)


def _data(path: str) -> list[tuple[str, str]]:
    return [(ending, f"/data/{path}.{ending}") for ending, _ in things.DATA.values()]


def address(request: Request) -> Response:
    """An IRI of the graph: 303 to the page or the data on it, as the client prefers (W3C, Cool URIs)."""
    path = request.url.path[1:]
    pool: Pool = request.app.state.pool
    with pool.graph() as graph:
        iri = things.known(graph, path)
    data = {media: f"/data/{path}.{ending}" for media, (ending, _) in things.DATA.items()}
    media = preferred(request.headers.get("accept", ""), [_HTML, *data])
    links = [f'<{page_of(iri)}>; rel="alternate"; type="{_HTML}"']
    links += [f'<{where}>; rel="alternate"; type="{kind}"' for kind, where in data.items()]
    headers = {"vary": "Accept", "link": ", ".join(links)}
    if media is None:
        offered = ", ".join([_HTML, *data])
        return Response(f"There is {offered}.\n", 406, headers, "text/plain; charset=utf-8")
    where = page_of(iri) if media == _HTML else data[media]
    return RedirectResponse(str(where), 303, {**headers, "cache-control": "no-cache"})


def data(request: Request) -> Response:
    """The triples about a thing."""
    path, _, ending = request.path_params["path"].rpartition(".")
    media = next((media for media, (known, _) in things.DATA.items() if known == ending), None)
    if media is None:
        raise UnknownName("format", ending, (), tuple(known for known, _ in things.DATA.values()))
    pool: Pool = request.app.state.pool
    with pool.graph() as graph:
        iri = things.known(graph, path)
        content = things.data(graph, iri, media)
    headers = {"link": f'<{iri}>; rel="describes", <{page_of(iri)}>; rel="alternate"; type="{_HTML}"'}
    return Response(content, 200, headers, f"{media}; charset=utf-8")


def coverage(request: Request) -> Response:
    """What is loaded, and how good it is."""
    return _page(
        request,
        "coverage.html",
        lambda graph: {"sections": list(sections(graph, "coverage", whole=request.app.state.whole))},
    )


def names(request: Request) -> Response:
    """Names of councils, regions, themes, groups and questions, for search as you type."""
    return _listed(request, index.names)


def terms(request: Request) -> Response:
    """Terms of the ontology, for completion in the editor of queries."""
    return _listed(request, index.terms)


def _listed(request: Request, make: Callable[[KnowledgeGraph], object]) -> Response:
    pool: Pool = request.app.state.pool

    def listed() -> bytes:
        with pool.graph() as graph:
            return json.dumps(make(graph), ensure_ascii=False).encode()

    return sent(request, pool.remembered(page_key(request.url.path), listed), "application/json")


def search(request: Request) -> Response:
    """Sentences and recommendations by their words."""
    words = request.query_params.get("q", "").strip()

    return _page(request, "search.html", lambda graph: searching.results(graph, words))
