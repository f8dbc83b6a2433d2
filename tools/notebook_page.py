"""Show the tutorial notebook as a page of the site, with what its last run printed; a hook of MkDocs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"
NAME = "tutorial.md"


def page(text: str) -> str:
    """A notebook as Markdown: its words, its code, and what its code printed.

    Args:
        text: the notebook, as JSON.

    >>> cell = {"cell_type": "code", "source": ["1 + 1"], "outputs": [{"data": {"text/plain": ["2"]}}]}
    >>> print(page(json.dumps({"cells": [cell]})))
    ```python
    1 + 1
    ```
    <BLANKLINE>
    ```text
    2
    ```
    <BLANKLINE>
    """
    parts: list[str] = []
    for cell in json.loads(text)["cells"]:
        source = "".join(cell["source"])
        parts += [source] if cell["cell_type"] == "markdown" else [_fenced("python", source), *_outputs(cell)]
    return "\n\n".join(parts) + "\n"


def _outputs(cell: dict[str, Any]) -> Iterator[str]:
    for output in cell["outputs"]:
        data = output.get("data", {})
        if "image/png" in data:
            picture = "".join(data["image/png"]).replace("\n", "")
            yield f"![What the cell above draws](data:image/png;base64,{picture})"
        elif "text/html" in data:
            table = re.sub(r"<style.*?</style>", "", "".join(data["text/html"]), flags=re.DOTALL)
            # without pandas' own look, the table takes that of the site
            table = re.sub(r' (?:border="1"|class="dataframe"|style="[^"]*")', "", table)
            yield re.sub(r"\s*\n\s*", "", table)
        elif said := "".join(output.get("text") or data.get("text/plain", "")):
            yield _fenced("text", said)


def _fenced(language: str, text: str) -> str:
    return f"```{language}\n{text.rstrip()}\n```"


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the page to the site; see https://www.mkdocs.org/user-guide/configuration/#hooks."""
    from mkdocs.structure.files import File

    files.append(File.generated(config, NAME, content=page(NOTEBOOK.read_text(encoding="utf-8"))))
    return files


def on_page_markdown(markdown: str, **kwargs: object) -> str:
    """Lead from other pages to this one; in the repository they lead to the notebook."""
    return markdown.replace(f"]({NOTEBOOK.name})", f"]({NAME})")
