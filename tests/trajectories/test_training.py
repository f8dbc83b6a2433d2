"""Fitting: what judged rows become, and the signs that are held."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.trajectories.certainty import NUMBERS
from kg.trajectories.level_model import CLASSES, read, shipped
from kg.trajectories.model import Unit
from kg.trajectories.training.__main__ import write
from kg.trajectories.training.fit import ROWS, Row, fit_levels, fit_rows
from kg.trajectories.training.judged import Authority, authority, read_judged
from kg.trajectories.trajectory import Trajectory
from tests.trajectories.story import COUNCIL, Story

PLANS = {"theme": "plans", "cohort": "children-in-care"}


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    lines = [
        {"authority": "Exampleshire", "code": COUNCIL, "gss": "E00000000"},
        {"row": 1, **PLANS, "got": "persistent", "right_state": "resolved", "verdict": "wrong"},
        {"obs": "1.0", **PLANS, "start": "2015-06-01", "own_level": "recommendation", "verdict": "clear"},
        {"obs": "1.1", **PLANS, "start": "2019-03-04", "own_level": "strong", "verdict": "thin"},
        {"missing": {"theme": "health", "cohort": "care-leavers", "right_state": "new"}},
    ]
    path = tmp_path / "Exampleshire.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def told() -> Story:
    story = Story().inspection("sif", "2015-06-01").weak("plans", "children-in-care", times=2)
    story.weak("health", "children-in-care")
    story.inspection("ilacs-standard", "2019-03-04").strong("plans", "children-in-care")
    return story.strong("health", "children-in-care")


def test_judged_rows_are_read_by_unit(rows: Path) -> None:
    judged = read_judged(rows)
    assert judged.states[Unit("plans", "children-in-care")] == ("resolved", "wrong")
    assert judged.states[Unit("health", "care-leavers")] == ("new", "missing")
    assert judged.levels[Unit("plans", "children-in-care"), "2015-06-01"] == ("weak", "clear")


def test_judged_observations_weigh_more_than_what_counting_says(rows: Path) -> None:
    found = authority(told().store(), read_judged(rows), implicit=0.4)
    cases = {(case.unit.theme, case.start): (case.level, case.weight) for case in found.cases}
    assert cases["plans", "2015-06-01"] == ("weak", 1.0)
    assert cases["plans", "2019-03-04"] == ("strong", 0.7)
    assert cases["health", "2015-06-01"] == ("remark", 0.4)
    assert cases["health", "2019-03-04"] == ("strong", 0.4)


def fitted(rows: Path) -> Authority:
    return authority(told().store(), read_judged(rows), implicit=0.4)


def test_no_weight_has_the_wrong_sign(rows: Path) -> None:
    model = fit_levels([fitted(rows)], floor=0.6)
    at = model.names.index("weak-first")
    assert model.weights[CLASSES.index("weak")][at] >= 0 >= model.weights[CLASSES.index("strong")][at]


def test_a_model_is_read_as_it_was_written(rows: Path, tmp_path: Path) -> None:
    levels = fit_levels([fitted(rows)], floor=0.6)
    model = replace(levels, rows={"persists": {"chance": 0.5, "bias": -0.25}})
    write(model, tmp_path / "model.json")
    assert read(json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))) == model


def judged(kind: str, number: str, value: float, *, agrees: bool | None) -> Row:
    found = Trajectory(Unit("plans", "children-in-care"), (), None)
    return Row(found, kind, {**dict.fromkeys(NUMBERS, 0.0), number: value}, agrees)


def test_chance_cannot_turn_the_sign_of_a_number() -> None:
    for kind, signs in ROWS.items():
        for number, sign in signs.items():
            # careful reading refuses each row that has what should speak for it
            rows = [judged(kind, number, sign * value, agrees=value < 0) for value in (-2.0, -1.0, 1.0, 2.0)]
            assert fit_rows(rows)[kind][number] == 0.0


def test_what_careful_reading_confirms_makes_a_row_surer_and_unjudged_rows_say_nothing() -> None:
    rows = [judged("resolved", "theme-now", value, agrees=value > 0) for value in (-2.0, -1.0, 1.0, 2.0)]
    fitted_to_judged = fit_rows(rows)
    assert fitted_to_judged["resolved"]["theme-now"] > 0
    assert fit_rows([*rows, judged("resolved", "theme-now", -9.0, agrees=None)]) == fitted_to_judged


def test_the_model_that_ships_has_a_weight_for_each_number_and_no_sign_is_turned() -> None:
    for kind, signs in ROWS.items():
        weights = dict(shipped().rows[kind])
        weights.pop("bias")
        assert weights.keys() == signs.keys()
        assert all(weights[number] * sign >= 0 for number, sign in signs.items())
