"""The limits of docs/trajectories.md on likeness; the likeness of two texts is given here, not measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from kg.findings import group, grouping, support, supporting
from kg.findings.cohorts import broader, overlap
from kg.findings.words import cosine, stem, vectors
from tests.findings.sentences import item, sentence

Likeness = Callable[[Mapping[str, float]], None]
"""Sets the likeness of pairs of texts."""


@pytest.fixture
def alike(monkeypatch: pytest.MonkeyPatch) -> Likeness:
    """Takes the likeness of pairs of texts, written "a b"; of others it is nought."""

    def given(pairs: Mapping[str, float]) -> None:
        def of(one: str, other: str) -> float:
            return pairs.get(f"{one} {other}", pairs.get(f"{other} {one}", 0.0))

        class Same:
            def __init__(self, texts: Sequence[str]) -> None:
                self.vector = list(texts).__getitem__

        monkeypatch.setattr(grouping, "vectors", list)
        monkeypatch.setattr(supporting, "Weighed", Same)
        for module in (grouping, supporting):
            monkeypatch.setattr(module, "cosine", of)

    return given


def together(*texts: str, **labels: str) -> list[tuple[int, ...]]:
    return [f.mentions for f in group([sentence(text, **labels) for text in texts]).findings]  # type: ignore[arg-type]


@pytest.mark.parametrize(("likeness", "joined"), [(0.30, True), (0.29, False)])
def test_sentences_in_different_places(alike: Likeness, likeness: float, joined: bool) -> None:
    alike({"a b": likeness})
    assert together("a", "b") == ([(0, 1)] if joined else [(0,), (1,)])


@pytest.mark.parametrize(("likeness", "joined"), [(0.18, True), (0.17, False)])
def test_sentences_of_one_paragraph_on_one_matter(alike: Likeness, likeness: float, joined: bool) -> None:
    alike({"a b": likeness})
    assert together("a", "b", block="p1") == ([(0, 1)] if joined else [(0,), (1,)])


@pytest.mark.parametrize(
    "other", [{"themes": "health plans"}, {"cohorts": "children-in-care care-leavers"}, {"block": "p2"}]
)
def test_the_limit_within_a_paragraph_is_for_one_matter_only(
    alike: Likeness, other: Mapping[str, str]
) -> None:
    alike({"a b": 0.29})
    kept = {"themes": "plans", "cohorts": "children-in-care", "block": "p1"}
    found = group([sentence("a", **kept), sentence("b", **(kept | dict(other)))]).findings  # type: ignore[arg-type]
    assert len(found) == 2


@pytest.mark.parametrize(("likeness", "joined"), [(0.45, True), (0.44, False)])
def test_sentences_of_which_one_is_on_a_broader_cohort(
    alike: Likeness, likeness: float, joined: bool
) -> None:
    alike({"a b": likeness})
    broad, narrow = sentence("a", cohorts="children-in-care"), sentence("b", cohorts="out-of-area")
    assert len(group([broad, narrow]).findings) == (1 if joined else 2)


def test_within_a_paragraph_further_themes_may_differ(alike: Likeness) -> None:
    alike({"a b": 0.18})
    one, other = (
        sentence(t, themes=f"plans {more}", block="p") for t, more in (("a", "health"), ("b", "eet"))
    )
    assert len(group([one, other]).findings) == 1


def test_one_cohort_in_common_is_enough(alike: Likeness) -> None:
    alike({"a b": 0.30})
    several = sentence("a", cohorts="care-leavers children-in-care")
    assert len(group([several, sentence("b", cohorts="children-in-care")]).findings) == 1


def test_a_sentence_without_a_cohort_needs_no_more_likeness(alike: Likeness) -> None:
    alike({"a b": 0.30})
    assert len(group([sentence("a", cohorts=""), sentence("b", cohorts="out-of-area")]).findings) == 1


@pytest.mark.parametrize(("third", "joined"), [(0.21, True), (0.19, False)])
def test_the_mean_of_a_sentence_with_all_of_a_finding_decides(
    alike: Likeness, third: float, joined: bool
) -> None:
    alike({"a b": 0.44, "b c": 0.40, "a c": third})
    assert together("a", "b", "c") == ([(0, 1, 2)] if joined else [(0, 1), (2,)])


def test_a_pair_that_joins_no_more_does_not_end_the_grouping(alike: Likeness) -> None:
    alike({"a b": 0.9, "b c": 0.8, "a c": 0.0, "d e": 0.5})
    assert together("a", "b", "c", "d", "e") == [(0, 1, 2), (3, 4)]
    alike({"a b": 0.9, "b c": 0.35, "a c": 0.0, "d e": 0.31})
    assert together("a", "b", "c", "d", "e") == [(0, 1), (2,), (3, 4)]


def test_a_pair_that_may_not_join_does_not_end_the_grouping(alike: Likeness) -> None:
    alike({"a b": 0.9, "b c": 0.8, "d e": 0.5})
    home, everyone, care = (
        sentence(text, themes="missing", cohorts=cohort)
        for text, cohort in (
            ("a", "missing-from-home"),
            ("b", "all-children"),
            ("c", "missing-from-care"),
        )
    )
    rest = [sentence("d"), sentence("e")]
    assert [f.mentions for f in group([home, everyone, care, *rest]).findings] == [(0, 1), (2,), (3, 4)]


def test_two_in_a_finding_already_do_not_end_the_grouping(alike: Likeness) -> None:
    alike({"a b": 0.9, "b c": 0.8, "a c": 0.7, "d e": 0.5})
    assert together("a", "b", "c", "d", "e") == [(0, 1, 2), (3, 4)]


def test_each_two_sentences_of_a_finding_have_a_theme_in_common(alike: Likeness) -> None:
    alike({"a b": 0.9, "b c": 0.8, "a c": 0.8})
    a, b, c = (sentence(t, themes=themes) for t, themes in (("a", "plans"), ("b", "plans eet"), ("c", "eet")))
    assert [f.mentions for f in group([a, b, c]).findings] == [(0, 1), (2,)]


@pytest.mark.parametrize(("likeness", "linked"), [(0.12, True), (0.11, False)])
def test_a_recommendation_and_a_finding(alike: Likeness, likeness: float, linked: bool) -> None:
    alike({"r a": likeness})
    mentions = [sentence("r", form="recommendation", recommendation=1), sentence("a")]
    links = support([item(1, "r")], mentions, group(mentions))
    assert [(link.basis, link.confidence) for link in links] == [("same", 1.0), ("alike", 0.12)][: 1 + linked]


def test_the_sentence_of_a_finding_that_is_most_like_a_recommendation_counts(alike: Likeness) -> None:
    alike({"a b": 0.9, "r a": 0.05, "r b": 0.1234})
    mentions = [sentence("r", form="recommendation", recommendation=1), sentence("a"), sentence("b")]
    links = support([item(1, "r")], mentions, group(mentions))
    assert [(link.basis, link.confidence) for link in links] == [("same", 1.0), ("alike", 0.12)]


def test_a_recommendation_of_which_a_part_stands_elsewhere_too_is_not_linked_by_words(
    alike: Likeness,
) -> None:
    alike({"r a": 0.9, "r. q. b": 0.5})
    mentions = [
        sentence("r", form="recommendation", recommendation=1),
        sentence("q", form="recommendation", recommendation=1, themes="health"),
        sentence("a"),
        sentence("b"),
    ]
    links = support([item(1, "r. q.")], mentions, group(mentions))
    assert {link.basis for link in links} == {"same"}


def test_words_alone_link_five_findings_at_most(alike: Likeness) -> None:
    texts = "abcdefg"
    alike({f"r {text}": 0.29 - at / 100 for at, text in enumerate(texts)})
    mentions = [sentence("r", form="recommendation", recommendation=1), *map(sentence, texts)]
    found = group(mentions)
    links = support([item(1, "r")], mentions, found)
    linked = [
        mentions[found.findings[link.finding].lead].mention.text for link in links if link.basis == "alike"
    ]
    assert linked == list("abcde")


def test_a_finding_partly_outside_of_recommendations_is_what_one_rests_on(alike: Likeness) -> None:
    alike({"r a": 0.9, "r b": 0.5})
    mentions = [
        sentence("r", form="recommendation", recommendation=1),
        sentence("a"),
        sentence("b"),
    ]
    links = support([item(1, "r")], mentions, group(mentions))
    assert [link.basis for link in links] == ["same"]


def test_named_paragraphs_are_certain(alike: Likeness) -> None:
    alike({})
    mentions = [sentence("r", form="recommendation", recommendation=1), sentence("a", paragraph="25")]
    links = support([item(1, "r", paragraphs="25")], mentions, group(mentions))
    assert [(link.basis, link.confidence) for link in links] == [("same", 1.0), ("named", 1.0)]


def test_one_sentence_in_a_named_paragraph_is_enough(alike: Likeness) -> None:
    alike({"a b": 0.9})
    mentions = [
        sentence("r", form="recommendation", recommendation=1),
        sentence("a", paragraph="25"),
        sentence("b", paragraph="31"),
    ]
    links = support([item(1, "r", paragraphs="25")], mentions, group(mentions))
    assert [link.basis for link in links] == ["same", "named"]


def test_each_recommendation_is_linked_by_itself(alike: Likeness) -> None:
    """The first names a paragraph, so that its words do not count; those of the second do."""
    alike({"q. b": 0.5})
    mentions = [
        sentence("r", form="recommendation", recommendation=1),
        sentence("q", form="recommendation", recommendation=2),
        sentence("a", paragraph="25"),
        sentence("b"),
    ]
    links = support([item(1, "r", paragraphs="25"), item(2, "q.")], mentions, group(mentions))
    told = [(link.recommendation, link.basis) for link in links if link.basis != "same"]
    assert told == [(1, "named"), (2, "alike")]


def test_a_narrower_cohort_overlaps_over_several_steps_and_only_cohorts_count() -> None:
    above = broader()
    assert above and all(not cohort.startswith("http") for cohort in above)
    assert all(overlap(cohort, wider) for cohort, some in above.items() for wider in some)
    assert not overlap("missing-from-home", "care-leavers")


def test_a_finding_is_as_sure_as_its_polarity_and_its_central_theme() -> None:
    (sure,) = group([sentence("a", confidence=0.99)]).findings
    (bare,) = group([sentence("a", confidence=0.99, themes="")]).findings
    (doubtful,) = group([sentence("a", confidence=0.604)]).findings
    assert [one.confidence for one in (sure, bare, doubtful)] == [0.95, 0.99, 0.6]


def test_a_sentence_that_states_an_effect_leads_last() -> None:
    (finding,) = group(
        [
            sentence("a", form="summary", block="p1"),
            sentence("b", block="p1", refers_back=True),
        ]
    ).findings
    assert (finding.mentions, finding.lead) == ((0, 1), 0)


def test_words_of_like_texts() -> None:
    one, other, apart = vectors(["Plans are late.", "Planning was late.", "Nurses visit schools."])
    assert cosine(one, other) == pytest.approx(1.0)
    assert cosine(one, apart) == 0.0
    assert (stem("plannings"), stem("endings"), stem("assess")) == ("plan", "ending", "assess")
