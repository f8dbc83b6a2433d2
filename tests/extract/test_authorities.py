"""Names as reports print them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kg.errors import UnknownValue
from kg.extract import authorities
from kg.extract.authorities import resolve
from kg.resources import folder
from kg.yaml_core import load_file

NAMES = {
    "Surrey": "936",
    "Surrey County Council": "936",
    "London Borough of Hackney": "204",
    "The Royal Borough of Windsor and Maidenhead": "868",
    "City of Bradford Metropolitan District Council": "380",
    "Bristol City of": "801",
    "Kingston upon Hull City Council": "810",
    "Hull City Council": "810",
    "Durham County Council": "840",
    "Medway Children’s Services": "887",
    "Telford & Wrekin Council": "894",
    "St Helens Metropolitan Borough Council": "342",
    "Stockton-on-Tees Borough Council": "808",
    "Council of the Isles of Scilly": "420",
    "City of York Council": "816",
    "Cheshire East Unitary Authority": "895",
    "Bournemouth, Christchurch and Poole": "839",
    "Borough of Poole": "836",
    "Northamptonshire County Council": "928",
    "Cumbria County Council": "909",
    "RBKC": "207",
    "LBBD": "301",
    "Wakefield District Metropolitan Council": "384",
    "Metropolitan District of Wakefield": "384",
    "Bradford Children and Families Trust": "380",
    "Sandwell Children’s Trust": "333",
    "Worcestershire Children First": "885",
    "Together for Children Sunderland": "394",
}


@pytest.mark.parametrize(("printed", "code"), NAMES.items())
def test_names_with_and_without_the_words_around_them(printed: str, code: str) -> None:
    assert resolve(printed) == code


def test_the_county_council_that_was_is_not_the_council_of_today() -> None:
    assert resolve("Dorset County Council") == "835"
    assert resolve("Dorset") == resolve("Dorset Council") == "838"


def test_an_unknown_name_is_an_error_that_names_it() -> None:
    with pytest.raises(UnknownValue, match="Exampleshire"):
        resolve("Exampleshire")


def test_names_that_are_spelled_alike_are_offered() -> None:
    with pytest.raises(
        UnknownValue, match=r"'Dorsett' is not in authority_names.yaml; the nearest are dorset\b"
    ):
        resolve("Dorsett")
    with pytest.raises(UnknownValue, match=r"'Xyz' is not in authority_names.yaml\."):
        resolve("Xyz")


@pytest.mark.parametrize("printed", ["Northamptonshire Children’s Trust", "Achieving for Children"])
def test_a_trust_of_several_authorities_names_none(printed: str) -> None:
    with pytest.raises(UnknownValue, match="several authorities"):
        resolve(printed)


def test_authorities_that_no_register_holds_can_be_given() -> None:
    assert resolve("Exampleshire County Council", {"Exampleshire": "999"}) == "999"


def test_authorities_that_ended_give_way_on_the_day_that_the_register_says() -> None:
    register = (folder("ontology") / "register" / "authorities.ttl").read_text(encoding="utf-8")
    said = load_file(Path(authorities.__file__).with_name("authority_names.yaml"))
    ends = {
        match["code"]: match["day"]
        for match in re.finditer(r'kg:code "(?P<code>\d{3})"[^.]*?kg:validUntil "(?P<day>[\d-]+)"', register)
    }
    assert {code: end["on"] for code, end in said["ended"].items()} == {
        code: day for code, day in ends.items() if code in said["names"]
    }
    assert all(heir in said["names"] for end in said["ended"].values() for heir in end["into"])
    assert authorities.successors("909", date(2023, 3, 31)) == ("909",)
    assert authorities.successors("909", date(2023, 4, 1)) == ("942", "943")


def test_words_that_are_several_names_are_cut_into_the_fewest() -> None:
    on = date(2024, 5, 1)
    assert authorities.members("Bath and North East Somerset", on) == ("800",)
    assert authorities.members("Barking and Dagenham, Havering and Redbridge", on) == ("301", "311", "317")
    assert authorities.members("Kent & Medway", on) == ("886", "887")
    with pytest.raises(UnknownValue, match="Kent and Exampleshire"):
        authorities.members("Kent and Exampleshire", on)
    assert authorities.members("Kent and Exampleshire", on, {"Exampleshire": "999"}) == ("886", "999")
