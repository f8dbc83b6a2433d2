"""Themes of recommendations against the publisher's own tags.

Since March 2025 most items of "What needs to improve" carry a tag of the National Framework. The scheme
of themes says which tags a theme usually bears. Printed is the share of tagged recommendations of which
at least one theme, and of which the central theme, bears one of the item's tags.

    python benchmarks/classify_tags.py --corpus REPORTS --gold LABELS

Reports that the model was trained on are left out where their labels are named.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph

from kg import resources
from kg.build.report import label
from kg.documents import read
from kg.errors import KgError
from kg.extract import extract
from kg.namespaces import DEF


def usual_tags() -> dict[str, set[str]]:
    """Tags of each theme, from the ontology."""
    found: dict[str, set[str]] = {}
    path = resources.folder("ontology") / "schemes" / "theme.ttl"
    for triple in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
        if triple.predicate == pyoxigraph.NamedNode(DEF + "frameworkOutcome"):
            theme, tag = (str(t.value).rpartition("/")[2] for t in (triple.subject, triple.object))
            found.setdefault(theme, set()).add(tag)
    return found


def main() -> int:
    """Print the shares, and the tags that agree least."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument("--gold", type=Path, help="folder of labels whose reports are left out")
    options = parser.parse_args()

    trained = set()
    for path in sorted(options.gold.glob("*.jsonl")) if options.gold else []:
        with path.open(encoding="utf-8") as lines:
            trained.add(json.loads(lines.readline())["sha256"])
    tags_of = usual_tags()
    central, some, asked = Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(options.corpus.rglob("*.pdf")):
        try:
            document = read(path)
            if document.sha256 in trained:
                continue
            facts = extract(document, file_name=path.name)
            said, _ = label(facts)
        except KgError as problem:
            print(f"left out: {problem}", file=sys.stderr)
            continue
        for item in facts.recommendations:
            if not item.framework_tags:
                continue
            themes = [
                theme.id
                for mention, labels in zip(facts.mentions, said, strict=True)
                if mention.recommendation == item.sequence
                for theme in labels.themes
            ]
            wanted = set(item.framework_tags)
            tag = item.framework_tags[0]
            asked[tag] += 1
            some[tag] += any(tags_of.get(t, set()) & wanted for t in themes)
            central[tag] += bool(themes) and bool(tags_of.get(themes[0], set()) & wanted)
    print("tag            items  some theme agrees  central theme agrees")
    for tag, count in sorted(asked.items()):
        print(f"{tag:12} {count:7d} {some[tag] / count:18.2f} {central[tag] / count:21.2f}")
    total = max(asked.total(), 1)
    print(f"{'all':12} {asked.total():7d} {some.total() / total:18.2f} {central.total() / total:21.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
