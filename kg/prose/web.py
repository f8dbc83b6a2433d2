"""The running text of web pages, without hidden elements and the navigation around the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from kg.documents.model import BlockKind
from kg.prose.pieces import Piece

_CHARSET: Final = re.compile(
    rb"<(?:meta\b|\?xml\b)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_HEAD: Final = 100_000
"""Number of bytes within which a page declares its encoding, if it does."""

_VOID: Final = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "wbr", "area", "base", "col", "embed", "source", "track"}
)
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def _is_hidden(attrs: list[tuple[str, str | None]]) -> bool:
    """Whether an element is hidden."""
    given = dict(attrs)
    return "hidden" in given or _UNSEEN.search(given.get("style") or "") is not None


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page declares.

    >>> declared_encoding(b'<meta charset="windows-1252">')
    'windows-1252'
    """
    match = _CHARSET.search(data[:_HEAD])
    return match[1].decode("ascii") if match else None


def web_pieces(text: str) -> list[Piece]:
    """Headings, paragraphs, list items and cells of a page, in order."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.pieces


class _Page(HTMLParser):
    """The running text of a web page, block by block."""

    _KINDS: Final[Mapping[str, BlockKind]] = {
        **{f"h{level}": "heading" for level in range(1, 7)},
        "li": "list-item",
        "td": "table",
        "th": "table",
    }
    _ENDS = frozenset(
        {
            *("p", "div", "section", "article", "main", "header", "body", "br", "hr", "pre", "blockquote"),
            *("ul", "ol", "dl", "dt", "dd", "table", "caption", "tr", "address", "details", "summary"),
            *_KINDS,
        }
    )
    _LEFT_OUT = frozenset(
        {
            *("title", "script", "style", "nav", "footer", "aside", "form", "noscript", "template", "figure"),
            *("button", "select", "textarea", "svg", "iframe"),
        }
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._kind: BlockKind = "paragraph"
        self._words: list[str] = []
        self._outside = 0
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle an opening tag: a block may begin."""
        # only tags with the name of the hidden element are counted, so that unclosed tags in it do no harm
        if tag not in _VOID and (tag in self._hidden if self._hidden else _is_hidden(attrs)):
            self._hidden.append(tag)
        self._outside += tag in self._LEFT_OUT
        if tag in self._ENDS:
            self._end()
            self._kind = self._KINDS.get(tag, "paragraph")

    def handle_endtag(self, tag: str) -> None:
        """Handle a closing tag: a block may end."""
        if tag in self._hidden:
            self._hidden.pop()
        if tag in self._LEFT_OUT:
            self._outside = max(0, self._outside - 1)
        if tag in self._ENDS:
            self._end()

    def handle_data(self, data: str) -> None:
        """Add words."""
        if not self._outside and not self._hidden:
            self._words.append(data)

    def close(self) -> None:
        """Handle the end of the page."""
        super().close()
        self._end()

    def _end(self) -> None:
        self.pieces.append((self._kind, "".join(self._words)))
        self._kind, self._words = "paragraph", []
