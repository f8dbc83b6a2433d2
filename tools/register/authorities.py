"""Authorities from the lookup and the curated files, with what the lookup gets wrong named on the way."""

from __future__ import annotations

import csv
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from kg import yaml_core

HERE = Path(__file__).resolve().parent
EDITIONS = {"current": "stat_neighbours", "previous": "stat_neighbours_previous"}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")

Changes = dict[str, Any]
"""``changes.yaml`` as read."""


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority with what holds of it today, or held on its last day."""

    code: str
    name: str
    others: tuple[str, ...]
    region: str
    kind: str
    gss: str | None = None
    area: str | None = None
    urn: str | None = None
    begins: date | None = None
    ends: date | None = None
    source: str | None = None
    neighbours: tuple[tuple[str, tuple[str, ...]], ...] = ()


class RegisterError(Exception):
    """The input contradicts itself."""


def read_lookup(path: Path) -> list[dict[str, str]]:
    """Rows of the lookup, by the Department's code."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: row["la_code"])


def read_changes() -> Changes:
    """What ``changes.yaml`` says; its days as dates."""
    changes: Changes = _dated(yaml_core.load_file(HERE / "changes.yaml"))
    return changes


def _dated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _dated(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_dated(one) for one in value]
    return date.fromisoformat(value) if isinstance(value, str) and _DAY.fullmatch(value) else value


def read_names() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Official name and other names by code."""
    with (HERE / "names.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: (row["official_name"], tuple(filter(None, row["other_names"].split("|"))))
            for row in csv.DictReader(file)
        }


def current(
    rows: list[dict[str, str]], names: dict[str, tuple[str, tuple[str, ...]]], changes: Changes
) -> list[Authority]:
    """The authorities of today."""
    gone = {entry["code"] for entry in changes["abolished"]}
    found = []
    for row in rows:
        code = row["la_code"]
        if code in gone:
            continue
        if code not in names:
            raise RegisterError(f"{code} {row['local_authority_ons_name']} has no line in names.csv")
        region = region_of(row, changes["regions"])
        gss = row["la_code_new"]
        name = plain_name(row)
        official, others = names[code]
        known = {
            other.lower(): other
            for other in (
                *also_known(row),
                row["ltla23nm"],
                row["local_authority_ons_name"],
                *others,
                official,
            )
            if other and other.lower() != name.lower()
        }
        found.append(
            Authority(
                code=code,
                name=name,
                others=tuple(sorted(known.values())),
                region=region,
                kind=type_of(row, gss, changes["types"]),
                gss=gss,
                area=row["utla23nm"],
                urn=row["urn"],
                begins=changes["created"].get(code),
                neighbours=tuple((edition, neighbours(row, edition)) for edition in EDITIONS),
            )
        )
    missing = set(names) - {authority.code for authority in found}
    if missing:
        raise RegisterError(f"names.csv has codes that the lookup lacks: {', '.join(sorted(missing))}")
    return found


def abolished(rows: list[dict[str, str]], changes: Changes) -> list[Authority]:
    """The authorities that are gone."""
    by_code = {row["la_code"]: row for row in rows}
    found = []
    for entry in changes["abolished"]:
        row = by_code.get(entry["code"])
        if row and row["la_code_new"] != entry.get("gss"):
            raise RegisterError(
                f"{entry['code']}: the lookup has {row['la_code_new']}, changes.yaml {entry.get('gss')}"
            )
        official = entry.get("official_name")
        found.append(
            Authority(
                code=entry["code"],
                name=entry["name"],
                others=(official,) if official else (),
                region=changes["regions"][entry["region"]],
                kind=entry["type"],
                gss=entry.get("gss"),
                area=entry.get("area"),
                begins=None,
                ends=entry["until"],
                source=entry["source"],
                neighbours=tuple((edition, neighbours(row, edition)) for edition in EDITIONS) if row else (),
            )
        )
    return found


def plain_name(row: dict[str, str]) -> str:
    """The name without ``City of``, ``Borough`` and commas, as people say it."""
    return {
        "Bedford Borough": "Bedford",
        "Bristol, City of": "Bristol",
        "Durham": "County Durham",
        "Kingston Upon Hull, City of": "Kingston upon Hull",
    }.get(row["local_authority_ons_name"], row["local_authority_ons_name"])


def also_known(row: dict[str, str]) -> list[str]:
    """The names in ``also_known_as``: ``[BCP, Bournemouth, Christchurch & Poole]`` holds two of them."""
    listed = row["also_known_as"].strip("[]").split(", ")
    if listed[:1] == ["BCP"]:
        return ["BCP", ", ".join(listed[1:])]
    return [name for name in listed if name]


def region_of(row: dict[str, str], regions: dict[str, str]) -> str:
    """ONS code of the region, by its name; a different code in the row is reported."""
    name = row["region_name"]
    if name not in regions:
        raise RegisterError(f"{row['la_code']}: unknown region {name!r}")
    if row["rgn22cd"] != regions[name]:
        say(f"{row['la_code']}: region code {row['rgn22cd']} is not that of {name}; the name is kept")
    return regions[name]


def type_of(row: dict[str, str], gss: str, types: dict[str, str]) -> str:
    """Type by the series of the ONS code; a different type in the row is reported."""
    kind = types[gss[:3]]
    if row["ons_la_type"].lower().split()[0] != kind.split("-")[0]:
        say(f"{row['la_code']}: type {row['ons_la_type']!r} is stale, {gss} says {kind}")
    return kind


def neighbours(row: dict[str, str], edition: str) -> tuple[str, ...]:
    """Codes of the statistical neighbours in order."""
    codes = tuple(code.strip() for code in row[EDITIONS[edition]].split(",") if code.strip())
    if len(codes) != 10:
        say(f"{row['la_code']}: the {edition} list has {len(codes)} neighbours")
    return codes


def say(message: str) -> None:
    """Name a doubt about the input."""
    print(message, file=sys.stderr)
