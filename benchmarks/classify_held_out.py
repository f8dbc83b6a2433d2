"""Quality of the classifier on authorities that it has not seen.

Each labelled report is labelled by a model that was trained without its authority, and without the
corrected sentences of its authority; the labels go
through a scorer that reads the columns of the stored query ``findings``.

    python benchmarks/classify_held_out.py --gold LABELS --corpus REPORTS --scorer score_findings.py

With ``--together`` some authorities are left out at once and scored alone, as in the model card's comparison:

    python benchmarks/classify_held_out.py --gold LABELS --corpus REPORTS --together surrey suffolk
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.classify.training import corrected
from kg.classify.training.gold import load
from kg.classify.training.held_out import grouped, held_out, write_findings
from kg.classify.training.scores import overall, reliability_lines, scored, write_scores
from kg.classify.training.train import train


def main() -> int:
    """Print the scores, and keep them where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels, one .jsonl file a report")
    parser.add_argument("--corpus", type=Path, required=True, help="folder that the labels' paths start from")
    parser.add_argument("--rows", type=Path, help="folder of corrected sentences, two files an authority")
    parser.add_argument("--groups", type=int, default=8, help="groups of authorities, left out in turn")
    parser.add_argument(
        "--together", nargs="+", metavar="NAME", help="parts of the names of authorities' folders"
    )
    parser.add_argument("--scorer", type=Path, help="script that scores a findings CSV against the labels")
    parser.add_argument("--csv", type=Path, help="where to write the findings CSV")
    parser.add_argument("--write", type=Path, help="where to write the scores, as JSON")
    options = parser.parse_args()

    gold = sorted(options.gold.glob("*.jsonl"))
    reports = load(gold, options.corpus)
    more = corrected.load(options.rows, options.corpus, reports) if options.rows else []
    if options.together:
        out = {r.authority for r in reports if any(name in r.authority for name in options.together)}
        left = [r for r in reports if r.authority in out]
        model = train(
            [r for r in reports if r.authority not in out], [r for r in more if r.authority not in out]
        )
        for name, value in overall(left, [model.label(r.sentences) for r in left]).items():
            print(f"{name}  {value}")
        return 0
    groups = grouped([*reports, *more], (), options.groups)
    said = held_out(reports, groups, more, lambda line: print(line, file=sys.stderr, flush=True)).labels
    scores = scored(reports, said, len(groups), more)
    print("\n".join(reliability_lines(scores)))
    if options.write:
        write_scores(options.write, scores)
    with tempfile.TemporaryDirectory() as folder:
        findings = options.csv or Path(folder) / "findings.csv"
        write_findings(findings, reports, said)
        if options.scorer:
            command = [
                sys.executable,
                str(options.scorer),
                "--findings",
                str(findings),
                "--per-theme",
                "--gold",
            ]
            return subprocess.run([*command, *map(str, gold)], check=False).returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
