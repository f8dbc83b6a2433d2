"""Names of programmes and practice models in sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.programmes import named_in, read_programmes


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Carers speak well of Mockingbird.", ["mockingbird"]),
        ("The ‘Signs of\nSafety’ approach is new.", ["signs-of-safety"]),
        ("They offer multi-systemic therapy (MST) early.", ["multisystemic-therapy"]),
        ("Graded Care Profile 2 helps.", ["graded-care-profile-2"]),
        ("The graded care profile helps, and so does Mockingbird.", ["graded-care-profile", "mockingbird"]),
        ("Mockingbird carers meet, and Mockingbird grows.", ["mockingbird"]),
    ],
)
def test_names_in_any_dress(sentence: str, named: list[str]) -> None:
    assert named_in(sentence, "901") == tuple(f"programme/{name}" for name in named)


@pytest.mark.parametrize(
    "sentence",
    [
        "There are signs that safety plans are better.",
        "Relational practice is warm.",
        "Workers are supporting families and staying close to them.",
        "The pause in visits has ended.",
        "A mockingbirdish idea.",
    ],
)
def test_ordinary_words_name_nothing(sentence: str) -> None:
    assert named_in(sentence, "901") == ()


def test_what_one_authority_has_is_named_in_its_reports_alone() -> None:
    sentence = "The Getting to Good programme goes on."
    assert named_in(sentence, "936") == ("programme/936-getting-to-good",)
    assert named_in(sentence, "901") == ()


def test_a_register_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "programmes.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://w3id.org/inspection-kg/id/programme/901-close-to-home>"
        ' skos:prefLabel "Close to Home & Hearth"@en ; skos:definition "A round of visits"@en ;'
        " skos:prefLabel <https://example.org/no-literal> .\n",
        encoding="utf-8",
    )
    known = read_programmes(path)
    assert known.named("Close to home it is, and Close to Home and Hearth.", "901") == (
        "programme/901-close-to-home",
    )
    assert known.named("A round of visits is made.", "901") == (), "only labels and spellings are names"
