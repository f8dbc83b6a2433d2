"""The plain words cover everything that the graph can say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kg
from kg.brief.words import days_in_words, words
from kg.queries.names import StoreNames


@pytest.fixture(scope="module")
def names(sample_store: Path) -> StoreNames:
    return kg.open(sample_store).names


def ids(names: StoreNames, scheme: str) -> set[str]:
    return {name.id for name in names.concepts(scheme)}


def test_each_state_stands_in_one_part_and_has_words(names: StoreNames) -> None:
    states = [state for part in words().parts.values() for state in part.states]
    assert sorted(states) == sorted(ids(names, "state"))
    assert set(words().states) == set(states)
    assert set(words().untold) == set(words().parts["unclear"].states)


def test_each_level_and_each_reason_has_words(names: StoreNames) -> None:
    assert set(words().levels) == ids(names, "level")
    assert set(words().no_overall) == ids(names, "no-overall-reason")


def test_severe_comes_before_slight() -> None:
    order = ["priority-action", "recommendation", "text", "remark"]
    assert sorted(order, key=words().severity) == order


def test_days_name_month_and_year_once() -> None:
    assert days_in_words(date(2014, 10, 21), date(2014, 11, 12)) == "21 October to 12 November 2014"
    assert days_in_words(date(2022, 12, 5), date(2023, 2, 15)) == "5 December 2022 to 15 February 2023"
    assert days_in_words(date(2024, 4, 16), None) == "16 April 2024"
