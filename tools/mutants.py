"""Mutation testing: break the code in one place at a time and see whether its tests notice.

    python -m tools.mutants findings --number 60 --seed 1

Draws places of ``kg/findings`` by the seed, changes each in a copy of the tree, and runs ``tests/findings``
and the examples of docstrings until the first failure, those first that run the changed line. Prints the
mutants that lived. The same seed and code give the same mutants. It takes minutes a package.
"""

from __future__ import annotations

import argparse
import ast
import compileall
import contextlib
import os
import py_compile
import random
import resource
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from coverage import CoverageData

if TYPE_CHECKING:
    import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
_COPIED: Final = ("kg", "tests", "tools")
# loaded once, before each mutant is tried in a process of its own
_HEAVY: Final = ("hypothesis", "numpy", "pyoxigraph", "pytest", "rdflib", "ruamel.yaml")

_LONGEST_TEST: Final = 120  # seconds; a mutant may wait for ever without using the processor, and so
# those that a busy machine slows down are counted apart

_COMPARED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_COUNTED: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}

Change = Callable[[ast.AST], ast.AST | None]
"""Changes a node in place, or gives what stands in its stead."""


@dataclass(frozen=True)
class Mutant:
    """One change of one module.

    Attributes:
        path: of the module, from the root of the tree.
        line: of the change.
        before: the statement or expression as it is.
        after: and as it is changed.
        source: the changed module.
    """

    path: Path
    line: int
    before: str
    after: str
    source: str


def places(text: str) -> int:
    """In how many places a module can be changed.

    Types, messages of errors and docstrings are left alone: tests do not pin them.
    """
    return sum(1 for _ in _places(ast.parse(text)))


def mutant(path: Path, text: str, number: int) -> Mutant:
    """The mutant of a module at one of its :func:`places`, from 0, in the order of its lines."""
    tree = ast.parse(text)
    node, change = next(islice(_places(tree), number, None))
    before = ast.unparse(node)
    put = change(node)
    if put is not None:
        _Put(node, put).visit(tree)
        ast.fix_missing_locations(tree)
    after = node if put is None else put
    return Mutant(path, getattr(node, "lineno", 0), before, ast.unparse(after), ast.unparse(tree))


class _Put(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, Change]]:
    """The nodes below one that can be changed, and how."""
    for child in _visited(node):
        change = _change(child)
        if change is not None:
            yield child, change
        yield from _places(child)


def _visited(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.Raise | ast.JoinedStr | ast.Import | ast.ImportFrom):
                continue
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.AST):
                yield child


def _change(node: ast.AST) -> Change | None:
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in _COMPARED:
            return _compared
        case ast.BoolOp():
            return _either
        case ast.BinOp(op=op) if type(op) in _COUNTED:
            return _counted
        case ast.UnaryOp(op=ast.Not(), operand=_):
            return lambda one: one.operand if isinstance(one, ast.UnaryOp) else None
        case ast.Constant(value=bool() | int() | float()):
            return _other_value
        case ast.Call(func=ast.Name(id=name)) if name in _CALLED:
            return _called
        case ast.If() | ast.IfExp():
            return _negated
        case ast.Expr(value=ast.Call()):
            return lambda one: ast.copy_location(ast.Pass(), one)
        case ast.Continue():
            return lambda one: ast.copy_location(ast.Break(), one)
        case ast.Break():
            return lambda one: ast.copy_location(ast.Continue(), one)
    return None


def _compared(node: ast.AST) -> None:
    assert isinstance(node, ast.Compare)  # noqa: S101
    node.ops[0] = _COMPARED[type(node.ops[0])]()


def _either(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp)  # noqa: S101
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _counted(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp)  # noqa: S101
    node.op = _COUNTED[type(node.op)]()


def _other_value(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)  # noqa: S101
    value = node.value
    if isinstance(value, bool):
        node.value = not value
    elif isinstance(value, int):
        node.value = value + 1
    elif isinstance(value, float):
        node.value = value * 1.25 + 0.05


def _called(node: ast.AST) -> None:
    assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)  # noqa: S101
    node.func.id = _CALLED[node.func.id]


def _negated(node: ast.AST) -> None:
    assert isinstance(node, ast.If | ast.IfExp)  # noqa: S101
    node.test = ast.copy_location(ast.UnaryOp(ast.Not(), node.test), node.test)


def _copied(folder: Path) -> None:
    """The tree in a folder: what is changed as a copy, what is read only as links."""
    for path in ROOT.iterdir():
        if path.name in _COPIED:
            shutil.copytree(path, folder / path.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif path.name not in (".git", ".venv"):
            (folder / path.name).symlink_to(path)
    # a module that a mutant changed is compiled again, whatever its size and time
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(folder / "kg", quiet=1, invalidation_mode=mode)


def _status(tests: list[str], seconds: int, longest: int = 0, first: Collection[str] = ()) -> int:
    """Run tests in a process of their own: 0 if all pass, below 0 the signal that ended them.

    Args:
        tests: files, folders or ids.
        seconds: of the processor that they may use.
        longest: seconds that one of them may take; 0 for any number.
        first: ids of those that run before the others.
    """
    shutil.rmtree(".hypothesis", ignore_errors=True)  # what it found against one mutant is not for the next
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        import pytest

        options = ["-x", "-q", "--no-header", "-p", "no:cacheprovider", "--hypothesis-seed=0"]
        os._exit(int(pytest.main([*options, *tests], plugins=[_Order(first, longest)])))
    _, status = os.waitpid(child, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # servers that its tests started
    return os.waitstatus_to_exitcode(status)


class _Order:
    """A plugin of pytest: some tests before the others, and none that waits for ever."""

    def __init__(self, first: Collection[str], longest: int) -> None:
        self._first = first
        self._longest = longest

    def pytest_runtest_logstart(self) -> None:
        signal.alarm(self._longest)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda item: item.nodeid not in self._first)


def _tests_by_line(package: str) -> dict[tuple[Path, int], set[str]]:
    """Ids of the tests that run each line of a package, as measured by the run before."""
    data = CoverageData()
    data.read()
    return {
        (module.relative_to(Path.cwd()), line): {context.rpartition("|")[0] for context in contexts}
        for module in (Path.cwd() / "kg" / package).rglob("*.py")
        for line, contexts in data.contexts_by_lineno(str(module)).items()
    }


def main() -> None:
    """Run mutants of a package and print those that live."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", help="folder below kg/")
    parser.add_argument("--number", type=int, default=60, help="mutants that are tried (60)")
    parser.add_argument("--seed", type=int, default=1, help="by which they are drawn (1)")
    parser.add_argument("--only", default="", help="modules whose path has these characters only")
    parser.add_argument("tests", nargs="*", help="by default tests/PACKAGE and the examples in docstrings")
    given = parser.parse_intermixed_args()
    tests = given.tests or [f"tests/{given.package}", f"kg/{given.package}"]
    modules = sorted((ROOT / "kg" / given.package).rglob("*.py"))
    wanted = [
        m.relative_to(ROOT) for m in modules if given.only in m.as_posix() and "training" not in m.parts
    ]
    texts = {module: (ROOT / module).read_text(encoding="utf-8") for module in wanted}
    every = [(module, number) for module, text in texts.items() for number in range(places(text))]
    sample = random.Random(given.seed).sample(every, min(given.number, len(every)))  # noqa: S311
    drawn = [mutant(module, texts[module], number) for module, number in sample]
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        _copied(folder)
        os.chdir(folder)
        sys.path.insert(0, name)
        os.environ["PYTHONPATH"] = name
        for module in _HEAVY:
            __import__(module)
        measured = [
            "--cov",
            f"kg/{given.package}",
            "--cov-context",
            "test",
            "--cov-report=",
            "--cov-fail-under=0",
        ]
        if _status([*tests, *measured], 3600) != 0:
            sys.exit(f"{' '.join(tests)}: fails as it is")
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = 30 + 3 * int(used.ru_utime + used.ru_stime)
        by_line = _tests_by_line(given.package)
        sys.dont_write_bytecode = True
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        lived = waited = 0
        for one in sorted(drawn, key=lambda m: (m.path, m.line)):
            whole = one.path.read_text(encoding="utf-8")
            one.path.write_text(one.source, encoding="utf-8")
            first = by_line.get((one.path, one.line), ())
            status = _status(tests, seconds, _LONGEST_TEST, first)
            waited += status == -signal.SIGALRM
            if status == 0:
                lived += 1
                print(f"alive  {one.path}:{one.line}\n    - {one.before}\n    + {one.after}", flush=True)
            one.path.write_text(whole, encoding="utf-8")
    print(f"kg/{given.package}: {lived} of {len(drawn)} alive, drawn from {len(every)} by seed {given.seed}")
    if waited:
        print(f"{waited} ended because a test took more than {_LONGEST_TEST} seconds: try again when idle")


if __name__ == "__main__":
    main()
