"""The whole graph derived of one council: rows, observations, runs, repeats, strengths and follow-ups.

The graph is the file ``derived.ttl`` beside this test. After a change that is meant, look at what the test
lists, and write the file again: ``python -m tests.trajectories.test_quads``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse, serialize

from kg.namespaces import PREFIXES
from kg.rdf.terms import our
from kg.trajectories import derive
from tests.trajectories.story import COUNCIL, FORMER, Story

FILE = Path(__file__).with_name("derived.ttl")
CARE, LEAVERS = "children-in-care", "care-leavers"


def council() -> Story:
    """A council that took the place of another: what was weak before it, and since, and what others tell."""
    story = Story().authority(FORMER, until="2019-03-31").inspection("sif", "2014-06-02")
    story.recommendation("plans", CARE, words="Write plans in time.")
    story.weak("plans", CARE, times=2, words="Plans are written late.")
    story.authority(COUNCIL).successor(FORMER, COUNCIL).inspection("ilacs-standard", "2019-09-09")
    story.weak("plans", CARE, times=2, words="Plans are still written late.", change="not-improved")
    story.weak("plans", LEAVERS, times=2, words="Pathway plans are written late.")
    story.strong("health", CARE, words="Health checks are on time.")
    story.recommendation(
        "management-supervision", "all-children", priority=True, words="Meet staff each month."
    )
    story.inspection("focused-visit", "2021-03-02", focus="leaving-care").weak("plans", LEAVERS)
    story.inspection("ilacs-short", "2022-05-16")
    story.strong("plans", CARE, words="Plans are written in time.")
    story.strong("health", CARE, words="Health checks are prompt.")
    story.weak(
        "management-supervision", "all-children", times=2, words="Managers seldom meet staff each month."
    )
    story.inspection("ilacs-standard", "2023-02-06", key="999-ilacs-2023-02", until="2023-02-10", tier=None)
    story.claim("weakness", "visits", CARE)
    story.inspection("ilacs-standard", "2023-02-08").weak("visits", CARE, times=2)
    story.inspection("ilacs-standard", "2024-02-05", tier=None).claim("weakness", "visits", CARE)
    return story


def derived() -> set[Triple]:
    return {quad.triple for quad in derive(council().store(), COUNCIL)}


def test_everything_that_is_derived_of_a_council() -> None:
    found = {str(triple) for triple in derived()}
    expected = {str(quad.triple) for quad in parse(path=str(FILE))}
    assert sorted(found - expected) == [], "the file lacks these triples"
    assert sorted(expected - found) == [], "the graph lacks these triples"


@pytest.mark.parametrize(
    "kind", ["Trajectory", "SustainedStrength", "Observation", "Run", "Repeat", "FollowUp", "Software"]
)
def test_the_story_has_something_of_each_kind(kind: str) -> None:
    assert our(kind) in {triple.object for triple in derived()}


@pytest.mark.parametrize(
    ("told_by", "best"),
    [
        (("press", "council-notice"), "council-notice"),
        (("council-notice", "council-paper", "press"), "council-paper"),
        (("council-paper", "official-statistics"), "official-statistics"),
    ],
)
def test_an_observation_has_the_tier_of_the_best_document_that_it_rests_on(
    told_by: tuple[str, ...], best: str
) -> None:
    story = Story().inspection("ilacs-standard", "2023-02-06", tier=None)
    for tier in told_by:
        story.claim("weakness", "visits", CARE, tier=tier)
    found = story.derived()
    assert [found.one(node, "tier") for node in found.of("Observation")] == [best]


def main() -> None:
    """Write the file again."""
    turtle = (
        serialize(sorted(derived(), key=str), format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""
    ).decode()
    heads = [line for line in turtle.splitlines(keepends=True) if line.startswith("@prefix")]
    body = turtle.removeprefix("".join(heads))
    used = sorted(line for line in heads if line.split()[1] in body)
    FILE.write_text("".join(used) + body, encoding="utf-8")


if __name__ == "__main__":
    main()
