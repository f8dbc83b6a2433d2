"""Shapes that would pass everything in silence are refused when they are read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from kg.errors import RecordError
from kg.frameworks import vocabulary_files
from kg.validate.rules import unsound
from kg.validate.shapes import Shapes, read_shapes

Reader = Callable[[str], Shapes]

GOOD = """
    @prefix kg: <https://w3id.org/inspection-kg/def/> .
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix shape: <https://w3id.org/inspection-kg/shape/> .

    shape:JudgementShape a sh:NodeShape ;
        sh:targetClass kg:Judgement ;
        sh:property shape:JudgementShape-grade .

    shape:JudgementShape-grade a sh:PropertyShape ;
        sh:path kg:grade ;
        sh:minCount 1 ;
        sh:name "grade"@en ;
        sh:message "A judgement has a grade. Add it."@en ;
        sh:severity sh:Violation .
"""


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Read shapes from text against the real ontology."""

    def reader(turtle: str) -> Shapes:
        path = tmp_path / "shapes.ttl"
        path.write_text(dedent(turtle), encoding="utf-8")
        return read_shapes([path], vocabulary_files())

    return reader


def test_sound_shapes_are_read(read: Reader) -> None:
    assert len(read(GOOD).core.targets) == 1


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        (
            "sh:targetClass kg:Judgement",
            "sh:targetClass kg:Judgment",
            "kg:Judgment, named in shape:JudgementShape",
        ),
        ("sh:path kg:grade", "sh:path kg:grad", "kg:grad, named in shape:JudgementShape-grade"),
        ("sh:path kg:grade", "sh:path ( kg:ofInspection kg:kinde )", "kg:kinde"),
        ("sh:path kg:grade", "sh:path [ sh:inversePath kg:grad ]", "kg:grad"),
        ("sh:minCount 1", "sh:class kg:Grad", "kg:Grad, named in shape:JudgementShape-grade"),
        (
            "sh:minCount 1",
            "sh:in ( <https://w3id.org/inspection-kg/scheme/grade/fine> )",
            "scheme:grade/fine",
        ),
        ("sh:minCount 1", "sh:lessThan kg:ending", "kg:ending"),
        ("sh:minCount 1", "sh:minCont 1", "sh:minCont on shape:JudgementShape-grade is not a parameter"),
        ("sh:targetClass kg:Judgement", "sh:targetClas kg:Judgement", "sh:targetClas"),
        ('sh:name "grade"@en ;', "", "shape:JudgementShape-grade lacks sh:name"),
        (
            '"A judgement has a grade. Add it."@en',
            '"Add it."',
            "shape:JudgementShape-grade lacks sh:message@en",
        ),
        (" ;\n        sh:severity sh:Violation", "", "shape:JudgementShape-grade lacks sh:severity"),
        ("sh:property shape:JudgementShape-grade", "sh:property shape:JudgementShape-grades", "not defined"),
        ("sh:property shape:JudgementShape-grade", "sh:property shape:JudgementShape-grades", "never fire"),
        ("sh:targetClass kg:Judgement ;", "", "No shape has a target"),
    ],
)
def test_what_could_never_fire_or_explain_itself_is_refused(
    read: Reader, right: str, wrong: str, told: str
) -> None:
    assert right in GOOD
    with pytest.raises(RecordError) as refused:
        read(GOOD.replace(right, wrong))
    assert told in str(refused.value)


def test_an_empty_folder_of_shapes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="No shape has a target"):
        read_shapes([], vocabulary_files())


def test_a_file_that_is_no_turtle_is_refused_by_name(read: Reader) -> None:
    with pytest.raises(RecordError, match=r"shapes\.ttl: cannot be read as Turtle"):
        read("shape:A a sh:NodeShape")


RULE = """
    shape:JudgementShape-rule a sh:NodeShape ;
        sh:targetClass kg:Judgement ;
        sh:group shape:WithinDocument ;
        sh:name "a rule"@en ;
        sh:severity sh:Warning ;
        sh:sparql shape:JudgementShape-rule-select .

    shape:JudgementShape-rule-select a sh:SPARQLConstraint ;
        sh:message "Wrong. Put it right."@en ;
        sh:select "SELECT $this ?value WHERE { $this <https://w3id.org/inspection-kg/def/grade> ?value }" .
"""


def test_a_rule_is_read_with_its_message_and_scope(read: Reader) -> None:
    (rule,) = read(GOOD + RULE).rules
    assert (rule.severity, rule.across, rule.message) == ("warning", False, "Wrong. Put it right.")


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ("sh:group shape:WithinDocument ;", "", "does not say with sh:group where its rule applies"),
        (
            "sh:targetClass kg:Judgement ;\n        sh:group",
            "sh:group",
            "holds a rule and has no sh:targetClass",
        ),
        ("WHERE { $this", "WHERE { { $this ?p 1 } UNION { $this", "cannot run over all things at once"),
    ],
)
def test_a_rule_that_is_no_set_is_refused(read: Reader, right: str, wrong: str, told: str) -> None:
    assert right in RULE
    with pytest.raises(RecordError) as refused:
        read(GOOD + RULE.replace(right, wrong))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "select",
    [
        "SELECT $this WHERE { $this a ?class . FILTER NOT EXISTS { $this ?p 1 } }".replace("?p", "<p:p>"),
        "SELECT DISTINCT $this ?value WHERE { $this <p:p> ?value . OPTIONAL { ?value <p:q> $this } }",
        "SELECT $this ?value WHERE { $this <p:union> ?value . FILTER (?value != 'UNION {') }",
    ],
)
def test_flat_bodies_are_sound(select: str) -> None:
    assert unsound(select) == []


@pytest.mark.parametrize(
    ("select", "reason"),
    [
        ("SELECT $this WHERE { $this a <c:c> MINUS { $this <p:p> 1 } }", "it uses MINUS"),
        ("SELECT $this WHERE { VALUES ?x { 1 } $this <p:p> ?x }", "it uses VALUES"),
        ("SELECT $this WHERE { $this a <c:c> FILTER (BOUND($this)) }", "it uses BOUND($THIS"),
        ("SELECT $this WHERE { { $this <p:p> 1 } }", "it opens a group of its own"),
        ("SELECT $this WHERE { $this <p:p> ?x { SELECT ?x WHERE { ?x <p:q> 1 } } }", "it holds a sub-query"),
        ("SELECT $this ?value WHERE { $this ?p ?value }", "it has a variable for a predicate"),
        ("SELECT ?focus WHERE { ?focus <p:p> 1 }", "it does not begin with SELECT $this ?value WHERE {"),
        ("SELECT $this WHERE { $this $PATH ?value }", "it uses $PATH"),
        ("SELECT $this (COUNT(?x) AS ?value) WHERE { $this <p:p> ?x }", "it uses COUNT"),
    ],
)
def test_bodies_whose_rows_could_differ_are_unsound(select: str, reason: str) -> None:
    assert reason in unsound(select)
