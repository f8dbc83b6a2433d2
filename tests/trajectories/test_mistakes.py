"""What a simple matcher gets wrong: the seven mistakes of docs/trajectories.md."""

from __future__ import annotations

from tests.trajectories.story import Story


def test_1_missing_from_home_and_missing_from_care_do_not_merge() -> None:
    story = Story().inspection("sif", "2015-06-01").weak("missing", "missing-from-home", times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak("missing", "missing-from-care", times=2)
    assert story.states() == {
        ("missing", "missing-from-home"): "not-re-raised",
        ("missing", "missing-from-care"): "new",
    }


def test_1_all_children_do_not_merge_them_either() -> None:
    story = Story().inspection("sif", "2015-06-01")
    story.weak("missing", "missing-from-home", times=2, area="help-and-protection")
    story.inspection("ilacs-standard", "2019-03-04")
    story.weak("missing", "missing-from-care", times=2, area="help-and-protection")
    story.weak("missing", "all-children", area="help-and-protection")
    assert story.states()["missing", "missing-from-home"] == "easing"
    assert story.states()["missing", "missing-from-care"] == "new"


def test_1_praise_of_no_group_in_particular_resolves_no_groups_weakness() -> None:
    story = Story().inspection("sif", "2015-06-01")
    story.weak("specific-group", "privately-fostered", times=2, area="help-and-protection")
    story.inspection("ilacs-standard", "2019-03-04")
    story.finding("strength", "specific-group", "all-children", area="help-and-protection")
    assert story.states()["specific-group", "privately-fostered"] == "not-re-raised"


def test_2_a_strategy_does_not_resolve_a_weakness() -> None:
    story = Story().inspection("sif", "2015-06-01").weak("sufficiency", "children-in-care", times=2)
    story.inspection("ilacs-standard", "2019-03-04")
    story.strong(
        "sufficiency", "children-in-care", words="A thorough sufficiency strategy is being implemented."
    )
    assert story.states() == {("sufficiency", "children-in-care"): "not-re-raised"}


def test_3_mixed_sentences_carry_a_weakness() -> None:
    story = Story().inspection("sif", "2015-06-01")
    story.finding("mixed", "health", "children-in-care").finding("mixed", "health", "children-in-care")
    assert story.states() == {("health", "children-in-care"): "first-recorded"}


def test_4_chains_in_the_paragraphs_count_and_sentences_of_one_finding_count_once() -> None:
    story = Story().inspection("sif", "2015-06-01").weak("health", "children-in-care", times=2)
    story.inspection("ilacs-standard", "2019-03-04").weak("health", "children-in-care", times=2)
    assert story.states() == {("health", "children-in-care"): "persistent"}
    # Five sentences of one finding are one finding: kg.findings groups them, and the level counts findings.
    once = Story().inspection("sif", "2015-06-01").weak("health", "children-in-care")
    assert once.states() == {}


def test_5_the_number_of_recommendations_is_no_trend() -> None:
    story = Story().inspection("sif", "2015-06-01")
    for _ in range(5):
        story.recommendation("health", "children-in-care")
    story.inspection("ilacs-standard", "2019-03-04").recommendation("health", "children-in-care")
    found = story.derived()
    assert found.runs(found.trajectory("health", "children-in-care")) == [(2, "level", "false")]


def test_6_care_leavers_are_found_in_the_joint_area_of_earlier_reports() -> None:
    story = Story().inspection("sif", "2015-06-01").weak("eet", "care-leavers", times=4, area="care-leavers")
    story.inspection("ilacs-standard", "2019-03-04")
    story.weak("eet", "all-children", times=4, area="children-in-care-and-care-leavers")
    story.inspection("ilacs-standard", "2023-03-06")
    story.weak("eet", "care-leavers", times=4, area="care-leavers")
    found = story.derived()
    trajectory = found.trajectory("eet", "care-leavers")
    joint = f"{trajectory}/999-ilacs-standard-2019-03-04".replace("/trajectory/", "/observation/")
    assert len(found.all(joint, "restsOn")) == 4
    assert found.levels(trajectory)[1] in ("text", "remark")


def test_7_a_councils_own_words_are_no_evidence_of_inspectors() -> None:
    story = Story().inspection("ilacs-standard", "2019-03-04", tier=None)
    story.claim("weakness", "plans", "children-in-care", tier="council-paper", speaker="authority/999")
    assert story.states() == {}
    read = Story().inspection("sif", "2015-06-01").weak("plans", "children-in-care", times=2)
    read.claim("strength", "plans", "children-in-care", tier="council-notice", speaker="authority/999")
    assert read.states() == {("plans", "children-in-care"): "first-recorded"}
