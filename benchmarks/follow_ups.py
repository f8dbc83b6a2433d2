"""How well follow-ups of recommendations are right: by the rule, and between two readers.

    python -m benchmarks.follow_ups STORE

STORE holds the reports of England with their words (``tools.edition --store``). The rule is run on them
without any reading, and compared with the readings that ship. ``follow_ups.jsonl`` has readings of 160
recommendations drawn at random by a second reader, who also said of what was printed before, by the theme
alone, whether the level and the sentence answer the recommendation.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.curation.follow_ups import FollowUpKey, FollowUpReading, shipped_follow_ups
from kg.namespaces import DEF, ID, thing
from kg.rdf.terms import Graph
from kg.store.folder import open_store
from kg.trajectories import derived
from kg.trajectories.model import WEAK


def side(level: str) -> str:
    """Criticised, praised, or silent."""
    return "criticised" if level in WEAK or level == "remark" else level


def main() -> None:
    """Print how two readers agree, and how the rule fares."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    readings = shipped_follow_ups()
    second = [
        json.loads(line)
        for line in Path(__file__).with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    ]
    two_readers(second, readings)
    by_the_rule(parser.parse_args().store, readings)


def two_readers(second: Iterable[Mapping[str, Any]], readings: Mapping[FollowUpKey, FollowUpReading]) -> None:
    """How far a second reader agrees with what ships, and with what was printed by the theme alone."""
    first_of = {one.recommendation: one for one in readings.values()}
    pairs = [(one, first_of[one["id"]]) for one in second if one["id"] in first_of]
    counts = Counter[str]()
    for one, first in pairs:
        counts["level"] += one["level"] == first.level
        counts["side"] += side(one["level"]) == side(first.level)
        counts["sentence"] += first.answer in ([one["best"], *one["also"]] if one["best"] else [""])
        counts["theme level"] += one["printed_level_ok"]
        counts["theme sentence"] += one["quote_ok"]
    print(f"second reader, {len(pairs)} recommendations: same level {counts['level']}, same side ", end="")
    print(f"{counts['side']}, same sentence or one of two others named {counts['sentence']}")
    right = f"level {counts['theme level']}, sentence {counts['theme sentence']}"
    print(f"right of what the theme alone gave: {right}")


def by_the_rule(store: Path, readings: Mapping[FollowUpKey, FollowUpReading]) -> None:
    """How the rule fares, which knows the theme alone, against the readings that ship."""
    opened = open_store(store)
    told: list[tuple[FollowUpReading, str, str]] = []
    for code in sorted({one.code for one in readings.values()}):
        told += _told(derived(opened, code), readings)
    print("| by the theme | follow-ups | level right | side right | sentence right |")
    print("|---|---:|---:|---:|---:|")
    for name in ("all", *sorted({level for _, level, _ in told})):
        some = [one for one in told if name in ("all", one[1])]
        print(f"| {name} | {len(some)} | {_rates(some)} |")


def _rates(told: Sequence[tuple[FollowUpReading, str, str]]) -> str:
    right = (
        sum(one.level == level for one, level, _ in told),
        sum(side(one.level) == side(level) for one, level, _ in told),
        sum(one.answer == shown for one, _, shown in told),
    )
    return " | ".join(f"{count / len(told):.2f}" for count in right)


def _told(
    graph: Graph, readings: Mapping[FollowUpKey, FollowUpReading]
) -> Iterator[tuple[FollowUpReading, str, str]]:
    """Each follow-up by the rule that was read too: the reading, the rule's level and what it quotes."""
    said: dict[str, dict[str, str]] = {}
    for line in graph.lines().decode().splitlines():
        subject, name, value = line.removesuffix(" .").split(" ", 2)
        if subject.startswith(f"<{thing('follow-up', '')}"):
            said.setdefault(subject, {})[name[1:-1].removeprefix(DEF)] = value[1:-1]
    for one in said.values():
        reading = readings.get((one["followsUp"].removeprefix(ID), one["ofInspection"].rpartition("/")[2]))
        if reading is not None:
            level, shown = one["answerLevel"].rpartition("/")[2], one.get("shownBy", "")
            yield reading, level, shown.removeprefix(ID)


if __name__ == "__main__":
    main()
