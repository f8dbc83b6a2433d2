"""What several queries have to repeat, since a query is a file that runs as it stands, they repeat alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.resources import files

QUOTED = "# What is quoted:"
"""Begins the comment above the group that follows what is quoted to its evidence and its document."""

LINES = "kg:lines/"
"""Of a source text, which only some queries show."""


def quoting() -> Iterator[tuple[str, str]]:
    """The name of each query that quotes, with the group."""
    for path in files("queries", "*.rq"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for at, line in enumerate(lines):
            if QUOTED in line:
                deep = len(line) - len(line.lstrip())
                group = [one[deep:] for one in lines[at + 1 :]]
                group = group[: group.index("}") + 1]
                yield path.stem, "\n".join(one for one in group if LINES not in one)


def test_queries_follow_what_they_quote_in_one_way() -> None:
    ways = defaultdict(list)
    for name, group in quoting():
        ways[group].append(name)
    assert len(ways) == 1, f"{list(ways.values())} follow what they quote in different ways"
    (names,) = ways.values()
    assert len(names) >= 6
