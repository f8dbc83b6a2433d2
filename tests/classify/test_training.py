"""Training on a few made-up reports: what is left out stays out, and the same inputs give the same model."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy")
pytest.importorskip("sklearn")

from kg.classify.base import Sentence
from kg.classify.labels import ALL, CENTRAL_COLUMNS, READING_COLUMNS, WIDTH
from kg.classify.labels import THEMES as ALL_THEMES
from kg.classify.linear import LinearClassifier
from kg.classify.training import first
from kg.classify.training.gold import Report
from kg.classify.training.held_out import grouped, held_out, write_findings
from kg.classify.training.scores import scored
from kg.classify.training.train import parts, train

SUBJECTS = ("assessments", "plans", "visits", "audits")
THEMES = ("assessment", "plans", "visits-direct-work", "performance-qa")
VERDICTS = ("are timely and clear", "are late and weak", "take place", "are clear but late")
LETTERS = "SWNM"
POLARITIES = ("strength", "weakness", "neutral", "mixed")
AREAS = ("help-and-protection", "care-leavers")
COHORTS = ("all-children", "care-leavers")


def report(authority: str, lines: int = 64) -> Report:
    """A report that pairs every subject with every verdict, in two areas."""
    sentences, records = [], []
    truth = np.zeros((lines, WIDTH), dtype=np.float32)
    for i in range(lines):
        subject, verdict, area = i % 4, i // 4 % 4, i // 32 % 2
        text = f"In {authority} {SUBJECTS[subject]} {VERDICTS[verdict]}."
        place = AREAS[area]
        sentences.append(Sentence(text, place, place, paragraph=str(i // 4), kind="ilacs-standard"))
        for name in (POLARITIES[verdict], THEMES[subject], COHORTS[area]):
            truth[i, ALL.index(name)] = 1
        truth[i, CENTRAL_COLUMNS.start + ALL_THEMES.index(THEMES[subject])] = 1
        labels = {"polarity": LETTERS[verdict], "themes": [THEMES[subject]], "cohorts": [COHORTS[area]]}
        records.append({"id": i, "page": 1, "text": text, **labels})
    path = f"{authority}/report.pdf"
    used, told = np.ones(lines, dtype=np.bool_), np.zeros(lines, dtype=np.bool_)
    return Report(path, authority * 8, "ilacs-standard", tuple(records), tuple(sentences), truth, used, told)


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [report(name) for name in ("ashby", "barton", "corley", "denby", "elton", "farley")]


def test_what_is_said_of_a_group_that_is_left_out_equals_training_without_it(reports: list[Report]) -> None:
    documents = first.counted([r.sentences for r in reports])
    heights = [len(d.sentences) for d in reports]
    truth = np.concatenate([r.truth for r in reports])
    groups = np.repeat(np.arange(len(reports)), heights)
    fitted = first.fit(documents, truth, groups, heights)

    vectors = np.asarray(first.matrix(fitted.table, documents, heights).todense())
    bias = truth.mean(axis=0)
    others, left = groups != 2, groups == 2
    gram = vectors[others] @ vectors[others].T + first.PENALTY * np.eye(int(others.sum()))
    weights = vectors[others].T @ np.linalg.solve(gram, (truth - bias)[others])
    told = slice(0, READING_COLUMNS.start)
    exact = vectors[left] @ weights + bias
    np.testing.assert_allclose(fitted.left_out()[left, told], exact[:, told], atol=2e-3)
    np.testing.assert_allclose(
        vectors[left] @ fitted.weights([2])[:, told] + bias[told], exact[:, told], atol=2e-3
    )


def test_an_authority_is_never_divided(reports: list[Report]) -> None:
    doubled = [*reports, report("ashby", 32)]
    for part in parts(doubled, 3):
        assert (0 in part) == (len(reports) in part)
    assert sorted(i for part in parts(doubled, 3) for i in part) == list(range(len(doubled)))


def test_labels_of_authorities_left_out_are_right_where_the_words_are_plain(
    reports: list[Report], tmp_path: Path
) -> None:
    said = held_out(reports, grouped(reports, (), 2)).labels
    scores = scored(reports, said, 2)
    assert scores["overall"]["sentences"] == sum(len(r.sentences) for r in reports)
    assert scores["overall"]["weakness_f1"] > 0.9
    assert scores["overall"]["theme_f1"] > 0.9
    assert scores["frameworks"]["ILACS"]["reports"] == len(reports)

    write_findings(tmp_path / "f.csv", reports, said)
    with (tmp_path / "f.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == scores["overall"]["sentences"]
    assert rows[0]["text"] == "In ashby assessments are timely and clear."


def test_the_same_inputs_give_the_same_model_without_words(reports: list[Report], tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        train(reports[:4]).write(tmp_path / name)
    written = (tmp_path / "one.npz").read_bytes()
    assert written == (tmp_path / "two.npz").read_bytes()
    assert b"assessments" not in written

    classifier = LinearClassifier(tmp_path / "one.npz")
    assert classifier.model.about["reports"] == 4
    (said,) = classifier.classify([Sentence("Plans are late and weak.", area="care-leavers", paragraph="1")])
    assert said.polarity.id == "weakness"
