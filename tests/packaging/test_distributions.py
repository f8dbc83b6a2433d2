"""What the wheel and the source distribution hold."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import zipfile
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path

import pytest

import kg
from kg.namespaces import BASE
from kg.resources import FOLDERS

from .conftest import CHECKOUT, build

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode())


def tracked(folder: str) -> set[str]:
    """Files of a folder that are under version control."""
    command = ["git", "-C", str(CHECKOUT), "ls-files", "-z", folder]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return {name for name in done.stdout.split("\0") if name}


@pytest.mark.parametrize("folder", FOLDERS)
def test_wheel_carries_each_resource(names: set[str], folder: str) -> None:
    there = tracked(folder)
    assert there
    assert {f"kg/_data/{name}" for name in there} <= names


def test_wheel_carries_the_edition_in_at_most_12_megabytes(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        sizes = {i.filename: i.compress_size for i in packed.infolist() if "/data/england/" in i.filename}
    assert {"kg/_data/data/england/edition.json", "kg/_data/data/england/383.xz"} <= sizes.keys()
    assert sum(sizes.values()) <= 12_000_000


def test_wheel_carries_the_whole_package(names: set[str]) -> None:
    assert tracked("kg") <= names
    assert "kg/py.typed" in names


def test_wheel_holds_nothing_else(names: set[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"kg", f"inspection_kg-{kg.__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_metadata(metadata: Message) -> None:
    assert metadata["Name"] == "inspection-kg"
    assert metadata["Version"] == kg.__version__
    assert metadata["License-Expression"] == "Apache-2.0"
    assert metadata.get_all("License-File") == ["LICENSE"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert "Typing :: Typed" in metadata.get_all("Classifier", [])
    assert {"pandas", "polars", "xlsx"} <= set(metadata.get_all("Provides-Extra", []))


def test_the_project_is_named_as_its_author_and_with_an_address(metadata: Message) -> None:
    assert metadata["Author"] == "The inspection-kg project"
    assert metadata.get_all("Project-URL") == [f"Homepage, {BASE}"]
    assert "Author-email" not in metadata


def test_a_second_build_gives_the_same_bytes(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    build(tmp_path)
    for first in (wheel, sdist):
        digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (first, tmp_path / first.name)}
        assert len(digests) == 1, f"{first.name}: two builds of one checkout differ"


def test_no_classifier_of_a_licence_beside_the_expression(metadata: Message) -> None:
    # package indexes refuse both together
    assert not [c for c in metadata.get_all("Classifier", []) if c.startswith("License ::")]


def test_source_distribution_can_be_built_from(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    assert {"pyproject.toml", "README.md", "LICENSE", "kg/__init__.py"} <= names
    assert tracked("documents") <= names
