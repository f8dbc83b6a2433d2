"""The explorer as files: links that hold without a server, the same bytes, nothing half written."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from kg.api import open as open_store
from kg.cli.app import app
from kg.errors import BadParameter, DataError
from kg.serve import still
from kg.serve.still import MARKER, rewritten, write_site

FEW = (
    "/",
    "/?area=overall-effectiveness&on=2021-12-31",
    "/england/overall-effectiveness.json",
    "/names.json",
    "/council/999",
    "/council/999/timeline",
    "/queries",
    "/query/judgements?authority=999",
    "/data/id/authority/999.ttl",
)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site of some pages, so that a test takes seconds."""
    monkeypatch.setattr(still, "_addresses", lambda _graph: iter(FEW))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_every_link_of_every_file_is_there(few: None, sample_store: Path, tmp_path: Path) -> None:
    written = write_site(lambda: open_store(sample_store), tmp_path / "site", workers=1)
    found = files(tmp_path / "site")
    pages = {name: body.decode() for name, body in found.items() if name.endswith(".html")}
    assert written.pages == len(pages) == 6
    assert written.files == len(found)
    for name, page in pages.items():
        assert not re.search(r'(?:href|src|action|data-\w+)="/', page), name
        for link in re.findall(r'(?:href|src|data-names)="([^"#:]+)', page):
            assert ((tmp_path / "site" / name).parent / unquote(unescape(link))).is_file(), (name, link)
    assert pages["index.html"].count('href="council/999.html"') == 1
    assert ["Exampleshire", "Council", "council/999.html"] in [
        one[:3] for one in json.loads(found["names.json"])
    ]


def test_the_same_store_gives_the_same_bytes_and_replaces_the_site(
    few: None, sample_store: Path, tmp_path: Path
) -> None:
    for name in ("a", "b", "a"):
        write_site(lambda: open_store(sample_store), tmp_path / name, workers=2)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_a_page_that_fails_leaves_the_site_as_it_was(
    few: None, sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(lambda: open_store(sample_store), tmp_path / "site", workers=1)
    before = files(tmp_path / "site")
    monkeypatch.setattr(still, "_addresses", lambda _graph: iter(("/", "/theme/nothing")))
    with pytest.raises(DataError, match="theme/nothing"):
        write_site(lambda: open_store(sample_store), tmp_path / "site", workers=1)
    assert files(tmp_path / "site") == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_other_files_is_refused(sample_store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadParameter, match="contains other files"):
        write_site(lambda: open_store(sample_store), tmp_path)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_the_command_says_what_it_wrote(few: None, sample_store: Path, tmp_path: Path) -> None:
    call = ["site", str(tmp_path / "site"), "--store", str(sample_store), "--workers", "1"]
    done = CliRunner().invoke(app, call)
    assert done.exit_code == 0
    assert "6 pages" in done.output
    assert (tmp_path / "site" / MARKER).is_file()


def test_what_needs_a_server_is_left_out() -> None:
    page = (
        '<form class="a" action="/compare"><input></form><li data-server><a href="/sparql">S</a></li>'
        '<form action="/search" class="jump" data-keep data-names="/names.json"></form>'
        '<a href="/council/1#x">one</a><a class="p" href="/page/id/x">two</a>'
    )
    targets = {"/council/1?": "council/1.html", "/names.json?": "names.json"}
    assert rewritten(page, "theme/plans.html", targets) == (
        '<form hidden class="jump" data-keep data-names="../names.json"></form>'
        '<a href="../council/1.html#x">one</a>two'
    )
