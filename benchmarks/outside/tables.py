"""Tools that read the tables: data frames, databases, spreadsheets and readers of CSVW."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from benchmarks.outside.given import Check, Given
from benchmarks.query_clients import texts
from kg.export.tables import tables


def cells(rows: Sequence[Sequence[object]]) -> int:
    """How many there are.

    >>> cells([[1, 2], [3, 4]])
    4
    """
    return sum(len(row) for row in rows)


def alike(found: Sequence[Sequence[object]], rows: Sequence[Sequence[str]]) -> int:
    """Cells that are written alike; none if the shape differs.

    >>> alike([[1, None], [True, 0.5]], [["1", ""], ["true", "0.50"]])
    4
    """
    if [len(row) for row in found] != [len(row) for row in rows]:
        return 0
    pairs = (pair for one, other in zip(found, rows, strict=True) for pair in zip(one, other, strict=True))
    return sum(written(value) == written(text) for value, text in pairs)


def written(value: object) -> str:
    """A cell in one spelling, whatever its type.

    >>> written(None), written(True), written("0.50"), written(0.5), written("201")
    ('', 'true', '0.5', '0.5', '201')
    """
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", text) else text


def columns_of(given: Given) -> Iterator[tuple[str, str, str]]:
    """Table, column and declared type; an address is text to tools that know no such type."""
    for name, about in tables().items():
        for column, told in about["columns"].items():
            yield name, column, told.get("datatype", "string").replace("anyURI", "string")


def of_csv(given: Given, read: Callable[[Path], tuple[list[list[object]], list[str]]]) -> Iterator[Check]:
    """Cells and types of the tables as CSV, read without options; a column without a value has any type."""
    same = count = typed = columns = 0
    for name in tables():
        head, *rows = given.table(name)
        found, types = read(given.folder / f"{name}.csv")
        same, count = same + alike(found, rows), count + cells(rows)
        declared = {column: kind for table, column, kind in columns_of(given) if table == name}
        for place, column in enumerate(head):
            columns += 1
            right = declared[column] == types[place] or not any(row[place] for row in rows)
            typed += right
            if not right:
                print(f"{name}.{column}: {types[place]}, declared {declared[column]}", file=sys.stderr)
    yield "cells of CSV tables", same, count
    yield "column types of CSV tables", typed, columns


def of_parquet(given: Given, read: Callable[[Path], list[list[object]]]) -> Iterator[Check]:
    """Cells of the tables as Parquet."""
    same = count = 0
    for name in tables():
        _, *rows = given.table(name)
        same += alike(read(given.folder / f"{name}.parquet"), rows)
        count += cells(rows)
    yield "cells of Parquet tables", same, count


def of_answers(given: Given, read: Callable[[str], list[list[str]]]) -> Iterator[Check]:
    """Cells of the stored queries as CSV, read as texts."""
    same = count = 0
    for _, query in texts(given.graph.store, given.authority):
        text = given.graph.sparql(query).to_csv()
        rows = list(csv.reader(io.StringIO(text, newline="")))
        same += alike(read(text), rows)
        count += cells(rows)
    yield "cells of answers in CSV", same, count


def pandas(given: Given) -> Iterator[Check]:
    """CSV and Parquet."""
    import pandas

    names = {"int64": "integer", "float64": "decimal", "bool": "boolean"}

    def of_csv_file(path: Path) -> tuple[list[list[object]], list[str]]:
        frame = pandas.read_csv(path)
        return frame.astype(object).values.tolist(), [names.get(str(kind), "string") for kind in frame.dtypes]

    def read(text: str) -> list[list[str]]:
        frame = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
        return [list(frame.columns), *frame.values.tolist()]

    yield from of_csv(given, of_csv_file)
    yield from of_parquet(given, lambda path: pandas.read_parquet(path).astype(object).values.tolist())
    yield from of_answers(given, read)


def duckdb(given: Given) -> Iterator[Check]:
    """CSV and Parquet."""
    import duckdb

    names = {"BIGINT": "integer", "DOUBLE": "decimal", "BOOLEAN": "boolean", "DATE": "date"}

    def of_csv_file(path: Path) -> tuple[list[list[object]], list[str]]:
        found = duckdb.sql(f"FROM read_csv('{path}')")  # a folder of our own
        types = [names.get(str(kind), "string") for kind in found.types]
        return [list(row) for row in found.fetchall()], types

    def of_parquet_file(path: Path) -> list[list[object]]:
        return [list(row) for row in duckdb.sql(f"FROM read_parquet('{path}')").fetchall()]

    def read(text: str) -> list[list[str]]:
        path = given.folder / "answer.csv"
        path.write_text(text, encoding="utf-8", newline="")
        found = duckdb.sql(f"FROM read_csv('{path}', all_varchar = true, header = true)")
        return [list(found.columns), *([value or "" for value in row] for row in found.fetchall())]

    yield from of_csv(given, of_csv_file)
    yield from of_parquet(given, of_parquet_file)
    yield from of_answers(given, read)


def polars(given: Given) -> Iterator[Check]:
    """CSV and Parquet."""
    import polars

    names = {"Int64": "integer", "Float64": "decimal", "Boolean": "boolean", "Date": "date"}

    def of_csv_file(path: Path) -> tuple[list[list[object]], list[str]]:
        frame = polars.read_csv(path, infer_schema_length=None)
        return [list(row) for row in frame.rows()], [names.get(str(kind), "string") for kind in frame.dtypes]

    def read(text: str) -> list[list[str]]:
        frame = polars.read_csv(io.StringIO(text), infer_schema=False)
        return [frame.columns, *([value or "" for value in row] for row in frame.rows())]

    yield from of_csv(given, of_csv_file)
    yield from of_parquet(given, lambda path: [list(row) for row in polars.read_parquet(path).rows()])
    yield from of_answers(given, read)


def fastexcel(given: Given) -> Iterator[Check]:
    """The workbooks, as polars reads them."""
    import polars

    same = count = 0
    for name in tables():
        _, *rows = given.table(name)
        frame = polars.read_excel(given.folder / f"{name}.xlsx")
        same, count = same + alike([list(row) for row in frame.rows()], rows), count + cells(rows)
    yield "cells of xlsx tables", same, count


def csvkit(given: Given) -> Iterator[Check]:
    """CSV, as csvjson writes it."""
    same = count = 0
    for name in tables():
        _, *rows = given.table(name)
        command = [sys.executable, "-m", "csvkit.utilities.csvjson", str(given.folder / f"{name}.csv")]
        told = subprocess.run(command, capture_output=True, check=True).stdout
        same, count = (
            same + alike([list(row.values()) for row in json.loads(told)], rows),
            count + cells(rows),
        )
    yield "cells of CSV tables", same, count


def sqlite_utils(given: Given) -> Iterator[Check]:
    """CSV, inserted into a database."""
    path = given.folder / "tables.db"
    same = count = 0
    for name in tables():
        _, *rows = given.table(name)
        command = [
            sys.executable,
            "-m",
            "sqlite_utils",
            "insert",
            str(path),
            name,
            str(given.folder / f"{name}.csv"),
        ]
        subprocess.run([*command, "--csv"], capture_output=True, check=True)
        connection = sqlite3.connect(path)
        found = connection.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall()  # noqa: S608 - ours
        connection.close()
        same, count = same + alike(found, rows), count + cells(rows)
    yield "cells of CSV tables", same, count


def frictionless(given: Given) -> Iterator[Check]:
    """CSV, validated by the types that it finds in it."""
    from frictionless import Resource

    valid = [Resource(path=f"{name}.csv", basepath=str(given.folder)).validate().valid for name in tables()]
    yield "CSV tables that are valid", sum(valid), len(valid)


def openpyxl(given: Given) -> Iterator[Check]:
    """The workbooks."""
    import openpyxl

    same = count = formulas = 0
    for name in tables():
        head, *rows = given.table(name)
        sheet = openpyxl.load_workbook(given.folder / f"{name}.xlsx").worksheets[0]
        found = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=len(head))][1:]
        formulas += sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
        same, count = same + alike(found, rows), count + cells(rows)
    yield "cells of xlsx tables", same, count
    yield "cells of xlsx tables that are not formulas", count - formulas, count


CSV_BY_LIBREOFFICE = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
"""Commas, quotation marks, UTF-8, and cells as they are shown."""


def libreoffice(given: Given) -> Iterator[Check]:
    """Workbooks and CSV, opened and saved as CSV."""
    for form in ("xlsx", "csv"):
        same = count = 0
        for name in tables():
            _, *rows = given.table(name)
            out = given.folder / f"by-libreoffice-{form}"
            command = ["soffice", "--headless", "--convert-to", CSV_BY_LIBREOFFICE, "--outdir", str(out)]
            command += [f"-env:UserInstallation=file://{given.folder}/profile"]
            subprocess.run([*command, str(given.folder / f"{name}.{form}")], capture_output=True, check=True)
            with (out / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
                _, *read = csv.reader(stream)
            found = [[cell.lower() if cell in ("TRUE", "FALSE") else cell for cell in row] for row in read]
            same, count = same + alike(found, rows), count + cells(rows)
        yield f"cells of {form} tables", same, count


def csvw(given: Given) -> Iterator[Check]:
    """The tables by their description."""
    from csvw import CSVW

    def plain(value: object) -> object:
        return getattr(value, "unsplit", lambda: value)()  # an address comes in its parts

    found = CSVW(str(given.folder / "csv-metadata.json"), validate=True)
    print(*found.warnings[:3], sep="\n", file=sys.stderr)
    yield "tables that are valid", len(found.tables) if found.is_valid else 0, len(tables())
    same = count = 0
    for table in found.tables:
        _, *rows = given.table(Path(str(table.url)).stem)
        same += alike([[plain(value) for value in row.values()] for row in table], rows)
        count += cells(rows)
    yield "cells of CSV tables by their description", same, count
