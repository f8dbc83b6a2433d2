"""Count what a leaner graph would keep of the triples of reports, by what would be left out and why.

python benchmarks/leaner_graph.py --corpus DIR [--files 5]

The measure behind the leaner graph that docs/decisions.md proposes. Nothing is left out that does not follow
from what stays: each rule says from what. Prints triples a sentence, and the size of both graphs on disk.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph

from kg.build.process import Processed, process
from kg.namespaces import DEF, ID, SCHEME
from kg.rdf.serialise import unpack

Line = tuple[str, str, str]

HELPERS = "selectors: page, quote and position follow from page number, words and span of the place"
LABELS = "assignments: rank, confidence and method of labels, in two strings of ids and confidences"
ONCE = "said of every sentence: the method, said once of the document where no person decided"
DEFAULT = "defaults: extent not stated, form paragraph"
SENTENCE = (
    "sentence: document and inspection, from its place and finding; themes and cohorts, from its strings"
)
FINDING = "finding: document and strings, from the sentence that leads it"
KEPT = "kept"

_DROPPED: dict[str, tuple[str, frozenset[str]]] = {
    "quote": (HELPERS, frozenset(("type", "exact"))),
    "position": (HELPERS, frozenset(("type",))),  # its bounds move to the place
    "page": (HELPERS, frozenset(("type", "pageNumber", "value", "conformsTo"))),
    "evidence": (HELPERS, frozenset(("type", "page", "quote", "position", "hasSelector"))),
    "assignment": (LABELS, frozenset(("type", "assigns", "rank", "confidence", "method"))),
    "mention": (SENTENCE, frozenset(("inDocument", "ofInspection", "theme", "cohort", "centralTheme"))),
    "finding": (FINDING, frozenset(("inDocument", "themeList", "cohortList"))),
}


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="folder of reports")
    parser.add_argument("--files", type=int, default=5, help="reports to read, drawn by a fixed seed")
    options = parser.parse_args()
    files = sorted(options.corpus.rglob("*.pdf"))
    random.Random(1).shuffle(files)  # noqa: S311
    reasons: Counter[str] = Counter()
    whole: list[Line] = []
    kept: list[Line] = []
    sentences = reports = added = 0
    for path in files:
        made = process(path)
        if not isinstance(made, Processed):
            continue
        graph = [triple(line) for line in unpack(made.graph.packed).decode().splitlines()]
        told = [reason(one) for one in graph]
        reasons.update(told)
        whole += graph
        kept += [one for one, why in zip(graph, told, strict=True) if why == KEPT]
        more = confidences(graph)
        kept += more
        added += len(more)
        sentences += sum(1 for s, p, _ in graph if kind(s) == "mention" and name(p) == "type")
        reports += 1
        if reports == options.files:
            break
    print(f"{reports} reports, {sentences} sentences\n\n| triples a sentence | |\n|---|---:|")
    for why, count in reasons.most_common():
        print(f"| {why} | {count / sentences:.1f} |")
    print(f"| added: strings of confidences | {added / sentences:.1f} |")
    print(f"| today | {len(whole) / sentences:.1f} |\n| then | {len(kept) / sentences:.1f} |")
    print(f"\na report: {len(whole) // reports} triples and {disk(whole) / reports:.2f} MB today,")
    print(f"{len(kept) // reports} and {disk(kept) / reports:.2f} MB then")
    return 0


def triple(line: str) -> Line:
    """Subject, predicate and object of a line of N-Triples."""
    subject, predicate, rest = line.split(" ", 2)
    return subject, predicate, rest[:-2]


def kind(node: str) -> str:
    """Sort of thing that a node is."""
    if node.rpartition("/")[2].startswith(("theme-", "cohort-")):
        return "assignment"
    return node.removeprefix(f"<{ID}").partition("/")[0]


def name(predicate: str) -> str:
    """Local name of a predicate."""
    return predicate[1:-1].replace("#", "/").rpartition("/")[2]


def reason(one: Line) -> str:
    """Why a triple would be left out, or that it is kept."""
    subject, predicate, value = one
    sort, called = kind(subject), name(predicate)
    if called == "assignment":
        return LABELS
    if sort == "mention" and called == "method" and not value.endswith("/agent/human>"):
        return ONCE
    if value in (f"<{SCHEME}extent/not-stated>", f"<{SCHEME}form/paragraph>"):
        return DEFAULT
    why, dropped = _DROPPED.get(sort, (KEPT, frozenset()))
    return why if called in dropped else KEPT


def confidences(graph: Iterable[Line]) -> list[Line]:
    """The confidences of each list of themes or cohorts, in the order of the list."""
    ranked: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, value in graph:
        if kind(subject) == "assignment" and name(predicate) == "confidence":
            thing, _, label = subject[1:-1].rpartition("/")
            scheme, _, rank = label.partition("-")
            ranked[thing, scheme].append((rank, value[1:].partition('"')[0]))
    return [
        (f"<{thing}>", f"<{DEF}{scheme}Confidences>", f'"{" ".join(share for _, share in sorted(shares))}"')
        for (thing, scheme), shares in ranked.items()
    ]


def disk(graph: Sequence[Line]) -> float:
    """Megabytes of a database that holds a graph."""
    with tempfile.TemporaryDirectory() as folder:
        store = pyoxigraph.Store(folder)
        lines = "".join(f"{s} {p} {o} .\n" for s, p, o in graph).encode()
        store.bulk_load(lines, pyoxigraph.RdfFormat.N_TRIPLES)
        store.optimize()
        del store
        return sum(path.stat().st_size for path in Path(folder).rglob("*")) / 1e6


if __name__ == "__main__":
    sys.exit(main())
