"""Inspections before its own that a report names: their kinds follow from area and month."""

from __future__ import annotations

from datetime import date

import pytest

from kg.build.report import label
from kg.classify.base import Labelled
from kg.extract import extract
from kg.extract.facts import ReportFacts
from kg.findings import group
from kg.rdf.build import report_graph
from kg.rdf.earlier import name_of
from kg.rdf.terms import our
from kg.validate import validate_graph
from tests.extract.builder import heading, item, older, paragraph

INFORMATION = heading("Information about this local authority area", 2)
GRADED = " The local authority was judged to be good."


def read(*sentences: str) -> ReportFacts:
    return extract(older(INFORMATION, *(item(sentence + GRADED) for sentence in sentences)))


def named(*sentences: str) -> list[tuple[str, str, str]]:
    return [(one.kind, str(one.start.earliest), str(one.start.latest)) for one in read(*sentences).earlier]


def of(what: str, when: str, verb: str = "was in") -> str:
    return f"The previous inspection of Surrey’s {what} {verb} {when}."


SAFE = "safeguarding arrangements / arrangements for the protection of children"
PROTECTION = "arrangements for the protection of children"
CARE = "services for looked after children"


def test_sentences_on_two_areas_in_one_month_name_one_inspection() -> None:
    document = older(INFORMATION, item(of(SAFE, "July 2012") + GRADED), item(of(CARE, "July 2012") + GRADED))
    facts = extract(document)
    (one,) = facts.earlier
    assert (one.kind, one.start.earliest, one.start.latest) == ("slac", date(2012, 7, 1), date(2012, 7, 31))
    assert one.start.printed == "July 2012"
    assert one.evidence.page == 2
    assert document.quote(one.evidence.span) == of(SAFE, "July 2012").removesuffix(".")


def test_each_area_has_its_own_last_inspection() -> None:
    assert named(of(PROTECTION, "July 2012"), of(CARE, "April 2010")) == [
        ("slac", "2010-04-01", "2010-04-30"),
        ("protection-2012", "2012-07-01", "2012-07-31"),
    ]
    assert named(of("child protection services", "January 2013"), of(CARE, "July 2013")) == [
        ("protection-2012", "2013-01-01", "2013-01-31"),
        ("lac-2013", "2013-07-01", "2013-07-31"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The last Ofsted inspection of Surrey’s safeguarding arrangements and looked after children was in",
        "The last inspection of the council’s safeguarding and children looked after services was also in",
        "Ofsted’s last inspection of safeguarding and looked after children services was undertaken in",
        "An inspection of safeguarding and arrangements for looked after children took place in",
        "Safeguarding and looked after children services in Surrey were last inspected in",
        "The previous inspections of child protection and services for children in care in",
    ],
)
def test_forms_of_sentences(sentence: str) -> None:
    assert named(f"{sentence} May 2011.") == [("slac", "2011-05-01", "2011-05-31")]


def test_a_section_on_progress_may_name_them_too() -> None:
    facts = extract(
        older(heading("Progress since the last inspection", 2), paragraph(of(PROTECTION, "March 2013")))
    )
    assert [one.kind for one in facts.earlier] == ["protection-2012"]


def test_an_inspection_published_in_a_month_began_then_or_in_the_three_before() -> None:
    published = "was published in"
    assert named(of(SAFE, "March 2012", published), of(CARE, "March 2012", published)) == [
        ("slac", "2011-12-01", "2012-03-31")
    ]
    # and not before there were any of its kind
    assert named(of(PROTECTION, "July 2012", published), of(CARE, "May 2010")) == [
        ("slac", "2010-05-01", "2010-05-31"),
        ("protection-2012", "2012-06-01", "2012-07-31"),
    ]


def keys(*sentences: str) -> set[str]:
    return {name_of(one) for one in read(*sentences).earlier}


def test_the_key_has_the_printed_month_even_where_none_of_the_kind_began_then() -> None:
    published = "was published in"
    starts = set()
    for month in ("August", "September", "October"):
        sentences = of(SAFE, f"{month} 2012", published), of(CARE, f"{month} 2012", published)
        ((kind, earliest, latest),) = named(*sentences)
        assert (kind, latest) == ("slac", "2012-08-31")
        starts.add((*keys(*sentences), earliest))
    assert starts == {
        ("by-2012-08", "2012-05-01"),
        ("by-2012-09", "2012-06-01"),
        ("by-2012-10", "2012-07-01"),
    }
    later = of(PROTECTION, "January 2013"), of(CARE, "December 2013", published)
    assert named(*later)[1] == ("lac-2013", "2013-09-01", "2013-09-30")
    assert keys(*later) == {"2013-01", "by-2013-12"}


def test_the_key_says_so_where_only_the_month_of_publication_is_left() -> None:
    first = of(PROTECTION, "June 2012", "was published in"), of(CARE, "May 2010")
    assert named(*first)[1] == ("protection-2012", "2012-06-01", "2012-06-30")
    assert keys(*first) == {"2010-05", "by-2012-06"}


@pytest.mark.parametrize(
    "sentences",
    [
        [of("fostering service", "May 2011")],
        [of("adoption service for looked after children", "May 2011")],
        [of("private fostering arrangements for safeguarding children", "May 2011")],
        [of("contact, referral and assessment arrangements", "May 2011")],
        [of("youth work", "May 2011")],
        # no kind of inspection looked at it then
        [of(SAFE, "May 2008"), of(CARE, "May 2008")],
        [of(CARE, "January 2013")],
        [of(SAFE, "March 2014"), of(CARE, "March 2014")],
        # it may be of either kind
        [of(PROTECTION, "July 2012")],
    ],
)
def test_what_area_and_month_do_not_settle_is_left_out(sentences: list[str]) -> None:
    assert named(*sentences) == []


def test_months_that_are_too_near_for_two_inspections_may_be_of_one() -> None:
    # one of them may be that of its report
    assert named(of(PROTECTION, "June 2011"), of(CARE, "May 2011")) == [
        ("slac", "2011-05-01", "2011-05-31"),
        ("slac", "2011-06-01", "2011-06-30"),
    ]
    assert [start for _, start, _ in named(of(SAFE, "September 2011"), of(CARE, "May 2011"))] == [
        "2011-05-01",
        "2011-09-01",
    ]
    assert [start for _, start, _ in named(of(SAFE, "October 2011"), of(CARE, "May 2011"))] == ["2011-05-01"]


def test_an_inspection_of_one_area_after_the_last_of_the_other_is_none_of_both() -> None:
    assert named(of(SAFE, "March 2012"), of(CARE, "October 2010")) == [("slac", "2010-10-01", "2010-10-31")]


def test_of_several_inspections_of_an_area_the_latest_tells_what_others_looked_at() -> None:
    """That of children in care in June may be the one on protection in July; that of 2010 may not."""
    protection, long_before = of(PROTECTION, "July 2012"), of(CARE, "May 2010")
    assert ("protection-2012", "2012-07-01", "2012-07-31") in named(protection, long_before)
    assert [kind for kind, _, _ in named(protection, long_before, of(CARE, "June 2012"))] == ["slac", "slac"]


def test_the_body_of_a_report_names_none() -> None:
    facts = extract(older(heading("Inspection findings", 2), paragraph(of(SAFE, "May 2011"), 12)))
    assert facts.earlier == ()


def test_they_are_inspections_that_no_document_reports() -> None:
    document = older(
        INFORMATION,
        item(of(PROTECTION, "January 2013") + GRADED),
        item(of(CARE, "August 2013", "was published in") + GRADED),
    )
    facts = extract(document)
    sentences = tuple(Labelled(*one) for one in zip(facts.mentions, label(facts)[0], strict=True))
    graph = report_graph(
        document, facts, sentences, group(sentences), (), file_name=document.name, method="test-1"
    )
    assert validate_graph(graph).violations == ()
    told = graph.pairs()
    kinds = {s.rpartition("/")[2][:-1]: o for s, o in told[str(our("kind"))]}
    assert {key: kind.rpartition("/")[2][:-1] for key, kind in kinds.items()} == {
        "936-sif-2014-03-03": "sif",
        "936-protection-2012-2013-01": "protection-2012",
        "936-lac-2013-by-2013-08": "lac-2013",
    }
    reported = {o.rpartition("/")[2][:-1] for _, o in told[str(our("reports"))]}
    assert reported == {"936-sif-2014-03-03"}
    starts = {s.rpartition("/")[2][:-1]: o[1:11] for s, o in told[str(our("startEarliest"))]}
    assert starts["936-protection-2012-2013-01"] == "2013-01-01"
    assert starts["936-lac-2013-by-2013-08"] == "2013-05-01"
    assert {o for s, o in told[str(our("datesPrinted"))] if "lac-2013" in s} == {'"August 2013"'}
