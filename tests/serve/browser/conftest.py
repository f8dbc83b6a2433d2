"""Chromium of the system, an explorer on a free port, and axe-core where npm can bring it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from kg.api import KnowledgeGraph
from kg.api import open as open_store
from kg.serve.pool import Pool
from kg.store.embedded import in_memory
from tests.serve.test_hostile import hostile_triples
from tests.servers import explorer

pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: make browser")
from playwright.sync_api import Browser, Page, expect, sync_playwright

AXE = "axe-core@4.10.3"
expect.set_options(timeout=20_000)  # a first page on a busy machine


@pytest.fixture(scope="session")
def address(sample_store: Path) -> Iterator[str]:
    """The explorer over the sample reports."""
    with explorer(Pool(lambda: open_store(sample_store, seconds=60), size=1)) as where:
        for path in ("/", "/names.json", "/terms.json"):
            with urlopen(where + path) as answer:  # noqa: S310 - loopback
                assert answer.status == 200
        yield where


@pytest.fixture(scope="session")
def hostile_address() -> Iterator[str]:
    """The explorer over a graph that means harm."""
    store = in_memory(hostile_triples())
    with explorer(Pool(lambda: KnowledgeGraph(store), size=1)) as where:
        yield where


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; nothing is downloaded."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("No Chromium is found on this system.")
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of a browser that fails the test if a script throws or the policy blocks something."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.set_default_timeout(60_000)
    faults: list[str] = []
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    yield made
    context.close()
    assert not [fault for fault in faults if "404" not in fault and "400" not in fault]


def from_npm(package: str, folder: Path, wanted: str) -> Path:
    """A file of a package, from npm into a folder that goes away; without npm the test is skipped."""
    if shutil.which("npm") is None:
        pytest.skip(f"npm is not installed, so {package} cannot be taken.")
    call = ["npm", "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", str(folder), package]
    try:
        done = subprocess.run(call, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not bring {package} in five minutes.")
    found = folder / "node_modules" / wanted
    if not found.exists():
        pytest.skip(f"npm does not bring {package}: {done.stderr.strip()[:200]}")
    return found


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """axe-core's script."""
    return from_npm(AXE, tmp_path_factory.mktemp("axe"), "axe-core/axe.min.js").read_text(encoding="utf-8")
