"""The edition that ships: whole, small, without words, and begun without reading the records again."""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from kg import resources
from kg.curation.follow_ups import shipped_follow_ups
from kg.curation.rows import shipped_rows
from kg.curation.strengths import shipped_strengths
from kg.edition.layer import Layer
from kg.edition.parts import edition, graphs_in, parts_of
from kg.edition.start import records_digest, start_graphs
from kg.edition.words import MOST_WORDS, NAMED, OWN
from kg.export.streams import is_words
from kg.known import TABLE, listed_reports
from tests.edition.graphs import graphs_of

FOLDER = resources.folder("data") / "england"
PARTS = sorted(FOLDER.glob("*.xz"))
_YEARS = re.compile(r"; (?=[0-9]{4}: )")
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


def told() -> dict[str, str]:
    """SHA-256 by file name, as the description has them."""
    whole = edition()
    assert whole is not None
    layers = (one for files in whole.about["layers"].values() for one in files)
    files = {one["file"]: one["sha256"] for one in (*whole.councils.values(), *layers)}
    return {**files, "start.xz": whole.about["start"]["sha256"], TABLE: whole.about["reports"]}


def test_each_file_is_the_one_that_was_made() -> None:
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in [*PARTS, FOLDER / TABLE]}
    assert there == told()


def test_it_is_small_enough_to_ship() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 12_000_000


def test_every_council_with_a_report_has_a_part() -> None:
    whole = edition()
    assert whole is not None
    read = {report.authority for report in listed_reports() if report.state in ("read", "doubtful")}
    assert read == set(whole.councils)
    assert {report.state for report in listed_reports()} <= {"read", "doubtful", "refused"}
    assert all(report.url for report in listed_reports())


def test_it_begins_with_the_records_that_ship() -> None:
    whole = edition()
    assert whole is not None
    assert whole.about["start"]["records"] == records_digest(), "make the edition again: the records changed"
    assert start_graphs()


def texts(part: Path) -> Iterator[tuple[str, str]]:
    """Property and text of each literal of a part."""
    _, _, rest = lzma.decompress(part.read_bytes()).decode().partition("\n")
    for row in rest.split("\n"):
        if row[:2] in ("C\t", "D\t"):
            for text in _LITERAL.findall(row):
                yield row.split("\t", 4)[3], text


def reasons_of(text: str, reasons: Collection[str]) -> list[str]:
    """A reason as it was written; of a strength, what each report says, without its year."""
    return [text] if text in reasons else [one[len("2024: ") :] for one in _YEARS.split(text)]


@pytest.mark.parametrize("part", PARTS, ids=lambda path: path.stem)
def test_no_part_has_a_sentence(part: Path) -> None:
    if part.name == "start.xz":
        return  # records are in this project's own words
    reasons = {one.why for one in shipped_rows().values()}
    reasons |= {one.why for one in shipped_follow_ups().values()}
    reasons |= {one.why for one in shipped_strengths().values()}
    found = [
        (name, text)
        for name, text in texts(part)
        if (name != OWN or not reasons.issuperset(reasons_of(text.replace('\\"', '"'), reasons)))
        and (
            is_words(f"<urn:a> {name} <urn:b> .".encode())
            or (len(text.split()) > MOST_WORDS and name not in NAMED and not name.endswith("List>"))
        )
    ]
    assert not found


def test_what_was_read_about_recommendations_is_in_the_parts() -> None:
    told = {one.why for one in shipped_follow_ups().values() if one.code == "383"}
    lines = b"".join(lines for _, lines in graphs_of("383")).decode()
    assert told
    assert all(f'"{why}"' in lines for why in told)


def test_what_was_read_about_strengths_is_in_the_parts_and_each_reading_meets_a_row() -> None:
    readings = [one for one in shipped_strengths().values() if one.code in ("383", "201")]
    lines = b"".join(lines for code in ("383", "201") for _, lines in graphs_of(code)).decode()
    assert readings
    for one in readings:
        row = f"trajectory/{one.body.rpartition('/')[2]}/{one.theme}/{one.cohort}/strength>"
        decided = [line for line in lines.split("\n") if row in line and OWN in line]
        assert any(one.why.replace('"', '\\"') in line for line in decided), one.key


def test_the_inspections_are_those_of_the_parts() -> None:
    parts = parts_of(Layer.INSPECTIONS)
    short = {entry.graph: lines for part in parts for entry, lines in graphs_in(*part)}
    for code in ("383", "420"):
        for entry, lines in graphs_of(code):
            assert set(short[entry.graph].splitlines()) <= set(lines.splitlines())
            judgements = [
                line
                for line in lines.splitlines()
                if line.startswith(b"<https://w3id.org/inspection-kg/id/judgement/")
            ]
            assert set(judgements) <= set(short[entry.graph].splitlines())
