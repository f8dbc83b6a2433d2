"""Imports follow the data: no circles between modules, and no stage takes from one that comes after it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FLOW = (
    ("closest", "collector", "errors", "months", "namespaces", "stages", "text"),
    ("kinds", "resources", "yaml_core", "regular"),
    ("framework_folder", "known"),
    ("frameworks",),
    ("fetch", "sandbox"),
    ("documents",),
    ("extract",),
    ("classify",),
    ("findings",),
    ("rdf",),
    ("curation", "records", "validate"),
    ("store",),
    ("prose", "trajectories"),
    ("build", "queries"),
    ("render",),
    ("brief", "export"),
    ("edition",),
    ("pipeline",),
    ("opening", "ready"),
    ("graph", "manage"),
    ("api",),
    ("serve",),
    ("cli",),
    ("__main__",),
)
"""Parts of the package in the order of docs/architecture.md; those of one line do not need each other."""

TOOLS = ("classify.training",)
"""Parts that run by hand to make what ships, over stages that come after the one they belong to."""


def modules(folder: Path) -> dict[str, Path]:
    """The modules of a package by their full names."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(tree: ast.AST, known: Mapping[str, object], inside: bool = False) -> Iterator[tuple[str, bool]]:
    """What a module imports and whether a function does, but not what is for type checks only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in known else node.module, inside
        yield from imports(node, known, inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def imported(folder: Path) -> dict[str, set[tuple[str, bool]]]:
    """The :func:`imports` of each module of a package."""
    known = modules(folder)
    return {
        name: set(imports(ast.parse(path.read_text(encoding="utf-8")), known)) for name, path in known.items()
    }


def graph(folder: Path) -> dict[str, set[str]]:
    """What each module of a package imports of it; ``kg`` itself holds but the version."""
    found = imported(folder)
    return {
        name: {other for other, _ in others if other in found} - {name, "kg"}
        for name, others in found.items()
        if name != "kg"
    }


def late_for_nothing(folder: Path) -> list[str]:
    """Imports within functions of what the module has loaded anyway, by the imports at the top of files."""
    found = imported(folder)
    top = {name: {other for other, inside in others if not inside} for name, others in found.items()}

    def loaded(name: str, seen: set[str]) -> set[str]:
        parts = name.split(".")
        for other in (name, *(".".join(parts[:count]) for count in range(1, len(parts))), *top.get(name, ())):
            if other not in seen:
                seen.add(other)
                loaded(other, seen)
        return seen

    return [
        f"{name} imports {other} within a function"
        for name, others in found.items()
        for other, inside in sorted(others)
        if inside and other in loaded(name, set())
    ]


def part(module: str) -> str:
    """The part of the package that a module belongs to."""
    inner = module.removeprefix("kg.")
    return next((tool for tool in TOOLS if inner.startswith(tool)), inner.split(".")[0])


def against(needed: Mapping[str, set[str]]) -> dict[tuple[str, str], list[str]]:
    """Imports against the flow, by the parts they go from and to."""
    stage = {name: number for number, names in enumerate(FLOW) for name in names}
    stage |= dict.fromkeys(TOOLS, stage["cli"])
    found: dict[tuple[str, str], list[str]] = {}
    for module, others in needed.items():
        for other in sorted(others):
            ends = part(module), part(other)
            if ends[0] != ends[1] and stage[ends[1]] >= stage[ends[0]]:
                found.setdefault(ends, []).append(f"{module} imports {other}")
    return found


NEEDED = graph(ROOT / "kg")


def test_no_modules_need_each_other() -> None:
    try:
        TopologicalSorter(NEEDED).prepare()
    except CycleError as circle:
        pytest.fail("a circle: " + " <- ".join(circle.args[1]))


def test_each_part_has_its_place_in_the_flow() -> None:
    named = {name for names in FLOW for name in names} | set(TOOLS)
    assert {part(module) for module in NEEDED} == named


def test_nothing_is_imported_against_the_flow() -> None:
    found = [line for lines in against(NEEDED).values() for line in lines]
    assert not found, "imports against the flow: " + "; ".join(found)


def test_a_circle_and_an_import_against_the_flow_are_found(tmp_path: Path) -> None:
    package = tmp_path / "kg"
    for name, text in {
        "__init__": "",
        "rdf/__init__": "",
        "rdf/one": "def late():\n    from kg.rdf import two\n",
        "rdf/two": "from kg.rdf.one import late\nfrom kg.queries import run\n",
        "queries/__init__": "",
        "queries/run": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import kg.cli\n",
        "cli/__init__": "import kg.queries.run\n",
    }.items():
        path = package / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    needed = graph(package)
    with pytest.raises(CycleError):
        TopologicalSorter(needed).prepare()
    assert against(needed) == {("rdf", "queries"): ["kg.rdf.two imports kg.queries.run"]}


def test_an_import_within_a_function_saves_something() -> None:
    assert late_for_nothing(ROOT / "kg") == []


def test_an_import_that_saves_nothing_is_found(tmp_path: Path) -> None:
    package = tmp_path / "kg"
    package.mkdir()
    for name, text in {
        "__init__": "",
        "quick": "import rdflib\n",
        "slow": "from kg import quick\ndef late():\n    import rdflib\n    import numpy\n",
    }.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    assert late_for_nothing(package) == ["kg.slow imports rdflib within a function"]
