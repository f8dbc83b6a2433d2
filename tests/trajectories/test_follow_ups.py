"""What became of a recommendation: what a person read, else how its theme fares."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.curation.follow_ups import FollowUpReading
from kg.trajectories.derive import derived
from tests.trajectories.story import COUNCIL, FORMER, Derived, Story

PLANS = ("plans", "children-in-care")
FIRST, SECOND, THIRD = "2015-03-02", "2019-03-04", "2023-03-06"
ASKED = "See every child alone at each visit."


def asked() -> Story:
    story = Story().inspection("sif", FIRST).recommendation(*PLANS, words=ASKED)
    return story.inspection("ilacs-standard", SECOND)


def follow_up(
    story: Story, *readings: FollowUpReading, asked_in: str = "t002", code: str = COUNCIL
) -> list[str]:
    """Inspection, level, what is shown, whether it is the same matter, level by the rule, and the reason."""
    read = {one.key: one for one in readings}
    found = Derived(derived(story.store(), code, readings=read))
    node = next(iter(sorted(n for n in found.of("FollowUp") if f"/{asked_in}/" in n)), "none")
    names = ("ofInspection", "answerLevel", "shownBy", "sameMatter", "ruleLevel", "reason")
    return [" ".join(found.all(node, name)) for name in names]


def test_without_a_reading_the_level_is_that_of_the_theme_and_the_sentence_most_alike_shows_it() -> None:
    story = asked().weak(*PLANS, words="Plans drift.", times=3)
    story.weak(*PLANS, words="Not every child is seen alone at each visit.").weak(
        *PLANS, words="Plans are late."
    )
    assert follow_up(story) == ["999-ilacs-standard-2019-03-04", "text", "t007", "false", "", ""]


def test_what_is_quoted_is_of_the_kind_of_the_level() -> None:
    praised = (
        asked().strong(*PLANS, words="Plans are clear.").strong(*PLANS, words="Every child is seen alone.")
    )
    assert follow_up(praised)[1:4] == ["strong", "t005", "false"]
    story = asked().weak(*PLANS, words="Not every child is seen alone at each visit.", times=3)
    story.recommendation(*PLANS, words="Write plans.").recommendation(*PLANS, words="See every child alone.")
    assert follow_up(story)[1:4] == ["recommendation", "t008", "false"]


def test_praise_does_not_show_that_a_weakness_was_raised_again() -> None:
    story = asked().weak(*PLANS, words="Plans drift.", times=3)
    weak = story.last
    story.finding("strength", *PLANS, words=ASKED, confidence=0.5)
    assert follow_up(story)[1] == "text"
    assert follow_up(story)[2] in ("t004", "t005", weak)


def test_what_is_partly_weak_does_not_show_a_strength() -> None:
    story = asked().strong(*PLANS, words="Plans are clear.").strong(*PLANS, words="Plans are kept.")
    story.finding("neutral", *PLANS, words=ASKED)
    assert follow_up(story)[1] == "strong"
    assert follow_up(story)[2] in ("t004", "t005")


def test_without_words_the_sentence_is_that_of_the_theme() -> None:
    story = Story().inspection("sif", FIRST).recommendation(*PLANS).inspection("ilacs-standard", SECOND)
    story.strong(*PLANS, words="Plans are clear.").strong(*PLANS, words="Every child is seen alone.")
    assert follow_up(story)[1:4] == ["strong", "t004", "false"]


def test_where_the_theme_is_not_spoken_of_the_report_is_silent() -> None:
    assert follow_up(asked().strong("health", "children-in-care"))[1:4] == ["silent", "", "false"]


def test_of_several_groups_the_one_whose_next_inspection_raises_it_most_counts() -> None:
    story = (
        Story().inspection("sif", FIRST).recommendation("plans", "children-in-care care-leavers", words=ASKED)
    )
    story.inspection("ilacs-standard", SECOND).strong("plans", "care-leavers").weak(*PLANS, times=4)
    assert follow_up(story)[1] == "text"


def test_only_the_central_theme_of_a_recommendation_is_followed() -> None:
    story = Story().inspection("sif", FIRST).recommendation("plans health", "children-in-care", words=ASKED)
    story.inspection("ilacs-standard", SECOND).weak("health", "children-in-care", times=4).strong(*PLANS)
    assert follow_up(story)[1] == "strong"


def test_a_theme_that_was_never_weak_is_followed_too() -> None:
    story = Story().inspection("sif", FIRST).recommendation(*PLANS, words=ASKED)
    for _ in range(9):
        story.strong(*PLANS)
    story.inspection("ilacs-standard", SECOND).strong(*PLANS)
    found = Derived(derived(story.store(), COUNCIL))
    assert len(found.of("FollowUp")) == 1


def test_the_finding_that_states_a_recommendation_is_not_quoted_for_it() -> None:
    story = asked().weak(*PLANS, words="Plans drift.", times=3)
    story.weak(*PLANS, words=ASKED, form="recommendation")
    assert follow_up(story)[2] != story.last


def test_the_last_inspection_is_followed_by_nothing_and_one_not_read_by_no_answer() -> None:
    alone = Story().inspection("sif", FIRST).recommendation(*PLANS, words=ASKED)
    assert follow_up(alone) == [""] * 6
    unread = alone.inspection("ilacs-standard", SECOND, tier=None)
    assert follow_up(unread)[:4] == ["999-ilacs-standard-2019-03-04", "unread", "", "false"]


READ = FollowUpReading(
    "recommendation/t002",
    "999-ilacs-standard-2019-03-04",
    "strong",
    "mention/t004",
    "JS",
    "2019 visits are kept",
)


def answered() -> Story:
    return (
        asked()
        .strong(*PLANS, words="Visits are kept.")
        .weak(*PLANS, words="Not every child is seen alone at each visit.")
    )


def test_what_a_person_read_wins_and_the_level_by_the_rule_stands_beside_it() -> None:
    assert follow_up(answered())[1:4] == ["remark", "t005", "false"]
    assert follow_up(answered(), READ)[1:] == ["strong", "t004", "true", "remark", "2019 visits are kept"]
    silent = replace(READ, level="silent", answer="")
    assert follow_up(answered(), silent)[1:4] == ["silent", "", "true"]


def test_what_neither_praises_nor_criticises_may_answer() -> None:
    story = answered().finding("neutral", *PLANS, words="Visits are made every six weeks.")
    assert follow_up(story, replace(READ, level="remark", answer="mention/t006"))[1:3] == ["remark", "t006"]


def test_a_reading_of_another_report_waits() -> None:
    """Until the inspection that it is of is the next one again."""
    later = replace(READ, inspection="999-ilacs-standard-2023-03-06")
    assert follow_up(answered(), later)[1:3] == ["remark", "t005"]


def test_a_sentence_of_another_report_is_no_answer() -> None:
    story = Story().inspection("sif", FIRST).recommendation(*PLANS, words=ASKED).strong(*PLANS)
    earlier = story.last
    story.inspection("ilacs-standard", SECOND).weak(*PLANS)
    read = replace(READ, answer=f"mention/{earlier}")
    found = Derived(derived(story.store(), COUNCIL, readings={read.key: read}))
    assert [found.one(note, "problem") for note in found.of("DataQualityNote")] == ["answer-gone"]


def test_a_reading_waits_for_its_report() -> None:
    story = Story().inspection("sif", FIRST).recommendation(*PLANS, words=ASKED)
    unread = story.inspection("ilacs-standard", SECOND, tier=None)
    found = Derived(derived(unread.store(), COUNCIL, readings={READ.key: READ}))
    assert found.of("DataQualityNote") == []
    assert follow_up(unread, READ)[1:4] == ["unread", "", "false"]


def test_a_reading_whose_sentence_is_gone_is_put_up_for_reading_again() -> None:
    found = Derived(
        derived(answered().store(), COUNCIL, readings={READ.key: replace(READ, answer="mention/t099")})
    )
    (note,) = found.of("DataQualityNote")
    assert [found.one(note, name) for name in ("about", "authority", "problem", "reason")] == [
        "t002",
        COUNCIL,
        "answer-gone",
        "t099 that can be quoted",
    ]
    (node,) = found.of("FollowUp")
    assert found.one(node, "answerLevel") == "remark"


@pytest.mark.parametrize(
    ("code", "expected"),
    [(COUNCIL, "999-ilacs-standard-2023-03-06"), (FORMER, "998-sif-reinspection-2017-03-06")],
)
def test_a_predecessors_recommendation_is_followed_by_its_own_inspections_then_by_its_successors(
    code: str, expected: str
) -> None:
    story = Story().authority(FORMER, until="2021-03-31")
    story.inspection("sif", FIRST).recommendation(*PLANS, words=ASKED)
    first = story.last
    story.inspection("sif-reinspection", "2017-03-06").recommendation(*PLANS, words=ASKED)
    last = story.last
    story.authority(COUNCIL).successor(FORMER, COUNCIL)
    story.inspection("ilacs-standard", THIRD).strong(*PLANS, words="Every child is seen alone.")
    assert follow_up(story, asked_in=first if code == FORMER else last, code=code)[0] == expected
    assert follow_up(story, asked_in=last if code == FORMER else first, code=code) == [""] * 6
