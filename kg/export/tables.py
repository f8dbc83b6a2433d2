"""The graph as five plain tables: CSV with a CSVW description, spreadsheets, and Parquet.

The tables are for people who do not use RDF. Each table is a query (``queries/tables/``); its columns are
data (``tables.yaml``). The same store gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from kg.errors import EnvironmentFault, MissingExtra
from kg.queries.answer import Answer
from kg.queries.values import python_value
from kg.render.files import whole
from kg.render.formats import save
from kg.resources import query_text
from kg.store.base import Solutions, Store, Term
from kg.yaml_core import load

DESCRIPTION: Final = "csv-metadata.json"
"""Standard file name of the description of the tables of a folder."""
LICENCE: Final = "http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

Told = Mapping[str, Any]


@cache
def tables() -> Told:
    """Descriptions of the tables and their columns, by name."""
    path = Path(__file__).with_name("tables.yaml")
    return cast(Told, load(path.read_text(encoding="utf-8"), path.name, EnvironmentFault))


def write_tables(store: Store, out: Path, code: str | None = None) -> Iterator[str]:
    """Write all tables into a folder.

    Args:
        store: the store to query.
        out: the folder, created if necessary.
        code: code of the only council to include; by default all.

    Yields:
        Name and number of rows of each table, and formats that could not be written without a package.

    Raises:
        EnvironmentFault: the disk refuses.
    """
    out.mkdir(parents=True, exist_ok=True)
    lacking: dict[str, None] = {}
    for name, told in tables().items():
        columns, rows = _rows(store, name, code)
        if columns != tuple(told["columns"]):
            raise ValueError(f"queries/tables/{name}.rq and tables.yaml name other columns")
        answer = Answer(lambda c=columns, r=rows: Solutions(c, iter(r)), name=name)  # type: ignore[misc]
        save(answer, out / f"{name}.csv", "csv")
        for kind, write in (("xlsx", _spreadsheet), ("Parquet", _parquet)):
            try:
                write(answer, rows, told, out, name)
            except MissingExtra as missing:
                lacking[f"No {kind} files were written. {missing}"] = None
        yield f"{name}: {len(rows):,} row{'' if len(rows) == 1 else 's'}"
    with whole(out / DESCRIPTION) as part:
        text = json.dumps(description(), indent=1, ensure_ascii=False) + "\n"
        part.write_text(text, encoding="utf-8", newline="\n")
    yield from lacking


def _rows(store: Store, name: str, code: str | None) -> tuple[tuple[str, ...], list[tuple[Term | None, ...]]]:
    found = store.select(query_text(f"tables/{name}"))
    place = found.variables.index("council")
    rows = [tuple(row) for row in found.rows]
    return found.variables, [r for r in rows if code is None or getattr(r[place], "value", None) == code]


def _spreadsheet(
    answer: Answer, _rows: list[tuple[Term | None, ...]], _told: Told, out: Path, name: str
) -> None:
    save(answer, out / f"{name}.xlsx", "xlsx")


def _parquet(_answer: Answer, rows: list[tuple[Term | None, ...]], told: Told, out: Path, name: str) -> None:
    try:
        import polars
    except ImportError:
        raise MissingExtra("polars", "polars") from None
    types = {
        "date": polars.Date,
        "integer": polars.Int64,
        "decimal": polars.Float64,
        "boolean": polars.Boolean,
    }
    schema = {
        column: types.get(about.get("datatype", ""), polars.String)
        for column, about in told["columns"].items()
    }
    frame = polars.DataFrame([tuple(map(_plain, row)) for row in rows], schema=schema, orient="row")
    with whole(out / f"{name}.parquet") as part:
        frame.write_parquet(part, compression="zstd", statistics=True)


def _plain(term: Term | None) -> object:
    value = python_value(term)
    return float(value) if isinstance(value, Decimal) else value


def description() -> dict[str, Any]:
    """The description of the tables as CSV on the Web (https://www.w3.org/TR/tabular-metadata/)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "Inspections of children's services in England",
        "dc:license": {"@id": LICENCE},
        "tables": [_table(name, told) for name, told in tables().items()],
    }


def _table(name: str, told: Told) -> dict[str, Any]:
    columns = [
        {"name": column, "titles": column, "dc:description": about["title"], **_datatype(about)}
        for column, about in told["columns"].items()
    ]
    schema: dict[str, Any] = {"columns": columns, "primaryKey": told["key"]}
    refers = {c: about["refers"] for c, about in told["columns"].items() if "refers" in about}
    if refers:
        schema["foreignKeys"] = [
            {
                "columnReference": column,
                "reference": {"resource": f"{other}.csv", "columnReference": tables()[other]["key"]},
            }
            for column, other in refers.items()
        ]
    return {"url": f"{name}.csv", "dc:title": told["title"], "tableSchema": schema}


def _datatype(about: Told) -> dict[str, str]:
    return {"datatype": about["datatype"]} if "datatype" in about else {"datatype": "string"}
