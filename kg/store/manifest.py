"""The contents of a generation: one entry a named graph, and the refused files."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import StoreDamaged
from kg.regular import read_regular

FORMAT: Final = 2

IMPORTED: Final = "import"
"""Value of :attr:`Entry.made_from` for a graph that was loaded by ``kg import``."""
EDITION: Final = "edition "
"""Prefix of :attr:`Entry.made_from` for a graph from an edition; the edition's number follows."""

_HALVES: Final = re.compile("[\ud800-\udfff]")
"""What stands for bytes in names of files that are not UTF-8; JSON has it as an escape only."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One named graph of the archive.

    Attributes:
        graph: IRI of the named graph.
        file: name of its file in the archive, which changes with its content.
        scopes: codes of the authorities that it is about.
        triples: number of its triples.
        made_from: hash of all its inputs (file, rules, shapes, model); if it is equal, the graph need not be
            rebuilt.
        document: key of the source document, or ``None`` for registers and derived graphs.
        sha256: SHA-256 of the source file, if any.
        file_name: name of the source file.
        rendition: name of the rendition's file.
        inspections: IRIs of the inspections that it reports.
        published: ISO date or empty.
        superseded_by: key of the document that replaces it in answers, or empty.
        warnings: doubts.
        reading: name of the file with the reading of the source, before corrections.
        curated: hash of the corrections, decisions and readings that were applied, or empty.
        lost: for corrections that no longer match, the sentence and the missing key, separated by a blank.
    """

    graph: str
    file: str
    scopes: tuple[str, ...] = ()
    triples: int = 0
    made_from: str = ""
    document: str | None = None
    sha256: str = ""
    file_name: str = ""
    rendition: str = ""
    inspections: tuple[str, ...] = ()
    published: str = ""
    superseded_by: str = ""
    warnings: tuple[str, ...] = ()
    reading: str = ""
    curated: str = ""
    lost: tuple[str, ...] = ()

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Entry:
        """The entry with the fields of a JSON object."""
        fields: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in raw.items()}
        return cls(**fields)

    @property
    def from_edition(self) -> bool:
        """Whether the graph is from an edition, so that it has no words."""
        return self.made_from.startswith(EDITION)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A refused file, with the reason."""

    sha256: str
    file_name: str
    kind: str
    message: str
    made_from: str = ""


@dataclass(slots=True)
class Manifest:
    """All entries by graph IRI, and all refusals by the hash of the file (by its name if unreadable).

    ``curation`` has the SHA-256 of each file of corrections or decisions that counted at the last change,
    by name; ``None`` if unknown.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    refusals: dict[str, Refusal] = field(default_factory=dict)
    version: str = ""
    curation: dict[str, str] | None = None

    def to_json(self) -> str:
        """As JSON, sorted."""
        content = json.dumps(
            {
                "format": FORMAT,
                "version": self.version,
                "entries": [asdict(self.entries[k]) for k in sorted(self.entries)],
                "refusals": [asdict(self.refusals[k]) for k in sorted(self.refusals)],
                **({} if self.curation is None else {"curation": self.curation}),
            },
            indent=1,
            ensure_ascii=False,
        )
        return _HALVES.sub(lambda half: f"\\u{ord(half.group()):04x}", content)

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """Read a manifest.

        Raises:
            StoreDamaged: the file is not a manifest of this format.
        """
        try:
            raw = json.loads(read_regular(path))
            if raw["format"] != FORMAT:
                raise StoreDamaged(
                    f"{path} has format {raw['format']}, this version reads {FORMAT}: "
                    "use the version that made it, or remove the folder and load again."
                )
            entries = [Entry.of(e) for e in raw["entries"]]
            refusals = [Refusal(**r) for r in raw["refusals"]]
            taken = raw.get("curation")
            curation = None if taken is None else {str(n): str(sha256) for n, sha256 in taken.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise StoreDamaged(f"{path} cannot be read as the manifest of a store: {problem}") from problem
        return cls(
            {e.graph: e for e in entries},
            {r.sha256 or r.file_name: r for r in refusals},
            raw["version"],
            curation,
        )

    def documents(self) -> list[Entry]:
        """Entries of source documents, by file name and hash."""
        found = [e for e in self.entries.values() if e.document is not None]
        return sorted(found, key=lambda e: (e.file_name, e.sha256))
