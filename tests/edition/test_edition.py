"""The edition: made twice alike, without words, and answering as the reports it was made of."""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kg import api, resources
from kg.edition.codec import decode, encode
from kg.edition.councils import councils
from kg.edition.layer import Layer, of_rows
from kg.edition.merge import begin, beginning, missing, mixed, take_in
from kg.edition.parts import edition, graphs_in, parts_of
from kg.edition.scope import INSPECTIONS, Need, need_of, need_of_thing
from kg.edition.start import START
from kg.edition.words import OWN, without_words
from kg.errors import (
    BadParameter,
    CallError,
    DataError,
    EnvironmentFault,
    QueryError,
    RecordError,
    StoreLocked,
    UnknownName,
)
from kg.export import Selection, export
from kg.export.formats import format_named
from kg.export.streams import is_words
from kg.namespaces import DEF, ID, SCHEME, names_graph
from kg.pipeline.begin import begin_store
from kg.pipeline.load import load
from kg.pipeline.remove import remove
from kg.pipeline.repair import repair
from kg.pipeline.restore import restore
from kg.pipeline.review.rows import take
from kg.pipeline.review.sheets import write_sheet
from kg.pipeline.settle import prepare
from kg.queries.beside import INDEX, put_beside
from kg.queries.catalogue import Catalogue
from kg.queries.header import Reads
from kg.queries.names import StoreNames
from kg.queries.run import run
from kg.render.result import Result
from kg.serve.app import application
from kg.serve.assistants import ask
from kg.serve.pool import Pool
from kg.stages import Event, heard_by
from kg.store.cancellable import CancellableStore
from kg.store.folder import StoreFolder
from kg.store.lock import lock
from kg.store.manifest import IMPORTED, Entry, Refusal
from kg.store.merge import Merge
from kg.store.writer import NamedGraph, writing
from tests.conftest import REGISTER, SAMPLES
from tests.edition.graphs import graphs_of
from tools.edition.files import write_records
from tools.edition.write import write_edition

_WORDS = {"sentence", "text", "weakness", "strength", "later_sentence", "printed", "dates_printed", "section"}
_WORDS |= {"left_out", "group", "words", "wording", "lead_inspector"}


@pytest.fixture(scope="session")
def graphs(sample_store: Path) -> list[NamedGraph | Refusal]:
    place = StoreFolder(sample_store)
    return [
        NamedGraph(entry, (place.archive / entry.file).read_bytes())
        for entry in place.manifest().documents()
        if entry.inspections and entry.reading
    ]


@pytest.fixture(scope="session")
def made(graphs: list[NamedGraph | Refusal], tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("edition")
    list(_write(graphs, root, "england"))
    return root / "england"


def _write(
    graphs: list[NamedGraph | Refusal], root: Path, name: str, kept: Path | None = None
) -> Iterator[str]:
    store = root / ("kept-store" if kept else f"{name}-store")
    out = root / name
    yield from write_edition(
        graphs, store=store, out=out, links=None, number=1, date="2026-01-31", registers=[REGISTER], kept=kept
    )


def test_the_records_are_made_again_alone(made: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(made, tmp_path / "england"))
    (out / START).write_bytes(b"of earlier records")
    write_records(out)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == {p.name: p.read_bytes() for p in made.iterdir()}


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Puts an edition, by its folder, in the place of the one that ships."""
    known = resources.folder

    def put(folder: Path) -> None:
        monkeypatch.setattr(
            resources, "folder", lambda name: folder.parent if name == "data" else known(name)
        )
        edition.cache_clear()

    yield put
    edition.cache_clear()


@pytest.fixture
def shipped(made: Path, use: Callable[[Path], None]) -> Path:
    """The edition of the samples in the place of the one that ships."""
    use(made)
    return made


@pytest.fixture
def begun(shipped: Path, tmp_path: Path) -> Path:
    with writing(tmp_path / "store", finish=put_beside) as writer:
        prepare(writer, [REGISTER])
        begin(writer)
    return tmp_path / "store"


def test_the_same_reports_give_the_same_bytes(
    graphs: list[NamedGraph | Refusal], made: Path, tmp_path: Path
) -> None:
    list(_write(graphs, tmp_path, "again"))
    first = {path.name: path.read_bytes() for path in made.iterdir()}
    assert first == {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert "999.xz" in first


def test_a_build_that_goes_on_from_an_earlier_one_gives_the_same_bytes(
    graphs: list[NamedGraph | Refusal], made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    list(_write(graphs, tmp_path, "one", kept))
    monkeypatch.setattr("tools.edition.write._made", lambda *_: pytest.fail("a part was made again"))
    list(_write(graphs, tmp_path, "two", kept))
    first = {path.name: path.read_bytes() for path in made.iterdir()}
    for name in ("one", "two"):
        assert first == {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}


def test_a_part_holds_the_graph_less_its_words(made: Path, graphs: list[NamedGraph | Refusal]) -> None:
    import gzip

    whole = {one.entry.graph: one for one in graphs if isinstance(one, NamedGraph)}
    found = {entry.graph: (entry, lines) for entry, lines in graphs_of("999", made)}
    assert whole.keys() < found.keys()
    for name, one in whole.items():
        lines = set(gzip.decompress(one.packed).splitlines())
        shipped = set(found[name][1].splitlines())
        assert shipped < lines
        assert not any(is_words(line) for line in shipped)
        assert found[name][0].made_from == "edition 1"


def test_the_text_of_a_part_gives_back_its_lines() -> None:
    lines = [
        '<urn:a> <urn:p> "one\\ttwo" .\n',
        "<urn:a> <urn:q> <urn:b> .\n",
        "<urn:b> <urn:q> <urn:a> .\n",
        "<urn:b> <urn:q> <urn:c> .\n",
    ]
    many = [f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(200)]
    assert [part.decode() for part in decode(encode([lines, sorted(many)]))] == [
        "".join(lines),
        "".join(sorted(many)),
    ]


def test_a_text_that_is_not_known_to_be_a_name_does_not_ship() -> None:
    with pytest.raises(DataError, match="would ship"):
        list(without_words(['<urn:a> <urn:new> "one two three four five" .\n']))


def test_of_the_words_those_of_the_readers_ship() -> None:
    names = ("trajectory/999/plans/all-children", "follow-up/0123456789abcdef/la-1/999-ilacs", "mention/1")
    row, follow_up, other = (f"<{ID}{name}> {OWN} " for name in names)
    kept = [f'{row}"Weak in 2021, and praised by 2025" .\n', f'{follow_up}"2025 praises plans" .\n']
    assert list(without_words(kept)) == kept
    assert not list(without_words([f'{other}"too late" .\n']))


def test_a_damaged_part_is_an_error(shipped: Path, tmp_path: Path, made: Path) -> None:
    for path in made.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    part = tmp_path / "999.xz"
    part.write_bytes(part.read_bytes()[:-9] + b"123456789")
    with pytest.raises(EnvironmentFault, match="damaged"):
        list(graphs_of("999", tmp_path))


@pytest.mark.parametrize(
    "name",
    [
        *("persistent-weaknesses", "resolved-weaknesses", "new-weaknesses", "recurrent-weaknesses"),
        *(
            "current-weaknesses",
            "sustained-strengths",
            "deteriorated",
            "trajectories",
            "findings",
            "timeline",
        ),
        *("judgements", "inspections", "recommendations", "recommendation-status", "priority-actions", "due"),
        "timeline",
    ],
)
def test_a_begun_store_gives_the_rows_of_a_loaded_one(name: str, begun: Path, sample_store: Path) -> None:
    ours = api.query(name, store=begun, authority="Exampleshire")
    theirs = api.query(name, store=sample_store, authority="Exampleshire")
    assert _facts(ours) == _facts(theirs)
    if name not in ("deteriorated", "recurrent-weaknesses"):
        assert len(ours)


def _facts(rows: Result) -> list[dict[str, object]]:
    return [{k: v for k, v in row.items() if k not in _WORDS} for row in rows]


@pytest.mark.parametrize(
    "name", [n for n in Catalogue().names if Catalogue().get(n).header.reads == "inspections"]
)
def test_questions_on_inspections_need_no_council(name: str, begun: Path, sample_store: Path) -> None:
    given: dict[str, Any] = (
        {"authority": "Exampleshire"} if name in ("standing", "succession", "expected-events") else {}
    )
    take_in(StoreFolder(begun), INSPECTIONS)
    assert missing(StoreFolder(begun).manifest()) == ["999"]
    answer = run(CancellableStore(begun), Catalogue().get(name), given, StoreNames(CancellableStore(begun)))
    ours = Result(answer, lambda _iri: None)
    assert _facts(ours) == _facts(api.query(name, store=sample_store, **given))


@pytest.mark.parametrize("name", [n for n in Catalogue().names if Catalogue().get(n).header.reads == "rows"])
def test_questions_on_rows_of_all_councils_need_the_rows_alone(
    name: str, begun: Path, sample_store: Path
) -> None:
    given: dict[str, Any] = {"theme": "plans"} if name == "who-solved" else {}
    need = need_of(Catalogue().get(name), given, StoreNames(CancellableStore(begun)))
    assert need == Need(layer=Layer.ROWS)
    take_in(StoreFolder(begun), need)
    assert missing(StoreFolder(begun).manifest()) == ["999"]
    answer = run(CancellableStore(begun), Catalogue().get(name), given, StoreNames(CancellableStore(begun)))
    ours = Result(answer, lambda _iri: None)
    assert _facts(ours) == _facts(api.query(name, store=sample_store, **given))


def test_a_layer_contains_the_one_below_and_is_contained_in_the_whole(shipped: Path) -> None:
    whole = {entry.graph: set(lines.splitlines()) for entry, lines in graphs_of("999", shipped)}
    layers = [
        {
            entry.graph: set(lines.splitlines())
            for part in parts_of(layer, shipped)
            for entry, lines in graphs_in(*part)
        }
        for layer in (Layer.INSPECTIONS, Layer.ROWS)
    ]
    for smaller, larger in pairwise([*layers, whole]):
        assert smaller.keys() == larger.keys() == whole.keys()
        assert all(smaller[name] <= larger[name] for name in whole)
        assert sum(map(len, smaller.values())) < sum(map(len, larger.values()))


def test_files_of_a_layer_without_the_councils_that_come_are_not_read(shipped: Path) -> None:
    assert [path.name for path, _, _ in parts_of(Layer.ROWS, shipped, councils={"999", "201"})] == [
        "rows-01.xz"
    ]
    assert parts_of(Layer.ROWS, shipped, councils={"201"}) == []
    assert parts_of(Layer.INSPECTIONS, shipped, councils={"201"}), "one file has the inspections of all"


def test_each_file_of_a_layer_that_is_taken_in_is_a_step(begun: Path) -> None:
    steps: list[tuple[int, int, str]] = []

    class Steps(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            event = getattr(record, "stage", None)
            if isinstance(event, Event) and (event.stage, event.event) == ("taking in", "step"):
                steps.append((event.done, event.total, event.name))

    with heard_by(Steps()):
        take_in(StoreFolder(begun), Need(layer=Layer.ROWS))
    assert steps == [(1, 1, "rows-01.xz")]


def test_no_link_of_the_rows_leads_nowhere() -> None:
    place, other = (f"<{ID}evidence/{name}>" for name in ("0123456789abcdef/1-2", "0123456789abcdef/3-4"))
    quoted, unseen, finding = (f"<{ID}{name}>" for name in ("mention/a/1", "mention/a/2", "finding/a/1"))
    document = [
        f"{quoted} <{DEF}evidence> {place} .\n",
        f"{quoted} <{DEF}theme> <{SCHEME}theme/plans> .\n",
        f"{unseen} <{DEF}evidence> {other} .\n",
        f'{place} <{DEF}pageNumber> "3" .\n',
        f'{other} <{DEF}pageNumber> "4" .\n',
        f"{finding} <{DEF}leadMention> {unseen} .\n",
    ]
    row = f"<{ID}observation/999/1>"
    derived = [f"{row} <{DEF}firstQuoted> {quoted} .\n", f"{row} <{DEF}restsOn> {finding} .\n"]
    assert of_rows([document, derived]) == [sorted((document[0], document[3])), derived[:1]]


def test_the_whole_council_replaces_its_rows(begun: Path, sample_store: Path) -> None:
    place = StoreFolder(begun)
    rows = Need(layer=Layer.ROWS)
    assert take_in(place, rows)
    assert not take_in(place, INSPECTIONS)
    assert take_in(place, Need(("999",)))
    assert not take_in(place, rows)
    ours = api.query("findings", store=begun, authority="Exampleshire")
    assert _facts(ours) == _facts(api.query("findings", store=sample_store, authority="Exampleshire"))


def test_a_council_replaces_its_inspections_and_keeps_the_text_index(begun: Path) -> None:
    place = StoreFolder(begun)
    take_in(place, INSPECTIONS)
    index = place.generation() / INDEX
    before = index.read_bytes()
    assert take_in(place, Need(("999",)))
    assert (place.generation() / INDEX).read_bytes() == before
    assert missing(place.manifest()) == []
    assert {e.made_from for e in place.manifest().documents() if "999" in e.scopes} == {"edition 1"}
    assert not take_in(place, INSPECTIONS)


def test_a_first_store_is_made_in_one_change(shipped: Path, tmp_path: Path) -> None:
    begin_store(tmp_path / "store", lambda names: Need(("999",)))
    place = StoreFolder(tmp_path / "store")
    assert place.generation().name == "1"
    assert not beginning(place.manifest())
    assert missing(place.manifest()) == []


def test_loading_one_report_takes_in_the_others_of_its_council(begun: Path) -> None:
    report = sorted(SAMPLES.glob("*.pdf"))[0]
    load([report], begun, registers=[REGISTER])
    made = [
        e.made_from for e in StoreFolder(begun).manifest().documents() if e.inspections and "999" in e.scopes
    ]
    assert sum(one == "edition 1" for one in made) == len(made) - 1 > 0


def test_what_the_edition_says_of_a_report_comes_back_when_it_is_removed(begun: Path) -> None:
    take_in(StoreFolder(begun), Need(("999",)))
    before = _made(begun)
    report = sorted(SAMPLES.glob("*.pdf"))[0]
    load([report], begun, registers=[REGISTER])
    assert _made(begun) != before
    remove([report.name], begun)
    assert _made(begun) == before


def test_a_report_of_the_edition_stays_out_when_it_is_removed(begun: Path) -> None:
    take_in(StoreFolder(begun), Need(("999",)))
    report = sorted(SAMPLES.glob("*.pdf"))[0]
    remove([report.name], begun)
    assert report.name not in {e.file_name for e in StoreFolder(begun).manifest().documents()}


def test_a_sheet_says_that_words_are_missing(begun: Path, caplog: pytest.LogCaptureFixture) -> None:
    take_in(StoreFolder(begun), Need(("999",)))
    write_sheet(begun)
    assert "whose words are not loaded" in caplog.text


def test_an_inspection_that_the_edition_does_not_know_has_a_name_beside_its_trajectories(
    graphs: list[NamedGraph | Refusal], tmp_path: Path, use: Callable[[Path], None]
) -> None:
    letter = next((SAMPLES / "letters").glob("focused*.pdf"))
    known = [one for one in graphs if isinstance(one, NamedGraph) and one.entry.file_name != letter.name]
    list(_write([*known], tmp_path, "england"))
    use(tmp_path / "england")
    store = tmp_path / "store"
    with writing(store, finish=put_beside) as writer:
        prepare(writer, [REGISTER])
        begin(writer)

    def visits() -> int:
        return len(api.query("visits", store=store, authority="Exampleshire"))

    without = visits()
    load([letter], store, registers=[REGISTER])
    assert names_graph("999") in StoreFolder(store).manifest().entries
    assert visits() == without + 1
    chosen = Selection(authority="999").entries(StoreFolder(store).manifest())
    assert names_graph("999") in {entry.graph for entry in chosen}
    remove([letter.name], store)
    assert names_graph("999") not in StoreFolder(store).manifest().entries
    assert visits() == without
    load([letter, *SAMPLES.glob("*.pdf"), *(SAMPLES / "letters").glob("*.pdf")], store, registers=[REGISTER])
    assert names_graph("999") not in StoreFolder(store).manifest().entries
    assert visits() == without + 1


def test_a_users_own_store_knows_the_edition_though_a_load_comes_first(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.setattr("kg.store.folder.default_folder", lambda: tmp_path / "own")
    load([])
    load([], tmp_path / "named")
    assert missing(StoreFolder(tmp_path / "own").manifest()) == ["999"]
    assert missing(StoreFolder(tmp_path / "named").manifest()) == []


def test_a_users_own_store_of_before_the_edition_knows_it_from_the_next_question(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "own"
    load([], own, registers=[REGISTER])
    assert missing(StoreFolder(own).manifest()) == []
    assert api.query("judgements", store=own, authority="Exampleshire").rows == []
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.setattr("kg.store.folder.default_folder", lambda: own)
    assert api.query("judgements", authority="Exampleshire").rows
    assert missing(StoreFolder(own).manifest()) == []


def test_what_a_thing_needs_is_told_by_its_name(sample_store: Path) -> None:
    names = StoreNames(CancellableStore(sample_store))
    assert need_of_thing("inspection/999-ilacs-2021-05-17", names) == Need(("999",))
    assert need_of_thing("Exampleshire", names) == Need(("999",))
    assert need_of_thing("theme/plans", names) == Need()
    evidence, one = Catalogue().get("evidence"), "inspection/999-ilacs-2021-05-17"
    assert need_of(evidence, {"id": one}, names) == need_of(evidence, {"id": [one]}, names) == Need(("999",))
    assert need_of(evidence, {"id": [one, "theme/plans"]}, names) == Need()


NORTH_EAST = ("390", "391", "392", "393", "394", "805", "806", "807", "808", "840", "841", "929")


@pytest.mark.parametrize(
    ("name", "given", "need"),
    [
        ("findings", {"authority": "Surrey, Kent"}, Need(("886", "936"))),
        ("findings", {"authority": {"936"}}, Need(("936",))),
        ("findings", {"authority": 936}, Need(("936",))),
        ("findings", {"authority": ["Kent", "Surrey"], "region": "South East"}, Need(("886", "936"))),
        ("evidence", {"id": "judgement/999-ilacs-2021-05-17/overall"}, Need(("999",))),
        ("findings", {"region": "North East"}, Need(NORTH_EAST)),
        ("strong-authorities", {"theme": "plans", "region": "North East"}, Need(NORTH_EAST)),
        ("who-solved", {"theme": "plans", "region": "North East"}, Need(layer=Layer.ROWS)),
        ("findings", {}, Need()),
        ("judgements", {}, INSPECTIONS),
        ("persistent-weaknesses", {}, Need(layer=Layer.ROWS)),
        ("persistent-weaknesses", {"authority": "Kent"}, Need(("886",))),
    ],
)
def test_what_a_query_needs_is_read_as_its_parameters_are(
    sample_store: Path, name: str, given: dict[str, object], need: Need
) -> None:
    names = StoreNames(CancellableStore(sample_store))
    assert need_of(Catalogue().get(name), given, names) == need


@pytest.mark.parametrize(
    ("name", "hint"), [("findings", ". Fewer: --authority or --region"), ("themes-by-grade", "any of them")]
)
def test_what_takes_minutes_says_how_to_ask_for_less(
    begun: Path, name: str, hint: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.ready.MANY", 1)
    api.query(name, store=begun)
    assert caplog.messages[0].endswith(hint)


def test_a_comparison_with_neighbours_needs_them_and_no_others(sample_store: Path) -> None:
    names = StoreNames(CancellableStore(sample_store))
    codes = need_of(Catalogue().get("neighbours"), {"authority": "Surrey"}, names).codes
    assert codes is not None and {"936", "867", "825"} <= set(codes) and 10 < len(codes) < 25


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("who-solved", {"theme": "supervison"}, "No theme is called 'supervison'"),
        ("persistent-weaknesses", {"min_run": "two"}, "'two' is not a whole number"),
        ("who-solved", {}, "who-solved needs --theme"),
        ("due", {"dya": "2026-01-01"}, "No parameter of due is called 'dya'"),
    ],
)
def test_what_no_council_makes_right_is_refused_before_any_is_taken_in(
    begun: Path, name: str, given: dict[str, Any], told: str
) -> None:
    with pytest.raises(CallError, match=told):
        api.query(name, store=begun, **given)
    assert missing(StoreFolder(begun).manifest()) == ["999"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?x { ?x a kg:Inspection", "error at 1:"),
        ("SELECT ?x { ?x a ex:Inspection }", "the prefix ex: of"),
    ],
)
def test_sparql_that_cannot_be_asked_is_refused_before_any_is_taken_in(
    begun: Path, text: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.ready.MANY", 1)
    with pytest.raises(QueryError, match=told):
        api.sparql(text, store=begun)
    assert missing(StoreFolder(begun).manifest()) == ["999"]
    assert len(api.sparql("SELECT ?x { ?x a kg:Finding }", store=begun).rows) > 1
    assert missing(StoreFolder(begun).manifest()) == []


def test_an_export_of_an_unknown_format_is_refused_before_any_is_taken_in(
    begun: Path, tmp_path: Path
) -> None:
    graph = api.open(begun)
    with pytest.raises(
        BadParameter, match=r"x\.foo: cannot tell .* use one of \.ttl, \.nq, .*--tables FOLDER"
    ):
        graph.export(tmp_path / "x.foo")
    with pytest.raises(UnknownName, match="No export format is called 'exel'"):
        graph.export(tmp_path / "x.ttl", "exel")
    assert missing(StoreFolder(begun).manifest()) == ["999"]


def test_a_query_may_read_every_council_beside_the_one_that_it_names(sample_store: Path) -> None:
    names = StoreNames(CancellableStore(sample_store))
    query = Catalogue().get("neighbours")
    query = replace(query, header=replace(query.header, reads=Reads.ALL))
    assert need_of(query, {"authority": "Surrey"}, names) == Need()


def test_the_explorer_and_assistants_take_in_what_they_ask_for(begun: Path) -> None:
    pool = Pool(lambda: api.open(begun, seconds=60), size=1)
    assert ask(pool, "recommendations", {"authority": "Exampleshire"})["rows"]
    found = TestClient(application(pool)).get("/inspection/999-ilacs-2021-05-17")
    assert "None in the documents that are loaded" not in found.text.partition("Recommendations")[2][:400]


def test_a_decision_on_a_row_of_the_edition_is_refused_until_words_are_loaded(
    begun: Path, tmp_path: Path
) -> None:
    api.query("trajectories", store=begun, authority="Exampleshire")
    sheet = write_sheet(begun, authority=["Exampleshire"], state=["persistent"])
    decided = sheet.replace("  decision:\n", "  decision: refused\n", 1)
    decided = decided.replace("  by:\n", "  by: JS\n", 1).replace("  why:\n", "  why: read again\n", 1)
    (tmp_path / "sheet.yaml").write_text(decided, encoding="utf-8")
    with pytest.raises(RecordError, match="the rows of 999 are those of the edition"):
        take(tmp_path / "sheet.yaml", begun)


def test_a_load_says_which_decisions_wait_for_words(begun: Path, caplog: pytest.LogCaptureFixture) -> None:
    row = api.query("trajectories", store=begun, authority="Exampleshire").rows[0]
    fields = {
        "body": "authority/999",
        "theme": row["theme"],
        "cohort": row["cohort"],
        "inspections": ["999-ilacs-2021-05-17", "999-ilacs-2025-06-09"],
        "decision": "refused",
        "state": row["state"],
        "by": "JS",
        "why": "read again",
    }
    (begun / "curation").mkdir()
    (begun / "curation" / "mine.jsonl").write_text(json.dumps(fields) + "\n", encoding="utf-8")
    with caplog.at_level(logging.WARNING, logger="kg"):
        load([], begun, registers=[REGISTER])
    assert "decisions about rows of 999 wait until the reports are loaded: kg fetch" in caplog.text
    caplog.clear()
    load([SAMPLES], begun, registers=[REGISTER])
    assert "wait until" not in caplog.text


def test_words_join_when_the_report_is_loaded(begun: Path, sample_store: Path) -> None:
    name = "persistent-weaknesses"
    bare = api.query(name, store=begun, authority="Exampleshire").rows
    assert not any(row["sentence"] for row in bare)
    reports = sorted(SAMPLES.glob("*.pdf"))
    load(reports[:1], begun, registers=[REGISTER])
    some = api.query(name, store=begun, authority="Exampleshire").rows
    assert [r["observation"] for r in some] == [r["observation"] for r in bare]
    assert {bool(row["sentence"]) for row in some} == {True, False}
    assert list(mixed(StoreFolder(begun).manifest())) == ["999"]
    load([SAMPLES], begun, registers=[REGISTER])
    assert api.query(name, store=begun, authority="Exampleshire").rows == (
        api.query(name, store=sample_store, authority="Exampleshire").rows
    )
    assert not mixed(StoreFolder(begun).manifest())


@pytest.fixture
def newer(
    graphs: list[NamedGraph | Refusal], shipped: Path, tmp_path: Path, use: Callable[[Path], None]
) -> Callable[[], None]:
    """Has a second edition, made of all reports but one, take the place of the first."""

    def ship() -> None:
        list(
            write_edition(
                graphs[1:],
                store=tmp_path / "newer-store",
                out=tmp_path / "newer" / "england",
                links=None,
                number=2,
                date="2026-02-28",
                registers=[REGISTER],
                kept=None,
            )
        )
        use(tmp_path / "newer" / "england")

    return ship


def _made(store: Path) -> dict[str, str]:
    return {e.sha256: e.made_from for e in StoreFolder(store).manifest().documents() if "999" in e.scopes}


def test_a_newer_edition_replaces_the_earlier_one_in_a_store(begun: Path, newer: Callable[[], None]) -> None:
    place = StoreFolder(begun)
    assert take_in(place, Need(("999",)))
    before = _made(begun)
    newer()
    assert missing(place.manifest()) == ["999"]
    assert take_in(place, Need(("999",)))
    after = _made(begun)
    assert set(after.values()) == {"edition 2"}
    assert len(before.keys() - after.keys()) == 1
    described = place.manifest().entries["https://w3id.org/inspection-kg/graph/edition"]
    assert described.made_from == "edition 2"
    assert missing(place.manifest()) == []


def test_an_earlier_edition_never_replaces_a_newer_one(
    begun: Path, newer: Callable[[], None], shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = resources.folder
    newer()
    assert take_in(StoreFolder(begun), Need(("999",)))
    monkeypatch.setattr(resources, "folder", first)
    edition.cache_clear()
    assert missing(StoreFolder(begun).manifest()) == []
    assert not take_in(StoreFolder(begun), INSPECTIONS)


@pytest.mark.parametrize("whole", [False, True])
def test_a_newer_edition_reaches_questions_on_inspections(
    begun: Path, newer: Callable[[], None], whole: bool
) -> None:
    place = StoreFolder(begun)
    take_in(place, Need(("999",)) if whole else INSPECTIONS)
    newer()
    assert take_in(place, INSPECTIONS)
    assert set(_made(begun).values()) == {"edition 2" if whole else "edition 2 inspections"}
    assert not take_in(place, INSPECTIONS)


def test_a_newer_edition_leaves_loaded_reports_alone(begun: Path, newer: Callable[[], None]) -> None:
    load([sorted(SAMPLES.glob("*.pdf"))[0]], begun, registers=[REGISTER])
    loaded = {sha: made for sha, made in _made(begun).items() if not made.startswith("edition")}
    assert len(loaded) == 1
    newer()
    assert take_in(StoreFolder(begun), Need(("999",)))
    after = _made(begun)
    assert loaded.items() <= after.items()
    assert {made for sha, made in after.items() if sha not in loaded} == {"edition 2"}


def test_a_council_is_unpacked_alike_here_and_in_a_process(shipped: Path) -> None:
    whole = edition()
    assert whole is not None
    here, elsewhere = (list(councils(whole, ["999", "999"], processes=number)) for number in (0, 2))
    assert here == elsewhere
    assert len(here) == 2 and here[0]


def test_a_damaged_part_is_an_error_from_a_process_too(shipped: Path, tmp_path: Path) -> None:
    whole = edition()
    assert whole is not None
    damaged = {"999": {"file": "999.xz", "sha256": "0" * 64}}
    with pytest.raises(EnvironmentFault, match="damaged"):
        list(councils(replace(whole, councils=damaged), ["999"], processes=1))


def test_taking_in_loads_each_triple_once(begun: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str] = []
    known = Merge.visible

    def visible(merge: Merge, entry: Entry) -> bytes:
        put.append(entry.graph)
        return known(merge, entry)

    monkeypatch.setattr(Merge, "visible", visible)
    monkeypatch.setattr(Merge, "_delete", lambda *given: pytest.fail("triples were removed singly"))
    take_in(StoreFolder(begun), Need())
    assert sorted(put) == sorted(set(put))
    assert {e.graph for e in StoreFolder(begun).manifest().documents() if "999" in e.scopes} <= set(put)


def test_a_council_that_could_not_be_taken_in_is_taken_in_by_the_next_question(begun: Path) -> None:
    graph = api.open(begun)
    release = lock(begun)
    with pytest.raises(StoreLocked):
        graph.query("findings", authority="Exampleshire")
    release()
    assert graph.query("findings", authority="Exampleshire").rows


def test_what_a_store_lost_of_the_edition_is_put_back_from_it(begun: Path) -> None:
    place = StoreFolder(begun)
    take_in(place, Need(("999",)))
    rows = api.query("trajectories", store=begun, authority="Exampleshire").rows
    entries = [e for e in place.manifest().entries.values() if e.from_edition and "edition" not in e.scopes]
    for entry in (entries[0], next(e for e in entries if e.document is None)):
        (place.archive / entry.file).write_bytes(b"damaged")
    assert repair(begun) == []
    assert api.query("trajectories", store=begun, authority="Exampleshire").rows == rows
    assert {e.graph for e in entries} <= place.manifest().entries.keys()


def test_the_other_reports_of_a_council_come_with_one_that_is_imported(
    begun: Path, sample_store: Path, made: Path, tmp_path: Path
) -> None:
    one = next(e for e in StoreFolder(sample_store).manifest().documents() if e.reading and "999" in e.scopes)
    with (tmp_path / "one.nq").open("wb") as output:
        export(output, format_named("nquads"), store=sample_store, selection=Selection(document=one.sha256))
    restore([tmp_path / "one.nq"], begun)
    shipped = {entry.sha256 for entry, _ in graphs_of("999", made) if entry.document is not None}
    assert shipped == _made(begun).keys()
    assert _made(begun)[one.sha256] == IMPORTED
