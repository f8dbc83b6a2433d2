"""Pages on England, councils, themes and all things of the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.api import KnowledgeGraph
from kg.errors import BadParameter, UnknownName
from kg.namespaces import BASE, concept
from kg.namespaces import thing as thing_iri
from kg.serve import councils, england, things
from kg.serve.links import page_of
from kg.serve.negotiate import preferred
from kg.serve.pool import Pool
from kg.serve.rows import Wishes, view
from kg.serve.sections import sections
from kg.serve.site import rendered

_HTML: Final = "text/html"
_MOST: Final = 50
"""Results of a search."""


def _page(request: Request, template: str, make: Callable[[KnowledgeGraph], dict[str, object]]) -> Response:
    """A page that depends on the data and the address alone."""
    pool: Pool = request.app.state.pool

    def render() -> bytes:
        with pool.graph() as graph:
            return rendered(template, here=request.url.path, **make(graph))

    key = f"{request.url.path}?{request.url.query}"
    return Response(pool.remembered(key, render), media_type="text/html; charset=utf-8")


def home(request: Request) -> Response:
    """England as a map of tiles."""
    asked = request.query_params
    on, area = asked.get("on", ""), asked.get("area", "")
    return _page(request, "home.html", lambda graph: {"map": england.picture(graph, on, area), "chosen": on})


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
            "sections": list(sections(graph, "council", code)),
            "iri": thing_iri("authority", code),
        },
    )


def compare(request: Request) -> Response:
    """Several councils side by side."""
    wanted = [one for one in request.query_params.getlist("council") if one.strip()]
    return _page(
        request,
        "compare.html",
        lambda graph: {
            "compared": councils.compare(graph, wanted),
            "wanted": wanted,
            "most": councils.MOST,
            "names": [name.label for name in graph.names.authorities() if name.current],
        },
    )


def topics(request: Request) -> Response:
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
    """A theme or a group of children."""
    kind, identifier = request.url.path.split("/")[1], request.path_params["id"]
    return _thing(request, concept(kind, identifier), kind, identifier)


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
    def make(graph: KnowledgeGraph) -> dict[str, object]:
        path = things.known(graph, iri.removeprefix(BASE)).removeprefix(BASE)
        proof = things.evidence(graph, iri) if not kind else None
        return {
            "thing": things.thing(graph, iri),
            "sections": list(sections(graph, kind, identifier, iri)) if kind else [],
            "evidence": view(proof, graph.names.label, Wishes(flat=True)) if proof is not None else None,
            "data": [(ending, f"/data/{path}.{ending}") for ending, _ in things.DATA.values()],
        }

    return _page(request, "thing.html", make)


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
    return _page(request, "coverage.html", lambda graph: {"sections": list(sections(graph, "coverage"))})


def search(request: Request) -> Response:
    """Sentences and recommendations by their words."""
    words = request.query_params.get("q", "").strip()

    def make(graph: KnowledgeGraph) -> dict[str, object]:
        found = problem = None
        councils_found = [
            (name.label, f"/council/{name.id}")
            for name in graph.names.authorities()
            if words and words.casefold() in name.label.casefold() and name.current
        ]
        if words:
            try:
                answer = graph.search(words, limit=_MOST).answer
                found = view(answer, graph.names.label, Wishes(flat=True))
            except BadParameter as error:
                problem = str(error)
        return {"words": words, "found": found, "problem": problem, "councils": councils_found[:10]}

    return _page(request, "search.html", make)
