"""Curation files, right and wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Triple

from kg.curation import (
    Correction,
    correction_triples,
    corrections_fingerprint,
    of_document,
    read_corrections,
    to_csv,
    to_turtle,
)
from kg.curation.read import corrections_in
from kg.errors import RecordError
from kg.namespaces import thing
from kg.rdf.terms import our, term, text
from tests.curation.reports import DOCUMENT, SHA256, key

HEAD = "document,sentence,text,polarity,themes,cohorts,extent,change,same_as,supports,by,why\n"
PLANS = "Plans lack dates."

FULL = Correction(
    document=DOCUMENT,
    sentence=key(PLANS),
    by="reviewer 1",
    why="it is about carers",
    polarity="mixed",
    themes=("plans", "health"),
    cohorts=(),
    extent="some",
    change="-",
    same_as="0123456789",
    supports=("!la-2", "la-3"),
)


def written(folder: Path, text: str, name: str = "review.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_overrides_what_it_names_and_leaves_the_rest(tmp_path: Path) -> None:
    row = f"{SHA256},{key(PLANS)},{PLANS},strength,,,,,,,JS,misread\n"
    (found,) = read_corrections([written(tmp_path, HEAD + row)])
    assert (found.document, found.polarity, found.themes, found.same_as) == (DOCUMENT, "strength", None, None)


def test_rows_that_nobody_signed_are_left_out(tmp_path: Path) -> None:
    row = f"{SHA256},{key(PLANS)},{PLANS},strength,plans,,,,,,,\n"
    assert read_corrections([written(tmp_path, HEAD + row)]) == []


@pytest.mark.parametrize("write", [to_csv, to_turtle])
def test_what_is_written_is_read_back(tmp_path: Path, write: object) -> None:
    assert callable(write)
    alone = Correction(DOCUMENT, "1111111111", "JS", "nothing like it", same_as="-", themes=("health",))
    suffix = "csv" if write is to_csv else "ttl"
    path = written(tmp_path, write([FULL, alone]), f"review.{suffix}")
    found = read_corrections([path])
    assert to_csv(found) == to_csv([FULL, alone])
    assert corrections_fingerprint(found) == corrections_fingerprint([alone, FULL])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,{key},,strength,,,,,,,JS,why", "document 'x'"),
        ("{sha},x,,strength,,,,,,,JS,why", "sentence 'x'"),
        ("{sha},{key},Other words.,strength,,,,,,,JS,why", "text 'Other words.'"),
        (
            "{sha},{key},,good,,,,,,,JS,why",
            "polarity 'good': expected one of mixed, neutral",
        ),
        ("{sha},{key},,,no-such-theme,,,,,,JS,why", "theme 'no-such-theme'"),
        ("{sha},{key},,,leadership,,,,,,JS,why", "theme 'leadership'"),
        ("{sha},{key},,,plans plans,,,,,,JS,why", "themes 'plans plans': expected each once"),
        ("{sha},{key},,,plans health eet missing,,,,,,JS,why", "3 at most"),
        ("{sha},{key},,,,no-such-cohort,,,,,JS,why", "cohort 'no-such-cohort'"),
        ("{sha},{key},,strength,,,,,,,someone@example.org,why", "by 'someone@example.org'"),
        ("{sha},{key},,strength,,,,,,,JS,", "why ''"),
        ("{sha},{key},,,,,,,,,JS,why", "nothing is corrected"),
        ("{sha},{key},,,,,,,,la3,JS,why", "supports 'la3'"),
        ("{sha},{key},,strength,,,,,,,JS,why,more", "more cells than columns"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    line = row.format(sha=SHA256, key=key(PLANS)) + "\n"
    with pytest.raises(RecordError) as problem:
        read_corrections([written(tmp_path, HEAD + line)])
    assert "review.csv, line 2" in str(problem.value)
    assert message in str(problem.value)


def test_two_decisions_on_one_sentence_are_refused(tmp_path: Path) -> None:
    row = f"{SHA256},{key(PLANS)},,strength,,,,,,,JS,misread\n"
    with pytest.raises(RecordError, match=r"line 3.*corrected already in review\.csv, line 2"):
        read_corrections([written(tmp_path, HEAD + row + row)])


def test_unknown_columns_and_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="unknown column 'mood'"):
        read_corrections([written(tmp_path, "document,sentence,mood,by\na,b,c,d\n")])
    with pytest.raises(RecordError, match=r"a curation file is \.csv or \.ttl"):
        read_corrections([written(tmp_path, "", "review.txt")])
    with pytest.raises(RecordError, match="not Turtle"):
        read_corrections([written(tmp_path, "no turtle", "review.ttl")])


def test_corrections_of_one_document_are_picked_and_hashed() -> None:
    other = Correction("f" * 16, key(PLANS), "JS", "misread", polarity="mixed")
    assert of_document([FULL, other], DOCUMENT) == (FULL,)
    assert corrections_fingerprint([FULL]) != corrections_fingerprint([other])
    assert corrections_fingerprint([]) == ""


def test_the_graph_of_a_document_gives_back_its_corrections_and_nothing_else() -> None:
    mention = NamedNode(thing("mention", f"{DOCUMENT}/{FULL.sentence}"))
    others = [Triple(mention, term("rdf:type"), our("Mention")), Triple(mention, our("reason"), text("x"))]
    triples = [*others, *correction_triples([FULL], {FULL.sentence: "polarity weakness 0.52"})]
    assert corrections_in(triples, "the graph") == [FULL]


@pytest.mark.parametrize(
    "nameless",
    [
        '[] a kg:Correction ; kg:decidedBy "JS" .',
        "<https://example.org/1> a kg:Correction ; kg:corrects [] .",
    ],
)
def test_a_correction_without_a_name_is_refused_and_not_passed_over(nameless: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.ttl"
    path.write_text(f"@prefix kg: <https://w3id.org/inspection-kg/def/> . {nameless}", encoding="utf-8")
    with pytest.raises(
        RecordError, match=r"corrections\.ttl: a node without a name .* give each correction an IRI"
    ):
        read_corrections([path])


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ('kg:reason "misread" , "unclear"', "reason has 2 values; give one"),
        ('kg:mood "good"', "unknown property mood"),
    ],
)
def test_a_correction_says_each_thing_once_and_nothing_unknown(said: str, fault: str, tmp_path: Path) -> None:
    path = tmp_path / "corrections.ttl"
    path.write_text(
        "@prefix kg: <https://w3id.org/inspection-kg/def/> . "
        f'<https://example.org/1> a kg:Correction ; kg:decidedBy "JS" ; {said} .',
        encoding="utf-8",
    )
    with pytest.raises(RecordError, match=fault):
        read_corrections([path])
