"""Property paths of shapes as people and SPARQL read them."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.namespace import SH

from kg.namespaces import DEF, SCHEME
from kg.validate.paths import compact, path_text


@pytest.mark.parametrize(
    ("turtle", "text"),
    [
        ("kg:area", "kg:area"),
        ("( kg:ofInspection kg:kind )", "kg:ofInspection/kg:kind"),
        ("[ sh:inversePath kg:ofInspection ]", "^kg:ofInspection"),
        ("[ sh:alternativePath ( kg:pageNumber kg:lines ) ]", "(kg:pageNumber|kg:lines)"),
        ("( [ sh:inversePath kg:ofInspection ] kg:area )", "^kg:ofInspection/kg:area"),
        ("<urn:other>", "<urn:other>"),
    ],
)
def test_a_path_is_written_as_in_sparql(turtle: str, text: str) -> None:
    graph = rdflib.Graph().parse(
        data=f"@prefix kg: <{DEF}> . @prefix sh: <{SH}> . <urn:shape> sh:path {turtle} .", format="turtle"
    )
    path = graph.value(rdflib.URIRef("urn:shape"), SH.path)
    assert path is not None
    assert path_text(graph, path) == text


def test_what_no_prefix_fits_is_written_out() -> None:
    assert compact(f"{SCHEME}level/text").endswith(":level/text")
    assert compact("https://example.org/a") == "<https://example.org/a>"
