"""The labels of a report, from its words to what its recommendations are about."""

from __future__ import annotations

import pytest

from kg import classify
from kg.build.report import label
from kg.classify.base import Label, Labels
from kg.extract import extract
from tests.extract.builder import Piece, current, document, heading, older, paragraph, ruled


def test_a_recommendation_is_about_the_group_of_the_section_that_it_points_to() -> None:
    facts = extract(
        older(
            heading("What does the local authority need to improve?"),
            heading("Areas for improvement", 4),
            paragraph("Improve the accuracy of performance data (Page 9, para 14).", 1),
            paragraph("Improve the quality of supervision.", 2),
            heading("The experiences and progress of children looked after and achieving permanence", 2),
            paragraph("Data on their health are often wrong.", 14),
        )
    )
    labels, _ = label(facts)
    about = {
        m.recommendation: {c.id for c in said.cohorts}
        for m, said in zip(facts.mentions, labels, strict=True)
        if m.recommendation
    }
    assert about == {1: {"children-in-care"}, 2: {"all-children"}}


class _Unsure:
    """A classifier that takes every sentence for praise and doubts it."""

    name, version = "unsure", "1"

    def classify(self, mentions: tuple[object, ...]) -> list[Labels]:
        return [Labels(Label("strength", 0.55)) for _ in mentions]


def test_only_frameworks_that_say_so_have_doubted_polarities_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classify, "default", _Unsure)
    told: tuple[Piece, ...] = (paragraph("Boats wait too long for a berth at the quay."),)
    report = extract(current(heading("Summary"), *told))
    send = extract(
        document(
            heading("Area SEND inspection of Surrey Local Area Partnership", 1),
            paragraph("Inspection dates: 8 to 12 April 2024"),
            heading("Inspection outcome"),
            paragraph("Arrangements lead to inconsistent experiences and outcomes for children."),
            heading("What is it like to be a child or young person with SEND in this area?"),
            *told,
            heading("Areas for improvement"),
            ruled("Mend the lift.", 1),
        )
    )
    said = [
        next(
            one.polarity.id
            for m, one in zip(facts.mentions, label(facts)[0], strict=True)
            if "berth" in m.text
        )
        for facts in (report, send)
    ]
    assert said == ["strength", "weakness"]
