"""What people read about strengths wins over the rule, inspection by inspection."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.curation.strengths import StrengthReading
from kg.trajectories.decisions import certainty
from kg.trajectories.derive import derived
from kg.trajectories.model import Inspection, Observation, Rules
from kg.trajectories.strengths import _chance
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


def test_a_strength_of_which_a_part_was_read_is_surer_than_by_the_rule_and_not_decided() -> None:
    """As when a newer report is loaded: the inspection that was read has the confidence of readings."""
    by_rule = read(praised())
    chance = {
        by_rule.one(o, "ofInspection"): float(by_rule.one(o, "levelConfidence"))
        for o in by_rule.of("Observation")
    }
    decided, sure = row(read(praised(), ONE), "decided", "rowConfidence")
    assert decided == ""
    assert float(sure) == pytest.approx(0.93 * chance[SECOND], abs=0.01)


@pytest.mark.parametrize(("listed", "told"), [(0.5, "true"), (0.9, "false")])
def test_the_floor_says_whether_a_row_of_which_a_part_was_read_is_listed(listed: float, told: str) -> None:
    found = Derived(derived(praised().store(), COUNCIL, rules=Rules(listed=listed), praised={ONE.key: ONE}))
    assert row(found, "listed") == [told]


def test_a_part_that_was_read_counts_with_its_levels_and_sentences() -> None:
    found = read(praised(times=3), other(FIRST), TWO)
    assert spans(found) == [(SECOND, THIRD)]
    quoted = {found.one(o, "ofInspection"): found.all(o, "firstQuoted") for o in found.of("Observation")}
    assert (quoted[FIRST], quoted[SECOND]) == ([], ["t006"])


def test_a_thin_inspection_makes_a_row_thin_though_a_later_one_was_not_read() -> None:
    found = read(praised(times=3), ONE, replace(TWO, thin="yes"))
    assert row(found, "decided", "listed") == ["thin", "false"]


def test_a_reading_of_an_inspection_whose_report_is_not_loaded_waits_for_it() -> None:
    story = praised().inspection("ilacs-standard", "2023-03-06", tier=None)
    plain, found = read(story, ONE, TWO), read(story, ONE, TWO, THREE)
    assert found.triples == plain.triples
    assert row(found, "inspectionsUnread") == ["2023-03-06 ilacs-standard"]
    assert spans(found) == [(FIRST, SECOND)]


def test_a_reading_of_a_visit_that_does_not_look_at_the_unit_changes_nothing() -> None:
    story = praised().inspection("focused-visit", "2020-02-03", focus="front-door")
    story.strong("health", "children-in-care")
    visit = other("999-focused-visit-2020-02-03")
    assert read(story, ONE, TWO, visit).triples == read(story, ONE, TWO).triples


@pytest.mark.parametrize("level", ["remark", "text", "silent"])
def test_a_strength_that_a_reader_did_not_find_is_refused_and_stays_as_it_was(level: str) -> None:
    found = read(praised(), ONE, other(SECOND, level))
    assert row(found, "decided", "listed", "rowConfidence") == ["refused", "false", "0.07"]
    assert spans(found) == [(FIRST, SECOND)]


def test_a_strength_that_lacks_firmness_only_is_thin_though_a_reader_broke_its_run_before() -> None:
    found = read(praised(times=3), other(FIRST), replace(TWO, thin="yes"), THREE)
    assert row(found, "decided", "listed", "reason") == [
        "thin",
        "false",
        "2015: remark; 2019: strong; 2023: strong",
    ]


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


@pytest.mark.parametrize(
    ("second", "decided"),
    [(TWO, "confirmed"), (replace(TWO, thin="yes"), "thin"), (other(SECOND), "refused")],
)
def test_a_sentence_that_is_not_there_leaves_the_rules_and_a_note(
    second: StrengthReading, decided: str
) -> None:
    found = read(praised(), replace(ONE, shown="mention/t099"), second)
    assert row(found, "decided") == [decided]
    (note,) = found.of("DataQualityNote")
    assert found.one(note, "problem") == "shown-gone"
    assert note.endswith(f"/quality-note/strength/999/plans/children-in-care/{FIRST}")
    assert found.one(note, "about") == "strength"
    assert "mention/t099 cannot be quoted" in " ".join(o for s, _, o in found.triples if s == note)


def test_a_reader_may_quote_a_sentence_that_the_labels_tie_to_another_group() -> None:
    story = praised()
    story.strong("plans", "care-leavers", words="Care leavers have plans.")
    found = read(story, ONE, replace(TWO, shown=f"mention/{story.last}"))
    quoted = {found.one(o, "ofInspection"): found.all(o, "firstQuoted") for o in found.of("Observation")}
    assert quoted[SECOND] == [story.last]
    assert found.of("DataQualityNote") == []


def test_readings_about_other_bodies_groups_and_themes_change_nothing() -> None:
    plain = read(praised())
    for changed in ({"body": "board/999-lscb"}, {"theme": "health"}, {"cohort": "care-leavers"}):
        assert read(praised(), replace(other(SECOND), **changed)).triples == plain.triples


def test_what_was_read_is_as_sure_as_readings_are_and_the_rest_as_the_model_says() -> None:
    inspection = Inspection("i", "kind/sif", frozenset(), date(2015, 6, 1), read=True)
    observation = Observation(inspection, "strong", chances={"strong": 0.6, "silent": 0.4})
    assert _chance(observation, ONE) == certainty()
    assert _chance(observation, None) == 0.6
    assert _chance(replace(observation, chances={}), None) == 0.0
