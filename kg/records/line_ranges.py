"""Places in a source text: ranges of its lines, each a node of evidence with a selector.

The id of a place contains its lines, so the list of places follows from the evidence of the statements:
``python -m kg.records documents/notice.yaml`` rewrites it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.records.record import Record, read_record, values

PLACE_KEYS: Final = ("evidence", "alsoAt")
"""Keys whose values are places: the main one, and further ones."""

_ID: Final = re.compile(r"evidence/(?P<doc>[0-9a-f]{16})/(?P<name>L(?P<first>\d+)(?:-(?P<last>\d+))?)\Z")


@dataclass(frozen=True, slots=True, order=True)
class LineRange:
    """Lines ``first`` to ``last``, both inclusive and counted from 1, of a source text."""

    first: int
    last: int
    document: str

    @classmethod
    def of(cls, identifier: str) -> LineRange | None:
        """The place that an id names, or ``None`` if it does not name a place.

        >>> LineRange.of("evidence/09370c9b8e200eb2/L8-12")
        LineRange(first=8, last=12, document='09370c9b8e200eb2')
        """
        match = _ID.match(identifier)
        if match is None:
            return None
        first = int(match["first"])
        return cls(first, int(match["last"] or first), match["doc"])

    @property
    def name(self) -> str:
        """Short name: ``L8`` or ``L8-12``."""
        return f"L{self.first}" if self.first == self.last else f"L{self.first}-{self.last}"

    @property
    def node(self) -> dict[str, Any]:
        """The place as written in a record. The fragment counts from 0, as in RFC 5147."""
        return {
            "id": f"evidence/{self.document}/{self.name}",
            "type": "Evidence",
            "lines": {
                "id": f"lines/{self.document}/{self.name}",
                "type": "LineSelector",
                "lineStart": self.first,
                "lineEnd": self.last,
                "fragment": f"line={self.first - 1},{self.last}",
            },
        }


def named(record: Record) -> set[str]:
    """Ids of all places that a record names as evidence."""
    return {str(each) for _, node in record.nodes() for key in PLACE_KEYS for each in values(node, key)}


def place_problems(record: Record) -> Iterator[str]:
    """The faults of the places of a record, one line each."""
    used = named(record)
    declared = {str(node.get("id")): node for node in record.items("places")}
    count = record.content.get("lineCount")
    for identifier in sorted(used | set(declared)):
        place = LineRange.of(identifier)
        if place is None or place.document != record.document_key:
            yield f"{identifier}: the id of a place is evidence/{record.document_key}/L8 or .../L8-12."
        elif not isinstance(count, int) or not 1 <= place.first <= place.last <= count:
            yield f"{identifier}: the source has lines 1 to {count}."
        elif identifier not in declared:
            yield f"{identifier}: missing from places: run python -m kg.records on the file."
        elif identifier not in used:
            yield f"{identifier}: no statement refers to this place: remove it."
        elif declared[identifier] != place.node:
            yield f"{identifier}: the place must read {place.node}."


def write_places(path: Path) -> None:
    """Rewrite the list of places of a record from the evidence that it names.

    Raises:
        RecordError: the record cannot be read.
    """
    places = sorted(filter(None, map(LineRange.of, named(read_record(path)))))
    text = path.read_text(encoding="utf-8")
    before, _, _ = text.partition("\nplaces:\n")
    lines = [f"  - {_flow(place.node)}\n" for place in places]
    path.write_text(before.rstrip("\n") + "\n\nplaces:\n" + "".join(lines), encoding="utf-8", newline="\n")


def _flow(node: dict[str, Any]) -> str:
    parts = []
    for key, value in node.items():
        shown = _flow(value) if isinstance(value, dict) else f'"{value}"' if key == "fragment" else value
        parts.append(f"{key}: {shown}")
    return "{" + ", ".join(parts) + "}"
