"""Validating a document: places, paths, and what is imported."""

from __future__ import annotations

import subprocess
import sys

from kg.validate import Report, Result, validate_document
from tests.shapes.changes import HERE, changed, load, triples


def broken(change: str) -> Report:
    return validate_document(triples(changed(load(HERE / "valid" / "ilacs-2022.ttl"), change)))


def result(report: Report, shape: str) -> Result:
    (found,) = (r for r in report.results if r.shape.endswith("/" + shape))
    return found


def test_a_result_names_the_place_in_the_document() -> None:
    assert result(broken("drop kg:Section kg:heading"), "SectionShape-heading").where == "page 1, paragraph 1"


def test_a_result_on_evidence_names_its_own_place() -> None:
    assert (
        result(broken("drop kg:Evidence kg:words"), "PagedEvidenceShape-words").where == "page 1, paragraph 1"
    )


def test_a_result_gives_path_and_value() -> None:
    found = result(broken("set kg:Judgement kg:area area:care-leavers"), "Ilacs2018Shape-areas")
    assert found.path == "^kg:ofInspection/kg:area"
    assert found.value == "<https://w3id.org/inspection-kg/scheme/judgement-area/care-leavers>"
    assert found.focus.endswith("/inspection/999-ilacs-2022-01-17")


def test_results_do_not_depend_on_the_order_of_triples() -> None:
    graph = triples(changed(load(HERE / "valid" / "ilacs-2022.ttl"), "drop kg:Judgement kg:grade"))
    assert validate_document(reversed(graph)) == validate_document(graph)


def test_what_a_classifier_gets_wrong_never_keeps_a_document_out() -> None:
    for change in (
        "drop kg:Mention kg:polarity",
        "set kg:Mention kg:theme theme:harms",
        "set kg:Finding kg:confidence 2.0",
        "set kg:Mention kg:centralThemeConfidence 2.0",
        "set kg:Mention kg:cohort cohort:all-children",
    ):
        report = broken(change)
        assert report.warnings
        assert report.conforms


def test_nothing_heavy_is_imported_before_a_document_is_validated() -> None:
    code = (
        "import sys, kg.validate; "
        "print([m for m in ('rdflib', 'pyshacl', 'numpy', 'pypdfium2') if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
