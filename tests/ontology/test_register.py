"""The register of authorities: numbers, codes, changes and neighbours."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import ORG

from kg.namespaces import DEF, concept, thing
from tests.ontology.conftest import parse

KG = Namespace(DEF)
ABOLISHED = {"820", "835", "836", "837", "875", "909", "928"}


def authority(code: str) -> URIRef:
    return URIRef(thing("authority", code))


def codes(graph: Graph, nodes: object) -> set[str]:
    return {str(graph.value(node, KG.code)) for node in nodes}  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def today(register: Graph) -> set[URIRef]:
    """The authorities that have not ended."""
    every = {node for node in register.subjects(RDF.type, KG.Authority) if isinstance(node, URIRef)}
    return {node for node in every if (node, KG.validUntil, None) not in register}


@pytest.fixture(scope="module")
def neighbours() -> Graph:
    return parse("register/neighbours.ttl")


def test_153_today_and_seven_abolished(register: Graph, today: set[URIRef]) -> None:
    assert len(today) == 153
    gone = set(register.subjects(RDF.type, KG.Authority)) - today
    assert codes(register, gone) == ABOLISHED


@pytest.mark.parametrize("code", [KG.code, KG.urn, KG.gss])
def test_no_two_authorities_share_a_code(register: Graph, code: URIRef) -> None:
    bearers = Counter(str(value) for value in register.objects(None, code))
    assert [value for value, count in bearers.items() if count > 1] == []


def test_codes_look_like_codes(register: Graph, today: set[URIRef]) -> None:
    for node in today:
        assert len(str(register.value(node, KG.code))) == 3
        assert str(register.value(node, KG.urn)).isdigit()
        assert str(register.value(node, KG.gss))[:3] in {"E06", "E08", "E09", "E10"}


def test_the_iri_ends_in_the_code(register: Graph) -> None:
    for node, code in register.subject_objects(KG.code):
        assert node == authority(str(code))


def test_type_follows_the_series_of_the_area_code(register: Graph) -> None:
    series = {"E06": "unitary", "E08": "metropolitan-district", "E09": "london-borough", "E10": "county"}
    for node, gss in register.subject_objects(KG.gss):
        assert register.value(node, KG.authorityType) == URIRef(
            concept("authority-type", series[str(gss)[:3]])
        )


def test_each_authority_lies_in_one_of_nine_regions(register: Graph, today: set[URIRef]) -> None:
    sizes = Counter(register.value(node, KG.region) for node in today)
    names = {str(register.value(region, SKOS.prefLabel)): count for region, count in sizes.items()}
    assert names == {
        "East Midlands": 10,
        "East of England": 11,
        "London": 33,
        "North East": 12,
        "North West": 24,
        "South East": 19,
        "South West": 15,
        "West Midlands": 14,
        "Yorkshire and the Humber": 15,
    }


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("936", "Surrey"),
        ("801", "Bristol"),
        ("810", "Hull"),
        ("839", "BCP"),
        ("868", "Royal Borough of Windsor and Maidenhead"),
        ("342", "St Helens"),
        ("822", "Bedford Borough"),
    ],
)
def test_names_as_people_and_reports_write_them(register: Graph, code: str, name: str) -> None:
    labels = {str(label) for label in register.objects(authority(code), SKOS.prefLabel | SKOS.altLabel)}
    assert name in labels


def test_no_name_belongs_to_two_authorities_of_today(register: Graph, today: set[URIRef]) -> None:
    bearers = Counter(
        str(label).lower()
        for node in today
        for label in set(register.objects(node, SKOS.prefLabel | SKOS.altLabel))
    )
    assert [name for name, count in bearers.items() if count > 1] == []


@pytest.mark.parametrize(
    ("code", "before", "after", "on"),
    [
        ("825", "E10000002", "E06000060", "2020-04-01"),
        ("815", "E10000023", "E06000065", "2023-04-01"),
        ("933", "E10000027", "E06000066", "2023-04-01"),
        ("370", "E08000016", "E08000038", "2025-04-01"),
        ("373", "E08000019", "E08000039", "2025-04-01"),
    ],
)
def test_area_codes_that_changed_have_their_days(
    register: Graph, code: str, before: str, after: str, on: str
) -> None:
    dated = {
        str(register.value(node, KG.codeValue)): node
        for node in register.objects(authority(code), KG.datedCode)
        if register.value(node, KG.codeScheme) == URIRef(concept("code-scheme", "gss"))
    }
    assert str(register.value(dated[before], KG.validUntil)) == on
    assert str(register.value(dated[after], KG.validFrom)) == on
    assert str(register.value(authority(code), KG.gss)) == after


@pytest.mark.parametrize(
    ("before", "after", "on"),
    [
        ({"820"}, {"822", "823"}, "2009-04-01"),
        ({"875"}, {"895", "896"}, "2009-04-01"),
        ({"835"}, {"838"}, "2019-04-01"),
        ({"835", "836", "837"}, {"839"}, "2019-04-01"),
        ({"928"}, {"940", "941"}, "2021-04-01"),
        ({"909"}, {"942", "943"}, "2023-04-01"),
    ],
)
def test_successions(register: Graph, before: set[str], after: set[str], on: str) -> None:
    events = {
        event
        for event in register.subjects(RDF.type, ORG.ChangeEvent)
        if codes(register, register.objects(event, ORG.originalOrganization)) == before
        and codes(register, register.objects(event, ORG.resultingOrganization)) == after
    }
    assert len(events) == 1
    (event,) = events
    for code in before:
        assert (authority(code), ORG.changedBy, event) in register
        assert str(register.value(authority(code), KG.validUntil)) == on
    for code in after:
        assert (authority(code), ORG.resultedFrom, event) in register
        assert str(register.value(authority(code), KG.validFrom)) == on


def test_what_has_not_happened_is_no_part_of_the_register(register: Graph) -> None:
    latest = max(str(day) for day in register.objects(None, KG.validUntil | KG.validFrom))
    assert latest == "2025-04-01"


def test_a_board_belongs_to_the_authority_that_names_it(register: Graph) -> None:
    boards = set(register.subjects(RDF.type, KG.SafeguardingBoard))
    assert boards == set(register.objects(None, KG.board))
    for board in boards:
        assert (register.value(board, KG.authority), KG.board, board) in register
        assert str(register.value(board, KG.validUntil)) <= "2019-09-29"


def test_neighbour_lists_are_whole_or_known_not_to_be(
    register: Graph, neighbours: Graph, today: set[URIRef]
) -> None:
    lengths: dict[tuple[str, str], int] = Counter(
        (
            str(register.value(neighbours.value(link, KG.neighbourOf), KG.code)),
            str(edition).rpartition("/")[2],
        )
        for link, edition in neighbours.subject_objects(KG.edition)
    )
    expected = {(code, edition): 10 for code in codes(register, today) for edition in ("current", "previous")}
    # The source lists nine for the two, and for Cumbria only the edition before its end.
    expected |= {("942", "previous"): 9, ("943", "previous"): 9, ("909", "previous"): 10}
    assert lengths == expected


def test_nobody_is_their_own_neighbour_or_listed_twice(neighbours: Graph) -> None:
    seen = Counter(
        (neighbours.value(link, KG.neighbourOf), neighbours.value(link, KG.edition), neighbour)
        for link, neighbour in neighbours.subject_objects(KG.neighbour)
    )
    assert max(seen.values()) == 1
    assert not any(owner == neighbour for owner, _, neighbour in seen)


def test_surrey_neighbours_stand_in_order(neighbours: Graph) -> None:
    first = URIRef(thing("neighbour", "936-current-1"))
    assert neighbours.value(first, KG.rank) == Literal(1)
    assert neighbours.value(first, KG.neighbourOf) == authority("936")
