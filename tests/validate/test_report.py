"""Reports are plain data: sorted, comparable, portable between processes."""

from __future__ import annotations

import pickle

import rdflib
from rdflib.namespace import RDF, SH

from kg.validate import Report, Result

SHAPE = "https://w3id.org/inspection-kg/shape/"
THING = "https://w3id.org/inspection-kg/id/mention/0123456789abcdef/5f1d0c77aa"

MISSING = Result(
    "violation", SHAPE + "MentionShape-evidence", THING, "kg:evidence", "", "A mention has evidence. Add it."
)
ODD = Result(
    "warning", SHAPE + "MentionShape-polarity", THING, "kg:polarity",
    "<https://w3id.org/inspection-kg/scheme/polarity/odd>", 'Not "odd". Correct it.', "page 3, paragraph 12",
)  # fmt: skip
LATE = Result(
    "violation", SHAPE + "ReportShape-publishedAfterFieldwork", THING, "kg:reports/kg:endEarliest",
    '"2022-01-28"^^<http://www.w3.org/2001/XMLSchema#date>', "Check both dates.",
)  # fmt: skip


def test_results_are_sorted_gravest_first_and_each_is_there_once() -> None:
    report = Report.of([ODD, LATE, MISSING, ODD])
    assert report.results == (MISSING, LATE, ODD)
    assert report == Report.of([MISSING, ODD, LATE])


def test_violations_and_warnings_are_apart() -> None:
    report = Report.of([ODD, LATE, MISSING])
    assert report.violations == (MISSING, LATE)
    assert report.warnings == (ODD,)


def test_only_violations_keep_a_document_out() -> None:
    assert Report.of([ODD]).conforms
    assert not Report.of([MISSING]).conforms
    assert Report().conforms


def test_a_line_says_what_is_wrong_what_to_do_and_where() -> None:
    assert ODD.line() == (
        'warning: Not "odd". Correct it. Found: scheme/polarity/odd.'
        " [MentionShape-polarity; id/mention/0123456789abcdef/5f1d0c77aa, page 3, paragraph 12]"
    )
    assert "Found: 2022-01-28." in LATE.line()
    assert "Found" not in MISSING.line()


def test_a_report_survives_the_way_between_processes() -> None:
    report = Report.of([ODD, LATE, MISSING])
    assert pickle.loads(pickle.dumps(report)) == report  # noqa: S301


def test_turtle_is_a_report_that_others_read() -> None:
    graph = rdflib.Graph().parse(data=Report.of([ODD, LATE, MISSING]).to_turtle(), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert len(set(graph.objects(report, SH.result))) == 3
    assert {str(shape) for shape in graph.objects(None, SH.sourceShape)} == {
        MISSING.shape,
        ODD.shape,
        LATE.shape,
    }
    assert {str(path).rpartition("/")[2] for path in graph.objects(None, SH.resultPath)} == {
        "evidence",
        "polarity",
    }
    assert not any(isinstance(node, rdflib.BNode) for triple in graph for node in triple)


def test_equal_reports_give_equal_turtle() -> None:
    assert Report.of([ODD, LATE]).to_turtle() == Report.of([LATE, ODD]).to_turtle()


def test_a_report_without_results_conforms_in_turtle() -> None:
    graph = rdflib.Graph().parse(data=Report().to_turtle(), format="turtle")
    assert (None, SH.conforms, rdflib.Literal(True)) in graph
