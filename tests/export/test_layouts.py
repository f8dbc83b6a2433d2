"""Tables of other tools: their columns, their words, and never a grade in the wrong place."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kg import api
from kg.errors import UnknownName, UnknownValue
from kg.export.layouts import LAYOUTS, table
from kg.export.layouts.definitions import areas, layout
from kg.export.layouts.rows import Inspected, cells
from kg.namespaces import PREFIXES, SCHEME
from kg.render.formats import save, to_text
from kg.store.folder import open_store

D2I = (
    "urn,local_authority,inspection_link,pdf_filename,publication_date,inspection_framework,inspector_name,"
    "inspection_start_date,inspection_end_date,overall_effectiveness_grade,impact_of_leaders_grade,"
    "help_and_protection_grade,in_care_grade,care_leavers_grade,parser_version"
)
OFSTED = (
    "Web link,Local authority name,Ofsted region,Inspection date,Publication date,Overall effectiveness,"
    "The impact of leaders on social work practice with children and families,"
    "The experiences and progress of children who need help and protection,"
    "The experiences and progress of children in care,The experiences and progress of care leavers"
)
REPORT = Inspected(
    urn="70001",
    authority="Ambleford",
    region="North East",
    document="ambleford-2019.pdf",
    published=date(2019, 3, 7),
    framework="ilacs-2018",
    kind="ilacs-short",
    lead_inspector="Imogen Tallis",
    start=date(2019, 1, 21),
    end=date(2019, 1, 25),
    no_overall_reason="",
    grades={
        "overall-effectiveness": "requires-improvement",
        "impact-of-leaders": "good",
        "help-and-protection": "requires-improvement",
        "children-in-care-and-care-leavers": "outstanding",
    },
)


def row(of: Inspected, name: str) -> dict[str, str | date | None]:
    chosen = layout(name)
    (found,) = cells([of], chosen)
    return dict(zip((column.name for column in chosen.columns), found, strict=True))


def grades(of: Inspected, name: str = "d2i") -> list[str | date | None]:
    return [row(of, name)[column.name] for column in layout(name).columns if column.grade]


@pytest.mark.parametrize(("name", "columns"), [("d2i", D2I), ("ofsted", OFSTED)])
def test_the_sample_in_the_columns_of_the_tool(sample_store: Path, name: str, columns: str) -> None:
    graph = api.open(sample_store)
    told = to_text(table(graph.store, graph.names, name, "Exampleshire"), "csv")
    head, *rows = csv.reader(io.StringIO(told))
    assert ",".join(head) == columns
    assert len(rows) == 2, "visits are no graded inspections"


def test_the_words_of_the_public_tool() -> None:
    found = row(REPORT, "d2i")
    assert found["local_authority"] == "ambleford"
    assert (found["inspection_framework"], found["publication_date"]) == ("short", "07/03/19")
    assert (found["inspection_start_date"], found["inspection_end_date"]) == ("21/01/2019", "25/01/2019")
    assert grades(REPORT) == [
        "requires improvement",
        "good",
        "requires improvement",
        "outstanding",
        "inspection_pre_dates_judgement",
    ]


def test_the_words_of_the_official_table() -> None:
    found = row(REPORT, "ofsted")
    assert found["Ofsted region"] == "North East, Yorkshire and the Humber"
    assert found["Inspection date"] == date(2019, 1, 21)
    requires = "Requires improvement to be good"
    assert grades(REPORT, "ofsted") == [requires, "Good", requires, "Outstanding", None]


def test_the_earlier_scale_keeps_its_word() -> None:
    old = replace(
        REPORT,
        framework="lac-2013",
        kind="lac-2013",
        grades={"overall-effectiveness": "adequate", "leadership-and-management": "good"},
    )
    before = "inspection_pre_dates_judgement"
    assert grades(old) == ["adequate", before, before, before, before]
    assert grades(old, "ofsted") == ["Adequate", None, None, None, None]


def test_the_single_inspection_has_all_five() -> None:
    single = replace(
        REPORT,
        framework="sif",
        kind="sif",
        grades={
            "overall-effectiveness": "inadequate",
            "leadership-management-governance": "inadequate",
            "help-and-protection": "inadequate",
            "looked-after-and-permanence": "requires-improvement",
            "adoption": "good",
            "care-leavers": "good",
        },
    )
    assert grades(single) == ["inadequate", "inadequate", "inadequate", "requires improvement", "good"]


def test_no_overall_grade_since_april_2026() -> None:
    late = replace(
        REPORT,
        framework="ilacs-2026",
        no_overall_reason="removed-april-2026",
        grades={"impact-of-leaders": "good", "help-and-protection": "good", "children-in-care": "not-judged"},
    )
    assert grades(late) == ["not_reported_post_reform", "good", "good", "not_judged", "data_unreadable"]
    assert grades(late, "ofsted") == [None, "Good", "Good", None, None]


def test_what_no_layout_knows_is_an_error() -> None:
    with pytest.raises(UnknownValue, match="framework 'ilacs-2031'"):
        row(replace(REPORT, framework="ilacs-2031"), "d2i")
    with pytest.raises(UnknownValue, match="no word for the grade 'splendid'"):
        row(replace(REPORT, grades={"overall-effectiveness": "splendid"}), "d2i")
    with pytest.raises(UnknownName, match="Did you mean d2i or ofsted"):
        layout("adcs")


def test_every_framework_kind_grade_and_area_is_one_of_the_schemes(sample_store: Path) -> None:
    store = open_store(sample_store)

    def known(scheme: str) -> set[str]:
        text = f"SELECT ?c {{ ?c <{PREFIXES['skos']}inScheme> <{SCHEME}{scheme}> }} ORDER BY ?c"
        return {str(getattr(found[0], "value", "")).rpartition("/")[2] for found in store.select(text).rows}

    rules = areas()
    graded = known("framework") - {"cra", "jtai"}
    assert set(rules.frameworks) == graded
    assert rules.left_out <= known("kind")
    assert {area for judged in rules.frameworks.values() for area in judged.values()} <= known(
        "judgement-area"
    )
    for name in LAYOUTS:
        assert set(layout(name).grades) == known("grade") | known("grade-2009")


def test_a_spreadsheet_holds_real_dates(sample_store: Path, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    graph = api.open(sample_store)
    save(table(graph.store, graph.names, "ofsted"), tmp_path / "outcomes.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "outcomes.xlsx").active
    assert [cell.value for cell in sheet[1]] == OFSTED.split(",")
    assert {sheet.cell(2, 4).value.date(), sheet.cell(3, 4).value.date()} == {
        date(2021, 5, 17),
        date(2025, 6, 9),
    }


def test_names_that_the_public_tool_writes_otherwise_are_written_so() -> None:
    for name, written in {"St. Helens": "st helens", "Ambleford": "ambleford"}.items():
        assert row(replace(REPORT, authority=name), "d2i")["local_authority"] == written
