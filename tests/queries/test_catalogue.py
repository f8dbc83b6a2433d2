from __future__ import annotations

import io
from pathlib import Path

import pytest

from kg.errors import QueryError, UnknownName
from kg.queries.catalogue import Catalogue, listing
from kg.render.formats import write

QUERY = "#+ summary: Mine\nSELECT ?a { ?a ?b ?c } ORDER BY ?a"


def test_a_users_folder_is_added_and_hides_names_before_it(tmp_path: Path) -> None:
    shipped = Catalogue().names
    (tmp_path / "mine.rq").write_text(QUERY, encoding="utf-8")
    (tmp_path / f"{shipped[0]}.rq").write_text(QUERY, encoding="utf-8")
    catalogue = Catalogue([tmp_path])
    assert set(catalogue.names) == {*shipped, "mine"}
    assert catalogue.get(shipped[0]).header.summary == "Mine"
    assert not catalogue.shipped(catalogue.get("mine"))


def test_a_file_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "councillor's.rq"
    path.write_bytes(b"\xef\xbb\xbf" + QUERY.replace("\n", "\r\n").encode())
    query = Catalogue().get(str(path))
    assert (query.name, query.path) == ("councillor's", path)


def test_names_that_are_close_are_offered() -> None:
    with pytest.raises(UnknownName, match="Did you mean inspections"):
        Catalogue().get("inspektions")


def test_faults_of_files(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"#+ summary: caf\xe9\n")
    (tmp_path / "bare.rq").write_text("SELECT ?a { ?a ?b ?c }", encoding="utf-8")
    catalogue = Catalogue([tmp_path])
    assert set(catalogue.broken()) >= {"latin", "bare"}
    with pytest.raises(QueryError, match="not UTF-8 at byte 15"):
        catalogue.get("latin")
    with pytest.raises(UnknownName, match="file of a query"):
        catalogue.get(str(tmp_path / "none.rq"))
    with pytest.raises(UnknownName, match="folder of queries"):
        Catalogue([tmp_path / "none"])


def test_the_list_shows_people_what_each_asks_and_programs_all_of_it() -> None:
    table, rows = io.StringIO(), io.StringIO()
    write(listing(Catalogue()), "table", table, width=80)
    assert table.getvalue().split("\n")[0].split() == ["Name", "Summary", "Tags"]
    write(listing(Catalogue()), "csv", rows)
    assert rows.getvalue().startswith("name,question,summary,parameters,tags")


def test_a_tag_that_no_query_has_is_refused_with_those_that_are_close() -> None:
    assert list(listing(Catalogue(), "person"))
    with pytest.raises(UnknownName, match=r"No tag of queries is called 'persn'\. Did you mean person"):
        listing(Catalogue(), "persn")


def about(*tags: str, **params: str) -> str:
    """A query with tags, and parameters with their kinds."""
    listed = "".join(f"#+   {name}: {{type: {kind}}}\n" for name, kind in params.items())
    used = "".join(f" FILTER(?a != ${name})" for name in params)
    given = f"#+ params:\n{listed}" if params else ""
    return f"#+ summary: One\n#+ tags: [{', '.join(tags)}]\n{given}SELECT ?a {{ ?a ?b ?c{used} }} ORDER BY ?a"


def test_queries_that_have_an_option_are_offered_by_subject(tmp_path: Path) -> None:
    texts = {
        "asked": about("moons", "tides", least="decimal", most="decimal"),
        "one-tag": about("moons", phase="text", least="decimal", most="decimal"),
        "two-tags": about("moons", "tides", phase="text"),
        "two-tags-and-a-parameter": about("moons", "tides", phase="text", least="decimal"),
        "without-it": about("moons", "tides", least="decimal", most="decimal"),
        "of-another-subject": about("suns", phase="text"),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.rq").write_text(text, encoding="utf-8")
    catalogue = Catalogue([tmp_path])
    asked = catalogue.get("asked")
    assert catalogue.taking("--phase", asked) == ["two-tags-and-a-parameter", "two-tags"]
    assert catalogue.taking("--phase", asked, most=1) == ["two-tags-and-a-parameter"]
    for number in range(4):
        (tmp_path / f"more-{number}.rq").write_text(texts["two-tags"], encoding="utf-8")
    assert len(Catalogue([tmp_path]).taking("--phase", asked)) == 3


def test_at_most_three_names_are_offered_for_an_unknown_one(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"moonlight-{number}.rq").write_text(QUERY, encoding="utf-8")
    with pytest.raises(UnknownName) as problem:
        Catalogue([tmp_path]).get("moonlight")
    assert str(problem.value).count("moonlight-") == 3


def test_a_query_is_found_by_the_number_of_its_question_though_another_is_broken(tmp_path: Path) -> None:
    (tmp_path / "broken.rq").write_text("SELECT ?a { ?a ?b ?c }", encoding="utf-8")
    catalogue = Catalogue([tmp_path])
    name, number = next((q.name, q.header.question) for q in Catalogue() if q.header.question)
    with pytest.raises(UnknownName, match=f"Did you mean {name}"):
        catalogue.get(number.lower())
    assert "person" in catalogue.tags
