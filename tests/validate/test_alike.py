"""Rules that look at one thing alone give the same results as when each thing is asked about."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from kg.namespaces import DEF, SHAPE
from kg.rdf.serialise import to_lines
from kg.validate.alike import own, own_results
from kg.validate.document import _of_rules, _Queried
from kg.validate.report import Result
from kg.validate.rules import Rule, rule_results
from kg.validate.shapes import load_shapes
from kg.validate.terms import RDF_TYPE, Terms
from tests.shapes.changes import HERE, INVALID, VALID, cases, changed, load, triples

PREFIXES = (("kg", DEF),)


def rule(body: str) -> Rule:
    return Rule(
        shape=f"{SHAPE}Test",
        classes=(f"{DEF}Mention",),
        select=f"SELECT DISTINCT $this ?value WHERE {{ {body} }}",
        prefixes=PREFIXES,
        message="Wrong.",
        severity="warning",
        across=False,
    )


def every(lines: bytes) -> set[Result]:
    """Results of all rules within documents with every thing asked about."""
    store = _Queried(lines)
    return {result for one in load_shapes().within for result in rule_results(store, one)}


def ours(lines: bytes) -> set[Result]:
    return set(_of_rules(Terms.of_lines(lines), load_shapes()))


def test_a_rule_on_the_values_of_a_thing_looks_at_it_alone() -> None:
    found = own(
        rule(
            "$this kg:themeList ?value . OPTIONAL { $this kg:centralTheme ?central . } "
            "OPTIONAL { $this kg:secondThemeConfidence ?second . } "
            'BIND (CONCAT(?value, " ") AS ?list) '
            "FILTER (!BOUND(?second) || STRENDS(STR(?central), ?list))"
        )
    )
    assert found is not None
    assert found.valued == (f"<{DEF}themeList>", f"<{DEF}centralTheme>")
    assert found.present == (f"<{DEF}secondThemeConfidence>",)


@pytest.mark.parametrize(
    "body",
    [
        "$this kg:leadMention ?value . FILTER NOT EXISTS { ?value kg:mentionOf $this }",
        "$this kg:leadMention ?value . ?value kg:form ?form .",
        "$this kg:form ?value . FILTER (STRENDS(STR($this), STR(?value)))",
        "$this kg:form ?value . OPTIONAL { $this kg:theme ?a . $this kg:cohort ?b . }",
        "$this kg:form ?value . FILTER (RAND() < 0.5)",
        "?other kg:form ?value .",
        "",
    ],
)
def test_a_rule_that_looks_further_is_none(body: str) -> None:
    assert own(rule(body)) is None


def test_what_a_rule_states_behind_a_filter_counts_too() -> None:
    found = own(rule("$this kg:form ?value . FILTER (STRLEN(STR(?value)) > 1) $this kg:text ?text ."))
    assert found is not None
    assert found.valued == (f"<{DEF}form>", f"<{DEF}text>")
    further = rule("$this kg:form ?value . FILTER (?value != kg:none) ?value kg:mentionOf ?other .")
    assert own(further) is None


def test_a_confidence_that_a_rule_compares_counts_with_its_value() -> None:
    found = own(rule("$this kg:form ?value . OPTIONAL { $this kg:confidence ?c . } FILTER (?c < 0.5)"))
    assert found is not None
    assert found.present == ()


def test_things_that_say_the_same_are_asked_about_once_and_all_are_reported() -> None:
    found = own(rule('$this kg:text ?value . FILTER (CONTAINS(?value, "wrong"))'))
    assert found is not None
    lines = "".join(
        f'<urn:{n}> {RDF_TYPE} <{DEF}Mention> .\n<urn:{n}> <{DEF}text> "{text}" .\n'
        for n, text in enumerate(["right", "wrong", "wrong", "right"])
    ).encode()
    asked: list[bytes] = []

    def ask(some: bytes) -> _Queried:
        asked.append(some)
        return _Queried(some)

    results = [list(own_results([found], Terms.of_lines(lines), ask)) for _ in range(2)]
    assert [sorted(r.focus for r in some) for some in results] == [["urn:1", "urn:2"]] * 2
    # both texts the first time, and the second time the wrong one alone
    assert [some.count(b"/text>") for some in asked] == [2, 1]


def test_what_one_rule_finds_sound_another_may_not() -> None:
    first, second = (own(rule(f'$this kg:text ?value . FILTER (?value = "{text}")')) for text in "ab")
    assert first is not None
    assert second is not None
    terms = Terms.of_lines(f'<urn:t> {RDF_TYPE} <{DEF}Mention> .\n<urn:t> <{DEF}text> "b" .\n'.encode())
    assert not list(own_results([first], terms, _Queried))
    assert len(list(own_results([first, second], terms, _Queried))) == 1


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_broken_graphs_give_the_same_results(path: Path) -> None:
    if path.stem == "store":
        pytest.skip("its rules look across documents")
    for _, change in cases(path):
        graph = load(HERE / "valid" / f"{path.stem}.ttl")
        with suppress(AssertionError):
            changed(graph, change)
        lines = to_lines(triples(graph))
        assert ours(lines) == every(lines), change


@pytest.mark.parametrize("seed", range(20))
def test_graphs_that_are_broken_at_random_give_the_same_results(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    lines = to_lines(triples(load(VALID[seed % len(VALID)]))).splitlines(keepends=True)
    objects = [line.split(b" ", 2)[2] for line in lines]
    for _ in range(20):
        at = chance.randrange(len(lines))
        subject, predicate, _ = lines[at].split(b" ", 2)
        lines[at] = b"" if chance.random() < 0.4 else b" ".join((subject, predicate, chance.choice(objects)))
        lines = [line for line in lines if line]
    broken = b"".join(sorted(set(lines)))
    assert ours(broken) == every(broken)


def test_a_graph_with_unknown_terms_is_asked_about_as_a_whole() -> None:
    path = next(path for path in VALID if to_lines(triples(load(path))).count(b"themeList") > 1)
    lines = to_lines(triples(load(path))).splitlines(keepends=True)
    first, second, *_ = (n for n, line in enumerate(lines) if b"def/themeList>" in line)
    lines[first] = b" ".join((*lines[first].split(b" ", 2)[:2], b"_:b .\n"))
    del lines[second]
    broken = b"".join(sorted(lines))
    assert ours(broken) == every(broken) != set()


@pytest.mark.parametrize(
    ("body", "asks"),
    [
        ("$this a ?value . FILTER (?value != kg:Mention)", True),
        ("$this <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ?value", True),
        ("$this kg:inDocument ?value . ?value a kg:SourceDocument .", False),
    ],
)
def test_a_rule_that_asks_for_classes_is_known(body: str, asks: bool) -> None:
    assert rule(body).asks_for_classes() is asks


def test_what_is_kept_of_sound_things_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.validate.alike._MOST", 2)
    found = own(rule('$this kg:text ?value . FILTER (?value = "x")'))
    assert found is not None
    kept = []
    for n in range(5):
        found.keep({((str(n),),)})
        kept.append(len(found.sound))
    assert kept == [1, 2, 1, 2, 1]
