"""The compiled checks pass nothing that pySHACL would report, and what they do not pass pySHACL decides."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Triple

from kg.errors import RecordError
from kg.namespaces import PREFIXES
from kg.rdf.serialise import to_lines
from kg.validate import validate_document
from kg.validate.compiled import compiled
from kg.validate.core import by_pyshacl, core_results, everything, prepare, suspected
from kg.validate.report import Result
from kg.validate.shapes import load_shapes
from kg.validate.terms import Terms, Unusual, value_of
from tests.shapes.changes import HERE, INVALID, VALID, cases, changed, load, triples

XSD = PREFIXES["xsd"]

ODD = (
    '"2022-02-30"^^<{}date>',
    '"7"^^<{}integer>', '"07"^^<{}integer>', '"0.90"^^<{}decimal>', '"1"^^<{}boolean>',
    '"5"', '""', '"a\\nb"', '"x"@en', "<https://w3id.org/inspection-kg/def/Nothing>", "_:b", '"x"^^<{}token>',
    '"2022-03-09"^^<{}date>', '"-3"^^<{}integer>', '"1.5"^^<{}decimal>', '"true"^^<{}boolean>',
)  # fmt: skip
"""Values that are put in the place of others: each kind of constraint meets one that it must refuse."""


def both(lines: bytes) -> tuple[set[Result], set[Result]]:
    """Results with the compiled checks before pySHACL, and of pySHACL alone."""
    core = load_shapes().core
    fast, slow = Terms.of_lines(lines), Terms.of_lines(lines)
    return set(core_results(core, fast)), set(by_pyshacl(core, slow, everything(core)))


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_valid_graphs_are_passed_without_pyshacl(path: Path) -> None:
    terms = Terms.of_lines(to_lines(triples(load(path))))
    assert suspected(load_shapes().core, terms) == {}


TOGETHER = 5
"""Changes that are made to one graph: pySHACL takes its time with each graph."""


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_broken_graphs_give_the_same_results(path: Path) -> None:
    if path.stem == "store":
        pytest.skip("its rules look across documents")
    changes = [change for _, change in cases(path)]
    for start in range(0, len(changes), TOGETHER):
        graph = load(HERE / "valid" / f"{path.stem}.ttl")
        for change in changes[start : start + TOGETHER]:
            with suppress(AssertionError):  # one before it took away what it changes
                changed(graph, change)
        ours, theirs = both(to_lines(triples(graph)))
        assert ours == theirs, changes[start : start + TOGETHER]


@pytest.mark.parametrize("seed", range(12))
def test_graphs_that_are_broken_at_random_give_the_same_results(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    lines = to_lines(triples(load(VALID[seed % len(VALID)]))).splitlines(keepends=True)
    for _ in range(6):
        at = chance.randrange(len(lines))
        subject, predicate, _ = lines[at].split(b" ", 2)
        value = chance.choice(ODD).format(XSD).encode()
        lines[at] = b"" if chance.random() < 0.3 else b" ".join((subject, predicate, value, b".\n"))
        lines = [line for line in lines if line]
    ours, theirs = both(b"".join(sorted(set(lines))))
    assert ours == theirs


def test_every_shape_of_the_project_is_compiled() -> None:
    assert [str(one.node) for one in load_shapes().core.targets if one.suspects is None] == []


SHAPES = """
    @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <urn:ex:> .
    ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property ex:Property .
    ex:Property a sh:PropertyShape ; sh:path ex:says ;
        sh:message "Wrong."@en ; sh:severity sh:Violation ; %s .
"""


def results(constraint: str, *says: str) -> set[str]:
    graph = rdflib.Graph().parse(data=SHAPES % constraint, format="turtle")
    lines = [f"<urn:ex:a> <urn:ex:says> {value} .\n" for value in says]
    lines.append(f"<urn:ex:a> <{PREFIXES['rdf']}type> <urn:ex:Thing> .\n")
    return {one.focus for one in core_results(prepare(graph), Terms.of_lines("".join(lines).encode()))}


@pytest.mark.parametrize(
    ("constraint", "right", "wrong"),
    [
        ("sh:not [ sh:datatype <http://www.w3.org/2001/XMLSchema#string> ]", "<urn:b>", '"b"'),
        ('sh:languageIn ( "en" )', '"b"@en', '"b"@de'),
        ('sh:pattern "^B$" ; sh:flags "i"', '"b"', '"c"'),
        ("sh:or ( [ sh:nodeKind sh:IRI ] [ sh:minLength 2 ] )", '"bb"', '"b"'),
        ("sh:qualifiedValueShape [ sh:minLength 2 ] ; sh:qualifiedMinCount 1", '"bb"', '"b"'),
    ],
)
def test_a_constraint_that_is_not_compiled_goes_to_pyshacl(constraint: str, right: str, wrong: str) -> None:
    graph = rdflib.Graph().parse(data=SHAPES % constraint, format="turtle")
    assert any(one.suspects is None for one in compiled(graph))
    assert results(constraint, right) == set()
    assert results(constraint, wrong) == {"urn:ex:a"}


@pytest.mark.parametrize(
    ("targets", "found"),
    [
        ("sh:targetClass ex:Thing", {"a"}),
        ("sh:targetClass ex:Thing , ex:Other", {"a", "b"}),
        ("sh:targetClass ex:Thing ; sh:targetNode ex:d", {"a", "d"}),
        ("sh:targetClass ex:Thing ; sh:targetSubjectsOf ex:knows", {"a", "c"}),
        ("sh:targetClass ex:Thing ; sh:targetObjectsOf ex:knows", {"a", "d"}),
        ("sh:targetNode ex:c", {"c"}),
        ("sh:targetSubjectsOf ex:knows", {"c"}),
        ("sh:targetObjectsOf ex:knows", {"d"}),
    ],
)
def test_a_shape_is_checked_on_all_its_targets_and_on_nothing_else(targets: str, found: set[str]) -> None:
    """Nothing says what the shape asks for, so that each of its targets is a result."""
    shapes = rdflib.Graph().parse(
        data=(SHAPES % "sh:minCount 1").replace("sh:targetClass ex:Thing", targets), format="turtle"
    )
    a = f"<{PREFIXES['rdf']}type>"
    lines = (
        f"<urn:ex:a> {a} <urn:ex:Thing> .\n<urn:ex:b> {a} <urn:ex:Other> .\n"
        "<urn:ex:c> <urn:ex:knows> <urn:ex:d> .\n"
    )
    core, terms = prepare(shapes), Terms.of_lines(lines.encode())
    assert {one.focus.removeprefix("urn:ex:") for one in core_results(core, terms)} == found
    assert set(core_results(core, terms)) == set(by_pyshacl(core, terms, everything(core)))


def test_one_number_written_twice_is_two_values_as_shacl_counts_terms() -> None:
    twice = f'"1"^^<{XSD}integer>', f'"01"^^<{XSD}integer>'
    assert results("sh:minCount 2", *twice) == set()
    assert results("sh:maxCount 1", *twice) == {"urn:ex:a"}


@pytest.mark.parametrize(
    "form", ["01^integer", "-0^integer", "0.90^decimal", "1^boolean", "2022-2-3^date", "1^float"]
)
def test_forms_that_libraries_write_otherwise_are_not_for_the_checks(form: str) -> None:
    value, _, kind = form.partition("^")
    with pytest.raises(Unusual):
        value_of(f'"{value}"^^<{XSD}{kind}>')


def test_a_graph_of_one_broken_triple_among_many_is_found() -> None:
    graph: list[Triple] = triples(
        changed(load(HERE / "valid" / "sif-2015.ttl"), "drop kg:Judgement kg:grade")
    )
    assert not validate_document(graph).conforms


def test_shapes_that_need_inference_are_refused() -> None:
    shapes = rdflib.Graph().parse(
        data="""
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        <urn:shape> a sh:NodeShape ; sh:targetClass <urn:class> ;
            sh:property [ sh:path rdfs:subClassOf ; sh:maxCount 1 ] .
        """,
        format="turtle",
    )
    with pytest.raises(RecordError, match="rdfs:subClassOf"):
        prepare(shapes)
