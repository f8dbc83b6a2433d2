"""How deeply RDF of others may be nested: the limit itself is read, one more is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.rdf.nesting import file_too_deep, json_too_deep, too_deep, xml_too_deep


@pytest.mark.parametrize(("depth", "deep"), [(0, False), (1, False), (100, False), (101, True)])
def test_triples_stand_in_each_other_up_to_a_hundred(depth: int, deep: bool, tmp_path: Path) -> None:
    content = b"<< " * depth + b"<a> <b> <c>" + b" >>" * depth + b" ."
    assert too_deep(content) is deep
    (tmp_path / "a.ttl").write_bytes(content)
    assert file_too_deep(tmp_path / "a.ttl") is deep


def test_an_empty_file_is_not_nested(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"")
    assert not file_too_deep(tmp_path / "a.ttl")


@pytest.mark.parametrize(
    "flat",
    [
        b"<< <a> <b> <c> >> " * 200,
        b"<a> <b> 'it is << said' . " * 200,
        b'<a> <b> "it is << said" . ' * 200,
        b'<a> <b> """it "is" << said""" . ' * 200,
        b"<a> <b> '''it 'is' << said''' . " * 200,
        b"# << \n" * 200,
    ],
    ids=["one after another", "quote", "double quote", "long double quote", "long quote", "comment"],
)
def test_what_is_not_nested_may_be_long(flat: bytes) -> None:
    assert not too_deep(flat)


@pytest.mark.parametrize(("depth", "deep"), [(1000, False), (1001, True)])
def test_elements_of_xml_stand_in_each_other_up_to_a_thousand(depth: int, deep: bool) -> None:
    assert xml_too_deep(b'<a b=">">' * depth + b"</a>" * depth) is deep


@pytest.mark.parametrize(
    "flat",
    [b"<a/>", b"<a></a>", b"<!-- <a> -->", b"<![CDATA[<a>]]>", b"<?a <a> ?>"],
    ids=["empty", "closed", "comment", "text", "instruction"],
)
def test_elements_that_hold_none_are_not_nested(flat: bytes) -> None:
    assert not xml_too_deep(b"<r>" + flat * 1200 + b"</r>")


@pytest.mark.parametrize(("depth", "deep"), [(400, False), (401, True)])
@pytest.mark.parametrize("brackets", [b"[]", b"{}"])
def test_lists_and_objects_of_json_stand_in_each_other_up_to_four_hundred(
    brackets: bytes, depth: int, deep: bool
) -> None:
    assert json_too_deep(brackets[:1] * depth + brackets[1:] * depth) is deep


def test_json_that_is_not_nested_may_be_long() -> None:
    assert not json_too_deep(b'[{"a": "[{"}, []],' * 500)


@pytest.mark.parametrize(
    ("deep", "opening", "closed", "most"),
    [
        (too_deep, b"<< ", b"<< >> ", 100),
        (xml_too_deep, b"<a>", b"<a></a>", 1000),
        (json_too_deep, b"[", b"[]", 400),
        (json_too_deep, b"{", b"{}", 400),
    ],
    ids=["triples", "elements", "lists", "objects"],
)
def test_what_is_closed_within_takes_nothing_off_the_depth_around_it(
    deep: Callable[[bytes], bool], opening: bytes, closed: bytes, most: int
) -> None:
    half = opening * (most // 2)
    assert not deep(half + closed * 50 + half)
    assert deep(half + closed * 50 + half + opening)
