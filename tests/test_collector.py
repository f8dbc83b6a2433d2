"""The collector of cyclic garbage is out of the way, and back afterwards."""

from __future__ import annotations

import gc

import pytest

from kg.collector import paused


def test_nothing_is_collected_meanwhile() -> None:
    with paused():
        assert not gc.isenabled()
        with paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_back_after_an_error() -> None:
    with pytest.raises(ValueError, match="no report"), paused():
        raise ValueError("no report")
    assert gc.isenabled()


def test_one_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
