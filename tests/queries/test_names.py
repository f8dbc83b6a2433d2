"""The names that the project's own register and schemes understand, as people write them."""

from __future__ import annotations

import pytest

from kg.errors import BadParameter, CallError, UnknownName
from kg.frameworks import scheme_files
from kg.queries.header import Parameter
from kg.queries.names import StoreNames
from kg.queries.parameters import terms_of
from kg.resources import files
from kg.store.base import Solutions
from tests.queries.graphs import PROLOGUE, MemoryStore

NAMES = StoreNames(
    MemoryStore(
        "\n".join(
            path.read_text(encoding="utf-8")
            for path in (*files("ontology", "register/*.ttl"), *scheme_files())
        )
    )
)


def found(kind: str, *values: object) -> list[str]:
    """The last part of the things that values name."""
    parameter = Parameter("value", kind, many=True)
    terms = terms_of({"value": parameter}, {"value": values}, NAMES, of="test")["value"]
    return [term.value.removeprefix("https://w3id.org/inspection-kg/") for term in terms]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cumbria", "909"),
        ("Northamptonshire", "928"),
        ("Dorset", "838"),
        ("Bournemouth", "837"),
        ("BCP", "839"),
        ("Bournemouth, Christchurch & Poole", "839"),
        ("London Borough of Camden", "202"),
        ("LB Lambeth", "208"),
        ("Royal Borough of Kensington & Chelsea", "207"),
        ("City of York Council", "816"),
        ("Kingston upon Hull, City of", "810"),
        ("Hull", "810"),
        ("Kingston", "314"),
        ("Richmond", "318"),
        ("Sutton", "319"),
        ("Newcastle", "391"),
        ("St Helens", "342"),
        ("St. Helens", "342"),
        ("Saint Helens Borough Council", "342"),
        ("Bristol, City of", "801"),
        ("County Durham", "840"),
        ("Co. Durham", "840"),
        ("Durham County Council", "840"),
        ("Isles of Scilly", "420"),
        ("Telford & Wrekin", "894"),
        ("The Wirral", "344"),
        ("RBKC", "207"),
        ("City of London", "201"),
        ("E10000030", "936"),
        ("936", "936"),
        (936, "936"),
        (936.0, "936"),
        ("Surrey\N{NO-BREAK SPACE}County  Council.", "936"),
        ("“Surrey”", "936"),
        ("ＳＵＲＲＥＹ", "936"),
        ("Surrey LA", "936"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}surrey\n", "936"),
    ],
)
def test_authorities(text: object, code: str) -> None:
    assert found("authority", text) == [f"id/authority/{code}"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Surry", "Surrey"),
        ("Middlesborough", "Middlesbrough"),
        ("Stoke", "Stoke-on-Trent"),
        ("Northants", "Northamptonshire"),
        ("Westmoreland", r"Westmorland and Furness\?"),
        ("Cleevland", "Redcar and Cleveland"),
        ("Yorkshire", "North Yorkshire"),
        ("CWAC", "Cheshire West and Chester"),
        ("Birmingham Children's Trust", "Birmingham"),
        ("Surrey, England", "Surrey"),
        ("0936", "Surrey"),
    ],
)
def test_what_is_no_authority_is_not_guessed(text: str, near: str) -> None:
    with pytest.raises(UnknownName, match=f"Did you mean {near}"):
        found("authority", text)


@pytest.mark.parametrize("text", ["frobnicate", "hello", "Salop", "Avon", "Huntingdonshire"])
def test_a_name_that_shares_a_few_letters_is_not_offered(text: str) -> None:
    with pytest.raises(UnknownName) as raised:
        found("authority", text)
    assert "Did you mean" not in str(raised.value)


@pytest.mark.parametrize(
    "text", ["City Council", "City of", "London", "London Borough", "County", "the", "'; DROP"]
)
def test_words_that_many_councils_share_are_no_name(text: str) -> None:
    with pytest.raises(UnknownName):
        found("authority", text)


def test_several_names_at_once() -> None:
    both = ["id/authority/936", "id/authority/886"]
    assert found("authority", "Surrey, Kent") == found("authority", "Surrey;Kent") == both
    assert found("authority", "Surrey", "Kent", "surrey") == both
    assert found("authority", "Bristol, City of") == ["id/authority/801"]


def test_of_several_names_each_must_be_known() -> None:
    with pytest.raises(UnknownName, match=r"No authority is called 'Kentt'"):
        found("authority", "Surrey, Kentt")
    with pytest.raises(UnknownName, match=r"No authority is called 'City of'"):
        found("authority", "Bristol, City of, Kent")
    one = Parameter("value", "authority")
    with pytest.raises(UnknownName, match="'Surrey, Kent'"):
        terms_of({"value": one}, {"value": "Surrey, Kent"}, NAMES, of="test")


GRADES = ("grade", "grade-2009")


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("RI", ["grade/requires-improvement"]),
        ("requires improvement", ["grade/requires-improvement"]),
        ("Requires improvement to be good", ["grade/requires-improvement"]),
        ("Requires\N{NO-BREAK SPACE}improvement.", ["grade/requires-improvement"]),
        ("adequate", ["grade-2009/adequate"]),
        ("Inadequate", [f"{scale}/inadequate" for scale in GRADES]),
        ("‘good’", [f"{scale}/good" for scale in GRADES]),
        ("Good (3)", ["grade-apa/3"]),
    ],
)
def test_grades(text: str, grades: list[str]) -> None:
    assert found("grade", text) == [f"scheme/{grade}" for grade in grades]


@pytest.mark.parametrize("text", ["3", 3, "grade 3", "Grade 4", 2.0])
def test_a_number_is_no_grade_for_it_changed_its_meaning(text: object) -> None:
    with pytest.raises(BadParameter, match="a different grade on each scale"):
        found("grade", text)


@pytest.mark.parametrize(
    ("kind", "text", "concept"),
    [
        ("theme", "drift", "theme/plans"),
        ("theme", "MASH", "theme/front-door-thresholds"),
        ("theme", "Children’s voice, participation and advocacy", "theme/voice-participation"),
        ("cohort", "LAC", "cohort/children-in-care"),
        ("cohort", "Care leavers", "cohort/care-leavers"),
        ("area", "overall", "judgement-area/overall-effectiveness"),
        ("polarity", "negative", "polarity/weakness"),
        ("kind", "focussed visit", "kind/focused-visit"),
    ],
)
def test_concepts_by_id_label_or_synonym(kind: str, text: str, concept: str) -> None:
    assert found(kind, text) == [f"scheme/{concept}"]


@pytest.mark.parametrize(
    ("kind", "text", "told"),
    [
        ("grade", "requires improvment", "Did you mean requires-improvement?"),
        ("grade", "weak", "There are: Good; Inadequate; "),
        ("polarity", "bad", "There are: Mixed; Neutral; Strength; Weakness."),
        ("region", "SE", "Did you mean South East?"),
        ("theme", "care leavers", "Did you mean "),
        ("theme", "housng", "There are: Allegations against adults in positions of trust; "),
    ],
)
def test_a_concept_that_is_not_known(kind: str, text: str, told: str) -> None:
    with pytest.raises(UnknownName) as raised:
        found(kind, text)
    assert told in str(raised.value)


def test_a_very_long_name_is_cut_in_the_message() -> None:
    with pytest.raises(CallError) as raised:
        found("authority", "x" * 1999)
    assert len(str(raised.value)) < 200


class Counted(MemoryStore):
    """A store that counts what it is asked."""

    asked = 0

    def select(self, query: str) -> Solutions:
        self.asked += 1
        return super().select(query)


def test_labels_of_many_councils_take_a_few_queries() -> None:
    register = "\n".join(path.read_text(encoding="utf-8") for path in files("ontology", "register/*.ttl"))
    councils = [name.iri for name in NAMES.authorities()]
    store = Counted(register)
    names = StoreNames(store)
    assert [names.label(iri) for iri in councils] == [NAMES.label(iri) for iri in councils]
    assert len(councils) > 150
    assert store.asked == 4, "three one by one, then all"
    one_by_one = StoreNames(MemoryStore(register))
    assert one_by_one.label(councils[0]) == names.label(councils[0])


def test_labels_of_all_concepts_of_a_scheme_take_one_query() -> None:
    store = Counted()
    names = StoreNames(store)
    theme = "https://w3id.org/inspection-kg/scheme/theme/"
    assert names.label(f"{theme}workforce") == "Workforce"
    assert names.label(f"{theme}plans") != names.label(f"{theme}workforce")
    assert store.asked == 1


def test_a_thing_without_a_label_has_none_among_many() -> None:
    labelled = " ".join(f'document:{n} a kg:SourceDocument ; dcterms:title "Paper {n}" .' for n in range(20))
    prefix = "PREFIX document: <https://w3id.org/inspection-kg/id/document/>\n"
    names = StoreNames(MemoryStore(prefix + PROLOGUE + labelled + " document:bare a kg:SourceDocument ."))
    document = "https://w3id.org/inspection-kg/id/document/"
    assert [names.label(f"{document}{n}") for n in range(20)] == [f"Paper {n}" for n in range(20)]
    assert names.label(f"{document}bare") is None


def test_a_council_that_exists_is_offered_before_one_that_no_longer_does() -> None:
    with pytest.raises(UnknownName) as raised:
        found("authority", "Dorest")
    assert str(raised.value) == "No authority is called 'Dorest'. Did you mean Dorset?"


def test_a_name_like_no_council_has_the_command_that_lists_them() -> None:
    with pytest.raises(UnknownName, match=r"No authority is called 'Xyzzy'\. Councils by name: kg reports$"):
        found("authority", "Xyzzy")
