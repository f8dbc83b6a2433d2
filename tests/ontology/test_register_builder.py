"""The script that builds the register, on a lookup of two councils made up for the purpose."""

from __future__ import annotations

from datetime import date

import pytest
from rdflib import Graph

from tools.register.authorities import Changes, RegisterError, abolished, current
from tools.register.blocks import area_blocks, authority_blocks, board_blocks, neighbour_blocks
from tools.register.turtle import document

NAMES = {
    "901": ("Ambleford County Council", ("Amble",)),
    "902": ("Westmere Borough Council", ()),
}


def row(code: str, name: str, gss: str, neighbours: str, **other: str) -> dict[str, str]:
    """A line of the lookup."""
    return {
        "la_code": code,
        "la_code_new": gss,
        "urn": "7" + code,
        "local_authority_ons_name": name,
        "ltla23nm": "",
        "utla23nm": name,
        "also_known_as": "",
        "region_name": "London",
        "rgn22cd": "E12000007",
        "ons_la_type": "County",
        "stat_neighbours": neighbours,
        "stat_neighbours_previous": neighbours,
    } | other


@pytest.fixture
def rows() -> list[dict[str, str]]:
    return [
        row("901", "Ambleford", "E10000091", "902"),
        row("902", "Westmere", "E06000092", "901", ons_la_type="Unitary Authority"),
    ]


@pytest.fixture
def changes() -> Changes:
    return {
        "regions": {"London": "E12000007"},
        "types": {"E06": "unitary", "E10": "county"},
        "abolished": [
            {
                "code": "900",
                "name": "Oldshire",
                "type": "county",
                "region": "London",
                "until": date(2020, 4, 1),
                "source": "https://example.org/order",
            }
        ],
        "created": {"902": date(2020, 4, 1)},
        "gss_changes": [],
        "name_changes": [],
        "successions": [
            {
                "on": date(2020, 4, 1),
                "from": ["900"],
                "to": ["902"],
                "title": "Oldshire becomes Westmere",
                "source": "https://example.org/order",
            }
        ],
        "boards_until": date(2019, 9, 29),
    }


def test_the_same_input_gives_the_same_bytes_and_legal_turtle(
    rows: list[dict[str, str]], changes: Changes
) -> None:
    def build() -> str:
        every = current(rows, NAMES, changes) + abolished(rows, changes)
        blocks = [
            *authority_blocks(every, changes),
            *board_blocks(every, changes),
            *area_blocks(every, changes["regions"]),
            *neighbour_blocks(every),
        ]
        return document("A test.", blocks)

    assert build() == build()
    assert len(Graph().parse(data=build(), format="turtle")) > 50


def test_only_authorities_of_the_boards_time_have_a_board(
    rows: list[dict[str, str]], changes: Changes
) -> None:
    every = current(rows, NAMES, changes) + abolished(rows, changes)
    assert [subject for subject, _ in board_blocks(every, changes)] == ["board:901-lscb", "board:900-lscb"]


def test_doubtful_columns_are_named(
    rows: list[dict[str, str]], changes: Changes, capsys: pytest.CaptureFixture[str]
) -> None:
    rows[0] |= {"rgn22cd": "E12000009", "ons_la_type": "Unitary Authority"}
    made = current(rows, NAMES, changes)
    assert (made[0].region, made[0].kind) == ("E12000007", "county")
    said = capsys.readouterr().err
    assert "901: region code E12000009 is not that of London" in said
    assert "901: type 'Unitary Authority' is stale" in said
    assert "901: the current list has 1 neighbours" in said


def test_an_unknown_region_is_refused(rows: list[dict[str, str]], changes: Changes) -> None:
    rows[0]["region_name"] = "Mercia"
    with pytest.raises(RegisterError, match="901: unknown region 'Mercia'"):
        current(rows, NAMES, changes)


def test_an_authority_without_official_name_is_refused(rows: list[dict[str, str]], changes: Changes) -> None:
    with pytest.raises(RegisterError, match="902 Westmere has no line"):
        current(rows, {"901": NAMES["901"]}, changes)


def test_a_neighbour_that_is_no_authority_is_refused(rows: list[dict[str, str]], changes: Changes) -> None:
    rows[0]["stat_neighbours"] = "999"
    with pytest.raises(RegisterError, match="901: 999 in the current list is no other authority"):
        list(neighbour_blocks(current(rows, NAMES, changes)))


def test_a_code_that_two_sources_give_differently_is_refused(
    rows: list[dict[str, str]], changes: Changes
) -> None:
    rows.append(row("900", "Oldshire", "E10000090", ""))
    with pytest.raises(RegisterError, match=r"900: the lookup has E10000090, changes\.yaml None"):
        abolished(rows, changes)
