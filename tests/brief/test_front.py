"""The first page holds what one sheet has room for, most important first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.brief import Brief
from kg.brief.front import course, fit, height_of, shown
from kg.brief.model import Appearance, Citation, Entry

THEN, NOW = date(2021, 5, 17), date(2025, 6, 9)


def entry(number: str, words: str = "Plans drift.", theme: str = "Plans") -> Entry:
    places = (
        Appearance(THEN, "May 2021", "recommendation", "Plans were late.", True, Citation(1, "page 2")),
        Appearance(NOW, "June 2025", "text", words, True, Citation(2, "page 3")),
    )
    return Entry(number, theme, "Children in need", "", "persistent", (), places)


def with_entries(brief: Brief, *lists: tuple[Entry, ...]) -> Brief:
    filled = [*lists, *(() for _ in range(len(brief.parts) - len(lists)))]
    parts = [replace(part, entries=given, front=()) for part, given in zip(brief.parts, filled, strict=True)]
    return replace(brief, parts=tuple(parts))


def test_an_entry_tells_its_course_and_quotes_the_newest_words() -> None:
    one = entry("B1")
    assert course(one) == "May 2021: recommendation; June 2025: criticised"
    place = shown(one)
    assert place is not None
    assert place.words == "Plans drift."


def test_silence_after_words_leaves_the_words_to_quote() -> None:
    one = replace(entry("F1"), places=(entry("F1").places[0], Appearance(NOW, "June 2025", "silent")))
    place = shown(one)
    assert place is not None
    assert place.dated == "May 2021"


def test_lists_take_turns_so_that_none_fills_the_page_alone(brief: Brief) -> None:
    long = "Plans drift. " * 30
    lasted = tuple(entry(f"B{n}", long, f"Theme {n}") for n in range(1, 40))
    back = tuple(entry(f"C{n}", long, f"Theme {n}") for n in range(1, 40))
    front = fit(with_entries(brief, lasted, back))
    assert front["lasted"]
    assert front["returned"]
    assert len(front["lasted"]) - len(front["returned"]) in (0, 1)
    assert sum(height_of(one) for chosen in front.values() for one in chosen) < 200


def test_most_important_first(brief: Brief) -> None:
    lasted = tuple(entry(f"B{n}", theme=f"Theme {n}") for n in range(1, 40))
    front = fit(with_entries(brief, lasted))
    assert front["lasted"] == lasted[: len(front["lasted"])]


def test_a_theme_stands_once_in_a_list(brief: Brief) -> None:
    front = fit(with_entries(brief, (entry("B1"), entry("B2"), entry("B3", theme="Neglect"))))
    assert [one.number for one in front["lasted"]] == ["B1", "B3"]


def test_a_quotation_too_long_for_the_page_is_left_to_the_annex_whole(brief: Brief) -> None:
    front = fit(with_entries(brief, (entry("B1", "Plans drift. " * 60), entry("B2", theme="Neglect"))))
    assert [one.number for one in front["lasted"]] == ["B2"]


def test_the_sample_has_the_rest_in_the_annex(brief: Brief) -> None:
    for part in brief.parts:
        assert set(part.front) <= set(part.entries)
