"""Draw the diagrams of the pages while the site is built, so that a reader's browser fetches nothing.

Material for MkDocs would load Mermaid from another host. Here mermaidx, of the group ``docs``, runs the same
Mermaid without a browser, and its drawing becomes part of the page. ``mkdocs.yml`` names :func:`figure` as
what turns a fenced block marked ``mermaid`` into HTML.
"""

from __future__ import annotations

import hashlib


def figure(
    source: str, language: str, class_name: str, options: dict[str, str], md: object, **kwargs: object
) -> str:
    """A diagram as HTML; the arguments are those of a custom fence of pymdownx.superfences.

    Raises:
        SystemExit: mermaidx is not installed.
    """
    try:
        import mermaidx
    except ImportError:
        raise SystemExit("mermaidx is not installed: pip install --group docs") from None
    name = f"diagram-{hashlib.sha256(source.encode()).hexdigest()[:8]}"
    # its drawings all have one id, by which their styles find them; a page may hold several
    drawing = str(mermaidx.render(source).svg()).replace("my-svg", name)
    return f'<figure class="diagram">{drawing}</figure>'
