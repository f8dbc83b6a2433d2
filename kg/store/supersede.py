"""Which of several documents on one inspection is shown: the re-issue, not what it replaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.store.manifest import Entry


def superseded(entries: Iterable[Entry]) -> dict[str, str]:
    """For each named graph of a document, the key of the document that supersedes it, or ``""``.

    Documents that report the same inspections are issues of one report. The one published last stays;
    where that is the same day, the greater hash, so that the order of loading never matters.
    """
    issues: dict[tuple[str, ...], list[Entry]] = defaultdict(list)
    found: dict[str, str] = {}
    for entry in entries:
        if entry.document is not None:
            found[entry.graph] = ""
            if entry.inspections:
                issues[entry.inspections].append(entry)
    for group in issues.values():
        *older, last = sorted(group, key=lambda e: (e.published, e.sha256))
        for entry in older:
            found[entry.graph] = last.document or ""
    return found
