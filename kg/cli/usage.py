"""Errors of the option parser in the words and form of all other errors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import typer

from kg.closest import closest
from kg.errors import BadParameter, CallError, UnknownName
from kg.queries.called import CALLED
from kg.queries.catalogue import Catalogue
from kg.queries.header import StoredQuery

_OTHER_WORDS: Final = {
    **{f"--{name.replace('_', '-')}": f"--{meant.replace('_', '-')}" for name, meant in CALLED.items()},
    "--file": "--output",
    "--out": "--output",
    "--rows": "--limit",
    "--top": "--limit",
    "--head": "--limit",
}
"""What people call options that have another name here."""

_BOUND: Final = re.compile(r"is not in the range x>=(\d+)")
"""How the parser says that a number is too small."""

_FILE: Final = re.compile(r"[/\\]|\.[A-Za-z]{2,6}$")
"""What looks like the name of a file."""

parser: Final[Any] = import_module(typer.BadParameter.__module__)
"""The parser's errors: of click, or of the copy that newer versions of typer bring."""


def call_error(problem: Any) -> CallError:
    """What is wrong with a call, with the command that explains it.

    Args:
        problem: the ``UsageError`` that the parser raised.
    """
    path = problem.ctx.command_path if problem.ctx is not None else "kg"
    helps = f"See {path} --help."
    message = _BOUND.sub(r"is not \1 or more", f"{problem.message.rstrip('.')}.")
    params = problem.ctx.command.get_params(problem.ctx) if problem.ctx is not None else []
    options = [option for one in params for option in one.opts if option.startswith("--")]
    if isinstance(problem, parser.NoSuchOption):
        return _no_such_option(problem, path, options)
    if isinstance(problem, parser.MissingParameter):
        name = _name(problem.param) if problem.param is not None else "a value"
        return BadParameter(f"{path} needs {name}. {helps}")
    if isinstance(problem, parser.BadParameter):
        name = _name(problem.param) if problem.param is not None else path
        return BadParameter(f"{name}: {message} {helps}")
    if isinstance(problem, parser.BadOptionUsage):
        return BadParameter(f"{problem.option_name} needs a value. {helps}")
    extra = re.match(r"Got unexpected extra argument(?:\(s\)|s)? \((.*)\)", problem.message)
    if extra is None:
        return BadParameter(f"{message} {helps}")
    hint = helps
    if "--output" in options and _FILE.search(extra[1]):
        hint = f"Name a file with an option: --output {extra[1]}"
    elif "--authority" in options:
        hint = f"Name a council with an option: --authority {extra[1]}"
    return BadParameter(f"{path} takes no {extra[1]!r}. {hint}")


def _no_such_option(problem: Any, path: str, options: Sequence[str]) -> UnknownName:
    """What is meant by an option that a command has not, and for a stored query, which queries have it."""
    name = problem.option_name
    query = getattr(problem.ctx.command, "query", None) if problem.ctx is not None else None
    if query is None:
        near = _near(name, options)
        return UnknownName(f"option of {path}", name, near, [] if near else options)
    catalogue = Catalogue(problem.ctx.meta.get("kg.queries", ()))
    known = {parameter.option for other in catalogue for parameter in other.header.params.values()}
    # What other queries have is no slip of the pen, however much an option here is spelled like it.
    near = [] if name in known else _near(name, options)
    return UnknownName(f"option of {path}", name, near, helps=_lacks(catalogue, query, name))


def _lacks(catalogue: Catalogue, query: StoredQuery, name: str) -> str:
    """The options that a query has in place of one that it has not, and the queries that have that one."""
    own = "; ".join(parameter.option for parameter in query.header.params.values())
    option = _OTHER_WORDS.get(name, name)
    others = [f"kg query {other}" for other in catalogue.taking(option, query)]
    taken = f" Queries with {option}: {'; '.join(others)}." if others else ""
    return f"There are: {own}; and those of every query (kg query {query.name} --help).{taken}"


def _near(name: str, options: Sequence[str]) -> list[str]:
    """Options that somebody may mean: what begins so, what is also called so, what is spelled much alike.

    >>> _near("--auth", ["--authority", "--until"]), _near("--council", ["--authority", "--until"])
    (['--authority'], ['--authority'])
    >>> _near("--untl", ["--authority", "--until"]), _near("--authority", ["--until", "--cohort"])
    (['--until'], [])
    """
    begun = [option for option in options if len(name) > len("--") and option.startswith(name)]
    other = [option for option in options if option == _OTHER_WORDS.get(name)]
    return begun or other or closest(name, options, most=2, likeness=0.7)


def _name(parameter: Any) -> str:
    """An option by its longest name, an argument by what stands for it in the help."""
    if any(option.startswith("-") for option in parameter.opts):
        return str(max(parameter.opts, key=len))
    return str(parameter.metavar or parameter.name or "argument").upper()
