from __future__ import annotations

import logging
from pathlib import Path

import pytest

from kg.edition.layer import Layer
from kg.edition.scope import Need, need_of
from kg.edition.waiting import announcement
from kg.pipeline.begin import begin_store
from kg.queries.catalogue import Catalogue
from kg.queries.header import Parameter
from kg.queries.names import StoreNames
from kg.store.cancellable import CancellableStore

PARAMS = (
    Parameter("authority", "authority"),
    Parameter("region", "region"),
    Parameter("theme", "theme"),
    Parameter("neighbours_of", "authority"),
)


def test_people_are_told_how_long_they_wait_and_how_to_wait_less() -> None:
    rows = announcement(Need(layer=Layer.ROWS), 153, PARAMS)
    assert rows == (
        "adding the weaknesses and recommendations of 153 councils to the store, once, which takes about "
        "20 seconds: this question may need any of them. Fewer: --authority"
    )
    whole = announcement(Need(), 40, PARAMS)
    assert whole.startswith("adding 40 councils to the store, once, which takes minutes")
    assert whole.endswith(". Fewer: --authority or --region")
    assert announcement(Need(("936",)), 40, PARAMS).endswith("any of them")


def test_a_council_that_only_selects_rows_is_no_way_to_wait_less(sample_store: Path) -> None:
    """With --neighbours-of, who-solved still needs the rows of all England."""
    query = Catalogue().get("who-solved")
    names = StoreNames(CancellableStore(sample_store))
    need = need_of(query, {"theme": "plans", "neighbours_of": "Surrey"}, names)
    assert need.codes is None
    assert announcement(need, 153, tuple(query.header.params.values())).endswith("any of them")


def test_a_first_store_for_all_councils_is_announced_before_it_is_made(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.pipeline.begin.put_layer", lambda *_: None)
    with caplog.at_level(logging.WARNING, "kg"):
        begin_store(tmp_path / "rows", lambda _names: Need(layer=Layer.ROWS))
        assert [told for told in caplog.messages if "about 20 seconds" in told]
        caplog.clear()
        begin_store(tmp_path / "few", lambda _names: Need(layer=Layer.INSPECTIONS))
        assert not [told for told in caplog.messages if "seconds" in told]
