import numpy as np

from kg.classify.base import Sentence
from kg.classify.decide import Curve, Decider, choose
from kg.classify.labels import (
    ALL,
    CENTRAL_COLUMNS,
    COHORTS,
    LEANS_COLUMN,
    POLARITIES,
    THEMES,
    TIME_COLUMNS,
    WIDTH,
)


def probabilities(**chances: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    row = np.zeros((1, WIDTH), dtype=np.float32)
    for name, chance in chances.items():
        row[0, ALL.index(name.replace("_", "-"))] = chance
    return row


def test_labels_have_the_sizes_of_the_scheme() -> None:
    assert (len(POLARITIES), len(THEMES), len(COHORTS)) == (4, 39, 29)
    assert len(set(ALL)) == len(ALL)


def test_the_most_probable_theme_comes_first_and_the_rest_must_pass_the_threshold() -> None:
    said = probabilities(strength=0.8, plans=0.4, assessment=0.9, health=0.1, all_children=0.7)
    (found,) = Decider(theme_threshold=0.3).decide([Sentence("x")], said)
    polarity, themes, cohorts = found.polarity, found.themes, found.cohorts
    assert polarity.id == "strength"
    assert [t.id for t in themes] == ["assessment", "plans"]
    assert [c.id for c in cohorts] == ["all-children"]


def test_the_central_theme_comes_first_though_another_is_more_probable() -> None:
    said = probabilities(strength=1.0, plans=0.6, assessment=0.9, health=0.1, all_children=0.7)
    said[0, CENTRAL_COLUMNS.start + THEMES.index("plans")] = 0.5
    said[0, CENTRAL_COLUMNS.start + THEMES.index("assessment")] = 0.4
    said[0, CENTRAL_COLUMNS.start + THEMES.index("health")] = 0.9
    (found,) = Decider().decide([Sentence("x")], said)
    themes = found.themes
    assert [(t.id, t.confidence) for t in themes] == [("plans", 0.6), ("assessment", 0.9)]


def test_a_sentence_without_a_likely_theme_has_none() -> None:
    said = probabilities(strength=1.0, plans=0.05, all_children=0.2)
    (found,) = Decider(first_theme_threshold=0.1).decide([Sentence("x")], said)
    themes, cohorts = found.themes, found.cohorts
    assert themes == ()
    assert [c.id for c in cohorts] == ["all-children"]


def test_at_most_three_are_taken() -> None:
    assert choose(np.array([[0.9, 0.8, 0.7, 0.6]], dtype=np.float32), 0.1, 0.1) == [[0, 1, 2]]


def test_a_recommendation_is_a_weakness_whatever_its_words() -> None:
    said = probabilities(strength=0.9, plans=0.9, all_children=0.9)
    (found,) = Decider().decide([Sentence("x", form="recommendation")], said)
    polarity = found.polarity
    assert polarity.id == "weakness"


def test_confidence_is_read_off_the_curve_with_two_decimals() -> None:
    decider = Decider(theme_curve=Curve((0.0, 1.0), (0.2, 0.733)))
    (found,) = decider.decide([Sentence("x")], probabilities(strength=1.0, plans=1.0))
    themes = found.themes
    assert themes[0].confidence == 0.73


def test_settings_survive_a_model_file() -> None:
    decider = Decider(theme_threshold=0.37, cohort_curve=Curve((0.1, 0.9), (0.2, 0.8)))
    assert Decider.read(decider.record()) == decider


def test_a_sentence_that_probably_leans_and_tells_of_the_past_says_so() -> None:
    said = probabilities(strength=1.0, plans=1.0)
    said[0, LEANS_COLUMN] = 0.8
    said[0, TIME_COLUMNS] = (0.3, 0.6, 0.1)
    (found,) = Decider().decide([Sentence("x")], said)
    assert (found.alone, found.alone_confidence) == (False, 0.8)
    assert (found.time.id, found.time.confidence) == ("past", 0.6)


def test_a_sentence_that_probably_stands_alone_says_so() -> None:
    said = probabilities(strength=1.0, plans=1.0)
    said[0, LEANS_COLUMN] = 0.25
    (found,) = Decider().decide([Sentence("x")], said)
    assert (found.alone, found.alone_confidence) == (True, 0.75)
