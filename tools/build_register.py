"""Build ontology/register from the lookup of authorities and the curated files beside this script.

    python tools/build_register.py LOOKUP.csv [--out ontology/register]

The lookup has a row an authority: its codes, names, region and statistical neighbours. What it does not
hold (authorities that are gone, dated codes, successions, official names) is in ``tools/register``. What
the lookup gets wrong is named on standard error; docs/sources.md says what was done about it.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from turtle_text import Block, day, document, plain, words

HERE = Path(__file__).resolve().parent
ONS = "http://statistics.data.gov.uk/id/statistical-geography/"
EDITIONS = {"current": "stat_neighbours", "previous": "stat_neighbours_previous"}


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


class Fault(Exception):
    """The input contradicts itself."""


def read_lookup(path: Path) -> list[dict[str, str]]:
    """Rows of the lookup, by the Department's code."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: row["la_code"])


def read_names() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Official name and other names by code."""
    with (HERE / "register" / "names.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: (row["official_name"], tuple(filter(None, row["other_names"].split("|"))))
            for row in csv.DictReader(file)
        }


def current(rows: list[dict[str, str]], names: dict[str, tuple[str, tuple[str, ...]]], changes: Any) -> list[Authority]:
    """The authorities of today."""
    gone = {entry["code"] for entry in changes["abolished"]}
    found = []
    for row in rows:
        code = row["la_code"]
        if code in gone:
            continue
        if code not in names:
            raise Fault(f"{code} {row['local_authority_ons_name']} has no line in names.csv")
        region = region_of(row, changes["regions"])
        gss = row["la_code_new"]
        name = plain_name(row)
        official, others = names[code]
        known = dict.fromkeys((official, *others, row["local_authority_ons_name"], row["ltla23nm"], *also_known(row)))
        found.append(
            Authority(
                code=code,
                name=name,
                others=tuple(other for other in known if other and other != name),
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
        raise Fault(f"names.csv has codes that the lookup lacks: {', '.join(sorted(missing))}")
    return found


def abolished(rows: list[dict[str, str]], changes: Any) -> list[Authority]:
    """The authorities that are gone."""
    by_code = {row["la_code"]: row for row in rows}
    found = []
    for entry in changes["abolished"]:
        row = by_code.get(entry["code"])
        if row and row["la_code_new"] != entry.get("gss"):
            raise Fault(f"{entry['code']}: the lookup has {row['la_code_new']}, changes.yaml {entry.get('gss')}")
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
        raise Fault(f"{row['la_code']}: unknown region {name!r}")
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


def authority_blocks(authorities: list[Authority], changes: Any) -> Iterator[Block]:
    """Authorities with their codes, boards, areas and successions."""
    dated = dict(dated_codes(authorities, changes))
    events = {change_key(event): event for event in changes["successions"]}
    for it in authorities:
        own_codes = [f"code:{key}" for key, entry in dated.items() if entry["code"] == it.code]
        yield f"authority:{it.code}", [
            ("a", ["org:FormalOrganization", "kg:Authority"]),
            ("skos:prefLabel", [words(it.name)]),
            ("skos:altLabel", [words(other) for other in it.others]),
            ("kg:code", [plain(it.code)]),
            ("kg:urn", [plain(it.urn)] if it.urn else []),
            ("kg:gss", [plain(it.gss)] if it.gss else []),
            ("kg:authorityType", [f"authority-type:{it.kind}"]),
            ("kg:region", [f"area:{it.region}"]),
            ("kg:areaServed", [f"area:{it.gss}"] if it.gss else []),
            ("kg:board", [f"board:{it.code}-lscb"] if has_board(it, changes) else []),
            ("kg:validFrom", [day(it.begins)] if it.begins else []),
            ("kg:validUntil", [day(it.ends)] if it.ends else []),
            ("kg:datedCode", own_codes),
            ("org:resultedFrom", [f"change:{key}" for key, event in events.items() if it.code in event["to"]]),
            ("org:changedBy", [f"change:{key}" for key, event in events.items() if it.code in event["from"]]),
            ("dcterms:source", [f"<{it.source}>"] if it.source else []),
        ]
    for key, entry in dated.items():
        yield f"code:{key}", [
            ("a", ["kg:DatedCode"]),
            ("kg:codeScheme", [f"code-scheme:{entry['scheme']}"]),
            ("kg:codeValue", [plain(entry["value"])]),
            ("kg:validFrom", [day(entry["from"])] if entry.get("from") else []),
            ("kg:validUntil", [day(entry["until"])] if entry.get("until") else []),
            ("kg:scopeNote", [words(entry["why"])] if entry.get("why") else []),
            ("dcterms:source", [f"<{entry['source']}>"] if entry.get("source") else []),
        ]
    for key, event in events.items():
        yield f"change:{key}", [
            ("a", ["org:ChangeEvent"]),
            ("skos:prefLabel", [words(event["title"])]),
            ("dcterms:date", [day(event["on"])]),
            ("org:originalOrganization", [f"authority:{code}" for code in event["from"]]),
            ("org:resultingOrganization", [f"authority:{code}" for code in event["to"]]),
            ("dcterms:source", [f"<{event['source']}>"]),
        ]


def change_key(event: Any) -> str:
    """Key of a succession: its day and the codes it leads to."""
    return "-".join([event["on"].isoformat(), *event["to"]])


def dated_codes(authorities: list[Authority], changes: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Codes and names with their days, by key: authority, scheme, value (for names, their order)."""
    for it in authorities:
        if it.begins or it.ends:
            span = {"code": it.code, "from": it.begins, "until": it.ends, "source": it.source}
            yield f"{it.code}-la-code-{it.code}", span | {"scheme": "la-code", "value": it.code}
            if it.gss:
                yield f"{it.code}-gss-{it.gss}", span | {"scheme": "gss", "value": it.gss}
    for scheme, entries in (("gss", changes["gss_changes"]), ("name", changes["name_changes"])):
        for entry in entries:
            both = ((entry["before"], {"until": entry["on"]}), (entry["after"], {"from": entry["on"]}))
            for order, (value, span) in enumerate(both, start=1):
                end = order if scheme == "name" else value
                shared = {"code": entry["code"], "source": entry["source"], "why": entry.get("why")}
                yield f"{entry['code']}-{scheme}-{end}", shared | span | {"scheme": scheme, "value": value}


def has_board(it: Authority, changes: Any) -> bool:
    """Whether the authority's area had a safeguarding board that an inspection here can have reviewed."""
    latest_start, earliest_end = date(2019, 4, 1), date(2013, 11, 1)
    return (it.begins is None or it.begins < latest_start) and (it.ends is None or it.ends > earliest_end)


def board_blocks(authorities: list[Authority], changes: Any) -> Iterator[Block]:
    """One safeguarding board an authority."""
    for it in authorities:
        if has_board(it, changes):
            ends = min(it.ends or changes["boards_until"], changes["boards_until"])
            yield f"board:{it.code}-lscb", [
                ("a", ["org:FormalOrganization", "kg:SafeguardingBoard"]),
                ("skos:prefLabel", [words(f"{it.name}: local safeguarding children board")]),
                ("skos:altLabel", [words(f"{it.name} Safeguarding Children Board"), words(f"{it.name} LSCB")]),
                ("kg:authority", [f"authority:{it.code}"]),
                ("kg:validUntil", [day(ends)]),
            ]


def area_blocks(authorities: list[Authority], regions: dict[str, str]) -> Iterator[Block]:
    """Areas of authorities and the regions."""
    for name, gss in regions.items():
        yield area(gss, name, "kg:Region")
    for it in sorted((it for it in authorities if it.gss), key=lambda it: it.gss or ""):
        if it.gss and it.area:
            yield area(it.gss, it.area, "kg:StatisticalArea", f"area:{it.region}")


def area(gss: str, name: str, kind: str, region: str | None = None) -> Block:
    """One statistical area."""
    return f"area:{gss}", [
        ("a", ["skos:Concept", kind]),
        ("skos:prefLabel", [words(name)]),
        ("skos:notation", [plain(gss)]),
        ("skos:inScheme", ["scheme:area"]),
        ("skos:broader", [region] if region else []),
        ("skos:topConceptOf", [] if region else ["scheme:area"]),
        ("skos:exactMatch", [f"<{ONS}{gss}>"]),
    ]


def neighbour_blocks(authorities: list[Authority]) -> Iterator[Block]:
    """One link a place in a list of statistical neighbours."""
    codes = {it.code for it in authorities}
    for it in authorities:
        for edition, listed in it.neighbours:
            for rank, code in enumerate(listed, start=1):
                if code not in codes or code == it.code:
                    raise Fault(f"{it.code}: {code} in the {edition} list is no other authority")
                yield f"neighbour:{it.code}-{edition}-{rank}", [
                    ("a", ["kg:NeighbourLink"]),
                    ("kg:neighbourOf", [f"authority:{it.code}"]),
                    ("kg:neighbour", [f"authority:{code}"]),
                    ("kg:edition", [f"edition:{edition}"]),
                    ("kg:rank", [str(rank)]),
                ]


def main(argv: list[str] | None = None) -> int:
    """Write the register; 0 when done, 1 when the input contradicts itself."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lookup", type=Path, help="the lookup of authorities, a CSV file")
    parser.add_argument("--out", type=Path, default=HERE.parent / "ontology" / "register")
    options = parser.parse_args(argv)
    changes = YAML(typ="safe").load((HERE / "register" / "changes.yaml").read_text(encoding="utf-8"))
    try:
        rows = read_lookup(options.lookup)
        every = current(rows, read_names(), changes) + abolished(rows, changes)
        every.sort(key=lambda it: it.code)
        made = "Made by tools/build_register.py; do not edit."
        files = {
            "authorities.ttl": document(f"Authorities. {made}", authority_blocks(every, changes)),
            "boards.ttl": document(f"Safeguarding boards. {made}", board_blocks(every, changes)),
            "areas.ttl": document(f"Statistical areas. {made}", area_blocks(every, changes["regions"])),
            "neighbours.ttl": document(f"Statistical neighbours. {made}", neighbour_blocks(every), compact=True),
        }
    except (Fault, KeyError) as fault:
        say(f"{options.lookup}: {fault}")
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (options.out / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
