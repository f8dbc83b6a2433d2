"""What several named graphs state: it stays in the merge until the last of them goes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from kg.namespaces import DEF, GRAPH, thing
from kg.rdf.iris import candidates_graph, document_graph, inspection
from kg.rdf.serialise import pack, to_lines
from kg.store import merge as merge_module
from kg.store.folder import StoreFolder, open_store
from kg.store.manifest import Entry
from kg.store.merge import Merge
from kg.store.sharing import hashes_of, repeated, without
from kg.store.writer import NamedGraph, Writer, writing

KEYS = ("0123456789abcdef", "fedcba9876543210", "00112233445566aa")
AUTHORITIES = {KEYS[0]: "936", KEYS[1]: "850", KEYS[2]: "936"}
NAMES = (
    *map(document_graph, KEYS),
    candidates_graph(KEYS[0]),
    f"{GRAPH}derived/936",
    f"{GRAPH}base/register",
)
SUBJECTS = (
    *(thing("document", key) for key in KEYS),
    thing("mention", f"{KEYS[0]}/abc"),
    inspection("936", "sif", "2014-10-20"),
    thing("software", "kg"),
    thing("person", "fictional-inspector"),
    thing("authority", "936"),
)
POOL = [
    Triple(NamedNode(subject), NamedNode(DEF + name), Literal(value))
    for subject in SUBJECTS
    for name in ("fileName", "label")
    for value in ("one", "two")
]


def named(name: str, triples: list[Triple]) -> NamedGraph:
    key = name.rpartition("/")[2]
    document = key if key in KEYS else None
    scope = AUTHORITIES.get(key, "base")
    return NamedGraph(Entry(name, "", (scope,), document=document, made_from=""), pack(to_lines(triples)))


def merge(writer: Writer) -> list[str]:
    """The database, triple for triple."""
    return sorted(map(str, writer.store.construct("CONSTRUCT WHERE { ?s ?p ?o }")))


def union(writer: Writer) -> list[str]:
    """What the graphs of the archive state together; of a superseded document, only that it is one."""
    stated: set[str] = set()
    for entry in writer.manifest.entries.values():
        lines = writer.lines(entry).decode().splitlines()
        if entry.superseded_by:
            own = f"<{thing('document', str(entry.document))}>"
            by = thing("document", entry.superseded_by)
            lines = [line for line in lines if line.startswith(f"{own} <{DEF}fileName>")]
            lines.append(f"{own} <{DEF}supersededBy> <{by}> .")
        stated.update(line.removesuffix(" .") for line in lines)
    return sorted(stated)


names = st.sampled_from(NAMES)
graphs = st.builds(named, names, st.lists(st.sampled_from(POOL), max_size=12))
puts = st.tuples(st.just("put"), st.lists(graphs, min_size=1, max_size=4))
removals = st.tuples(st.just("remove"), st.lists(names, min_size=1, max_size=2, unique=True))
replaced = st.tuples(
    st.just("supersede"), st.tuples(st.sampled_from(NAMES[:4]), st.sampled_from((*KEYS, "")))
)
steps = st.lists(puts | puts | removals | replaced, min_size=1, max_size=12)


@pytest.mark.parametrize("share", [0.25, 1.0], ids=["anew where it pays", "one by one"])
@settings(max_examples=60, deadline=None)
@given(history=st.lists(steps, min_size=1, max_size=3))
def test_the_merge_is_the_union_of_the_graphs_after_any_history(
    share: float, history: list[list[tuple[str, object]]]
) -> None:
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory() as folder,
    ):
        patch.setattr(merge_module, "_REBUILD_FROM", share)
        patch.setattr(
            os, "fsync", lambda _: None
        )  # power cuts have their own tests; a busy disk takes minutes
        for session in history:
            with writing(Path(folder)) as writer:
                for step in session:
                    take(writer, step)
                    assert merge(writer) == union(writer)


def take(writer: Writer, step: tuple[str, object]) -> None:
    match step:
        case "put", list(coming):
            writer.put(coming)
        case "remove", list(gone):
            writer.remove(*gone)
        case "supersede", (str(name), str(by)):
            if name in writer.manifest.entries:
                writer.supersede({name: by})


SOFTWARE = Triple(NamedNode(thing("software", "kg")), NamedNode(DEF + "label"), Literal("the reader"))


def reports(count: int) -> list[NamedGraph]:
    """Reports on councils of their own, which state the software alike."""
    found = []
    for number in range(count):
        key = f"{number:016x}"
        own = Triple(NamedNode(thing("document", key)), NamedNode(DEF + "fileName"), Literal(key))
        entry = Entry(f"{GRAPH}document/{key}", "", (str(800 + number),), document=key)
        found.append(NamedGraph(entry, pack(to_lines([own, SOFTWARE]))))
    return found


def test_what_reports_on_different_councils_share_survives_the_removal_of_one(tmp_path: Path) -> None:
    with writing(tmp_path) as writer:
        writer.put(reports(8))
    with writing(tmp_path) as writer:
        writer.remove(f"{GRAPH}document/{0:016x}")
    assert open_store(tmp_path).ask(f"ASK {{ {SOFTWARE.subject} {SOFTWARE.predicate} {SOFTWARE.object} }}")


def test_a_removal_unpacks_few_of_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(tmp_path) as writer:
        writer.put(reports(40))
    unpacked: list[str] = []
    visible = Merge.visible

    def counted(merge: Merge, entry: Entry) -> bytes:
        unpacked.append(entry.graph)
        return visible(merge, entry)

    monkeypatch.setattr(Merge, "visible", counted)
    with writing(tmp_path) as writer:
        writer.remove(f"{GRAPH}document/{0:016x}")
    assert len(unpacked) == 2, "the one that goes, and one that states the software too"


@pytest.mark.parametrize("damage", ["missing", "cut", "empty"])
def test_hashes_that_are_lost_are_made_again(tmp_path: Path, damage: str) -> None:
    with writing(tmp_path) as writer:
        writer.put(reports(8))
    for path in StoreFolder(tmp_path).sharing.iterdir():
        if damage == "missing":
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:9] if damage == "cut" else b"")
    with writing(tmp_path) as writer:
        writer.remove(f"{GRAPH}document/{0:016x}")
        assert merge(writer) == union(writer)


def test_without_what_an_earlier_graph_states_each_line_comes_once(tmp_path: Path) -> None:
    """As an endpoint needs it whose default graph is the union of its named graphs, each triple counted."""
    one, other = document_graph(KEYS[0]), candidates_graph(KEYS[0])
    with writing(tmp_path) as writer:
        writer.put([named(one, POOL[:6]), named(other, POOL[4:8]), *reports(3)])
        entries = list(writer.manifest.entries.values())
        found = repeated(StoreFolder(tmp_path).sharing, entries, writer.lines)
        kept = [without(writer.lines(entry), found[entry.graph]).splitlines() for entry in entries]
    lines = [line for entry in entries for line in writer.lines(entry).splitlines()]
    assert sorted(line for some in kept for line in some) == sorted(set(lines))
    assert len(lines) == len(set(lines)) + 2 + 2, (
        "of two graphs of one document, of three reports the software"
    )
    assert kept[0] == writer.lines(entries[0]).splitlines(), "the first states all that it has"


def test_hashes_of_a_graph_are_kept_once_and_of_a_superseded_one_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    keep = merge_module.keep_hashes  # type: ignore[attr-defined]

    def counted(folder: Path, entry: Entry, hashes: bytes) -> None:
        kept.append(entry.graph)
        keep(folder, entry, hashes)

    monkeypatch.setattr(merge_module, "keep_hashes", counted)
    report, later = reports(2)
    with writing(tmp_path) as writer:
        writer.put([report])
        assert kept == [report.entry.graph]
        for by in (str(later.entry.document), ""):
            writer.supersede({report.entry.graph: by})
        assert kept == [report.entry.graph]


def test_of_graphs_of_one_name_the_last_counts(tmp_path: Path) -> None:
    first, last = named(NAMES[0], POOL[:3]), named(NAMES[0], POOL[2:5])
    with writing(tmp_path) as writer:
        writer.put([first, last])
        assert merge(writer) == union(writer) == sorted(map(str, POOL[2:5]))


def test_lines_on_what_is_named_after_another_document_are_kept_as_loose() -> None:
    """The key of a document may begin like that of another."""
    own, other = (f'<{thing("mention", f"{key}/a")}> <urn:p> "x" .\n'.encode() for key in ("1", "12"))
    assert hashes_of(own + other, "1") == hashes_of(other, None)
    assert hashes_of(own + other, "12") == hashes_of(own, None)
