"""The alternative that was weighed for polarity: a small convolutional network on word vectors of the corpus.

Word vectors come from the unlabelled sentences of all reports (positive pointwise mutual information of words
at most four apart, singular value decomposition). Two convolutions, maximum and attention over the words, the
sentences before and after, and the place give all labels at once. It is trained on all authorities but a part
and printed alone and in geometric mean with the first model. It needs jax; about two minutes a part.

    python benchmarks/classify_network.py --gold LABELS --corpus REPORTS --parts 0 1
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from classify_polarity import line
from scipy import sparse

from kg import frameworks
from kg.classify.base import Sentence
from kg.classify.codes import (
    AREAS,
    FORMS,
    GRADES,
    area_code,
    form_code,
    framework_code,
    grade_code,
)
from kg.classify.labels import ALL, POLARITIES
from kg.classify.training.gold import Report, load, placed_in
from kg.classify.training.train import fitted, parts
from kg.errors import KgError

PARTS, EPOCHS, RATE, WEIGHT = 4, 14, 3e-3, 0.3
WORDS, ROWS, STATE, CHANNELS, HIDDEN = 48, 64, 64, 96, 128
RARE, REACH = 12, 4
FEW = len(POLARITIES)
_TOKEN = re.compile(r"[a-z]+(?:[-'][a-z]+)*|\d+|[.,;:()]")
_PLACES = (len(AREAS), len(GRADES), len(FORMS), len(frameworks.shared()["learned"]))


def tokens(text: str) -> list[str]:
    """Words and stops of a text; a number is a number."""
    return ["0" if w[0].isdigit() else w for w in _TOKEN.findall(text.lower().replace("’", "'"))]


def vectors(corpus: Path) -> tuple[dict[str, int], Any]:
    """Numbers of the words (0 is padding, 1 unknown) and their vectors."""
    texts: list[list[str]] = []
    for pdf in sorted(corpus.rglob("*.pdf")):
        try:
            texts += [tokens(s.text) for s in placed_in(pdf)]
        except KgError as problem:
            print(f"left out: {problem}", file=sys.stderr)
    counts = Counter(w for text in texts for w in text)
    index = {w: i for i, (w, n) in enumerate(counts.most_common(), start=2) if n >= RARE}
    size = len(index) + 2
    flat = np.concatenate([[*(index.get(w, 0) for w in text), *[0] * REACH] for text in texts]).astype(
        np.int64
    )
    near = sparse.csr_matrix((size, size), dtype=np.float32)
    for step in range(1, REACH + 1):
        left, right = flat[:-step], flat[step:]
        both = (left > 0) & (right > 0)
        keys, found = np.unique(left[both] * size + right[both], return_counts=True)
        near = near + sparse.csr_matrix((found / step**0.5, (keys // size, keys % size)), shape=(size, size))
    table = sparse.hstack([near, near.T]).tocoo()
    rows, columns = np.asarray(table.sum(1)).ravel(), np.asarray(table.sum(0)).ravel() ** 0.75
    shared = np.log(table.data * columns.sum() / (rows[table.row] * columns[table.col]))
    kept = shared > 0
    table = sparse.csr_matrix((shared[kept], (table.row[kept], table.col[kept])), shape=table.shape)
    basis = table @ np.random.default_rng(0).standard_normal((table.shape[1], STATE + 16))
    for _ in range(3):
        basis = np.linalg.qr(table @ (table.T @ np.linalg.qr(basis)[0]))[0]
    inner, values, _ = np.linalg.svd((table.T @ basis).T, full_matrices=False)
    result = (basis @ inner)[:, :STATE] * np.sqrt(values[:STATE])
    return index, (result / np.maximum(np.linalg.norm(result, axis=1, keepdims=True), 1e-6)).astype(
        np.float32
    )


def rows(sentences: Sequence[Sentence], index: dict[str, int]) -> tuple[Any, Any, Any, Any]:
    """Word numbers, places, and whether the sentence before and after stands in the same paragraph."""
    ids = np.zeros((len(sentences), WORDS), dtype=np.int32)
    place = np.zeros((len(sentences), sum(_PLACES)), dtype=np.float32)
    for i, s in enumerate(sentences):
        numbers = [index.get(w, 1) for w in tokens(s.text)][:WORDS]
        ids[i, : len(numbers)] = numbers
        start = 0
        codes = area_code(s.area), grade_code(s.grade), form_code(s.form), framework_code(s.kind)
        for code, width in zip(codes, _PLACES, strict=True):
            if code >= 0:
                place[i, start + code] = 1
            start += width
    keys = [(s.section, s.form, s.paragraph) for s in sentences]
    same = np.array([a == b for a, b in pairwise(keys)], dtype=np.float32)
    zero = np.zeros(1, dtype=np.float32)
    return ids, place, np.concatenate([zero, same])[: len(keys)], np.concatenate([same, zero])[: len(keys)]


def chunks(arrays: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Arrays of one document in pieces of :data:`ROWS`, the last padded with zeros."""
    return [
        tuple(
            np.concatenate([a[i : i + ROWS], np.zeros((max(0, i + ROWS - len(a)), *a.shape[1:]), a.dtype)])
            for a in arrays
        )
        for i in range(0, len(arrays[0]), ROWS)
    ]


def begin(words: Any) -> dict[str, Any]:
    """Weights before training."""
    keys = jax.random.split(jax.random.key(0), 5)

    def some(key: Any, height: int, width: int, scale: float = 1.0) -> Any:
        return jax.random.normal(key, (height, width)) * np.sqrt(2 / height) * scale

    pooled = 2 * CHANNELS + STATE
    return {
        "words": jnp.array(words), "one": some(keys[0], 3 * STATE, CHANNELS),
        "two": some(keys[1], 3 * CHANNELS, CHANNELS, 0.7),
        "attend": jnp.zeros(CHANNELS), "near": some(keys[2], pooled, CHANNELS, 0.7),
        "hidden": some(keys[3], pooled + 2 * CHANNELS + sum(_PLACES), HIDDEN),
        "out": some(keys[4], HIDDEN, len(ALL), 0.3),
        "bias": jnp.concatenate([jnp.zeros(FEW), jnp.full(len(ALL) - FEW, -3.5)]),
    }  # fmt: skip


def forward(net: dict[str, Any], ids: Any, place: Any, before: Any, after: Any, key: Any = None) -> Any:
    """Scores of all labels; with a key, some words and states are dropped as in training."""
    mask = (ids > 0).astype(jnp.float32)[..., None]
    state = net["words"][ids] * mask
    if key is not None:
        first, second, third = jax.random.split(key, 3)
        state = state * jax.random.bernoulli(first, 0.85, ids.shape)[..., None]
        state = state * jax.random.bernoulli(third, 0.8, state.shape) / 0.8

    def convolved(x: Any, weights: Any, step: int) -> Any:
        left = jnp.pad(x, ((0, 0), (step, 0), (0, 0)))[:, : x.shape[1]]
        right = jnp.pad(x, ((0, 0), (0, step), (0, 0)))[:, step:]
        return jax.nn.relu(jnp.concatenate([left, x, right], -1) @ weights)

    low = convolved(state, net["one"], 1) * mask
    high = (low + convolved(low, net["two"], 2)) * mask
    share = jax.nn.softmax(high @ net["attend"] - 1e9 * (1 - mask[..., 0]), -1)
    mean = state.sum(1) / jnp.maximum(mask.sum(1), 1)
    pooled = jnp.concatenate([high.max(1), (high * share[..., None]).sum(1), mean * 3], -1)
    near = jnp.tanh(pooled @ net["near"])
    none = jnp.zeros_like(near[:1])
    seen = [
        pooled,
        jnp.concatenate([none, near[:-1]]) * before[:, None],
        jnp.concatenate([near[1:], none]) * after[:, None],
        place,
    ]
    joined = jnp.concatenate(seen, -1)
    if key is not None:
        joined = joined * jax.random.bernoulli(second, 0.6, joined.shape) / 0.6
    return jax.nn.relu(joined @ net["hidden"]) @ net["out"] + net["bias"]


def loss(
    net: dict[str, Any], ids: Any, place: Any, before: Any, after: Any, truth: Any, used: Any, key: Any
) -> Any:
    """Cross entropy of the polarity, and a quarter of that of the other labels."""
    said = forward(net, ids, place, before, after, key)
    sign = -(truth[:, :FEW] * jax.nn.log_softmax(said[:, :FEW])).sum(1)
    rest, wanted = said[:, FEW:], truth[:, FEW:]
    others = (jnp.maximum(rest, 0) - rest * wanted + jnp.log1p(jnp.exp(-jnp.abs(rest)))).sum(1)
    return ((sign + 0.25 * others) * used).sum() / ROWS


@jax.jit
def step(net: Any, mean: Any, square: Any, count: Any, rate: Any, batch: Any, key: Any) -> Any:
    """One step of AdamW."""
    slope = jax.grad(loss)(net, *batch, key)
    length = jnp.sqrt(sum((x**2).sum() for x in jax.tree.leaves(slope)))
    slope = jax.tree.map(lambda x: x * jnp.minimum(1, 5 / length), slope)
    mean = jax.tree.map(lambda a, b: 0.9 * a + 0.1 * b, mean, slope)
    square = jax.tree.map(lambda a, b: 0.99 * a + 0.01 * b * b, square, slope)

    def moved(w: Any, a: Any, b: Any) -> Any:
        return w - rate * ((a / (1 - 0.9**count)) / (jnp.sqrt(b / (1 - 0.99**count)) + 1e-6) + 0.003 * w)

    return jax.tree.map(moved, net, mean, square), mean, square


def trained(reports: Sequence[Report], words: Any, index: dict[str, int]) -> dict[str, Any]:
    """A network of some reports."""
    batches = [
        c
        for r in reports
        for c in chunks((*rows(r.sentences, index), r.truth[:, : len(ALL)], r.used.astype(np.float32)))
    ]
    net = begin(words)
    mean = square = jax.tree.map(jnp.zeros_like, net)
    order, total, count = np.random.default_rng(0), EPOCHS * len(batches), 0
    for _ in range(EPOCHS):
        for i in order.permutation(len(batches)):
            count += 1
            rate = RATE * min(count / (0.1 * total), 1) * max(0.02, 1 - count / total)
            net, mean, square = step(net, mean, square, count, rate, batches[i], jax.random.key(count))
    return net


def main() -> None:
    """Print weakness-F1 and kappa of the first model, of the network and of both."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels, one .jsonl file a report")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument(
        "--parts", type=int, nargs="+", default=[0, 1], help=f"of {PARTS} parts, which are left out"
    )
    options = parser.parse_args()
    reports = load(sorted(options.gold.glob("*.jsonl")), options.corpus)
    index, words = vectors(options.corpus)
    base = fitted(reports)
    scores = base.first.left_out()
    scored: list[Report] = []
    alone, network = [], []
    for number in options.parts:
        left = parts(reports, PARTS)[number]
        net = trained([r for i, r in enumerate(reports) if i not in left], words, index)
        predict = jax.jit(partial(forward, net))
        for i in left:
            pieces = [np.asarray(predict(*c)) for c in chunks(rows(reports[i].sentences, index))]
            scored.append(reports[i])
            network.append(np.concatenate(pieces)[: len(reports[i].sentences), :FEW])
            alone.append(scores[base.spans[i], :FEW] * 4.5)
    first, second = (np.asarray(jax.nn.log_softmax(np.concatenate(x), axis=1)) for x in (alone, network))
    for name, said in (
        ("first model", first),
        ("network", second),
        ("both", (1 - WEIGHT) * first + WEIGHT * second),
    ):
        for kind in ("ilacs", "sif"):
            print(f"{name:12} {kind:6} {line(scored, np.exp(said), kind)}")


if __name__ == "__main__":
    main()
