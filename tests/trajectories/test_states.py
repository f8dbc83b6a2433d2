"""Each state, shown by a small graph that has just that case."""

from __future__ import annotations

from tests.trajectories.story import WORDS, Story

PLANS = ("plans", "children-in-care")


def weak(story: Story) -> Story:
    return story.weak(*PLANS, times=2)


def strong(story: Story, words: str = WORDS) -> Story:
    return story.strong(*PLANS, words=words)


def test_lapsed_where_the_board_was_abolished() -> None:
    story = weak(Story().inspection("lscb-review", "2015-06-01", board=True))
    assert story.states() == {PLANS: "lapsed"}


def test_lapsed_where_the_council_was_abolished() -> None:
    story = Story().authority("999", until="2021-04-01")
    weak(story.inspection("sif", "2015-06-01"))
    assert story.states() == {PLANS: "lapsed"}


def test_unknown_where_the_latest_report_is_not_loaded() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    story.inspection("ilacs-standard", "2019-03-04", tier=None)
    assert story.states() == {PLANS: "unknown"}
    found = story.derived()
    trajectory = found.trajectory(*PLANS)
    assert found.one(trajectory, "lastKnownState") == "first-recorded"
    assert found.one(trajectory, "inspectionsRead") == "2015-06-01 sif"
    assert found.one(trajectory, "inspectionsUnread") == "2019-03-04 ilacs-standard"


def test_unknown_where_only_a_visit_elsewhere_followed() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    story.inspection("focused-visit", "2019-03-04", tier="ofsted-letter", focus="front-door")
    story.weak("front-door-thresholds", "all-children")
    assert story.states()[PLANS] == "unknown"


def test_resolved_quotes_the_sentence_that_proves_it() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    strong(story.inspection("ilacs-standard", "2019-03-04"), words="Care plans are clear and on time.")
    assert story.states() == {PLANS: "resolved"}
    found = story.derived()
    assert found.one(found.trajectory(*PLANS), "proof") == story.last


def test_resolved_by_declared_improvement_too() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    story.inspection("ilacs-standard", "2019-03-04")
    story.finding("neutral", *PLANS, change="improved", words="Care planning has improved since 2015.")
    assert story.states() == {PLANS: "resolved"}


def test_easing_where_a_remark_is_left() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    strong(story.inspection("ilacs-standard", "2019-03-04")).weak(*PLANS)
    assert story.states() == {PLANS: "easing"}


def test_not_re_raised_where_the_report_is_silent() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    story.inspection("ilacs-standard", "2019-03-04").strong("health", "children-in-care")
    assert story.states() == {PLANS: "not-re-raised"}


def test_recurrent_says_what_lay_between() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    strong(story.inspection("sif-reinspection", "2017-06-01"))
    weak(story.inspection("ilacs-standard", "2019-03-04"))
    assert story.states() == {PLANS: "recurrent"}
    found = story.derived()
    assert found.all(found.trajectory(*PLANS), "between") == ["strong"]


def test_long_running_from_three_on_end() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    weak(story.inspection("sif-reinspection", "2017-06-01"))
    weak(story.inspection("ilacs-standard", "2019-03-04"))
    assert story.states() == {PLANS: "long-running"}


def test_persistent_from_two_on_end_with_a_repeat_that_names_the_prior_findings() -> None:
    story = weak(Story().inspection("sif", "2015-06-01"))
    weak(story.inspection("ilacs-standard", "2019-03-04"))
    assert story.states() == {PLANS: "persistent"}
    found = story.derived()
    (repeat,) = found.of("Repeat")
    assert len(found.all(repeat, "restsOn")) == 2
    assert found.one(repeat, "earlierObservation") == "999-sif-2015-06-01"
    assert found.one(repeat, "laterObservation") == "999-ilacs-standard-2019-03-04"


def test_deteriorated_where_it_was_a_strength() -> None:
    story = strong(Story().inspection("sif", "2015-06-01"))
    weak(story.inspection("ilacs-standard", "2019-03-04"))
    assert story.states() == {PLANS: "deteriorated"}


def test_new_where_an_earlier_report_was_silent() -> None:
    story = Story().inspection("sif", "2015-06-01").strong("health", "children-in-care")
    weak(story.inspection("ilacs-standard", "2019-03-04"))
    assert story.states() == {PLANS: "new"}


def test_first_recorded_where_nothing_earlier_is_known() -> None:
    story = weak(Story().inspection("ilacs-standard", "2019-03-04"))
    assert story.states() == {PLANS: "first-recorded"}
