from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import BadParameter, QueryError, UnknownName
from kg.queries.header import Parameter
from kg.queries.names import StoreNames
from kg.queries.parameter_types import parameter_type
from kg.queries.parameters import terms_of
from kg.store.cancellable import CancellableStore
from tests.day import DAY
from tests.queries.graphs import MemoryStore

NAMES = StoreNames(MemoryStore())


def value(kind: str, given: object, name: str = "value", **spec: object) -> list[str]:
    """What a parameter of a type makes of a value, with the project's base left out."""
    parameter = Parameter(name, kind, **spec)  # type: ignore[arg-type]
    terms = terms_of({name: parameter}, {name: given}, NAMES, of="test")[name]
    return [term.value.removeprefix("https://w3id.org/inspection-kg/") for term in terms]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Ambleford",
            "ambleford",
            " Ambleford County Council ",
            "AMBLEFORD CC",
            "Council of Ambleford",
            "901",
        ),
        *("70001", "E99000001", "https://w3id.org/inspection-kg/id/authority/901"),
    ],
)
def test_authorities_as_people_write_them(text: str) -> None:
    assert value("authority", text) == ["id/authority/901"]


def test_of_two_authorities_of_one_name_the_one_that_exists_is_meant() -> None:
    assert value("authority", "City of Westmere") == ["id/authority/903"]
    assert value("authority", "902") == ["id/authority/902"]


def test_names_that_are_close_are_offered() -> None:
    with pytest.raises(UnknownName, match=r"No authority is called 'Amblefrod'\. Did you mean Ambleford\?"):
        value("authority", "Amblefrod")
    with pytest.raises(
        UnknownName, match=r"No theme is called 'reviews'\. Did you mean Plans, reviews and drift\?"
    ):
        value("theme", "reviews")


def test_concepts_by_id_label_other_label_or_notation() -> None:
    for text in ("plans", "Plans, reviews and drift", "PLANS"):
        assert value("theme", text) == ["scheme/theme/plans"]
    assert value("theme", ["Staffing", "e1"], many=True) == ["scheme/theme/workforce"]
    assert value("concept", "good", scheme="grade") == ["scheme/grade/good"]


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("on", "2022-03-09", "2022-03-09"),
        ("on", "9 March 2022", "2022-03-09"),
        ("on", "9th mar 2022", "2022-03-09"),
        ("since", "2022", "2022-01-01"),
        ("until", "2022", "2022-12-31"),
        ("until", "February 2024", "2024-02-29"),
        ("on", "2022-06", "2022-06-30"),
        ("since", "2022-3-9", "2022-03-09"),
        ("since", "2022\N{EN DASH}03\N{EN DASH}09", "2022-03-09"),
        ("since", "March 9, 2022", "2022-03-09"),
        ("since", "the 9th of March 2022.", "2022-03-09"),
        ("since", "9 Mar. 2022", "2022-03-09"),
        ("since", "Sept\N{NO-BREAK SPACE}2022", "2022-09-01"),
        ("until", 2022, "2022-12-31"),
        ("until", "9999-12-31", "9999-12-31"),
        ("since", "0001", "0001-01-01"),
        ("since", date(2022, 3, 9), "2022-03-09"),
        ("on", "today", DAY.isoformat()),
    ],
)
def test_dates(name: str, text: object, day: str) -> None:
    assert value("date", text, name) == [day]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("09/03/2022", "write the year first, 2022-03-09 or 2022-09-03"),
        ("31.03.2022", "write the year first, 2022-03-31"),
        ("31/02/2022", "there is no such day"),
        ("2024/25", "names two years"),
        ("2024-25", "names two years"),
        ("31 February 2022", "no such day"),
        ("2023-02-29", "no such day"),
        ("2022-13", "no such day"),
        ("0000", "no such day"),
        *((text, "is not a date; write 2022-03-09") for text in ("March", "soon", "yesterday", "9 M 2022")),
        *((text, "is not a date; write 2022-03-09") for text in ("Q3 2024", "20220309", "10000", "-2024")),
        ("", "empty"),
        ("\N{NO-BREAK SPACE}", "empty"),
    ],
)
def test_dates_that_are_none(text: str, told: str) -> None:
    with pytest.raises(BadParameter, match=f"--on: .*{told}"):
        value("date", text, "on")


def test_a_time_does_not_end_before_it_begins() -> None:
    params = {name: Parameter(name, "date") for name in ("since", "until")}
    with pytest.raises(BadParameter, match="--since 2025-01-01 is after --until 2020-12-31"):
        terms_of(params, {"since": "2025", "until": "2020"}, NAMES, of="test")
    assert terms_of(params, {"since": "2020", "until": "2020"}, NAMES, of="test")["until"]


def test_a_year_is_no_day_where_no_bound_is_meant() -> None:
    with pytest.raises(BadParameter, match="names no single day"):
        value("date", "2022", "published")
    assert value("date", "2022", "published", bound="first") == ["2022-01-01"]


def test_numbers_and_their_range() -> None:
    assert value("integer", 3) == value("integer", "+3") == ["3"]
    assert value("decimal", ".5") == value("decimal", 0.5) == ["0.5"]
    with pytest.raises(BadParameter, match="--value: 0 is less than 1"):
        value("integer", 0, minimum=1)
    with pytest.raises(BadParameter, match="more than 1"):
        value("decimal", "1.01", maximum=1)
    for text in ("1e400", "NaN", "١", "2.5", "9" * 30, "three", "1e9"):
        with pytest.raises(BadParameter, match="not a whole number"):
            value("integer", text)
    for text in ("1e9", "50%", "0,5", "1/2", "half"):
        with pytest.raises(BadParameter, match="not a number; write it like"):
            value("decimal", text)


def test_numbers_as_data_frames_hold_them() -> None:
    assert value("integer", 3.0) == value("integer", Decimal("3.00")) == ["3"]
    assert value("decimal", 0.00001) == ["0.00001"]
    numpy = pytest.importorskip("numpy")
    assert value("integer", numpy.int64(3)) == ["3"]
    assert value("authority", numpy.array(["901", "903"]), many=True) == [
        "id/authority/901",
        "id/authority/903",
    ]


def test_a_list_that_came_out_empty_does_not_ask_for_all() -> None:
    with pytest.raises(BadParameter, match="the list is empty; leave it out to ask for all"):
        value("authority", [], many=True)
    assert value("authority", None, many=True) == []


def test_one_value_where_one_is_allowed() -> None:
    with pytest.raises(BadParameter, match="--value takes one value, not 2"):
        value("authority", ["901", "903"])


def test_a_parameter_that_there_is_not() -> None:
    params = {name: Parameter(name, "date") for name in ("since", "until")}
    with pytest.raises(UnknownName, match=r"No parameter of test is called 'sinse'\. Did you mean since\?"):
        terms_of(params, {"sinse": "2025"}, NAMES, of="test")


def test_booleans() -> None:
    assert value("boolean", True) == value("boolean", "Yes") == value("boolean", "y") == ["true"]
    assert value("boolean", False) == value("boolean", "no") == ["false"]
    with pytest.raises(BadParameter, match="neither yes nor no"):
        value("boolean", "1")


def test_things_by_key_or_iri() -> None:
    key = "901-ilacs-2022-01-17"
    for text in (key, f"inspection/{key}", f"https://w3id.org/inspection-kg/id/inspection/{key}"):
        assert value("inspection", text) == [f"id/inspection/{key}"]
    with pytest.raises(UnknownName, match=f"Did you mean {key}"):
        value("inspection", "901-ilacs-2022-01-18")
    assert value("thing", f"inspection/{key}") == [f"id/inspection/{key}"]
    with pytest.raises(UnknownName, match=f"Did you mean inspection/{key}"):
        value("thing", "inspection/901-ilacs-2022-01-18")


def test_documents_by_hash_or_file_name() -> None:
    for text in ("ambleford-2022.pdf", "01234567", "0123456789ABCDEF", "0123456789abcdef" + "0" * 48):
        assert value("document", text) == ["id/document/0123456789abcdef"]
    with pytest.raises(UnknownName, match="No document is called 'feedbeef'"):
        value("document", "feedbeef")


def test_a_day_that_the_environment_garbles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(BadParameter, match="SOURCE_DATE_EPOCH is 'yesterday'"):
        value("date", "today", "on")


def test_today_is_the_calendars_day_where_nothing_else_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    before = date.today()
    (found,) = value("date", "today", "on")
    assert before.isoformat() <= found <= date.today().isoformat()


def test_what_is_neither_text_nor_number_nor_date() -> None:
    for given in (True, {"a": 1}, 1j, b"a", float("nan"), float("inf")):
        with pytest.raises(BadParameter, match="neither text, number nor date"):
            value("text", given)


def test_types_that_there_are_not() -> None:
    with pytest.raises(QueryError, match="no type 'colour'; types are authority"):
        parameter_type(Parameter("value", "colour"))
    with pytest.raises(QueryError, match="needs a scheme"):
        parameter_type(Parameter("value", "concept"))


def test_a_parameter_by_another_name_is_told_in_python_too() -> None:
    with pytest.raises(UnknownName) as caught:
        terms_of(
            {"authority": Parameter("authority", "authority")}, {"council": "Leeds"}, NAMES, of="judgements"
        )
    assert caught.value.near == ("authority",)


def test_a_group_of_themes_stands_for_its_themes(sample_store: Path) -> None:
    names = StoreNames(CancellableStore(sample_store))
    several = {"theme": Parameter("theme", "theme", many=True)}
    found = terms_of(several, {"theme": "leaving-care"}, names, of="findings")["theme"]
    themes = {term.value.rpartition("/")[2] for term in found}
    assert {"pathway-planning", "leaving-care-homes"} <= themes and "leaving-care" not in themes
    assert len(terms_of(several, {"theme": "plans"}, names, of="findings")["theme"]) == 1
    one = {"theme": Parameter("theme", "theme")}
    with pytest.raises(BadParameter, match=r"is a group of 4 themes; name one of them: .*pathway-planning"):
        terms_of(one, {"theme": "Becoming an adult"}, names, of="findings")
