"""Quality of the classifier on authorities that it has not seen.

Each labelled report is labelled by a model that was trained without its authority; the labels go
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

from kg.classify.training.gold import load
from kg.classify.training.held_out import held_out, write_findings
from kg.classify.training.scores import overall, reliability_lines, scored, write_scores
from kg.classify.training.train import train


def main() -> int:
    """Print the scores, and keep them where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder of labels, one .jsonl file a report")
    parser.add_argument("--corpus", type=Path, required=True, help="folder that the labels' paths start from")
    parser.add_argument(
        "--groups", type=int, help="groups of authorities, left out in turn; by default each one alone"
    )
    parser.add_argument(
        "--together", nargs="+", metavar="NAME", help="parts of the names of authorities' folders"
    )
    parser.add_argument("--scorer", type=Path, help="script that scores a findings CSV against the labels")
    parser.add_argument("--csv", type=Path, help="where to write the findings CSV")
    parser.add_argument("--write", type=Path, help="where to write the scores, as JSON")
    options = parser.parse_args()

    gold = sorted(options.gold.glob("*.jsonl"))
    reports = load(gold, options.corpus)
    if options.together:
        left = [r for r in reports if any(name in r.authority for name in options.together)]
        model = train([r for r in reports if r not in left])
        for name, value in overall(left, [model.label(r.sentences) for r in left]).items():
            print(f"{name}  {value}")
        return 0
    groups = options.groups or len({r.authority for r in reports})
    said = held_out(reports, groups, lambda line: print(line, file=sys.stderr, flush=True))
    scores = scored(reports, said, groups)
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
