"""A page of the server as a file: relative links, without what needs a server."""

from __future__ import annotations

import json
import re
from html import escape, unescape
from posixpath import dirname, relpath
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode

from kg.brief.chart import OVERALL

_LINKED: Final = re.compile(r'<a ([^>]*?)href="(/[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_SVG: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_NEEDS_SERVER: Final = re.compile(r"<(li|span|p|div|dl|form)\b[^>]* data-server>.*?</\1>\n?", re.DOTALL)
_FORM: Final = re.compile(r"<form\b(?![^>]* data-keep).*?</form>\n?", re.DOTALL)
_KEPT_FORM: Final = re.compile(r'<form\b([^>]*?) action="[^"]*"([^>]* data-keep)')
_ALTERNATE: Final = re.compile(r'<link rel="alternate"[^>]*?href="([^"]*)">\n?')
_FILES: Final = re.compile(r' (href|src|data-names|data-from)="(/[^"#]*)')


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
    return name if re.search(r"\.(ttl|json|css)$", name) else f"{name}.html"


def rewritten(page: str, name: str, targets: dict[str, str]) -> str:
    """A page of the server as a file.

    Args:
        page: HTML.
        name: of its file.
        targets: files by the keys of the addresses that are written.
    """
    page = _FORM.sub("", _NEEDS_SERVER.sub("", page))
    page = _KEPT_FORM.sub(r"<form hidden\1\2", page)
    page = _ALTERNATE.sub(lambda link: link[0] if key_of(unescape(link[1])) in targets else "", page)

    def link(found: re.Match[str], *, drawn: bool = False) -> str:
        address, mark, fragment = unescape(found[2]).partition("#")
        target = targets.get(key_of(address))
        if target is not None:
            there = f"{_relative(target, name)}{mark}{escape(fragment)}"
            return f'<a {found[1]}href="{there}"{found[3]}>{found[4]}</a>'
        # In a drawing, a link also holds its shapes and their title together.
        return f'<g role="img" {found[1]}{found[3].lstrip()}>{found[4]}</g>' if drawn else found[4]

    def file(found: re.Match[str]) -> str:
        address = unescape(found[2])
        folder = address.endswith("/") and address != "/"
        target = address[1:] if folder else targets.get(key_of(address), "")
        return f' {found[1]}="{_relative(target, name)}{"/" if folder else ""}' if target else found[0]

    page = _SVG.sub(lambda svg: _LINKED.sub(lambda found: link(found, drawn=True), svg[0]), page)
    return _FILES.sub(file, _LINKED.sub(link, page))


def _relative(target: str, name: str) -> str:
    return quote(relpath(target.rstrip("/"), dirname(name) or "."))


def key_of(address: str) -> str:
    """What addresses of one page have in common: a query stands for its example."""
    path, _, query = address.partition("?")
    if path.startswith("/query/"):
        return path if not query else f"{path}?{urlencode(sorted(parse_qsl(query)))}"
    return f"{unquote(path)}?{urlencode(sorted(parse_qsl(query)))}"


def names_of(body: bytes, targets: dict[str, str]) -> bytes:
    """The list of names with the files of their pages; names without one are left out."""
    found = json.loads(body)
    kept = [
        [label, kind, quote(targets[key_of(href)]), others]
        for label, kind, href, others in found
        if key_of(href) in targets
    ]
    return json.dumps(kept, ensure_ascii=False).encode()
