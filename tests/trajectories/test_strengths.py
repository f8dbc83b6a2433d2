"""What people read about strengths wins over the rule, inspection by inspection."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.curation.strengths import StrengthReading
from kg.trajectories.derive import derived
from tests.trajectories.story import COUNCIL, Derived, Story

PLANS = ("plans", "children-in-care")
FIRST, SECOND, THIRD = (
    "999-sif-2015-06-01",
    "999-ilacs-standard-2019-03-04",
    "999-ilacs-standard-2023-03-06",
)


def praised(*, times: int = 2) -> Story:
    """Praised at two or three inspections: t002 and t003, t005 and t006, t008 and t009."""
    story = Story()
    dates = (("sif", "2015-06-01"), ("ilacs-standard", "2019-03-04"), ("ilacs-standard", "2023-03-06"))
    for kind, began in dates[:times]:
        story.inspection(kind, began)
        story.strong(*PLANS, words="Plans are clear.").strong(*PLANS, words="Plans are kept.")
    return story


def reading(inspection: str, shown: str, level: str = "strong", thin: str = "") -> StrengthReading:
    return StrengthReading("authority/999", *PLANS, inspection, level, thin, shown, "JS", f"{level}{thin}")


def other(inspection: str, level: str = "remark") -> StrengthReading:
    return reading(inspection, "", level)


ONE, TWO, THREE = (
    reading(FIRST, "mention/t003"),
    reading(SECOND, "mention/t006"),
    reading(THIRD, "mention/t008"),
)


def read(story: Story, *readings: StrengthReading) -> Derived:
    return Derived(derived(story.store(), COUNCIL, praised={one.key: one for one in readings}))


def row(found: Derived, *names: str) -> list[str]:
    (strength,) = found.of("SustainedStrength")
    return [" ".join(found.all(strength, name)) for name in names]


def spans(found: Derived) -> list[tuple[str, str]]:
    return [(found.one(run, "firstInspection"), found.one(run, "lastInspection")) for run in found.of("Run")]


def test_a_strength_that_was_read_at_each_inspection_is_listed_with_the_reasons() -> None:
    found = read(praised(), ONE, TWO)
    assert row(found, "decided", "decidedBy", "reason", "rowConfidence", "listed") == [
        "confirmed",
        "JS",
        "2015: strong; 2019: strong",
        "0.93",
        "true",
    ]
    assert spans(found) == [(FIRST, SECOND)]


def test_the_sentence_that_a_reader_chose_is_quoted_first() -> None:
    for readings, shown in (
        ((), {FIRST: "t002", SECOND: "t005"}),
        ((ONE, TWO), {FIRST: "t003", SECOND: "t006"}),
    ):
        found = read(praised(), *readings)
        quoted = {found.one(o, "ofInspection"): found.one(o, "firstQuoted") for o in found.of("Observation")}
        assert quoted == shown


def test_a_strength_of_which_a_part_was_read_keeps_the_confidence_of_the_rule() -> None:
    by_rule = row(read(praised()), "rowConfidence", "listed")
    found = read(praised(), ONE)
    assert row(found, "decided", "rowConfidence", "listed") == ["", *by_rule]


@pytest.mark.parametrize("level", ["remark", "text", "silent"])
def test_a_strength_that_a_reader_did_not_find_is_refused_and_stays_as_it_was(level: str) -> None:
    found = read(praised(), ONE, other(SECOND, level))
    assert row(found, "decided", "listed", "rowConfidence") == ["refused", "false", "0.07"]
    assert spans(found) == [(FIRST, SECOND)]


def test_a_run_that_a_reader_broke_at_its_beginning_begins_later() -> None:
    found = read(praised(times=3), other(FIRST), TWO, THREE)
    assert row(found, "decided", "listed") == ["confirmed", "true"]
    assert spans(found) == [(SECOND, THIRD)]
    (strength,) = found.of("SustainedStrength")
    assert found.levels(strength) == ["remark", "strong", "strong"]


def test_a_run_that_a_reader_broke_at_its_end_has_ended() -> None:
    found = read(praised(times=3), ONE, TWO, other(THIRD, "text"))
    assert row(found, "decided", "listed") == ["confirmed", "true"]
    assert spans(found) == [(FIRST, SECOND)]
    assert [found.one(run, "ended") for run in found.of("Run")] == ["true"]


def test_thin_praise_at_the_beginning_is_no_part_of_a_run() -> None:
    found = read(praised(times=3), replace(ONE, thin="yes"), TWO, THREE)
    assert row(found, "decided", "listed") == ["confirmed", "true"]
    assert spans(found) == [(SECOND, THIRD)]


@pytest.mark.parametrize("thin", [SECOND, THIRD])
def test_thin_praise_later_makes_the_row_thin(thin: str) -> None:
    readings = [replace(one, thin="yes") if one.inspection == thin else one for one in (ONE, TWO, THREE)]
    found = read(praised(times=3), *readings)
    assert row(found, "decided", "listed") == ["thin", "false"]
    assert spans(found) == [(FIRST, THIRD)]


def test_two_inspections_of_which_the_first_is_thin_make_a_thin_row() -> None:
    by_rule = row(read(praised()), "rowConfidence")
    found = read(praised(), replace(ONE, thin="yes"), TWO)
    assert row(found, "decided", "listed", "rowConfidence") == ["thin", "false", *by_rule]


def test_a_sentence_that_is_not_there_leaves_the_rules_and_a_note() -> None:
    found = read(praised(), replace(ONE, shown="mention/t099"), TWO)
    assert row(found, "decided", "listed") == ["confirmed", "true"]
    (note,) = found.of("DataQualityNote")
    assert found.one(note, "problem") == "shown-gone"
    assert note.endswith(f"/quality-note/strength/999/plans/children-in-care/{FIRST}")
    assert "mention/t099 cannot be quoted" in " ".join(o for s, _, o in found.triples if s == note)


def test_readings_about_other_bodies_groups_and_themes_change_nothing() -> None:
    plain = read(praised())
    for changed in ({"body": "board/999-lscb"}, {"theme": "health"}, {"cohort": "care-leavers"}):
        assert read(praised(), replace(other(SECOND), **changed)).triples == plain.triples
