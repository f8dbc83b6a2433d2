"""Where things found outside the judged sections belong."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kg.namespaces import thing
from kg.rdf.terms import in_scheme, share, text
from kg.trajectories.model import Contribution, Said
from kg.trajectories.read import read_found
from kg.trajectories.scheme import read_scheme
from tests.trajectories.story import COUNCIL, Story


def found(story: Story, key: str) -> Contribution:
    """What is read of a thing."""
    store = story.store()
    things = read_found(store, thing("authority", COUNCIL), read_scheme(store))
    (one,) = (f for f in things if f.iri.rpartition("/")[2] == key)
    return one


def supported(story: Story, recommendation: str, *findings: str) -> None:
    node = NamedNode(thing("recommendation", recommendation))
    for key in findings:
        story.graph.add(node, "supportedBy", NamedNode(thing("finding", key)))


def story() -> Story:
    return Story().inspection("ilacs-standard", "2019-03-04")


def test_a_recommendation_stands_where_its_support_does() -> None:
    told = story().weak("plans", "children-in-care", area="help-and-protection")
    first = told.last
    second = told.weak("plans", "children-in-care", area="impact-of-leaders").last
    item = told.recommendation("plans", "children-in-care").last
    supported(told, item, first, second)
    assert found(told, item).areas == {"help-and-protection", "impact-of-leaders"}


def test_a_summary_stands_where_the_recommendations_that_it_supports_have_other_support() -> None:
    told = story().weak("plans", "all-children", area="help-and-protection")
    section = told.last
    summary = told.weak("plans", "all-children").last
    items = [told.recommendation("plans", "all-children").last for _ in range(2)]
    supported(told, items[0], section, summary)
    supported(told, items[1], summary)
    assert found(told, summary).areas == {"help-and-protection"}
    assert found(told, section).areas == {"help-and-protection"}


def test_without_support_it_stands_where_its_cohorts_are_usually_reported() -> None:
    told = story().weak("plans", "children-in-care all-children")
    usual = read_scheme(told.store()).cohort_areas["children-in-care"]
    assert found(told, told.last).areas == usual != frozenset()
    item = told.recommendation("plans", "children-in-care").last
    assert found(told, item).areas == usual


def test_what_is_said_of_all_children_alone_has_no_place() -> None:
    told = story().weak("plans", "all-children")
    assert found(told, told.last).areas == frozenset()


def test_what_has_no_confidence_is_certain() -> None:
    told = story().weak("plans", "all-children")
    assert found(told, told.last).confidence == 0.9
    told.recommendation("plans", "all-children")
    assert found(told, told.last).confidence == 1.0


def test_a_sentence_has_its_labels_in_their_order_each_as_sure_as_it_is() -> None:
    told = story().finding("weakness", "plans health", "children-in-care")
    sentence = NamedNode(thing("mention", told.last))
    told.graph.add(sentence, "polarityConfidence", share(0.85))
    told.graph.add(sentence, "themeList", text("plans health"))
    told.graph.add(sentence, "centralThemeConfidence", share(0.9))
    told.graph.add(sentence, "secondThemeConfidence", share(0.6))
    told.graph.add(sentence, "cohortList", text("children-in-care"))
    told.graph.add(sentence, "centralCohortConfidence", share(0.75))
    labels = Said(
        {"plans": (1, 0.9), "health": (2, 0.6)}, {"children-in-care": 0.75}, 0.85, iri=sentence.value
    )
    assert found(told, told.last).said == (labels,)
    told.graph.add(sentence, "time", in_scheme("time", "past"))
    assert [said.now for said in found(told, told.last).said] == [False]


def test_a_sentence_without_theme_and_cohort_is_not_among_those_that_speak() -> None:
    told = story().weak("plans", "children-in-care")
    told.graph.add(NamedNode(thing("mention", told.last)), "polarityConfidence", share(0.85))
    assert found(told, told.last).said == ()
