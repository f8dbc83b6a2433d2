"""Sentences that say one thing become one finding."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.classify.base import Label, Labelled
from kg.findings import Consequence, group
from tests.findings.sentences import sentence


def groups(*mentions: Labelled) -> list[tuple[int, ...]]:
    return [finding.mentions for finding in group(mentions).findings]


def test_summary_recommendation_and_paragraph_that_say_one_thing_are_one_finding() -> None:
    found = group(
        [
            sentence("Care plans are often unclear and lack dates.", form="summary"),
            sentence("Improve care plans that are unclear and lack dates.", form="recommendation"),
            sentence("Many care plans are unclear and lack dates for actions.", extent="many"),
        ]
    )
    (finding,) = found.findings
    assert finding.mentions == (0, 1, 2)
    assert finding.lead == 2
    assert finding.extent == "many"


def test_sentences_on_one_theme_that_say_other_things_stay_apart() -> None:
    assert groups(
        sentence("Care plans are often unclear and lack dates."),
        sentence("Review meetings are seldom attended by schools."),
    ) == [(0,), (1,)]


def test_strength_and_weakness_never_join_and_mixed_is_weak() -> None:
    text = "Care plans are clear for most children and have dates."
    assert groups(sentence(text, "strength"), sentence(text), sentence(text, "mixed")) == [(0,), (1, 2)]


def test_missing_from_home_and_missing_from_care_stay_apart_even_beside_all_children() -> None:
    text = "Children who go missing are not offered a talk with someone independent."
    home = sentence(text, themes="missing", cohorts="missing-from-home")
    care = sentence(text, themes="missing", cohorts="missing-from-care")
    everyone = sentence(text, themes="missing", cohorts="all-children")
    assert all({0, 1} - set(members) for members in groups(home, care, everyone))


def test_the_same_words_on_two_themes_stay_apart() -> None:
    text = "Care plans are often unclear and lack dates."
    assert groups(sentence(text, themes="plans"), sentence(text, themes="visits")) == [(0,), (1,)]
    assert groups(sentence(text, themes="plans"), sentence(text, themes="visits plans")) == [(0, 1)]


def test_parts_of_a_report_stay_apart() -> None:
    text = "The board does not know how well plans work."
    assert groups(sentence(text), sentence(text, part="lscb")) == [(0,), (1,)]


def test_a_consequence_joins_its_cause() -> None:
    found = group(
        [
            sentence("Plans are not shared with carers.", block="p1"),
            sentence("This means that carers do not know what to do.", block="p1", refers_back=True),
            sentence("As a result, moves follow.", themes="stability-matching", block="p1", refers_back=True),
        ]
    )
    assert [finding.mentions for finding in found.findings] == [(0, 1, 2)]
    assert found.consequences == (Consequence(1, 0), Consequence(2, 1))
    assert found.findings[0].lead == 0


def test_a_consequence_of_another_kind_is_linked_but_stands_alone() -> None:
    found = group(
        [
            sentence("Plans are not shared with carers.", block="p1"),
            sentence("This means that leaders now share them.", "strength", block="p1", refers_back=True),
        ]
    )
    assert len(found.findings) == 2
    assert found.consequences == (Consequence(1, 0),)


def test_nothing_refers_back_over_the_end_of_a_paragraph() -> None:
    found = group(
        [
            sentence("Plans are not shared with carers.", block="p1"),
            sentence("This means that nobody knows who does what.", block="p2", refers_back=True),
        ]
    )
    assert found.consequences == ()


def test_a_sentence_that_goes_on_with_the_matter_joins_the_one_before() -> None:
    assert groups(
        sentence("Plans seldom say who does what.", block="p1"),
        sentence("A new form is meant to address this, without effect so far.", block="p1"),
        sentence("Some teams hold no reviews.", block="p1"),
    ) == [(0, 1), (2,)]


def test_a_sentence_goes_on_with_the_one_right_before_it_alone() -> None:
    plans = sentence("Plans seldom say who does what.", block="p1")
    follows = "A new form is meant to address this, without effect so far."
    praise = sentence("Plans are shared with carers.", "strength", block="p1")
    assert groups(plans, praise, sentence(follows, block="p1")) == [(0,), (1,), (2,)]
    assert groups(plans, sentence(follows, block="p2")) == [(0,), (1,)]


def test_going_on_may_put_another_theme_of_the_same_matter_first() -> None:
    cause = sentence("Assessments overlook what plans need.", themes="health plans", block="p1")
    follows = "A new form is meant to address this, without effect so far."
    assert groups(cause, sentence(follows, themes="plans health", block="p1")) == [(0, 1)]
    assert groups(cause, sentence(follows, themes="plans workforce", block="p1")) == [(0,), (1,)]
    # only the central themes have to be borne by both
    cause = sentence("Assessments overlook what plans need.", themes="health workforce plans", block="p1")
    third = sentence(follows, themes="plans stability-matching health", block="p1")
    assert groups(cause, third) == [(0, 1)]


def test_each_sentence_is_of_exactly_one_finding() -> None:
    mentions = [sentence(f"Plans of team {n} lack dates.", themes="plans health") for n in range(6)]
    found = group(mentions)
    assert sorted(found.by_mention()) == list(range(6))
    assert sum(len(finding.mentions) for finding in found.findings) == 6


@pytest.mark.parametrize(
    ("later", "sooner"),
    [
        ("list-item", "paragraph"),
        ("summary", "list-item"),
        ("summary", "progress"),
        ("summary", "statement"),
        ("recommendation", "summary"),
    ],
)
def test_the_body_of_a_report_leads_before_lists_and_these_before_summaries(later: str, sooner: str) -> None:
    text = "Care plans are unclear and lack dates."
    sure, doubtful = sentence(text, form=later, confidence=0.99), sentence(text, form=sooner, confidence=0.6)
    (finding,) = group([sure, doubtful]).findings
    assert finding.lead == 1


def test_themes_begin_with_those_of_the_lead_and_keep_what_two_sentences_share() -> None:
    text = "Care plans are unclear and lack dates."
    (finding,) = group(
        [
            sentence(text, themes="plans management-supervision", form="summary"),
            sentence(text, themes="plans management-supervision", form="summary"),
            sentence(text, themes="plans health", form="summary", confidence=0.99),
        ]
    ).findings
    assert finding.themes == ("plans", "health", "management-supervision")


def test_the_surest_declared_change_is_the_findings() -> None:
    text = "Care plans are still unclear and lack dates."
    (finding,) = group([sentence(text), sentence(text, change="not-improved")]).findings
    assert finding.change == "not-improved"


def test_the_extent_is_the_leads_or_else_that_of_the_first_sentence_that_states_one() -> None:
    text = "Care plans are unclear and lack dates."
    lead, many, few = (
        sentence(text, form=form, extent=extent)
        for form, extent in (("paragraph", "not-stated"), ("summary", "many"), ("summary", "some"))
    )
    (finding,) = group([few, many, lead]).findings
    assert (finding.lead, finding.extent) == (2, "some")
    (finding,) = group([few, sentence(text, extent="most")]).findings
    assert (finding.lead, finding.extent) == (1, "most")
    (finding,) = group([few, lead]).findings
    assert finding.extent == "some"


def test_a_finding_declares_the_change_that_one_of_its_sentences_is_surest_of() -> None:
    text = "Care plans are still unclear and lack dates."
    sure, one = sentence(text, change="not-improved"), sentence(text, change="improved")
    doubtful = replace(one, labels=replace(one.labels, change=Label("improved", 0.6)))
    for mentions in ([sure, doubtful], [doubtful, sure]):
        (finding,) = group(mentions).findings
        assert finding.change == "not-improved"


def test_where_places_count_two_items_and_two_bullets_stay_apart() -> None:
    text = "Care plans are often unclear and lack dates."
    told = [
        sentence(text, form="recommendation", block="a", recommendation=1),
        sentence(text, form="recommendation", block="b", recommendation=2),
        sentence(text, form="list-item", block="c"),
        sentence(text, form="list-item", block="d"),
    ]
    assert [f.mentions for f in group(told).findings] == [(0, 1, 2, 3)]
    apart = [set(f.mentions) for f in group(told, separate=True).findings]
    assert not any({0, 1} <= one or {2, 3} <= one for one in apart)


def test_where_places_count_the_bullets_of_one_item_may_say_one_thing() -> None:
    text = "Care plans are often unclear and lack dates."
    told = [
        sentence(text, form="recommendation", block="a", recommendation=1),
        sentence(text, form="recommendation", block="b", recommendation=1),
        sentence(text, form="paragraph", block="c"),
    ]
    assert [f.mentions for f in group(told, separate=True).findings] == [(0, 1, 2)]


def test_where_places_count_a_mixed_sentence_and_a_weakness_join_in_one_paragraph_alone() -> None:
    text = "Care plans are often unclear and lack dates."
    for block, findings in (("p1", [(0, 1)]), ("p2", [(0,), (1,)])):
        told = [sentence(text, block="p1"), sentence(text, "mixed", block=block)]
        assert [f.mentions for f in group(told, separate=True).findings] == findings


def test_where_places_count_a_sentence_that_leans_on_another_joins_in_its_paragraph_alone() -> None:
    first = "Care plans are often unclear and lack dates."
    second = "However, these care plans are often unclear and lack dates."
    for block, findings in (("p1", [(0, 1)]), ("p2", [(0,), (1,)])):
        told = [sentence(first, block="p1"), sentence(second, block=block)]
        assert [f.mentions for f in group(told, separate=True).findings] == findings
    assert [f.mentions for f in group(told).findings] == [(0, 1)]


def test_where_places_count_a_finding_has_no_more_labels_than_a_sentence() -> None:
    text = "Care plans are often unclear and lack dates."
    many = "plans assessment visits-direct-work"
    told = [
        sentence(text, themes=many),
        *(sentence(text, themes="plans recording-history", block=block) for block in "ab"),
    ]
    (loose,) = group(told).findings
    (strict,) = group(told, separate=True).findings
    assert loose.themes == (*many.split(), "recording-history")
    assert strict.themes == tuple(many.split())


def test_no_sentences_no_findings() -> None:
    assert group([]).findings == ()
