"""A recommendation without a group takes that of the section in which all paragraphs stand that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg.classify.base import Labelled
from kg.classify.labels import COHORTS
from kg.documents.model import Span
from kg.errors import RecordError
from kg.extract.facts import Evidence, Recommendation, ReportFacts, Section
from kg.findings import referred as module
from kg.findings.referred import referred
from tests.findings.sentences import item, sentence

AREAS = {1: "help-and-protection", 2: "looked-after-and-permanence", 3: "care-leavers"}
EVIDENCE = Evidence(1, Span(0, 1))


def told(paragraphs: str, *, cohorts: str = "all-children", addressee: str = "la") -> tuple[str, ...]:
    """Cohorts of a recommendation of two sentences that names paragraphs; number 24 stands in section 2."""
    text = "Write every plan down. Review it."
    said = [
        sentence("Write every plan down.", cohorts=cohorts, recommendation=1),
        sentence("Review it.", cohorts="all-children", recommendation=1),
        placed("Some plans lapse.", "14", 1),
        placed("Some plans of theirs lapse.", "24", 2),
        placed("Reviews wait.", "25", 2),
        placed("Some pathways lapse.", "34", 3),
    ]
    asked = item(1, text, paragraphs=paragraphs, addressee=addressee)
    labels = referred(stating(said, asked), [one.labels for one in said])
    assert labels[2:] == tuple(one.labels for one in said[2:])
    return tuple(c.id for one in labels[:2] for c in one.cohorts)


def stating(said: Sequence[Labelled], *items: Recommendation) -> ReportFacts:
    """A report with sentences and recommendations."""
    return ReportFacts(
        "0" * 64,
        "999",
        "Exampleshire",
        EVIDENCE,
        "sif",
        (),
        None,
        tuple(Section(number, area, EVIDENCE, area) for number, area in AREAS.items()),
        items,
        tuple(one.mention for one in said),
    )


def placed(text: str, paragraph: str, section: int) -> Labelled:
    one = sentence(text, paragraph=paragraph)
    return replace(one, mention=replace(one.mention, section=section))


def test_it_is_about_the_group_of_the_section_of_its_paragraphs() -> None:
    assert told("24") == told("24 25") == ("children-in-care", "children-in-care")
    assert told("34") == ("care-leavers", "care-leavers")


@pytest.mark.parametrize("paragraphs", ["", "14", "14 24", "24 34", "24 99"])
def test_it_stays_on_all_children_without_a_section_of_one_group(paragraphs: str) -> None:
    assert told(paragraphs) == ("all-children", "all-children")


def test_a_group_in_its_own_words_stays() -> None:
    assert told("24", cohorts="disabled-children") == ("disabled-children", "all-children")


def test_each_recommendation_is_read_by_itself() -> None:
    """The first names its group and the second no paragraph; both say nothing of the third."""
    said = [
        sentence("Train foster carers.", cohorts="carers", recommendation=1),
        sentence("Write less.", cohorts="all-children", recommendation=2),
        sentence("Write every plan down.", cohorts="all-children", recommendation=3),
        placed("Some plans lapse.", "24", 2),
    ]
    items = [item(n, said[n - 1].mention.text, paragraphs="" if n == 2 else "24") for n in (1, 2, 3)]
    labels = referred(stating(said, *items), [one.labels for one in said])
    assert [c.id for one in labels[:3] for c in one.cohorts] == ["carers", "all-children", "children-in-care"]


def test_paragraphs_of_the_council_say_nothing_of_what_the_board_must_do() -> None:
    assert told("24", addressee="lscb") == ("all-children", "all-children")


def test_every_group_is_a_cohort(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(module._groups().values()) <= set(COHORTS)
    monkeypatch.setattr(module, "_record", lambda: {"groups": {"adoption": "sailors"}})
    with pytest.raises(RecordError, match=r"referred\.yaml: \['sailors'\] are not cohorts"):
        module._groups.__wrapped__()


def test_the_confidence_is_the_share_that_was_right_when_read() -> None:
    assert module._confidence() == 0.93
