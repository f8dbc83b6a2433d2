"""The things of the register as blocks of Turtle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tools.register.authorities import Authority, Changes, RegisterError
from tools.register.turtle import Block, day, plain, words

ONS = "http://statistics.data.gov.uk/id/statistical-geography/"


def authority_blocks(authorities: list[Authority], changes: Changes) -> Iterator[Block]:
    """Authorities with their codes, boards, areas and successions."""
    dated = dict(dated_codes(authorities, changes))
    events = {change_key(event): event for event in changes["successions"]}
    for it in authorities:
        own_codes = [f"code:{key}" for key, entry in dated.items() if entry["code"] == it.code]
        yield (
            f"authority:{it.code}",
            [
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
                (
                    "org:resultedFrom",
                    [f"change:{key}" for key, event in events.items() if it.code in event["to"]],
                ),
                (
                    "org:changedBy",
                    [f"change:{key}" for key, event in events.items() if it.code in event["from"]],
                ),
                ("dcterms:source", [f"<{it.source}>"] if it.source else []),
            ],
        )
    for key, entry in dated.items():
        yield (
            f"code:{key}",
            [
                ("a", ["kg:DatedCode"]),
                ("kg:codeScheme", [f"code-scheme:{entry['scheme']}"]),
                ("kg:codeValue", [plain(entry["value"])]),
                ("kg:validFrom", [day(entry["from"])] if entry.get("from") else []),
                ("kg:validUntil", [day(entry["until"])] if entry.get("until") else []),
                ("kg:scopeNote", [words(entry["why"])] if entry.get("why") else []),
                ("dcterms:source", [f"<{entry['source']}>"] if entry.get("source") else []),
            ],
        )
    for key, event in events.items():
        yield (
            f"change:{key}",
            [
                ("a", ["org:ChangeEvent"]),
                ("skos:prefLabel", [words(event["title"])]),
                ("dcterms:date", [day(event["on"])]),
                ("org:originalOrganization", [f"authority:{code}" for code in event["from"]]),
                ("org:resultingOrganization", [f"authority:{code}" for code in event["to"]]),
                ("dcterms:source", [f"<{event['source']}>"]),
            ],
        )


def change_key(event: Any) -> str:
    """Key of a succession: its day and the codes it leads to."""
    return "-".join([event["on"].isoformat(), *event["to"]])


def dated_codes(authorities: list[Authority], changes: Changes) -> Iterator[tuple[str, dict[str, Any]]]:
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


def has_board(it: Authority, changes: Changes) -> bool:
    """Whether the authority's area had a safeguarding board that an inspection here can have reviewed."""
    latest_start, earliest_end = date(2019, 4, 1), date(2013, 11, 1)
    return (it.begins is None or it.begins < latest_start) and (it.ends is None or it.ends > earliest_end)


def board_blocks(authorities: list[Authority], changes: Changes) -> Iterator[Block]:
    """One safeguarding board an authority."""
    for it in authorities:
        if has_board(it, changes):
            ends = min(it.ends or changes["boards_until"], changes["boards_until"])
            yield (
                f"board:{it.code}-lscb",
                [
                    ("a", ["org:FormalOrganization", "kg:SafeguardingBoard"]),
                    ("skos:prefLabel", [words(f"{it.name}: local safeguarding children board")]),
                    (
                        "skos:altLabel",
                        [words(f"{it.name} Safeguarding Children Board"), words(f"{it.name} LSCB")],
                    ),
                    ("kg:authority", [f"authority:{it.code}"]),
                    ("kg:validUntil", [day(ends)]),
                ],
            )


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
                    raise RegisterError(f"{it.code}: {code} in the {edition} list is no other authority")
                yield (
                    f"neighbour:{it.code}-{edition}-{rank}",
                    [
                        ("a", ["kg:NeighbourLink"]),
                        ("kg:neighbourOf", [f"authority:{it.code}"]),
                        ("kg:neighbour", [f"authority:{code}"]),
                        ("kg:edition", [f"edition:{edition}"]),
                        ("kg:rank", [str(rank)]),
                    ],
                )
