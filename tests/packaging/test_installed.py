"""The installed package at work, away from the checkout."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

from .conftest import CHECKOUT, Installed

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]

WHERE = "import kg.resources as r; print(*(r.folder(f) for f in r.FOLDERS), sep='\\n')"


def test_resources_lie_in_the_package(from_wheel: Installed) -> None:
    folders = [Path(line) for line in from_wheel.python(WHERE).splitlines()]
    assert {folder.name for folder in folders} == {
        "data", "documents", "frameworks", "ontology", "queries", "shapes",
    }  # fmt: skip
    assert all(folder.is_relative_to(from_wheel.root.resolve()) for folder in folders)


def test_resources_lie_in_the_checkout_when_editable(editable: Installed) -> None:
    folders = [Path(line) for line in editable.python(WHERE).splitlines()]
    assert {folder.parent for folder in folders} == {CHECKOUT}


@pytest.mark.parametrize("kind", ["from_wheel", "editable"])
def test_version_is_that_of_the_package(kind: str, request: pytest.FixtureRequest) -> None:
    installed: Installed = request.getfixturevalue(kind)
    assert installed.kg("--version").stdout == f"kg {kg.__version__}\n"
    recorded = installed.python("from importlib import metadata as m; print(m.version('inspection-kg'))")
    assert recorded == kg.__version__


@pytest.mark.parametrize("kind", ["from_wheel", "editable"])
def test_lists_the_stored_queries(kind: str, request: pytest.FixtureRequest) -> None:
    installed: Installed = request.getfixturevalue(kind)
    done = installed.kg("queries", "--format", "csv")
    assert done.returncode == 0, done.stderr
    assert any(line.startswith("persistent-weaknesses,") for line in done.stdout.splitlines())


def test_demo_needs_nothing_but_the_wheel(from_wheel: Installed) -> None:
    done = from_wheel.kg("demo")
    assert done.returncode == 0, done.stderr
    assert "assessment" in done.stdout.lower()
    assert not (from_wheel.work / "inspection-kg").exists(), (
        "the demonstration must leave the user's own store alone"
    )


def test_a_council_answers_in_an_empty_folder(from_wheel: Installed) -> None:
    done = from_wheel.kg("query", "judgements", "--authority", "Leeds", "--area", "overall-effectiveness")
    assert done.returncode == 0, done.stderr
    assert "Outstanding" in done.stdout
    assert "https://files.ofsted.gov.uk/" in done.stdout


def test_typed_for_those_who_use_it(from_wheel: Installed) -> None:
    code = "import kg, pathlib; print((pathlib.Path(kg.__file__).parent / 'py.typed').is_file())"
    assert from_wheel.python(code) == "True"
