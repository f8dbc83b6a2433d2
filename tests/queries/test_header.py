from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.queries.query_file import header_text, parse_header

GOOD = """\
#+ summary: Judgements of one authority, newest first
#+ description: >
#+   Every graded judgement
#+   with its page.
#+ tags: [judgement, grade]
#+ question: Q6
#+ params:
#+   authority: {type: authority, required: true, example: Ambleford}
#+   since: {type: date, default: 2013-11-01}
#+   min_run: {type: integer, default: 2, minimum: 1}
#+   area: {type: area, many: true}
#+ columns:
#+   grade: The grade as printed
#+ example: {authority: Ambleford, area: [care-leavers, adoption]}
SELECT ?grade { ?s ?p ?grade } ORDER BY ?grade
"""


def test_a_header() -> None:
    header = parse_header(GOOD, "judgements.rq")
    assert header.description == "Every graded judgement with its page."
    assert header.params["since"].default == ("2013-11-01",)
    assert header.params["min_run"].option == "--min-run"
    assert [name for name, parameter in header.params.items() if parameter.always_bound] == [
        "authority",
        "since",
        "min_run",
    ]
    assert header.example["area"] == ("care-leavers", "adoption")


def test_only_the_lines_of_the_header_are_read() -> None:
    assert header_text("#+ summary: a\n#+ tags: [b]\nSELECT\n#+ no\n") == "summary: a\ntags: [b]"
    assert (
        header_text("# Of people.\n#+summary: a\n#+\n#+   many\n# And this.\nSELECT")
        == "\nsummary: a\n\n  many"
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("#+ reads: reports", "reads is one of council, inspections, rows, neighbours, all, not 'reports'"),
        ("#+ sumary: x", "unknown key 'sumary'; known are chart, columns"),
        ("#+ chart: {mark: pie, x: a, y: b}", "mark is bar, point, rect, not 'pie'"),
        ("#+ chart: {mark: bar, y: b}", "chart: no x"),
        ("#+ chart: {mark: bar, x: a, y: b, colour: c}", "unknown key 'colour'"),
        ("#+ params: {store: {type: text}}", "parameter store: the name is reserved"),
        ("#+ params: {Area: {type: area}}", "parameter Area: a name has lower-case letters"),
        ("#+ params: {area: {}}", "parameter area: no type"),
        (
            "#+ params: {area: {type: area, description: Of care, or homes}}",
            "text that holds a comma in quotes",
        ),
        ("#+ params: {area: area}", "parameter area should be names with values"),
        ("#+ params: {area: {type: area, requierd: true}}", "unknown key 'requierd'"),
        ("#+ params: {area: {type: area, required: yes}}", "required is true or false, not 'yes'"),
        ("#+ params: {n: {type: integer, required: true, default: 2}}", "required and has a default"),
        ("#+ params: {n: {type: integer, default: [1, 2]}}", "several defaults"),
        ("#+ params: {on: {type: date, bound: lowest}}", "bound is first or last"),
        ("#+ example: {area: adoption}", "the example names area, which is no parameter"),
        ("#+ question: Q31", "question is Q1 to Q30"),
        ("#+ tags: [a", "header, line 2: this is not YAML"),
        ("#+ summary: twice", "this is not YAML"),
    ],
)
def test_faults_are_named(line: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_header(f"#+ summary: a\n{line}\nSELECT ?a {{ ?a ?b ?c }} ORDER BY ?a", "mine.rq")
    assert str(caught.value).startswith("mine.rq")
    assert message in str(caught.value)


def test_a_file_without_header() -> None:
    with pytest.raises(QueryError, match="no header; begin the file"):
        parse_header("SELECT ?a { ?a ?b ?c }", "mine.rq")
