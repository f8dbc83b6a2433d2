"""The explorer as files: links that hold without a server, the same bytes, nothing half written."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import BadParameter, DataError, EnvironmentFault
from kg.serve import still
from kg.serve.replacing import replacing
from kg.serve.rewriting import rewritten
from kg.serve.still import MARKER, write_site

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
    written = write_site(tmp_path / "site", store=sample_store, workers=1)
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
        write_site(tmp_path / name, store=sample_store, workers=2)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_a_page_that_fails_leaves_the_site_as_it_was(
    few: None, sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_site(tmp_path / "site", store=sample_store, workers=1)
    before = files(tmp_path / "site")
    monkeypatch.setattr(still, "_addresses", lambda _graph: iter(("/", "/theme/nothing")))
    with pytest.raises(DataError, match="theme/nothing"):
        write_site(tmp_path / "site", store=sample_store, workers=1)
    assert files(tmp_path / "site") == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_a_folder_with_other_files_is_refused(sample_store: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BadParameter, match="contains other files"):
        write_site(tmp_path, store=sample_store)
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


def test_a_tile_without_a_page_stays_a_group_of_the_drawing() -> None:
    tile = '<a href="/council/1" data-code="1"><title>One</title><rect width="5"/></a>'
    page = f'<svg viewBox="0 0 9 9">\n{tile}\n</svg><a href="/council/1">One</a>'
    group = '<g role="img" data-code="1"><title>One</title><rect width="5"/></g>'
    assert rewritten(page, "index.html", {}) == f'<svg viewBox="0 0 9 9">\n{group}\n</svg>One'
    linked = rewritten(page, "index.html", {"/council/1?": "council/1.html"})
    assert linked.count('<a href="council/1.html"') == 2


def earlier(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / MARKER).write_text("earlier", encoding="utf-8")


def test_a_site_that_a_crash_left_aside_comes_back(tmp_path: Path) -> None:
    site = tmp_path / "site"
    earlier(tmp_path / ".site.crash.part" / "old")
    (tmp_path / ".site.crash.part" / "lock").touch()
    earlier(tmp_path / ".site.mine" / "old")
    with pytest.raises(ZeroDivisionError), replacing(site, MARKER) as new:
        (new / MARKER).write_text("newer", encoding="utf-8")
        raise ZeroDivisionError
    assert (site / MARKER).read_text(encoding="utf-8") == "earlier"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.mine", "site"]


def test_a_site_whose_place_cannot_be_taken_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, rename = tmp_path / "site", Path.rename
    earlier(site)

    def refuses(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise OSError("no space")
        return rename(path, target)

    with pytest.raises(OSError, match="no space"), replacing(site, MARKER) as new:
        (new / MARKER).write_text("newer", encoding="utf-8")
        monkeypatch.setattr(Path, "rename", refuses)
    assert (site / MARKER).read_text(encoding="utf-8") == "earlier"
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_two_runs_and_folders_of_others_do_not_clash(tmp_path: Path) -> None:
    site = tmp_path / "site"
    earlier(tmp_path / ".site.part")
    with replacing(site, MARKER) as first:
        (first / MARKER).write_text("first", encoding="utf-8")
        with replacing(site, MARKER) as second:
            (second / MARKER).write_text("second", encoding="utf-8")
        assert (site / MARKER).read_text(encoding="utf-8") == "second"
    assert (site / MARKER).read_text(encoding="utf-8") == "first"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".site.part", "site"]
    assert site.stat().st_mode & 0o777 == (tmp_path / ".site.part").stat().st_mode & 0o777


def test_a_place_without_permission_is_reported_with_what_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kg.serve.replacing.mkdtemp", refuses)
    with pytest.raises(EnvironmentFault, match="no permission"):
        write_site(tmp_path / "site")


def test_progress_is_reported_as_a_stage(few: None, sample_store: Path, tmp_path: Path) -> None:
    call = ["site", str(tmp_path / "site"), "--store", str(sample_store), "--workers", "1", "--log", "json"]
    done = CliRunner().invoke(app, call)
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert {event["stage"] for event in events} == {"rendering pages"}
    assert [event["done"] for event in events if event["event"] == "step"] == list(range(1, len(FEW) + 2))
