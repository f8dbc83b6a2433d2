"""Trajectories of authorities by models that were trained without them.

For each authority with judged rows a model is trained without any label of it, the authority's reports are
loaded into a store of its own with that model, and the stored query ``trajectories`` is kept as CSV. What
the model says of each sentence is kept beside it.

    python benchmarks/rows_held_out.py --corpus REPORTS --rows ROWS --gold LABELS --out DIR

Written below DIR: ``models/AUTHORITY/linear.npz``, ``stores/AUTHORITY``, ``AUTHORITY.csv``, all of them
together as ``trajectories.csv``, and ``sentences.jsonl``. Models that are there are not trained again, so
that a change of the rules of trajectories can be measured alone.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kg
from kg import classify
from kg.classify.labels import LEANS_COLUMN, POLARITIES, TIME_COLUMNS, TIMES
from kg.classify.linear import LinearClassifier
from kg.classify.training import corrected, gold
from kg.classify.training.held_out import grouped, held_out
from kg.errors import KgError

GROUPS = 8


def main() -> int:
    """Train what is missing, load, and write the rows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument("--rows", type=Path, required=True, help="folder of judged rows")
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels, one .jsonl file a report")
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="names of authorities' files of rows")
    parser.add_argument("--sentences", action="store_true", help="write only what is said of each sentence")
    options = parser.parse_args()
    folders = corrected.authorities(options.rows, options.corpus)
    chosen = {n: f for n, f in folders.items() if not options.only or n in options.only}
    files = {name: options.out / "models" / name / "linear.npz" for name in chosen}
    if not all(file.is_file() for file in files.values()):
        train_without(options.gold, options.corpus, options.rows, folders, options.out / "models")
    tables = []
    with (options.out / "sentences.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
        for name, folder in chosen.items():
            model = LinearClassifier(files[name])
            for record in sentences(name, options.corpus / folder, model):
                stream.write(json.dumps(record) + "\n")
            if not options.sentences:
                tables.append(trajectories(name, options.corpus / folder, model, options.out))
    if tables:
        text = tables[0] + "".join(t.split("\n", 1)[1] for t in tables[1:])
        (options.out / "trajectories.csv").write_text(text, encoding="utf-8", newline="")
        print(text, end="")
    return 0


def train_without(labels: Path, corpus: Path, rows: Path, folders: dict[str, str], out: Path) -> None:
    """Train a model without each authority and write it below ``out``."""
    reports = gold.load(sorted(labels.glob("*.jsonl")), corpus)
    more = corrected.load(rows, corpus, reports)
    groups = grouped([*reports, *more], (), GROUPS)
    left = held_out(reports, groups, more, lambda line: print(line, file=sys.stderr, flush=True))
    for name, folder in folders.items():
        path = out / name / "linear.npz"
        path.parent.mkdir(parents=True, exist_ok=True)
        left.models[folder].write(path)


def sentences(name: str, folder: Path, classifier: LinearClassifier) -> Iterator[dict[str, Any]]:
    """What a model says of every sentence of the reports in a folder, by the key of its mention."""
    from kg.classify.context import in_context
    from kg.documents import read
    from kg.extract import extract
    from kg.rdf.sentences import mention_keys

    for pdf in sorted(folder.rglob("*.pdf")):
        try:
            document = read(pdf)
            facts = extract(document, file_name=pdf.name)
        except KgError as problem:
            print(f"left out: {problem}", file=sys.stderr)
            continue
        places = in_context(facts)
        said = classifier.classify(places)
        chances = classifier.model.probabilities(places)
        weights = classifier.model.decider.polarity_weights
        for key, place, labels, row in zip(mention_keys(facts.mentions), places, said, chances, strict=True):
            weighed = [float(p) * w for p, w in zip(row[: len(POLARITIES)], weights, strict=True)]
            yield {
                "authority": name,
                "mention": f"mention/{document.sha256[:16]}/{key}",
                "kind": place.kind,
                "form": place.form,
                "polarity": labels.polarity.id,
                "polarity_confidence": labels.polarity.confidence,
                "p": {n: round(p / sum(weighed), 3) for n, p in zip(POLARITIES, weighed, strict=True)},
                "themes": [[t.id, t.confidence] for t in labels.themes],
                "cohorts": [[c.id, c.confidence] for c in labels.cohorts],
                "alone": labels.alone,
                "p_leans": round(float(row[LEANS_COLUMN]), 3),
                "time": labels.time.id,
                "p_time": {n: round(float(p), 3) for n, p in zip(TIMES, row[TIME_COLUMNS], strict=True)},
            }


def trajectories(name: str, folder: Path, classifier: LinearClassifier, out: Path) -> str:
    """Load the reports of an authority with a model and give its trajectories as CSV."""
    store = out / "stores" / name
    shutil.rmtree(store, ignore_errors=True)
    shipped = classify.default
    classify.default = lambda: classifier  # type: ignore[assignment]
    try:
        report = kg.load([folder], store=store)
    finally:
        classify.default = shipped
    for refusal in report.refused:
        print(f"left out: {refusal}", file=sys.stderr)
    table = kg.open(store).query("trajectories").to_csv()
    (out / f"{name}.csv").write_text(table, encoding="utf-8", newline="")
    return table


if __name__ == "__main__":
    sys.exit(main())
