"""Every page has its place in the site, and pages name only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import errors
from kg.queries.catalogue import Catalogue

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
MADE = {"ontology-terms.html", "tutorial.md"}
"""Made while the site is built."""


def test_every_page_is_in_the_navigation() -> None:
    listed = set(re.findall(r"[\w-]+\.md", (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")))
    assert listed == {page.name for page in PAGES} | {"tutorial.md"}, "put it in mkdocs.yml, nav"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    # a link may be broken over two lines
    for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            # the site is built of this folder alone
            assert target in MADE or (DOCS / target).exists(), f"{page.name} links {target}"
            assert DOCS in (DOCS / target).resolve().parents, f"{page.name} links out of the site: {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_queries_that_pages_ask_are_there(page: Path) -> None:
    named = re.findall(r"kg query ([a-z][a-z-]+)", page.read_text(encoding="utf-8"))
    # one example shows what a misspelt name gives
    assert not {*named} - {*Catalogue().names} - {"judgments"}


def test_the_page_on_errors_has_them_all() -> None:
    text = (DOCS / "errors.md").read_text(encoding="utf-8")
    raised = [
        name
        for name, found in vars(errors).items()
        if isinstance(found, type) and issubclass(found, errors.KgError) and found is not errors.KgError
    ]
    assert not [name for name in raised if f"`{name}`" not in text]
    for name, code in (("DataError", 1), ("CallError", 2), ("EnvironmentFault", 3)):
        assert getattr(errors, name).exit_code == code and re.search(rf"\| {code} \|.*`{name}`", text)
