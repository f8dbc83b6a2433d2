"""A record as written: the YAML file and the nodes in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg import yaml_core
from kg.errors import RecordError
from kg.namespaces import ID
from kg.records.context import REFERENCE
from kg.regular import TEXT, regular

Node = Mapping[str, Any]

LISTS: Final = ("inspections", "things", "statements", "places")


@dataclass(frozen=True, slots=True)
class Record:
    """One file of ``documents/``.

    A record describes a document; a file with ``@graph`` instead of the document holds a curator's statements
    about several records, such as disagreements.

    Attributes:
        path: the file.
        content: its content, without ``@context``.
    """

    path: Path
    content: Node

    @property
    def key(self) -> str:
        """The file's name without its extension: part of the IRI of each of its statements."""
        return self.path.stem

    @property
    def is_curation(self) -> bool:
        """Whether it is about several records."""
        return "@graph" in self.content

    @property
    def document_key(self) -> str | None:
        """Key of the document that the record describes."""
        return None if self.is_curation else str(self.content.get("sha256", ""))[:16]

    def items(self, name: str) -> list[Node]:
        """The nodes of one of its lists."""
        value = self.content.get(name, [])
        return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []

    def nodes(self) -> Iterator[tuple[str, Node]]:
        """Every node except nested ones, with a description of its place."""
        if self.is_curation:
            for number, node in enumerate(self.items("@graph"), start=1):
                yield _named(node, f"entry {number}"), node
            return
        yield "the document", {k: v for k, v in self.content.items() if k not in LISTS}
        for name in LISTS:
            for number, node in enumerate(self.items(name), start=1):
                yield _named(node, f"{name}, entry {number}"), node


def read_record(path: Path) -> Record:
    """Read the file of a record.

    Raises:
        RecordError: it cannot be read, is not YAML, or does not begin as a record does.
    """
    regular(path, RecordError, TEXT)
    try:
        content = yaml_core.load(path.read_text(encoding="utf-8"), path.name, RecordError)
    except (OSError, UnicodeDecodeError) as problem:
        raise RecordError(f"{path.name}: cannot be read: {problem}") from problem
    if not isinstance(content, dict):
        raise RecordError(f"{path.name}: a record is a mapping of keys to values. See docs/records.md.")
    if content.pop("@context", None) != [REFERENCE, {"@base": ID}]:
        raise RecordError(
            f'{path.name}: begin with "@context": [{REFERENCE}, {{"@base": {ID}}}], '
            "which gives the keys their meaning."
        )
    return Record(path, content)


def values(node: Node, key: str) -> list[Any]:
    """The values of a key, whether one or several."""
    value = node.get(key, [])
    return value if isinstance(value, list) else [value]


def _named(node: Node, otherwise: str) -> str:
    return str(node.get("id", otherwise))
