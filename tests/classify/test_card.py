"""The model card, the committed scores and the shipped model tell of the same thing."""

from pathlib import Path

import pytest

from kg.classify.linear import LinearClassifier
from kg.classify.training import card
from kg.classify.training.targets import TARGETS

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_card_is_what_the_scores_say() -> None:
    assert (DOCS / "model-card.md").read_text(encoding="utf-8") == card.render(card.scores())


def test_the_plot_is_what_the_scores_say() -> None:
    assert (DOCS / "classifier-reliability.svg").read_text(encoding="utf-8") == card.plot(card.scores())


def test_the_scores_are_those_of_the_inputs_that_the_shipped_model_was_trained_on() -> None:
    assert LinearClassifier().model.about["inputs"] == card.scores()["inputs"]


@pytest.mark.parametrize(("figure", "target"), TARGETS["ILACS"].items())
def test_the_shipped_model_reaches_its_targets_on_the_current_framework(figure: str, target: float) -> None:
    assert card.scores()["frameworks"]["ILACS"][figure] >= target


@pytest.mark.parametrize(
    ("figure", "least"),
    [("weakness_f1", 0.90), ("polarity_kappa", 0.71), ("theme_f1", 0.81), ("cohort_f1", 0.84)],
)
def test_older_reports_are_read_no_worse_than_measured(figure: str, least: float) -> None:
    assert card.scores()["frameworks"]["SIF"][figure] >= least


def test_the_confusion_table_is_read_by_its_head() -> None:
    record = card.scores()
    rows = [line for line in card.render(record).splitlines() if line.startswith("| weakness | ")]
    counts = record["confusion"]["weakness"]
    wanted = [str(counts[name]) for name in ("strength", "weakness", "mixed", "neutral")]
    assert f"| weakness | {' | '.join(wanted)} |" in rows
