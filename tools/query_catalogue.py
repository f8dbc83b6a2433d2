"""Write docs/queries.md and docs/questions.md, the catalogue of stored queries and the table of questions.

python -m tools.query_catalogue [--out docs]

Both are made from the headers of the queries.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.cli.stored import example
from kg.queries.catalogue import Catalogue
from kg.queries.header import Parameter, StoredQuery

ROOT = Path(__file__).resolve().parents[1]

HEAD = """\
# Query catalogue

<!-- Made by tools/query_catalogue.py from the headers of the queries; do not edit. -->

Each query is a file `queries/NAME.rq` that is valid SPARQL as it stands. Run it with `kg query NAME` or, in
Python, with `kg.query("NAME")`. `kg query NAME --help` shows the same as this page. [Ask](ask.md) explains
how to write values.
"""

QUESTIONS = """\
# Thirty questions

<!-- Made by tools/query_catalogue.py from the headers of the queries; do not edit. -->

The questions that people who work with inspections ask most often, the stored query that answers each, and
an example. The [catalogue](queries.md) lists their parameters and columns, and all other queries. Every row
about a weakness, grade or statement ends with its evidence: document and its SHA-256, URL if there is one,
day of publication, page, paragraph, sentence, tier of the source, method and confidence.

| | question | query | example |
| --- | --- | --- | --- |
"""

CHAPTERS = {
    "weakness": "Weaknesses",
    "strength": "Strengths",
    "recommendation": "Recommendations",
    "grade": "Grades",
    "inspection": "Inspections and authorities",
    "statement": "What others say",
    "evidence": "Evidence and quality",
}
"""Chapters of the catalogue; a query stands in the first whose tags it shares."""

_ALSO = {
    "judgement": "grade",
    "authority": "inspection",
    "event": "statement",
    "finding": "evidence",
    "quality": "evidence",
}
"""Tags of queries that have none of the tags above, with the chapter they belong to."""


def page(catalogue: Catalogue | None = None) -> str:
    """The catalogue as Markdown.

    Args:
        catalogue: the queries; by default those that ship.

    Raises:
        QueryError: a header is broken.
        SystemExit: a query has no tag of any chapter.
    """
    queries = list(Catalogue() if catalogue is None else catalogue)
    parts = [HEAD, *_by_question(queries)]
    for tag, title in CHAPTERS.items():
        members = [query for query in queries if chapter(query) == tag]
        if members:
            parts += [f"\n## {title}\n"]
            parts += [line for query in members for line in _entry(query)]
    return "\n".join(parts)


def questions(catalogue: Catalogue | None = None) -> str:
    """The table of questions as Markdown: one row for each question and query that answers it.

    Args:
        catalogue: the queries; by default those that ship.

    Raises:
        QueryError: a header is broken.
    """
    rows = []
    for query in _asked(Catalogue() if catalogue is None else catalogue):
        told, link = _cell(query.header.summary), f"[{query.name}](queries.md#{query.name})"
        rows.append(f"| {query.header.question} | {told} | {link} | `{call(query)}` |")
    return QUESTIONS + "\n".join(rows) + "\n"


def chapter(query: StoredQuery) -> str:
    """The chapter that a query stands in."""
    for tag in query.header.tags:
        found = tag if tag in CHAPTERS else _ALSO.get(tag)
        if found:
            return found
    raise SystemExit(f"{query.name}.rq: none of its tags names a chapter: {', '.join(CHAPTERS)}")


def _by_question(queries: list[StoredQuery]) -> Iterator[str]:
    yield "| question | query | answer |"
    yield "| --- | --- | --- |"
    for query in _asked(queries):
        header = query.header
        yield f"| {header.question} | [{query.name}](#{query.name}) | {_cell(header.summary)} |"
    for query in queries:
        if not query.header.question:
            yield f"|  | [{query.name}](#{query.name}) | {_cell(query.header.summary)} |"


def _asked(queries: Iterable[StoredQuery]) -> list[StoredQuery]:
    """The queries that answer a question, by its number."""
    asked = [query for query in queries if query.header.question]
    return sorted(asked, key=lambda query: (int(str(query.header.question)[1:]), query.name))


def _entry(query: StoredQuery) -> Iterator[str]:
    header = query.header
    yield f"### {query.name}\n"
    yield f"{header.summary}. {header.description}".rstrip() + "\n"
    if header.covers:
        yield f"*Covers:* {header.covers}\n"
    if header.params:
        yield "| parameter | value | |"
        yield "| --- | --- | --- |"
        for parameter in header.params.values():
            yield f"| `{parameter.option}` | {_value(parameter)} | {_cell(_says(parameter))} |"
        yield ""
    if header.columns:
        told = "; ".join(f"`{name}` {_small(label)}" for name, label in header.columns.items())
        yield f"What the other columns mean: {told}.\n"
    if header.example:
        yield f"```sh\n{call(query)}\n```\n"


def _small(label: str) -> str:
    """A label within a sentence: its first letter is small, unless it begins with an abbreviation.

    >>> _small("Level then"), _small("ONS code")
    ('level then', 'ONS code')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def call(query: StoredQuery) -> str:
    """The call of a query's example, as typed at a shell."""
    return str(example(query)).removeprefix("Example: ")


def _value(parameter: Parameter) -> str:
    kind = parameter.scheme or parameter.kind or parameter.type
    return f"{kind}, several" if parameter.many else kind


def _says(parameter: Parameter) -> str:
    notes = [parameter.description.rstrip(".")] if parameter.description else []
    if parameter.required:
        notes.append("required")
    if parameter.default:
        notes.append(f"by default {', '.join(parameter.default)}")
    if parameter.minimum is not None and parameter.maximum is not None:
        notes.append(f"{parameter.minimum:g} to {parameter.maximum:g}")
    elif parameter.minimum is not None:
        notes.append(f"{parameter.minimum:g} or more")
    elif parameter.maximum is not None:
        notes.append(f"at most {parameter.maximum:g}")
    if parameter.example:
        notes.append(f"for example `{parameter.example}`")
    return "; ".join(notes)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the pages."""
    parser = argparse.ArgumentParser(description="Write the pages that the headers of the queries make.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="folder of the pages")
    out: Path = parser.parse_args().out
    for name, text in (("queries.md", page()), ("questions.md", questions())):
        (out / name).write_text(text, encoding="utf-8", newline="\n")
        sys.stderr.write(f"{out / name} written\n")


if __name__ == "__main__":
    main()
