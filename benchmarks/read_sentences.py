"""Measure the sentence segmenter, and the reading before it, on hand-labelled sentences.

``python benchmarks/read_sentences.py --corpus DIR --gold FILE...`` prints how many of the labelled
sentences (those that belong to the body) are among the mentions, word for word, and how many of the
mentions that stand in labelled paragraphs are labelled sentences.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import kg.documents
import kg.extract


def plain(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", required=True, type=Path)
    parser.add_argument("--gold", required=True, nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="print every sentence that was cut otherwise")
    a = parser.parse_args()

    labelled = found = cut = kept = 0
    for path in a.gold:
        head, *sentences = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        facts = kg.extract.extract(kg.documents.read(a.corpus / head["path"]))
        wanted = {plain(s["text"]) for s in sentences if s["polarity"] != "X"}
        whole = "".join(plain(s["text"]) for s in sentences)
        mentions = {plain(mention.text) for mention in facts.mentions}
        labelled += len(wanted)
        found += len(wanted & mentions)
        inside = {mention for mention in mentions if mention in whole}
        cut += len(inside)
        kept += len(inside & {plain(s["text"]) for s in sentences})
        if a.list:
            for sentence in sentences:
                if sentence["polarity"] != "X" and plain(sentence["text"]) not in mentions:
                    print(f"{head['path']}, page {sentence['page']}: {sentence['text'][:150]}")
    print(f"labelled sentences found word for word: {found} of {labelled} = {found / labelled:.4f}")
    print(f"mentions in labelled text that are labelled sentences: {kept} of {cut} = {kept / cut:.4f}")


if __name__ == "__main__":
    main()
