"""Reads YAML by the core schema of YAML 1.2, so that in ``on: 2022-03-09`` the date stays text.

ruamel.yaml's 1.2 resolver still turns plain scalars into dates, reads ``1_000`` as a number and merges
keys at ``<<``; the core schema does none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.resolver import VersionedResolver

from kg.errors import KgError, RecordError

_TAG: Final = "tag:yaml.org,2002:"

# https://yaml.org/spec/1.2.2/#1032-tag-resolution: tag, form, first characters
_CORE: Final = (
    ("null", r"(?:null|Null|NULL|~|)$", ("~", "n", "N", "")),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", tuple("tTfF")),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$", tuple("-+0123456789")),
    (
        "float",
        r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$",
        tuple("-+.0123456789"),
    ),
)


class _CoreResolver(VersionedResolver):
    @property
    def versioned_resolver(self) -> Any:
        return _rules()


class _NoAliases(Composer):
    """Refuses aliases, with which a few lines can expand to lists of any size."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        """The next node."""
        if self.parser.check_event(AliasEvent):
            raise ValueError(f"an alias (*{self.parser.peek_event().anchor}); write out what it stands for")
        return super().compose_node(parent, index)


@cache
def _rules() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    rules: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for tag, form, firsts in _CORE:
        for first in firsts:
            rules.setdefault(first, []).append((_TAG + tag, re.compile(form)))
    return rules


def load(text: str, where: str, error: type[KgError]) -> object:
    """Read one YAML document.

    Args:
        text: the document.
        where: the name of the document in an error, for example ``"inspections.rq, header"``.
        error: the class of error to raise.

    Raises:
        KgError: of the class ``error``: it is not YAML, a key occurs twice or is not a plain value, it is
            nested too deeply, or has aliases.

    >>> from kg.errors import RecordError
    >>> load("{on: 2022-03-09, at: 12:30, runs: 2, deep: yes}", "example", RecordError)
    {'on': '2022-03-09', 'at': '12:30', 'runs': 2, 'deep': 'yes'}
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.Resolver = _CoreResolver
    yaml.Composer = _NoAliases
    try:
        return yaml.load(text)
    except YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        what = getattr(problem, "problem", None) or str(problem).splitlines()[0]
        raise error(f"{where}{line}: this is not YAML: {what}") from None
    except (TypeError, ValueError, RecursionError) as problem:
        # a mapping or list as a key, a number of thousands of digits, lists nested without end
        raise error(f"{where}: YAML that cannot be used: {problem}") from None


def load_file(path: Path, error: type[KgError] = RecordError) -> Any:
    """Read a YAML file that ships with the package or is in a folder of frameworks.

    Args:
        path: the file, in UTF-8.
        error: the class of error to raise.

    Raises:
        KgError: of the class ``error``: it is not YAML, or a key occurs twice.
    """
    return load(path.read_text(encoding="utf-8"), path.name, error)


def lines_of_items(text: str, name: str) -> Iterator[dict[str, int]]:
    r"""Line of each key of the mappings listed under a name in a document; under ``""`` that of the mapping.

    Args:
        text: a document that :func:`load` reads.
        name: key of the list in the document's mapping.

    >>> list(lines_of_items("rows:\n- a: 1\n  b: 2\n", "rows"))
    [{'': 2, 'a': 2, 'b': 3}]
    """
    node = YAML(typ="safe", pure=True).compose(text)
    listed = next((value for key, value in getattr(node, "value", ()) if key.value == name), None)
    for item in getattr(listed, "value", ()):
        lines = {str(key.value): key.start_mark.line + 1 for key, _ in item.value}
        yield {"": item.start_mark.line + 1, **lines}
