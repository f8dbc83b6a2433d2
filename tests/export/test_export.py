"""Exports: the same bytes for the same graph, readable by others, and back again."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.errors import CallError, RecordError, UnknownName
from kg.export import FORMATS, Selection, export
from kg.export.describe import description
from kg.export.formats import format_named
from kg.export.selectors import with_selectors
from kg.export.streams import merged
from kg.namespaces import GRAPH, thing
from kg.pipeline.restore import restore
from kg.rdf.serialise import pack, to_lines
from kg.rdf.terms import our, term
from kg.store.folder import StoreFolder, open_store
from kg.store.manifest import Entry


def written(store: Path, form: str, **selection: object) -> bytes:
    output = io.BytesIO()
    export(output, format_named(form), store=store, selection=Selection(**selection))  # type: ignore[arg-type]
    return output.getvalue()


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_equal_stores_export_equal_bytes(sample_store: Path, own_store: Path, form: str) -> None:
    assert written(sample_store, form) == written(own_store, form)


@pytest.mark.parametrize("form", ["turtle", "rdfxml", "ntriples", "jsonld"])
def test_every_format_holds_the_same_triples(sample_store: Path, form: str) -> None:
    lines = {line for line in written(sample_store, "ntriples", document=None).split(b"\n") if line}
    data = written(sample_store, form)
    parsed = {
        bytes(pyoxigraph.serialize([q.triple], format=pyoxigraph.RdfFormat.N_TRIPLES) or b"").strip()
        for q in pyoxigraph.parse(data, format=format_named(form).rdf)
    }
    assert parsed == lines


def test_rdflib_reads_what_we_write(sample_store: Path) -> None:
    one = StoreFolder(sample_store).manifest().documents()[0].sha256[:16]
    turtle = rdflib.Graph().parse(data=written(sample_store, "turtle", document=one), format="turtle")
    xml = rdflib.Graph().parse(data=written(sample_store, "rdfxml", document=one), format="xml")
    jsonld = rdflib.Graph().parse(data=written(sample_store, "jsonld", document=one), format="json-ld")
    assert set(turtle) == set(xml) == set(jsonld)


@pytest.fixture(scope="module")
def scopes(sample_store: Path) -> dict[str, dict[str, str]]:
    """What narrows an export, by the name of the scope."""
    report = next(e for e in StoreFolder(sample_store).manifest().documents() if e.inspections and e.reading)
    return {
        "graph": {},
        "authority": {"authority": "999"},
        "inspection": {"inspection": report.inspections[0]},
        "document": {"document": report.sha256[:16]},
    }


SCOPES = pytest.mark.parametrize("scope", ["graph", "authority", "inspection", "document"])


@SCOPES
def test_without_quotes_no_words_of_a_document_leave(
    sample_store: Path, scopes: dict[str, dict[str, str]], scope: str
) -> None:
    place = StoreFolder(sample_store)
    texts = [" ".join(path.read_text(encoding="utf-8").split()) for path in place.renditions.iterdir()]

    def quoted(**chosen: object) -> set[str]:
        every = pyoxigraph.parse(written(sample_store, "nquads", **chosen), format=RdfFormat.N_QUADS)
        quads = [q for q in every if f"<{GRAPH}base/" not in str(q.graph_name)]
        values = {" ".join(q.object.value.split()) for q in quads if isinstance(q.object, Literal)}
        return {v for v in values if v.count(" ") > 1 and any(v in text for text in texts)}

    assert len(quoted(**scopes[scope])) > 20
    # what else stands in a document as it does here is a name: of a register, a scheme or a licence
    assert not quoted(**scopes[scope], quotes=False)


def test_without_quotes_places_stay_and_notes_go(sample_store: Path) -> None:
    told = json.loads(written(sample_store, "jsonld", quotes=False))
    kept = {key for node in told["@graph"] for key in node}
    assert {"kg:start", "kg:end", "kg:pageNumber"} <= kept
    assert not kept & {"kg:text", "kg:words", "kg:heading", "kg:group", "kg:warning", "kg:reason"}


def test_selectors_of_web_annotation_follow_from_the_places(sample_store: Path) -> None:
    one = next(
        e
        for e in StoreFolder(sample_store).manifest().documents()
        if e.reading and e.file_name.endswith(".pdf")
    ).sha256[:16]
    plain = set(pyoxigraph.parse(written(sample_store, "ntriples", document=one), format=RdfFormat.N_TRIPLES))
    data = written(sample_store, "ntriples", document=one, selectors=True)
    added = set(pyoxigraph.parse(data, format=RdfFormat.N_TRIPLES)) - plain
    graph = rdflib.Graph().parse(data=data, format="nt")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    kg = rdflib.Namespace("https://w3id.org/inspection-kg/def/")
    places = set(graph.subjects(kg.start))
    assert len(places) > 20
    for place in places:
        kinds = {
            graph.value(selector, rdflib.RDF.type): selector for selector in graph[place : oa.hasSelector]
        }
        assert set(kinds) == {oa.TextPositionSelector, oa.TextQuoteSelector, oa.FragmentSelector}
        position, quote, page = (
            kinds[oa[name]] for name in ("TextPositionSelector", "TextQuoteSelector", "FragmentSelector")
        )
        assert graph.value(position, oa.start) == graph.value(place, kg.start)
        assert graph.value(position, oa.end) == graph.value(place, kg.end)
        assert graph.value(quote, oa.exact) == graph.value(place, kg.words)
        assert str(graph.value(page, rdflib.RDF.value)) == f"page={graph.value(place, kg.pageNumber)}"
    assert not [quad for quad in added if "inspection-kg/def/" in quad.predicate.value]


def test_selectors_of_one_document_at_a_time_are_in_memory(
    sample_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = 0
    most: list[int] = []

    def counted(lines: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal held
        held += 1
        most.append(held)
        yield from with_selectors(lines)
        held -= 1

    monkeypatch.setattr("kg.export.write.with_selectors", counted)
    for form in ("ntriples", "nquads"):
        most.clear()
        written(sample_store, form, selectors=True)
        assert len(most) > 1
        assert max(most) == 1


def test_selectors_are_left_out_when_they_come_back(sample_store: Path, tmp_path: Path) -> None:
    def again(name: str, **chosen: object) -> set[str]:
        (tmp_path / f"{name}.nq").write_bytes(written(sample_store, "nquads", **chosen))
        restore([tmp_path / f"{name}.nq"], tmp_path / name)
        return {entry.file for entry in StoreFolder(tmp_path / name).manifest().documents()}

    assert again("with", selectors=True, base=False) == again("without", base=False)


def test_a_graph_of_an_earlier_version_is_refused(sample_store: Path, tmp_path: Path) -> None:
    lines = written(sample_store, "nquads", base=False).splitlines(keepends=True)
    place = next(line for line in lines if b"/def/start>" in line)
    subject, _, value = place.split(b" ", 2)
    (tmp_path / "old.nq").write_bytes(
        b"".join([*lines, subject + b" <" + our("position").value.encode() + b"> " + value])
    )
    with pytest.raises(RecordError, match="an earlier version wrote this graph"):
        restore([tmp_path / "old.nq"], tmp_path / "store")


@SCOPES
@pytest.mark.parametrize("quotes", [True, False])
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_export_says_what_it_is_and_whom_to_name(
    sample_store: Path, scopes: dict[str, dict[str, str]], scope: str, quotes: bool, form: str
) -> None:
    data = written(sample_store, form, **scopes[scope], quotes=quotes)
    graph = {(q.subject, q.predicate, q.object) for q in pyoxigraph.parse(data, format=FORMATS[form].rdf)}

    def said(subject: object, name: str) -> list[object]:
        return [o for s, p, o in graph if s == subject and p == term(name)]

    (node,) = (s for s, p, o in graph if p == term("rdf:type") and o == term("dcat:Dataset"))
    assert said(node, "dcterms:rights")
    sources = said(node, "dcterms:source")
    entries = list(Selection(**scopes[scope]).entries(StoreFolder(sample_store).manifest()))  # type: ignore[arg-type]
    assert len(sources) == len([e for e in entries if e.document])
    for source in sources:
        (publisher,) = said(source, "dcterms:publisher")
        assert said(source, "kg:licenceLabel") and said(source, "kg:fileName")
        assert said(publisher, "skos:prefLabel")


def test_an_export_has_a_licence_only_where_all_documents_have_it(tmp_path: Path) -> None:
    ogl = term("dcterms:license"), NamedNode("http://example.org/ogl")
    free, other = (NamedNode(thing("document", key)) for key in ("a" * 16, "b" * 16))
    triples = {free: [Triple(free, *ogl)], other: [Triple(other, our("licenceLabel"), Literal("not-stated"))]}
    entries = []
    for node, told in triples.items():
        key = node.value.rpartition("/")[2]
        (tmp_path / key).write_bytes(pack(to_lines([*told, Triple(node, our("text"), Literal("Words."))])))
        entries.append(Entry(f"{GRAPH}document/{key}", key, document=key))

    def licences(chosen: list[Entry]) -> list[object]:
        about = description(tmp_path, chosen, quotes=True)
        return [t.object for t in about if t.predicate == ogl[0] and "/dataset/" in str(t.subject)]

    assert licences(entries[:1]) == [ogl[1]]
    assert licences(entries[1:]) == licences(entries) == licences([]) == []


@pytest.mark.parametrize("form", ["turtle", "trig"])
def test_turtle_is_readable(sample_store: Path, form: str) -> None:
    text = written(sample_store, form).decode()
    head, _, body = text.partition("\n\n")
    assert head.startswith("@base <https://w3id.org/inspection-kg/> .\n@prefix ")
    assert all("://" in line for line in head.splitlines())
    assert "\n<id/mention/" in body or "\t<id/mention/" in body
    names = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', "", body)
    assert "theme:" in names and "\\" not in names


@pytest.mark.parametrize("form", ["turtle", "jsonld"])
def test_a_part_declares_only_the_prefixes_it_uses(sample_store: Path, form: str) -> None:
    text = written(sample_store, form, authority="999", base=False).decode()
    if form == "turtle":
        declared = re.findall(r"^@prefix ([\w-]+): ", text, re.MULTILINE)
    else:
        declared = list(json.loads(text)["@context"])
    assert "kg" in declared and "owl" not in declared
    uses = 2 if form == "turtle" else 1  # Turtle's declaration counts as one
    assert [name for name in declared if len(re.findall(rf"(?<![\w-]){name}:", text)) < uses] == []


def test_json_ld_holds_no_number_and_no_relative_iri(sample_store: Path) -> None:
    told = json.loads(written(sample_store, "jsonld"))
    starts = (*(f"{name}:" for name in told["@context"]), "http://", "https://", "urn:", "mailto:")
    for node in told["@graph"]:
        for key, value in node.items():
            for one in value if isinstance(value, list) else [value]:
                assert isinstance(one, str | dict)
                if key == "@id" or (isinstance(one, dict) and "@id" in one):
                    assert (one if isinstance(one, str) else one["@id"]).startswith(starts)


def test_many_graphs_are_merged_a_few_at_a_time() -> None:
    numbers = [[n for n in range(100) if n % k == 0] for k in range(1, 30)]
    streams = [iter([b"%03d\n" % n for n in some]) for some in numbers]
    assert list(merged(streams, at_once=3)) == [b"%03d\n" % n for n in range(100)]
    assert list(merged([])) == []


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_an_export_comes_back_as_the_same_graphs(sample_store: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"all{format_named(form).suffix}"
    file.write_bytes(written(sample_store, form))
    restore([file], tmp_path / "store")
    before, after = (StoreFolder(p).manifest() for p in (sample_store, tmp_path / "store"))
    assert {e.graph: e.file for e in before.documents()} == {e.graph: e.file for e in after.documents()}
    assert len(open_store(tmp_path / "store")) > 1000


def test_an_import_takes_files_in_any_order_and_in_parts(
    sample_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = sorted(written(sample_store, "nquads").splitlines(keepends=True), key=lambda line: line[::-1])
    parts = [tmp_path / "one.nq", tmp_path / "two.nq"]
    for number, part in enumerate(parts):
        part.write_bytes(b"".join(lines[number::2]))
    monkeypatch.setattr("kg.pipeline.restore._TRIPLES_AT_ONCE", 500)
    restore([*parts, parts[0]], tmp_path / "store")
    assert written(tmp_path / "store", "nquads", base=False) == written(sample_store, "nquads", base=False)


def test_an_import_leaves_alone_what_the_store_holds_already(own_store: Path, tmp_path: Path) -> None:
    before = StoreFolder(own_store).manifest()
    file = tmp_path / "all.nq"
    file.write_bytes(written(own_store, "nquads"))
    assert restore([file], own_store) == len(before.documents())
    assert StoreFolder(own_store).manifest() == before  # readings and texts are still there


def test_an_import_takes_no_words_away(own_store: Path, tmp_path: Path) -> None:
    file, before = tmp_path / "all.nq", written(own_store, "nquads")
    file.write_bytes(written(own_store, "nquads", quotes=False))
    with pytest.raises(CallError, match="with its words, the file does not"):
        restore([file], own_store)
    assert written(own_store, "nquads") == before
    restore([file], tmp_path / "other")
    came, went = written(tmp_path / "other", "nquads", quotes=False), file.read_bytes()
    assert [x for x in came.splitlines() if b"/graph/document/" in x] == [
        x for x in went.splitlines() if b"/graph/document/" in x
    ]


def test_a_selection_that_fits_nothing_is_named(sample_store: Path) -> None:
    with pytest.raises(UnknownName, match="936-ilacs-1999"):
        written(sample_store, "turtle", inspection="936-ilacs-1999")


def test_what_no_export_of_ours_holds_is_refused(tmp_path: Path) -> None:
    turtle, blank = tmp_path / "a.ttl", tmp_path / "b.nq"
    turtle.write_text("", encoding="utf-8")
    blank.write_text('_:x <urn:p> "v" <urn:g> .\n', encoding="utf-8")
    with pytest.raises(CallError, match="named graphs"):
        restore([turtle], tmp_path / "store")
    with pytest.raises(RecordError, match="blank node"):
        restore([blank], tmp_path / "store")
    assert not StoreFolder(tmp_path / "store").exists()
