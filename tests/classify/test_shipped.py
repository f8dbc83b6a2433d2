"""What the shipped classifier says of sentences written for these tests."""

import subprocess
import sys
from pathlib import Path

import pytest

from kg.classify import default
from kg.classify.base import Labels, Sentence
from kg.classify.labels import COHORTS, POLARITIES, THEMES
from kg.classify.linear import LinearClassifier
from kg.errors import EnvironmentFault


def one(text: str, area: str = "help-and-protection", **place: str) -> Labels:
    sentence = Sentence(text, section=area, area=area, paragraph="1", **place)
    return default().classify([sentence])[0]


@pytest.mark.parametrize(
    ("text", "polarity", "theme"),
    [
        ("Assessments are thorough and capture the child's views well.", "strength", "assessment"),
        ("Assessments are often late and lack analysis.", "weakness", "assessment"),
        ("Supervision is irregular and does not challenge drift.", "weakness", "management-supervision"),
        ("Return home interviews are not offered to every child who goes missing.", "weakness", "missing"),
        ("Strategy meetings are prompt and well attended by partners.", "strength", "strategy-s47"),
    ],
)
def test_plain_sentences(text: str, polarity: str, theme: str) -> None:
    said = one(text)
    assert said.polarity.id == polarity
    assert theme in [t.id for t in said.themes]


def test_children_in_the_care_leavers_section_are_care_leavers() -> None:
    said = one("Young people benefit from strong relationships with their workers.", area="care-leavers")
    assert [c.id for c in said.cohorts] == ["care-leavers"]


def test_a_narrower_group_that_is_named_is_taken() -> None:
    said = one("Privately fostered children are visited regularly.")
    assert [c.id for c in said.cohorts] == ["privately-fostered"]


def test_a_consequence_takes_its_theme_from_its_paragraph() -> None:
    place = {"section": "care", "area": "children-in-care", "paragraph": "7"}
    cause, effect = default().classify(
        [
            Sentence("Too many initial health assessments are late.", **place),
            Sentence("This means that they wait too long.", **place),
        ]
    )
    assert cause.themes[0].id == effect.themes[0].id == "health"
    assert effect.refers_back
    assert not cause.refers_back


def test_an_item_of_what_needs_to_improve_is_a_weakness() -> None:
    said = one("The quality of plans.", form="recommendation")
    assert said.polarity.id == "weakness"
    assert said.change is None


def test_labels_are_of_the_scheme_and_at_most_three() -> None:
    said = one("Health, education, housing and mental health of children in care are reviewed with partners.")
    assert said.polarity.id in POLARITIES
    assert len(said.themes) <= 3 >= len(said.cohorts)
    assert {t.id for t in said.themes} <= set(THEMES)
    assert {c.id for c in said.cohorts} <= set(COHORTS)
    for label in (said.polarity, *said.themes, *said.cohorts, said.extent):
        assert 0 <= label.confidence <= 1
        assert label.confidence == round(label.confidence, 2)


def test_one_result_a_sentence_and_the_same_each_time() -> None:
    document = [Sentence(f"Plan {i} is clear.", paragraph=str(i // 4)) for i in range(30)]
    first = default().classify(document)
    assert len(first) == 30
    assert default().classify(document) == first
    assert default().classify([]) == []


def test_the_model_is_read_only_when_it_is_used() -> None:
    code = "import sys, kg.classify; c = kg.classify.default; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_model_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="install inspection-kg again"):
        LinearClassifier(tmp_path / "none.npz").classify([Sentence("x")])
