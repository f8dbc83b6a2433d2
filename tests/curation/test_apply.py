"""Corrections win over the model, in labels and in links."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kg.classify.base import Label, Labelled
from kg.curation import Correction, apply, correction_triples, missing, relink, triples_of
from kg.findings import group, support
from tests.curation.reports import DOCUMENT, key, report
from tests.findings.sentences import item, sentence

PLANS = "Care plans are unclear and lack dates."
AGAIN = "Many care plans are unclear and lack dates for actions."
OTHER = "Managers seldom look."
FIELDS = ("polarity", "themes", "cohorts", "extent", "change")


def decided(text: str, **said: object) -> Correction:
    return Correction(DOCUMENT, key(text), "JS", "read again", **said)  # type: ignore[arg-type]


def leads(*sentences: Labelled, by: Sequence[Correction] = ()) -> list[tuple[int, ...]]:
    facts, read = report(*sentences)
    applied = apply(facts, read, by)
    anew, _ = relink(facts, applied.sentences, group(applied.sentences), (), applied.used)
    return [finding.mentions for finding in anew.findings]


def test_decided_labels_are_sure_and_others_stay() -> None:
    facts, read = report(sentence(PLANS, change="improved"), sentence(OTHER))
    one = decided(PLANS, polarity="strength", themes=("health",), cohorts=(), change="-")
    applied = apply(facts, read, [one])
    labels = applied.sentences[0].labels
    assert (labels.polarity.id, labels.polarity.confidence) == ("strength", 1.0)
    assert [theme.id for theme in labels.themes] == ["health"]
    assert (labels.cohorts, labels.change) == ((), None)
    assert applied.sentences[1] == read[1]
    assert (applied.used, applied.lost) == ((one,), ())


def test_a_correction_survives_other_spacing_and_case() -> None:
    applied = apply(
        *report(sentence("Care plans are  UNCLEAR and lack dates")), [decided(PLANS, polarity="mixed")]
    )
    assert applied.lost == ()


def test_a_correction_without_its_sentence_is_reported() -> None:
    lost = decided("A sentence of another edition.", polarity="mixed")
    facts, read = report(sentence(PLANS))
    assert apply(facts, read, [lost]).lost == (lost,)
    assert missing(facts, lost) == (lost.sentence,)


def test_a_link_to_a_sentence_or_recommendation_that_is_gone_is_reported() -> None:
    facts, read = report(sentence(PLANS))
    for one in (decided(PLANS, same_as="0000000000"), decided(PLANS, supports=("la-9",))):
        assert apply(facts, read, [one]).lost == (one,)


def test_two_sentences_become_one_finding_by_decision() -> None:
    told = sentence(PLANS), sentence(OTHER)
    assert leads(*told) == [(0,), (1,)]
    assert leads(*told, by=[decided(OTHER, same_as=key(PLANS))]) == [(0, 1)]


def test_one_finding_becomes_two_by_decision() -> None:
    told = sentence(PLANS), sentence(AGAIN)
    assert leads(*told) == [(0, 1)]
    assert leads(*told, by=[decided(AGAIN, same_as="-")]) == [(0,), (1,)]


def test_support_of_a_recommendation_is_made_and_undone_by_decision() -> None:
    text = "Make plans clear."
    facts, read = report(
        sentence(text, form="recommendation", recommendation=1),
        sentence(PLANS),
        sentence(OTHER, themes="management-supervision"),
        recommendations=(item(1, text),),
    )
    applied = apply(facts, read, [decided(OTHER, supports=("la-1",)), decided(PLANS, supports=("!la-1",))])
    found = group(applied.sentences)
    before = support(facts.recommendations, applied.sentences, found)
    anew, after = relink(facts, applied.sentences, found, before, applied.used)
    texts = {facts.mentions[anew.findings[s.finding].lead].text: s.basis for s in after}
    assert texts[OTHER] == "decided"
    assert PLANS not in texts


def test_nothing_to_link_leaves_findings_as_they_are() -> None:
    facts, read = report(sentence(PLANS), sentence(OTHER))
    found = group(read)
    assert relink(facts, read, found, (), [decided(PLANS, polarity="mixed")]) == (found, ())


def test_decisions_are_triples_and_lost_ones_too() -> None:
    given = [decided(OTHER, same_as=key(PLANS)), decided("A sentence of another edition.", polarity="mixed")]
    triples = triples_of(given, apply(*report(sentence(PLANS), sentence(OTHER)), given))
    assert len({t.subject for t in triples}) == 2


def test_a_correction_tells_what_the_model_had_said() -> None:
    given = [decided(PLANS, polarity="strength")]
    triples = triples_of(given, apply(*report(sentence(PLANS)), given))
    (said,) = (t.object for t in triples if t.predicate.value.endswith("modelSaid"))
    assert "polarity weakness" in str(said)


def test_a_correction_is_data_with_who_and_why() -> None:
    lines = [str(t) for t in correction_triples([decided(PLANS, polarity="mixed")])]
    assert any("decidedBy" in line and '"JS"' in line for line in lines)
    assert any("reason" in line and '"read again"' in line for line in lines)
    assert any(f"/id/mention/{DOCUMENT}/{key(PLANS)}" in line for line in lines)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("polarity", "mixed"),
        ("themes", ("health",)),
        ("cohorts", ("care-leavers",)),
        ("extent", "some"),
        ("change", "not-improved"),
    ],
)
def test_a_label_that_a_person_decides_is_sure_and_the_others_stay(
    name: str, value: str | tuple[str]
) -> None:
    facts, read = report(sentence(PLANS, extent="most", change="improved"))
    applied = apply(facts, read, [decided(PLANS, **{name: value})])
    before, after = read[0].labels, applied.sentences[0].labels
    labels = (
        Label(value, 1.0, decided=True) if isinstance(value, str) else (Label(*value, 1.0, decided=True),)
    )
    assert getattr(after, name) == labels
    assert all(getattr(after, other) == getattr(before, other) for other in FIELDS if other != name)
    assert after.decided and not before.decided
