"""Values that a store cannot compare are violations, and the other triples are still checked."""

from __future__ import annotations

from kg.namespaces import DEF, PREFIXES
from kg.validate.terms import Terms
from kg.validate.values import SHAPE_IRI, split

DATE = f"^^<{PREFIXES['xsd']}date>"


def test_a_graph_without_such_values_is_passed_as_it_is() -> None:
    terms = Terms.of_lines(
        f'<urn:a> <{DEF}published> "2022-02-28"{DATE} .\n<urn:a> <{DEF}text> "2022-02-30" .\n'.encode()
    )
    sound, results = split(terms)
    assert sound is terms and results == []


def test_each_such_value_is_a_violation_and_leaves_the_graph() -> None:
    lines = (
        f'<urn:a> <{DEF}published> "2022-02-30"{DATE} .\n',
        f'<urn:b> <{DEF}published> "2022-02-28"{DATE} .\n',
        f'<urn:b> <{DEF}startEarliest> "soon"{DATE} .\n',
        f'<urn:b> <{DEF}text> "soon" .\n',
    )
    sound, results = split(Terms.of_lines("".join(lines).encode()))
    assert [(r.severity, r.shape, r.focus, r.path, r.value) for r in results] == [
        ("violation", SHAPE_IRI, "urn:a", "kg:published", f'"2022-02-30"{DATE}'),
        ("violation", SHAPE_IRI, "urn:b", "kg:startEarliest", f'"soon"{DATE}'),
    ]
    assert results[0].message == (
        "A store cannot compare this value of kg:published: the calendar has no such day."
    )
    assert {name: list(pairs) for name, pairs in sound.pairs() if pairs} == {
        f"<{DEF}published>": [("<urn:b>", f'"2022-02-28"{DATE}')],
        f"<{DEF}text>": [("<urn:b>", '"soon"')],
    }
