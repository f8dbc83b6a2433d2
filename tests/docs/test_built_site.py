"""The built site: diagrams are drawn, the notebook is a page, and nothing comes from other hosts."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("site")
# What a browser loads by itself, as against links that a reader follows.
FETCHED = re.compile(
    r'<(?:script|img|iframe|source|video)\b[^>]*\bsrc="?(?:https?:)?//'
    r'|<link\b(?=[^>]*\brel="?(?:stylesheet|icon|preconnect|preload|dns-prefetch)\b)[^>]*\bhref="?(?:https?:)?//'
    r"|url\([\"']?(?:https?:)?//|@import\s+[\"'](?:https?:)?//"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for package in ("mkdocs", "material", "pylode", "mermaidx"):
        pytest.importorskip(package, reason="of the group docs, which make docs installs")
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(place)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return place


def test_a_browser_fetches_nothing_from_other_hosts(site: Path) -> None:
    loaded = {
        f"{path.name}: {found}"
        for path in (*site.rglob("*.html"), *site.rglob("*.css"))
        for found in FETCHED.findall(path.read_text(encoding="utf-8"))
    }
    assert not loaded
    # Material's script would load Mermaid for these
    assert not [path.name for path in site.rglob("*.html") if 'class="mermaid"' in path.read_text("utf-8")]


@pytest.mark.parametrize(
    "page",
    [
        '<link href="https://fonts.example.org/a.css" rel="stylesheet">',
        '<link rel="stylesheet" href="//fonts.example.org/a.css">',
        '<script async src="https://count.example.org/a.js"></script>',
        "@font-face { src: url(https://fonts.example.org/a.woff2) }",
    ],
)
def test_what_a_browser_would_fetch_is_found(page: str) -> None:
    assert FETCHED.search(page)


def test_diagrams_are_drawn(site: Path) -> None:
    text = (site / "ontology.html").read_text(encoding="utf-8")
    names = re.findall(r'<figure class="diagram"><svg id="([\w-]+)"', text)
    assert len(names) == 2 == len({*names})


def test_the_notebook_is_a_page_with_its_plot(site: Path) -> None:
    assert 'src="data:image/png;base64,' in (site / "tutorial.html").read_text(encoding="utf-8")
    assert 'href="tutorial.html"' in (site / "python.html").read_text(encoding="utf-8")


def test_the_page_of_terms_has_ours_alone(site: Path) -> None:
    text = (site / "ontology-terms.html").read_text(encoding="utf-8")
    assert 'id="safeguardingboard"' in text.lower()
    assert 'id="formalorganization"' not in text.lower()
