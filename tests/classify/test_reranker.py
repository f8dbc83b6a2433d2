"""The second model: which themes it asks about as the central one."""

from __future__ import annotations

import numpy as np

from kg.classify.decide import choose
from kg.classify.reranker import _likeliest


def test_the_labels_that_may_be_chosen_are_the_likeliest() -> None:
    chance = np.random.default_rng(5)
    # few values, so that many are equal
    probabilities = (chance.integers(0, 6, size=(200, 39)) / 10).astype(np.float32)
    likely = _likeliest(probabilities)
    assert likely.sum(axis=1).tolist() == [3] * 200
    for row, chosen in zip(likely, choose(probabilities, 0.1, 0.2), strict=True):
        assert row[chosen].all()
