"""Exports: the same bytes for the same graph, readable by others, and back again."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from kg.errors import CallError, RecordError, UnknownName
from kg.export import FORMATS, Selection, export
from kg.export.formats import format_named
from kg.pipeline.restore import restore
from kg.store.place import Place, open_store

WORDS = ("children", "social workers")


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
    one = Place(sample_store).manifest().documents()[0].sha256[:16]
    turtle = rdflib.Graph().parse(data=written(sample_store, "turtle", document=one), format="turtle")
    xml = rdflib.Graph().parse(data=written(sample_store, "rdfxml", document=one), format="xml")
    jsonld = rdflib.Graph().parse(data=written(sample_store, "jsonld", document=one), format="json-ld")
    assert set(turtle) == set(xml) == set(jsonld)


def test_without_quotes_no_words_of_a_document_leave(sample_store: Path) -> None:
    told = json.loads(written(sample_store, "jsonld", quotes=False))
    kept = {key for node in told["@graph"] for key in node}
    assert "oa:start" in kept
    assert not kept & {"oa:exact", "kg:text", "kg:heading"}


def test_every_export_says_what_it_is(sample_store: Path) -> None:
    graph = rdflib.Graph().parse(data=written(sample_store, "turtle"), format="turtle")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    (node,) = graph.subjects(rdflib.RDF.type, dcat.Dataset)
    assert graph.value(node, rdflib.DCTERMS.license) is not None
    assert len(list(graph.objects(node, rdflib.DCTERMS.source))) == len(
        Place(sample_store).manifest().documents()
    )


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_an_export_comes_back_as_the_same_graphs(sample_store: Path, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"all{format_named(form).suffix}"
    file.write_bytes(written(sample_store, form))
    restore([file], tmp_path / "store")
    before, after = (Place(p).manifest() for p in (sample_store, tmp_path / "store"))
    assert {e.graph: e.file for e in before.documents()} == {e.graph: e.file for e in after.documents()}
    assert len(open_store(tmp_path / "store")) > 1000


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
    assert not Place(tmp_path / "store").exists()
