"""Tables for people without RDF: five of them, alike in each format, described, the same bytes each time."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import polars
import pytest

from kg import api
from kg.cli import main
from kg.export.tables import DESCRIPTION, tables, write_tables

NAMES = ("councils", "inspections", "judgements", "recommendations", "weaknesses")


@pytest.fixture(scope="module")
def written(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables")
    list(write_tables(api.open(sample_store).store, out))
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_there_are_five_tables_in_three_formats_and_a_description(written: Path) -> None:
    files = {f"{name}.{end}" for name in NAMES for end in ("csv", "xlsx", "parquet")}
    assert {path.name for path in written.iterdir()} == {*files, DESCRIPTION}


def test_the_same_store_gives_the_same_bytes(written: Path, sample_store: Path, tmp_path: Path) -> None:
    list(write_tables(api.open(sample_store).store, tmp_path))
    assert {p.name: p.read_bytes() for p in written.iterdir()} == {
        p.name: p.read_bytes() for p in tmp_path.iterdir()
    }


def test_the_description_fits_the_tables(written: Path) -> None:
    told = json.loads((written / DESCRIPTION).read_text(encoding="utf-8"))
    assert [table["url"] for table in told["tables"]] == [f"{name}.csv" for name in NAMES]
    for table in told["tables"]:
        found = rows(written / table["url"])
        schema = table["tableSchema"]
        assert list(found[0]) == [column["name"] for column in schema["columns"]]
        key = schema["primaryKey"] if isinstance(schema["primaryKey"], list) else [schema["primaryKey"]]
        assert len({tuple(row[column] for column in key) for row in found}) == len(found)
        for foreign in schema.get("foreignKeys", ()):
            other = rows(written / foreign["reference"]["resource"])
            known = {row[foreign["reference"]["columnReference"]] for row in other}
            assert {row[foreign["columnReference"]] for row in found} <= known


def test_the_description_has_only_what_small_tools_understand(written: Path) -> None:
    """rdf-parser-csvw makes values of gaps otherwise: findings/csvw-rdf-parser-gaps.sh."""
    text = (written / "csv-metadata.json").read_text(encoding="utf-8")
    assert not [word for word in ("valueUrl", "null", "separator", "format") if f'"{word}"' in text]


@pytest.mark.parametrize("name", NAMES)
def test_formats_hold_the_same(name: str, written: Path) -> None:
    found = rows(written / f"{name}.csv")
    frame = polars.read_parquet(written / f"{name}.parquet")
    sheet = openpyxl.load_workbook(written / f"{name}.xlsx").active
    assert found
    assert frame.columns == list(found[0])
    assert frame.height == len(found)
    assert sheet is not None
    assert sheet.max_row == len(found) + 1
    typed = {c for c, about in tables()[name]["columns"].items() if about.get("datatype") == "date"}
    for column in typed:
        assert frame[column].dtype == polars.Date
        assert [str(day or "") for day in frame[column]] == [row[column] for row in found]


@pytest.mark.parametrize(
    ("name", "query", "column"),
    [("judgements", "judgements", "judgement"), ("recommendations", "recommendations", "recommendation")],
)
def test_a_table_has_what_the_stored_query_has(
    name: str, query: str, column: str, written: Path, sample_store: Path
) -> None:
    answered = {str(row[column]).rpartition("/id/")[2] for row in api.query(query, store=sample_store)}
    prefix = "judgement/" if name == "judgements" else ""
    assert {prefix + row[column] for row in rows(written / f"{name}.csv")} == answered


def test_no_table_has_a_text_of_a_report(written: Path) -> None:
    for path in written.glob("*.csv"):
        for row in rows(path):
            texts = {c: v for c, v in row.items() if c not in ("document", "name", "body", "region")}
            spaced = {c for c, v in texts.items() if len(v.split()) > 1}
            assert spaced <= {"themes", "cohorts", "tags", "decided"}


def test_the_command_takes_one_council(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["export", "--store", str(sample_store), "--tables", str(tmp_path / "out")]
    assert main([*call, "--authority", "Exampleshire"]) == 0
    assert "councils: 1 row\n" in capsys.readouterr().err
    assert {row["council"] for row in rows(tmp_path / "out" / "inspections.csv")} == {"999"}
    assert main([*call, "--layout", "d2i"]) == 2
