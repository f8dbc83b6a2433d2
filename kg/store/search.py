"""The text index beside a store's graph: SQLite's FTS5, ranked, with snippets.

Scanning texts in SPARQL takes a second or two at national size; this takes 10 to 20 milliseconds
(``benchmarks/text_search.py``).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from kg.errors import BadParameter, EnvironmentFault, StoreMissing
from kg.store.base import Solutions

COLUMNS: Final = (
    "thing",
    "kind",
    "authority",
    "start",
    "polarity",
    "themes",
    "cohorts",
    "text",
    "document",
    "sha256",
    "page",
    "paragraph",
    "line",
    "published",
    "tier",
)
"""Columns of each entry in the index; ``themes`` and ``cohorts`` are ids joined by blanks."""

LISTS: Final = ("themes", "cohorts")

_SCHEMA: Final = f"""
CREATE TABLE entry (id INTEGER PRIMARY KEY, {", ".join(COLUMNS)});
CREATE VIRTUAL TABLE words USING fts5(
    text, content='entry', content_rowid='id', tokenize="porter unicode61 remove_diacritics 2", prefix='2 3'
);
"""
_TERM: Final = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')

RANKED: Final = 10_000
"""Most entries that are ranked: if more hold the words, these say little, and only the first are ranked."""


def build(path: Path, found: Solutions) -> int:
    """Build the index.

    Args:
        path: its file; an existing one is replaced.
        found: rows with the variables of :data:`COLUMNS` in any order; preferred entries come first.

    Returns:
        The number of entries.

    Raises:
        EnvironmentFault: the disk refuses, or this Python's SQLite has no FTS5.
        KeyError: a variable is missing.
    """
    places = {variable: place for place, variable in enumerate(found.variables)}
    order = [places[column] for column in COLUMNS]
    rows = ([getattr(row[place], "value", None) for place in order] for row in found.rows)
    path.unlink(missing_ok=True)
    marks = ", ".join("?" * len(COLUMNS))
    with _errors(path), closing(sqlite3.connect(path)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _SCHEMA)
        with database:
            # Column names are the constants above.
            database.executemany(f"INSERT INTO entry ({', '.join(COLUMNS)}) VALUES ({marks})", rows)  # noqa: S608
            database.execute("INSERT INTO words (words) VALUES ('rebuild')")
            database.execute("INSERT INTO words (words) VALUES ('optimize')")
        count: int = database.execute("SELECT count(*) FROM entry").fetchone()[0]
    return count


def search(
    path: Path,
    words: str,
    filters: Mapping[str, Sequence[str]] | None = None,
    limit: int = 20,
    *,
    since: str | None = None,
    until: str | None = None,
    marks: tuple[str, str] = ("**", "**"),
    synonyms: Mapping[str, Sequence[str]] | None = None,
) -> list[dict[str, str | None]]:
    """Entries that hold all the words, best first.

    If more than :data:`RANKED` hold them, only the first in the order of the index are ranked; among equals,
    the order of the index decides.

    Args:
        path: the index.
        words: words in any of their forms; ``"exact phrases"``, ``beginn*``, ``-without``.
        filters: by column, the accepted values.
        limit: largest number of entries.
        since: inspections that began on this ISO date or later.
        until: inspections that began on this ISO date or before.
        marks: text to put before and after each found word in ``snippet``.
        synonyms: other words for a word or phrase, or for all the words together, in lower case; an entry
            that holds one of them matches too.

    Returns:
        The columns of each entry and its ``snippet``.

    Raises:
        BadParameter: there are no words to search for.
        StoreMissing: there is no index.
    """
    conditions, values = ["words MATCH ?"], [match_expression(words, synonyms)]
    for column, wanted in (filters or {}).items():
        condition, more = _condition(column, wanted)
        conditions.append(condition)
        values.extend(more)
    for sign, day in ((">=", since), ("<=", until)):
        if day is not None:
            conditions.append(f"start {sign} ?")
            values.append(day)
    joined = " CROSS JOIN entry ON entry.id = words.rowid" if len(conditions) > 1 else ""
    # Only ranks are read first: texts are read only for the entries shown.
    query = f"""
        WITH best AS MATERIALIZED (
            SELECT id, score FROM (
                SELECT words.rowid AS id, bm25(words) AS score FROM words{joined}
                WHERE {" AND ".join(conditions)} ORDER BY words.rowid LIMIT {RANKED}
            ) ORDER BY score, id LIMIT ?
        )
        SELECT {", ".join(f"entry.{column}" for column in COLUMNS)},
            (SELECT snippet(words, 0, ?, ?, '…', 40) FROM words WHERE words MATCH ? AND rowid = best.id)
        FROM best JOIN entry ON entry.id = best.id ORDER BY score, best.id
    """  # noqa: S608
    if not path.is_file():
        raise StoreMissing(f"There is no text index at {path}. Create it: kg load")
    # Generations never change, so nothing need be locked or checked again.
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with _errors(path), closing(sqlite3.connect(address, uri=True)) as database:
        rows = database.execute(query, [*values, limit, *marks, values[0]]).fetchall()
    return [dict(zip((*COLUMNS, "snippet"), row, strict=True)) for row in rows]


def match_expression(words: str, synonyms: Mapping[str, Sequence[str]] | None = None) -> str:
    """The FTS5 expression for a user's words, which are always treated as text.

    Args:
        words: as the user wrote them.
        synonyms: other words for some of them, or for all together.

    Raises:
        BadParameter: there is no word, or there are only words to exclude.

    >>> match_expression('plan* "core group" -court NEAR')
    '"plan"* AND "core group" AND "NEAR" NOT "court"'
    >>> match_expression("front door delay", {"delay": ["drift"], "front door delay": ["late MASH"]})
    '("front" AND "door" AND ("delay" OR "drift")) OR "late MASH"'
    """
    others = synonyms or {}
    wanted: list[str] = []
    unwanted: list[str] = []
    for sign, phrase, word in _TERM.findall(words):
        text = phrase or word.rstrip("*")
        if not re.search(r"\w", text):
            continue
        quoted = _quoted(text) + ("*" if word.endswith("*") else "")
        also = [] if sign or word.endswith("*") else [_quoted(one) for one in others.get(text.lower(), ())]
        (unwanted if sign else wanted).append(f"({' OR '.join([quoted, *also])})" if also else quoted)
    if not wanted:
        raise BadParameter(f"{words!r} contains no word to search for")
    joined = " AND ".join(wanted)
    whole = (
        [_quoted(one) for one in others.get(" ".join(words.lower().split()), ())] if len(wanted) > 1 else []
    )
    if whole and not unwanted:
        return f"({joined}) OR {' OR '.join(whole)}"
    return joined + "".join(f" NOT {word}" for word in unwanted)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""').replace("\0", " ") + '"'


def _condition(column: str, wanted: Iterable[str]) -> tuple[str, list[str]]:
    if column not in COLUMNS:
        raise KeyError(column)
    choices = list(wanted)
    if column in LISTS:
        return (
            "(" + " OR ".join(f"instr(' ' || {column} || ' ', ?) > 0" for _ in choices) + ")",
            [f" {choice} " for choice in choices],
        )
    return f"{column} IN ({', '.join('?' * len(choices))})", choices


@contextmanager
def _errors(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        if "no such column" in str(error):
            raise EnvironmentFault(
                f"The text index {path} is of an earlier version. Rebuild it: kg load --store DIR"
            ) from None
        if "fts5" in str(error):
            raise EnvironmentFault("This Python's SQLite has no FTS5, which text search needs.") from None
        raise EnvironmentFault(f"The text index {path} failed: {error}") from None
