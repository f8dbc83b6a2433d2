"""The small document of each framework is read as its ``expected.yaml`` says, and fits the shapes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib.namespace import RDF, SH

from kg import yaml_core
from kg.build.process import Processed, process
from kg.documents import read
from kg.extract import extract
from kg.extract.facts import ReportFacts
from kg.extract.framework_themes import themes_in
from kg.framework_folder import Framework
from kg.frameworks import frameworks
from kg.namespaces import SHAPE
from kg.rdf.serialise import unpack
from kg.validate import validate_document
from kg.validate.shapes import read_graph
from tests.shapes.changes import cases, changed, triples
from tools.make_samples import make

SAMPLES = [folder for f in frameworks() for folder in sorted(f.folder.glob("sample*"))]


def told(folder: Path) -> tuple[Path, Mapping[str, Any]]:
    """The PDF of a sample and what it must say."""
    (path,) = folder.glob("*.pdf")
    expected: Mapping[str, Any] = yaml_core.load_file(folder / "expected.yaml")
    return path, expected


def said(facts: ReportFacts) -> dict[str, Any]:
    """The facts in the form of ``expected.yaml``."""
    (inspection,) = facts.inspections
    items = [
        {
            name: value
            for name in ("kind", "addressee", "addressee_printed", "group", "text")
            if (value := getattr(item, name)) is not None
            and not (name == "group" and (item.kind == "priority-action"))
        }
        | ({"authorities": list(item.authorities)} if item.authorities else {})
        | ({"themes": list(themes)} if (themes := themes_in(item.text, inspection.kind)) else {})
        for item in facts.recommendations
    ]
    return {
        "authority": facts.authority,
        "members": list(facts.members),
        "layout": facts.layout,
        "kind": inspection.kind,
        "start": inspection.fieldwork.earliest.isoformat(),
        "end": inspection.fieldwork.latest.isoformat(),
        "published": facts.publication.on.isoformat() if facts.publication else None,
        "inspectorates": list(inspection.inspectorates),
        "focus": list(inspection.focus),
        "judgements": {judgement.area: judgement.grade for judgement in inspection.judgements},
        "items": items,
        "progress": [m.text for m in facts.mentions if m.form == "progress"],
        "strengths": [m.text for m in facts.mentions if m.leaning == "strength"],
        "warnings": list(facts.warnings),
    }


def test_there_are_samples() -> None:
    assert {folder.parent.name for folder in SAMPLES} >= {"area-send", "jtai"}


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_sample_is_read_as_its_framework_says(folder: Path) -> None:
    path, expected = told(folder)
    facts = extract(read(path), authority_codes=expected["authorities"])
    given = {name: value for name, value in expected.items() if name != "authorities"}
    assert said(facts) == {"progress": [], "members": []} | given


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_its_graph_keeps_to_the_shapes(folder: Path) -> None:
    path, expected = told(folder)
    done = process(path, expected["authorities"])
    assert isinstance(done, Processed), done
    assert done.doubts == tuple(expected["warnings"])


@pytest.mark.parametrize("folder", SAMPLES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_its_committed_bytes_are_reproduced(folder: Path, tmp_path: Path) -> None:
    path, _ = told(folder)
    made = make(folder / "document.yaml", tmp_path)
    assert made.read_bytes() == path.read_bytes(), "run make samples and commit what it makes"


def graph(folder: Path) -> Store:
    """The graph of a sample."""
    path, expected = told(folder)
    done = process(path, expected["authorities"])
    assert isinstance(done, Processed)
    store = Store()
    store.load(unpack(done.graph.packed), format=RdfFormat.N_TRIPLES)
    return store


def test_the_partnership_of_several_councils_is_one_body_of_them_all() -> None:
    (several,) = (folder for folder in SAMPLES if folder.match("area-send/sample-several"))
    rows = graph(several).query(
        """
        PREFIX kg: <https://w3id.org/inspection-kg/def/>
        SELECT ?body ?of ?council WHERE {
            ?inspection kg:inspectedBody ?body ; kg:authority ?of . ?body kg:authority ?council
        } ORDER BY ?of ?council
        """
    )
    found = [tuple(str(value).rpartition("/")[2].strip(">") for value in row) for row in rows]  # type: ignore[union-attr]
    assert found == [
        ("999-998-send-partnership", "998", "998"),
        ("999-998-send-partnership", "998", "999"),
        ("999-998-send-partnership", "999", "998"),
        ("999-998-send-partnership", "999", "999"),
    ]


def test_an_item_of_a_letter_to_several_councils_belongs_to_those_that_it_is_for() -> None:
    (several,) = (folder for folder in SAMPLES if folder.match("jtai/sample-several"))
    rows = graph(several).query(
        """
        PREFIX kg: <https://w3id.org/inspection-kg/def/>
        SELECT ?sequence ?of ?to WHERE {
            ?item a kg:Recommendation ; kg:sequence ?sequence ; kg:authority ?of ; kg:addressee ?to
        } ORDER BY ?sequence ?of
        """
    )
    found: dict[str, list[str]] = {}
    for sequence, of, to in rows:  # type: ignore[union-attr]
        assert str(to).endswith("/body/999-998-safeguarding-partnership>")
        found.setdefault(sequence.value, []).append(of.value.rpartition("/")[2])
    both = ["998", "999"]
    assert found == {"1": both, "2": ["998"], "3": both, "4": ["999"], "5": ["998"]}


OF_THEIR_OWN = [folder for folder in SAMPLES if (folder / "broken.toml").is_file()]


@pytest.mark.parametrize("folder", OF_THEIR_OWN, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_change_of_a_sample_breaks_the_shape_that_is_named(folder: Path) -> None:
    whole = graph(folder)
    for shape, change in cases(folder / "broken.toml"):
        copy = Store()
        copy.bulk_extend(whole)
        found = validate_document(triples(changed(copy, change))).results
        assert shape in {result.shape.removeprefix(SHAPE) for result in found}, change


@pytest.mark.parametrize(
    "framework", [f for f in frameworks() if list(f.folder.glob("sample*/broken.toml"))], ids=lambda f: f.id
)
def test_each_shape_of_its_own_has_a_change_that_breaks_it(framework: Framework) -> None:
    shapes = read_graph([framework.folder / "shapes.ttl"])
    expected = {str(shape).removeprefix(SHAPE) for shape in shapes.subjects(RDF.type, SH.PropertyShape)}
    broken = list(framework.folder.glob("sample*/broken.toml"))
    assert {shape for path in broken for shape, _ in cases(path)} == expected
