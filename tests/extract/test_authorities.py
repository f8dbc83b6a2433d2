"""Names as reports print them."""

from __future__ import annotations

import pytest

from kg.errors import UnknownValue
from kg.extract.authorities import resolve

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


@pytest.mark.parametrize("printed", ["Northamptonshire Children’s Trust", "Achieving for Children"])
def test_a_trust_of_several_authorities_names_none(printed: str) -> None:
    with pytest.raises(UnknownValue, match="several authorities"):
        resolve(printed)


def test_authorities_that_no_register_holds_can_be_given() -> None:
    assert resolve("Exampleshire County Council", {"Exampleshire": "999"}) == "999"
