from __future__ import annotations

import csv
import gc
import io
import json
import sys
import zipfile
from datetime import UTC, date, datetime, tzinfo
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results

from kg.errors import BadParameter, CallError, EnvironmentFault, UnknownName
from kg.queries.answer import Answer
from kg.queries.header import Header
from kg.queries.names import StoreNames
from kg.queries.query_file import parse_query
from kg.queries.run import answer, run
from kg.render.formats import FORMATS, format_named, format_of, save, to_text
from kg.render.result import Result
from tests.queries.graphs import PROLOGUE, MemoryStore

STORE = MemoryStore()
NAMES = StoreNames(STORE)
TEXT = (
    "#+ summary: What is said of plans\n"
    + PROLOGUE
    + """
SELECT ?authority ?theme ?confidence ?document ?page ?sentence
WHERE {
  ?finding kg:authority ?authority ; kg:theme ?theme ; kg:confidence ?confidence ; kg:text ?sentence .
  BIND("ambleford-2022.pdf" AS ?document) BIND(4 AS ?page)
}
ORDER BY ?finding
"""
)


def findings() -> Answer:
    return run(STORE, parse_query(TEXT, "said"), {}, NAMES)


def awkward() -> Answer:
    return answer(
        STORE,
        PROLOGUE
        + "SELECT ?a ?b { VALUES (?a ?b) {"
        + '("=1+1" "x|y") ("<b>" 2) ("two\\nlines" "2022-03-09"^^xsd:date)'
        + "} }",
    )


def test_csv_gives_back_what_was_asked() -> None:
    rows = list(csv.reader(io.StringIO(to_text(awkward(), "csv"), newline="")))
    assert rows == [["a", "b"], ["=1+1", "x|y"], ["<b>", "2"], ["two\nlines", "2022-03-09"]]
    assert "\r" not in to_text(findings(), "csv")


def test_concepts_are_ids_in_data_and_labels_for_people() -> None:
    assert ",plans," in to_text(findings(), "csv")
    assert json.loads(to_text(findings(), "jsonl").splitlines()[0])["theme"] == "plans"
    for form in ("table", "markdown", "html"):
        assert "Plans, reviews and drift" in to_text(findings(), form, labels=NAMES.label, width=200)


def test_json_is_read_by_other_software() -> None:
    read = parse_query_results(to_text(findings(), "json").encode(), format=QueryResultsFormat.JSON)
    assert isinstance(read, QuerySolutions)
    assert str(next(row["theme"] for row in read)) == "<https://w3id.org/inspection-kg/scheme/theme/plans>"


def test_a_wide_terminal_gets_a_table_and_a_narrow_one_cards() -> None:
    wide = to_text(findings(), "table", labels=NAMES.label, width=120)
    assert wide.splitlines()[0].split() == ["Authority", "Theme", "Evidence"]
    assert '“Plans say "soon" too often.”' in wide and wide.endswith("3 rows\n")
    narrow = to_text(findings(), "table", labels=NAMES.label, width=40)
    assert [line.rstrip() for line in narrow.splitlines()[:3]] == [
        "Ambleford",
        "  Theme: Plans, reviews and drift",
        '  “Plans say "soon" too often.” [1] page',
    ]
    assert max(map(len, narrow.splitlines())) <= 40


def test_what_all_rows_share_is_said_once_and_nothing_is_left_out() -> None:
    rows = "".join(f'("Ambleford" {n} "{n} {"word " * 30}" "id/{n * 11111111}")' for n in range(3))
    text = f"SELECT ?council ?n ?said ?key {{ VALUES (?council ?n ?said ?key) {{ {rows} }} }}"
    table = to_text(answer(STORE, text), "table", width=60)
    assert table.startswith("Council: Ambleford\n\n")
    assert "id/22222222" in table
    keys = "SELECT ?a ?b ?c ?d { VALUES (?a ?b ?c ?d) { (1 2 3 'key/1234567890123456789') (2 3 4 'key/2') } }"
    narrow = to_text(answer(STORE, keys), "table", width=27)
    assert "D: key/1234567890123456789" in " ".join(narrow.split())


def test_a_header_chooses_what_tables_show() -> None:
    query = parse_query(TEXT.replace("#+ summary", "#+ show: [theme]\n#+ summary"), "said")
    shown = to_text(run(STORE, query, {}, NAMES), "markdown", labels=NAMES.label)
    assert shown.startswith("| Theme | Evidence |")


def test_what_a_table_leaves_out_is_not_looked_up() -> None:
    asked: list[str] = []

    def labels(iri: str) -> str | None:
        asked.append(iri)
        return NAMES.label(iri)

    # The council stands beside the document that is cited; the theme stands nowhere.
    query = parse_query(TEXT.replace("#+ summary", "#+ show: [confidence]\n#+ summary"), "said")
    to_text(run(STORE, query, {}, NAMES), "table", labels=labels)
    assert asked and not any("/scheme/theme/" in iri for iri in asked)
    assert len(asked) == len(set(asked))


def test_a_repeated_leading_cell_is_printed_once() -> None:
    assert to_text(findings(), "table", labels=NAMES.label, width=120).count("Ambleford") == 1


def test_no_rows() -> None:
    none = answer(STORE, "SELECT ?a { ?a <http://example.org/none> ?b } ORDER BY ?a")
    assert to_text(none, "table") == "No rows.\n"
    assert to_text(none, "csv") == "a\n"


def test_markup_in_data_stays_text() -> None:
    assert "&lt;b&gt;" in to_text(awkward(), "html")
    assert "| x\\|y |" in to_text(awkward(), "markdown")
    assert "[bold]" in to_text(answer(STORE, 'SELECT ?a { VALUES ?a { "[bold]" } }'), "table")


def test_links_lead_to_the_page() -> None:
    values = '(1 "https://example.org/r.pdf" 4 "So.")'
    cited = f"SELECT ?a ?url ?page ?sentence {{ VALUES (?a ?url ?page ?sentence) {{ {values} }} }}"
    assert '<a href="https://example.org/r.pdf#page=4">' in to_text(answer(STORE, cited), "html")
    bad = cited.replace("https://example.org/r.pdf", "javascript:alert(1)")
    assert "<a" not in to_text(answer(STORE, bad), "html")


def test_turtle_describes_the_things() -> None:
    things = answer(STORE, PROLOGUE + "SELECT ?finding { ?finding a kg:Finding } ORDER BY ?finding")
    turtle = to_text(things, "turtle")
    assert "<https://w3id.org/inspection-kg/id/finding/0123456789abcdef/aa> a kg:Finding" in turtle
    assert "kg:theme theme:plans" in turtle
    assert turtle == to_text(things, "turtle")


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_is_saved_by_the_name_of_its_file(form: str, tmp_path: Path) -> None:
    path = tmp_path / f"councillor's answer{FORMATS[form]}"
    save(findings(), path, labels=NAMES.label)
    assert path.stat().st_size > 0
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]
    if form != "xlsx":
        assert b"\r" not in path.read_bytes()


def test_a_formula_is_text_in_a_spreadsheet(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    save(awkward(), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")
    assert sheet["B4"].is_date


LIKE_FORMULAS = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.org")', "'=1")


def like_formulas() -> Answer:
    rows = " ".join(str(Literal(value)) for value in LIKE_FORMULAS)
    return answer(STORE, f"SELECT ?a {{ VALUES ?a {{ {rows} }} }}")


def test_no_text_is_run_in_a_spreadsheet_whatever_it_begins_with(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    save(like_formulas(), tmp_path / "a.xlsx")
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(LIKE_FORMULAS)
    # XML knows one line break
    assert [cell.value for cell in cells] == [value.replace("\r", "\n") for value in LIKE_FORMULAS]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_spreadsheet_takes_as_many_rows_as_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    monkeypatch.setattr("kg.render.xlsx._MOST_ROWS", 3)
    save(awkward(), tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active.max_row == 1 + 3
    monkeypatch.setattr("kg.render.xlsx._MOST_ROWS", 2)
    aside: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", aside.append)
    with pytest.raises(CallError, match="holds 2 rows and the answer has more; take csv"):
        save(awkward(), tmp_path / "b.xlsx")
    gc.collect()
    assert aside == []


def test_csv_keeps_texts_as_they_are() -> None:
    rows = list(csv.reader(io.StringIO(to_text(like_formulas(), "csv"), newline="")))
    assert [row[0] for row in rows[1:]] == list(LIKE_FORMULAS)


def test_a_spreadsheet_is_the_same_at_another_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    core = pytest.importorskip("openpyxl.packaging.core")
    made = []
    for year in (2001, 2031):
        moved = datetime(year, 5, 6, 7, 8, 9, tzinfo=UTC)

        class Moved(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None, *, at: datetime = moved) -> datetime:  # type: ignore[override]
                return at

        monkeypatch.setattr(core.datetime, "datetime", Moved)
        monkeypatch.setattr("time.time", moved.timestamp)
        save(awkward(), tmp_path / f"{year}.xlsx")
        monkeypatch.undo()
        made.append((tmp_path / f"{year}.xlsx").read_bytes())
    assert made[0] == made[1]


def test_a_spreadsheet_holds_no_time_of_the_clock(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    save(awkward(), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        assert archive.testzip() is None
    properties = openpyxl.load_workbook(tmp_path / "a.xlsx").properties
    assert properties.created.year == properties.modified.year == 1980


def test_files_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(BadParameter, match=r"cannot tell the format from this name; use one of \.txt"):
        save(findings(), tmp_path / "a.doc")
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        save(findings(), tmp_path / "none" / "a.csv")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        save(findings(), tmp_path / "file" / "a.csv")
    with pytest.raises(UnknownName, match=r"'cvs'\. Did you mean"):
        to_text(findings(), "cvs")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("csv", "csv"),
        ("CSV", "csv"),
        (".md", "markdown"),
        ("ttl", "turtle"),
        ("htm", "html"),
        ("excel", "xlsx"),
    ],
)
def test_formats_by_their_names_and_by_the_endings_of_files(name: str, form: str) -> None:
    assert format_named(name) == form
    assert format_of(Path(f"answer{FORMATS[form].upper()}")) == form


def test_what_a_citation_tells_has_no_column_of_its_own() -> None:
    text = "SELECT ?said ?sentence ?page { VALUES (?said ?sentence ?page) { (1 'Plans drift.' 4) } }"
    header = Header(summary="", show=("said", "sentence", "page"))
    for form in ("table", "markdown", "html"):
        page = to_text(answer(STORE, text, header=header), form)
        assert page.count("Plans drift.") == 1
        assert "“Plans drift.”" in page


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_page_has_no_column_that_no_row_fills(form: str) -> None:
    rows = "SELECT ?council ?remark ?grade { VALUES (?council ?remark ?grade) { (1 UNDEF 2) (3 UNDEF 4) } }"
    header = Header(summary="", show=("council", "remark", "grade"))
    page = to_text(answer(STORE, rows, header=header), form)
    assert "Council" in page and "Grade" in page and "Remark" not in page
    none = to_text(answer(STORE, rows.replace("} }", "} FILTER (false) }"), header=header), form)
    assert "Remark" in none


def test_a_page_says_what_it_covers_even_where_it_has_no_rows() -> None:
    none = "SELECT ?said ?page { VALUES (?said ?page) { } }"
    header = Header(summary="", covers="Reports that are loaded.")
    for form in ("table", "markdown", "html"):
        assert "Covers: Reports that are loaded." in to_text(answer(STORE, none, header=header), form)
    shown = Result(answer(STORE, none, header=header))._repr_html_()
    assert "<p>No rows.</p>" in shown and "Covers: Reports that are loaded." in shown


def test_words_that_prove_a_row_are_never_squeezed_out() -> None:
    text = """SELECT ?a ?grade ?sentence ?page {
      VALUES (?a ?grade ?sentence ?page) {
        (1 "Requires improvement to be good" "Plans drift." 4) (1 "Inadequate" "Help comes late." 5)
      }
    }"""
    header = Header(summary="", group=("a",), show=("a", "grade", "sentence"))
    for width in (20, 40, 60, 200):
        table = to_text(answer(STORE, text, header=header), "table", width=width)
        for said in ("Requires improvement to be good", "“Plans drift.”", "“Help comes late.”"):
            assert said in " ".join(table.split())


def test_the_first_rows_are_not_taken_for_all() -> None:
    assert "the first 2 rows; there are more" in to_text(findings().head(2), "table")
    assert "the first row; there are more" in to_text(findings().head(1), "table")
    for form in ("markdown", "html"):
        assert "The first 2 rows; there are more." in to_text(findings().head(2), form)
        assert "first" not in to_text(findings().head(3), form)
    assert "3 rows" in to_text(findings().head(9), "table")
    assert "first" not in to_text(findings().head(9), "table")


def test_one_row_is_one_row() -> None:
    one = answer(STORE, "SELECT ?a ?b { BIND(1 AS ?a) BIND(2 AS ?b) }", header=Header("", group=("a",)))
    assert to_text(one, "table").endswith("\n1 row\n")


XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"


def test_data_frames() -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    result = Result(findings(), NAMES.label)
    frame = result.to_pandas()
    assert list(frame["page"]) == [4, 4, 4] and frame["confidence"].dtype == float
    assert result.to_polars().schema["page"] == polars.Int64
    day = answer(STORE, 'SELECT ?d { VALUES ?d { "2022-03-09"^^<http://www.w3.org/2001/XMLSchema#date> } }')
    assert Result(day).to_pandas()["d"][0] == pandas.Timestamp("2022-03-09")
    mixed = f"""SELECT ?d {{ VALUES ?d {{ "2022-03-09"^^<{XSD_DATE}> "spring" }} }}"""
    assert list(Result(answer(STORE, mixed)).to_pandas()["d"]) == [date(2022, 3, 9), "spring"]


LABELS = {
    "https://w3id.org/inspection-kg/scheme/polarity/weakness": "Weakness",
    "https://w3id.org/inspection-kg/scheme/theme/plans": "Plans, reviews and drift",
    "https://w3id.org/inspection-kg/scheme/theme/neglect": "Neglect",
    "https://w3id.org/inspection-kg/scheme/level/text": "Text",
    "https://w3id.org/inspection-kg/id/document/0123456789abcdef": "The council's notice",
}
IRI = "https://w3id.org/inspection-kg/"
CODED = f"""SELECT ?themes ?level ?share ?ended ?sort ?document ?sha256 ?method ?sentence ?page {{
  VALUES (?themes ?level ?share ?ended ?sort ?document ?sha256 ?method ?sentence ?page) {{
    ("plans neglect" <{IRI}scheme/level/text> 0.25 false "weak-theme" "000_01.txt" "{"0123456789abcdef" * 4}"
     <{IRI}id/software/linear-9.abc> "Plans drift." 4)
    ("neglect" <{IRI}scheme/level/remark> 0.5 false "weak-theme" "000_01.txt" "{"0123456789abcdef" * 4}"
     <{IRI}id/software/linear-9.abc> "Some wait." 4)
    ("neglect" <{IRI}scheme/level/remark> 1.0 true "absence" "000_01.txt" "{"0123456789abcdef" * 4}"
     <{IRI}id/software/linear-9.abc> "Help is late." 5)
  }}
}}"""


def coded(**header: tuple[str, ...]) -> Answer:
    return answer(STORE, CODED, header=Header(summary="", **header))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_people_read_words_and_neither_ids_nor_codes(form: str) -> None:
    page = to_text(coded(), form, labels=LABELS.get, width=160)
    for words in (
        "Plans, reviews and drift; Neglect",
        "Criticised in the text",
        "One criticism only",
        "25%",
        "100%",
        "Weak theme",
        "Not stated",
        "Yes",
        "The council's notice",
    ):
        assert words in " ".join(unescape(page).split())
    for code in ("plans neglect", "linear-9", "false", "true", "weak-theme", "0.25", "000_01", "https://"):
        assert code not in page


def test_heads_stand_over_the_columns_of_every_group() -> None:
    table = to_text(coded(group=("sort",), show=("sort", "level", "share")), "table", width=100)
    heads = [line.split() for line in table.splitlines() if "Level" in line]
    assert heads == [["Level", "Share", "Evidence"]] * 2


def test_a_table_has_no_stray_blank_lines() -> None:
    for group in ((), ("sort",)):
        for width in (30, 80, 160):
            table = to_text(coded(group=group, show=("sort", "level")), "table", width=width)
            lines = [line.strip() for line in table.splitlines()]
            assert lines[0] and lines[-1]
            assert all(above or below for above, below in pairwise(lines))


def test_data_has_labels_in_columns_after_its_own() -> None:
    rows = list(csv.DictReader(io.StringIO(to_text(coded(), "csv", labels=LABELS.get), newline="")))
    own = ["themes", "level", "share", "ended", "sort", "document", "sha256", "method", "sentence", "page"]
    assert list(rows[0]) == [*own, "themes_label", "level_label", "document_label"]
    assert (rows[0]["themes"], rows[0]["level"]) == ("plans neglect", "text")
    assert rows[0]["themes_label"] == "Plans, reviews and drift; Neglect"
    assert rows[0]["document_label"] == "The council's notice"
    first = json.loads(to_text(coded(), "jsonl", labels=LABELS.get).splitlines()[0])
    assert list(first) == list(rows[0]) and first["level_label"] == "Criticised in the text"
    pandas = pytest.importorskip("pandas")
    result = Result(coded(), LABELS.get)
    assert list(result.to_pandas().columns) == own
    assert list(result.to_pandas(labels=True)["level_label"]) == [
        "Criticised in the text",
        "One criticism only",
        "One criticism only",
    ]
    assert list(result.to_polars(labels=True).columns) == list(rows[0])
    assert pandas.api.types.is_float_dtype(result.to_pandas()["share"])


def test_sparql_of_ones_own_gives_the_columns_that_it_names() -> None:
    assert to_text(answer(STORE, CODED), "csv").startswith(
        "themes,level,share,ended,sort,document,sha256,method,sentence,page\n"
    )


def test_a_notebook_shows_a_table() -> None:
    assert Result(findings())._repr_html_().startswith("<table>")
    assert repr(Result(findings())).startswith("<Result of said: authority, theme")


def test_a_hash_is_shown_only_where_no_document_is_named() -> None:
    hashed = 'SELECT ?grade ?sha256 { VALUES (?grade ?sha256) { ("Good" "abc") } }'
    named = 'SELECT ?grade ?sha256 ?document { VALUES (?grade ?sha256 ?document) { ("Good" "abc" "a.pdf") } }'
    assert "abc" in to_text(answer(MemoryStore(), hashed), "table")
    assert "abc" not in to_text(answer(MemoryStore(), named), "table")
