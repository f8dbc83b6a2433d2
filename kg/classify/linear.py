"""The shipped classifier: a linear model on hashed n-grams, and trees that look at its scores in context.

At run time it needs numpy alone. The weights are read at the first use.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.classify import rules
from kg.classify.base import Label, Labels, Sentence
from kg.classify.decide import Decider
from kg.classify.features import FEATURES_VERSION, Floats, blocks
from kg.classify.labels import ALL
from kg.classify.second import Second
from kg.classify.vectors import Sparse, Table
from kg.errors import EnvironmentFault

MODEL = "linear.npz"
CHUNK = 2048
"""Sentences that are scored at once: bounds the memory of very long documents."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of every feature for every label, rounded to 255 steps for each label.

    ``matrix[i, k] * scale[k]`` is the weight of feature ``i`` for label ``k``.
    """

    matrix: npt.NDArray[np.int8]
    scale: Floats
    bias: Floats

    @classmethod
    def quantise(cls, weights: Floats, bias: Floats) -> Weights:
        """Round weights to 255 steps for each label."""
        scale = np.maximum(np.abs(weights).max(axis=0), 1e-9) / 127
        return cls(
            np.rint(weights / scale).astype(np.int8), scale.astype(np.float32), bias.astype(np.float32)
        )

    def scores(self, vectors: Sparse) -> Floats:
        """Scores of every label for every row, about 1 where it holds and 0 where not."""
        result = np.zeros((vectors.height, len(self.scale)), dtype=np.float32)
        starts = np.searchsorted(vectors.rows, np.arange(0, vectors.height + CHUNK, CHUNK))
        for start, stop in pairwise(starts):
            if start == stop:
                continue
            rows = vectors.rows[start:stop]
            products = self.matrix[vectors.columns[start:stop]] * vectors.values[start:stop, None]
            first = np.concatenate([[True], rows[1:] != rows[:-1]]).nonzero()[0]
            result[rows[first]] = np.add.reduceat(products, first, axis=0)
        return np.asarray(result * self.scale + self.bias, dtype=np.float32)


class LinearClassifier:
    """Labels sentences by the weights in a model file.

    Args:
        model: the file; by default the one that comes with the package.
    """

    def __init__(self, model: Traversable | None = None) -> None:
        self._file = model or resources.files("kg.classify").joinpath("models").joinpath(MODEL)

    @property
    def name(self) -> str:
        """``"linear"``."""
        return "linear"

    @property
    def version(self) -> str:
        """Version of the weights, from the hash of what they were trained on."""
        return str(self._loaded.about["version"])

    @property
    def about(self) -> dict[str, Any]:
        """What the model file says of itself: version, training data, settings."""
        return dict(self._loaded.about)

    def classify(self, sentences: Sequence[Sentence]) -> list[Labels]:
        """Label all sentences of one document, in the order given."""
        if not sentences:
            return []
        model = self._loaded
        vectors = model.table.encode(blocks(sentences), len(sentences))
        probabilities = model.second.probabilities(sentences, model.weights.scores(vectors))
        decided = model.decider.decide(sentences, probabilities)
        return [_with_rules(s, *d) for s, d in zip(sentences, decided, strict=True)]

    @cached_property
    def _loaded(self) -> _Model:
        if not self._file.is_file():
            raise EnvironmentFault(
                f"The classifier's model {MODEL} is not in this installation; install inspection-kg again "
                "or train it: python -m kg.classify.training --help"
            )
        with self._file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            about = json.loads(bytes(arrays["about"]).decode("utf-8"))
            if about["features"] != FEATURES_VERSION or about["labels"] != list(ALL):
                raise EnvironmentFault(
                    f"The classifier's model {MODEL} was made for other features or labels than this version "
                    "has; train it again: python -m kg.classify.training --help"
                )
            return _Model(
                about,
                Table(arrays["keys"], arrays["idf"].astype(np.float32)),
                Weights(arrays["matrix"], arrays["scale"], arrays["bias"]),
                Second.read(arrays),
                Decider.read(about["decider"]),
            )


@dataclass(frozen=True, slots=True)
class _Model:
    about: dict[str, Any]
    table: Table
    weights: Weights
    second: Second
    decider: Decider


def _with_rules(
    sentence: Sentence, polarity: Label, themes: tuple[Label, ...], cohorts: tuple[Label, ...]
) -> Labels:
    demand = sentence.form in ("recommendation", "priority-action")
    return Labels(
        polarity=polarity,
        themes=themes,
        cohorts=cohorts,
        extent=rules.extent(sentence.text),
        change=None if demand else rules.change(sentence.text, polarity.id),
        refers_back=rules.refers_back(sentence.text),
    )
