"""What the project read about recommendations reaches a store, and its trajectories follow a change of it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from kg.curation.follow_ups import FollowUpKey, FollowUpReading, shipped_follow_ups
from kg.pipeline.settle.trajectories import derive_for
from kg.queries.beside import put_beside
from kg.store.writer import writing
from tests.pipeline.test_review import asked

ASKED = {"authority": "Exampleshire", "inspection": "999-ilacs-2021-05-17"}


def derived_with(store: Path, readings: Mapping[FollowUpKey, FollowUpReading]) -> list[str]:
    with pytest.MonkeyPatch.context() as patch, writing(store, finish=put_beside) as writer:
        settle = import_module("kg.pipeline.settle.trajectories")
        patch.setattr(settle, "shipped_follow_ups", lambda: {**shipped_follow_ups(), **readings})
        return derive_for(writer, [])


def test_a_council_about_whose_recommendations_more_was_read_is_derived_again(own_store: Path) -> None:
    first = asked(own_store, "recommendation-status", **ASKED)[0]
    assert (first["same_matter"], first["reason"]) == ("false", "")
    key = first["recommendation"].partition("/id/")[2]
    one = FollowUpReading(key, "999-ilacs-2025-06-09", "silent", "", "JS", "2025 says nothing of it")
    assert derived_with(own_store, {one.key: one}) == ["999"]
    assert derived_with(own_store, {one.key: one}) == []
    again = asked(own_store, "recommendation-status", **ASKED)[0]
    told = [again[name] for name in ("level", "same_matter", "reason", "decided_by", "later_sentence")]
    assert told == ["silent", "true", "2025 says nothing of it", "JS", ""]
