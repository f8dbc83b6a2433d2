"""Templates of HTML pages: what they print is escaped, and a name that is not given is an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def templates(folder: Path) -> Environment:
    """The templates of a folder. Those whose names say that they are no HTML print words as they are.

    >>> page = templates(Path(__file__).parent).from_string("<p>{{ words }}</p>")
    >>> page.render(words="Plans <drift>")
    '<p>Plans &lt;drift&gt;</p>'
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=select_autoescape(["html", "html.j2"], default_for_string=True),
        undefined=StrictUndefined,
        auto_reload=False,  # a server that runs while another version is installed stays whole
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
