"""A file appears only once it is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.errors import EnvironmentFault
from kg.render.files import whole


def test_a_file_takes_its_place_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")
    with whole(path) as part:
        part.write_text("after")
        assert path.read_text() == "before" and part.parent == tmp_path
    assert path.read_text() == "after"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_what_goes_wrong_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before")
    with pytest.raises(ValueError, match="wrong"), whole(path) as part:
        part.write_text("half")
        raise ValueError("wrong")
    assert path.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.csv"]


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "a.csv", tmp_path / "link.csv"
    target.write_text("before")
    link.symlink_to(target)
    with whole(link) as part:
        part.write_text("after")
    assert link.is_symlink() and target.read_text() == "after"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="it is a folder; name a file"), whole(tmp_path):
        pass


def test_a_device_is_written_to_as_it_is() -> None:
    with whole(Path(os.devnull)) as part:
        assert part == Path(os.devnull)
        part.write_text("gone")
    assert Path(os.devnull).exists()


def test_a_link_to_itself_is_no_file_to_write(tmp_path: Path) -> None:
    link = tmp_path / "answer.csv"
    try:
        link.symlink_to(link.name)
    except OSError:
        pytest.skip("no links here")
    with pytest.raises(EnvironmentFault, match=r"answer\.csv cannot be written: "), whole(link):
        pass
    assert link.is_symlink()
