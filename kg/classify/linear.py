"""The shipped classifier: a linear model on hashed n-grams, and trees that reassess its scores in context.

At run time it needs only numpy. The weights are read on first use.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.classify import worded
from kg.classify.base import Label, Labels, Sentence
from kg.classify.decide import Decider, Decision
from kg.classify.features import FEATURES_VERSION, blocks
from kg.classify.labels import ALL
from kg.classify.occurrences import Floats
from kg.classify.reranker import Reranker
from kg.classify.vectors import Sparse, Table
from kg.errors import EnvironmentFault

MODEL = "linear.npz"


@dataclass(frozen=True)
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
        """Scores of every label for every row, about 1 if the label applies and 0 if not."""
        wide = self.wide
        result = np.tile(self.bias, (vectors.height, 1))
        bounds = np.searchsorted(vectors.rows, np.arange(vectors.height + 1))
        # one buffer for the weights of every row in turn: allocating one for each takes as long as the sums
        room = np.empty((int(np.diff(bounds).max(initial=0)), wide.shape[1]), dtype=wide.dtype)
        for row, (start, stop) in enumerate(pairwise(bounds.tolist())):
            weights = wide.take(vectors.columns[start:stop], axis=0, out=room[: stop - start], mode="clip")
            result[row] += vectors.values[start:stop] @ weights
        return result

    @cached_property
    def wide(self) -> Floats:
        """The weights as floating-point numbers."""
        return self.matrix * self.scale


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that a classifier has learned.

    Attributes:
        table: features that count.
        weights: the first model.
        second: the second model, which sees the first's scores in context.
        decider: thresholds and calibration.
        about: version, training data and settings, as JSON can hold them.
    """

    table: Table
    weights: Weights
    second: Reranker
    decider: Decider
    about: dict[str, Any]

    def probabilities(self, sentences: Sequence[Sentence]) -> Floats:
        """Probability of every label for every sentence of one document."""
        vectors = self.table.encode(blocks(sentences), len(sentences))
        return self.second.probabilities(sentences, self.weights.scores(vectors))

    def label(self, sentences: Sequence[Sentence]) -> list[Labels]:
        """Label all sentences of one document, in the order given."""
        if not sentences:
            return []
        decided = self.decider.decide(sentences, self.probabilities(sentences))
        return [_with_rules(s, d) for s, d in zip(sentences, decided, strict=True)]

    def write(self, path: Path) -> None:
        """Write the model to a file; the same model gives the same bytes."""
        about = {**self.about, "features": FEATURES_VERSION, "labels": list(ALL)}
        about["decider"] = self.decider.record()
        arrays: dict[str, Any] = {
            "about": np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8),
            "keys": self.table.keys,
            "idf": self.table.idf.astype(np.float16),
            "matrix": self.weights.matrix,
            "scale": self.weights.scale,
            "bias": self.weights.bias,
            **self.second.arrays(),
        }
        np.savez_compressed(path, **arrays)

    @classmethod
    def read(cls, file: Traversable) -> Model:
        """Read a model file.

        Raises:
            EnvironmentFault: it is missing, or was made for other features or labels.
        """
        again = "train it again: python -m kg.classify.training --help"
        if not file.is_file():
            raise EnvironmentFault(
                f"The classifier's model {file.name} is not in this installation; install inspection-kg "
                f"again, or {again}"
            )
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            about = json.loads(bytes(arrays["about"]).decode("utf-8"))
            if about["features"] != FEATURES_VERSION or about["labels"] != list(ALL):
                raise EnvironmentFault(
                    f"The classifier's model {file.name} was trained on other features or labels than those "
                    f"of this version; {again}"
                )
            return cls(
                Table(arrays["keys"], arrays["idf"].astype(np.float32)),
                Weights(arrays["matrix"], arrays["scale"], arrays["bias"]),
                Reranker.read(arrays),
                Decider.read(about["decider"]),
                about,
            )


class LinearClassifier:
    """Labels sentences by the weights in a model file, which is read on first use.

    Args:
        model: the file; by default the one that ships with the package.
    """

    def __init__(self, model: Traversable | None = None) -> None:
        self._file = model or resources.files("kg.classify").joinpath("models").joinpath(MODEL)

    @property
    def name(self) -> str:
        """``"linear"``."""
        return "linear"

    @property
    def version(self) -> str:
        """Version of the model, derived from its training data and settings."""
        return str(self.model.about["version"])

    @cached_property
    def model(self) -> Model:
        """The model itself."""
        return Model.read(self._file)

    def classify(self, sentences: Sequence[Sentence]) -> list[Labels]:
        """Label all sentences of one document, in the order given."""
        return self.model.label(sentences)


def _with_rules(sentence: Sentence, said: Decision) -> Labels:
    demand = sentence.form in ("recommendation", "priority-action")
    return Labels(
        polarity=said.polarity,
        themes=said.themes,
        cohorts=worded.cohorts(sentence.text, said.cohorts),
        extent=worded.extent(sentence.text),
        change=None if demand else worded.change(sentence.text, said.polarity.id),
        refers_back=worded.refers_back(sentence.text),
        alone=said.alone,
        alone_confidence=said.alone_confidence,
        time=_time(sentence.text, said.time),
    )


def _time(text: str, said: Label) -> Label:
    """The time: past by wording, other people's words by the model, which is seldom right about the past."""
    if worded.past(text):
        return Label("past", worded.PAST_CONFIDENCE)
    return said if said.id == "other" else Label("now", said.confidence if said.id == "now" else 0.5)
