"""The description in every export: its title, its source documents and their licences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg import __version__
from kg.export.streams import lines_of
from kg.namespaces import GRAPH, thing
from kg.rdf.serialise import from_lines
from kg.rdf.terms import Graph, our, term, text, whole
from kg.resources import files
from kg.store.manifest import Entry

EXPORT_GRAPH = GRAPH + "export"

_ATTRIBUTION: Final = (
    "Contains public sector information licensed under the Open Government Licence v3.0: the documents whose "
    "dcterms:license is that licence. Name the dcterms:publisher of each. Other documents keep the terms "
    "that they print (kg:licenceLabel); of those that print none (not-stated), ask the publisher before "
    "their words are passed on."
)
_PUBLISHERS: Final = ("authorities", "inspectorates")
"""Files of the register that describe publishers."""

_TOLD: Final = frozenset(
    (
        *(our(name) for name in ("fileName", "licenceLabel", "published")),
        *(term(f"dcterms:{name}") for name in ("license", "publisher", "title")),
    )
)


def description(
    archive: Path,
    entries: Sequence[Entry],
    *,
    quotes: bool,
    told_elsewhere: tuple[bool, bool] = (False, False),
) -> list[Triple]:
    """A DCAT data set with its sources. Its IRI is derived from their IRIs, so equal exports are equal.

    The data set as a whole has a licence only if all of its documents have that licence.

    Args:
        archive: folder of the named graphs.
        entries: entries of the exported graphs.
        quotes: whether the documents' own words are exported too.
        told_elsewhere: whether other graphs of the export state the facts about the documents, and the names
            of publishers, so that this one omits them.
    """
    documents = [e for e in entries if e.document]
    made_of = "\n".join(sorted(f"{e.graph} {e.file}" for e in entries)) + f"\n{quotes}"
    node = NamedNode(thing("dataset", hashlib.sha256(made_of.encode()).hexdigest()[:16]))
    graph = Graph()
    graph.a(node, "dcat:Dataset")
    graph.add(node, "dcterms:title", Literal("Inspections of children's services in England", language="en"))
    graph.add(node, "dcterms:hasVersion", text(__version__))
    graph.add(node, "dcterms:rights", Literal(_ATTRIBUTION, language="en"))
    graph.add(node, "dcterms:conformsTo", NamedNode("https://w3id.org/inspection-kg/def/"))
    graph.add(node, "dcat:version", text(__version__))
    graph.add(node, "sourceCount", whole(len(documents)))
    told = {entry.graph: list(_told_of(archive, entry)) for entry in documents}
    for entry in documents:
        graph.add(node, "dcterms:source", NamedNode(thing("document", str(entry.document))))
    graph.add(node, "dcterms:license", _shared_licence(told.values()))
    about = [t for said in told.values() for t in said]
    publishers = {t.object for t in about if t.predicate == term("dcterms:publisher")}
    of_documents, of_publishers = told_elsewhere
    repeated = () if of_documents else about
    names = () if of_publishers else _names(publishers)
    return sorted({*graph, *repeated, *names}, key=str)


def _shared_licence(documents: Iterable[Sequence[Triple]]) -> NamedNode | None:
    """The one licence that all documents have, or none."""
    found = {
        next((t.object for t in said if t.predicate == term("dcterms:license")), None) for said in documents
    }
    licence = found.pop() if len(found) == 1 else None
    return licence if isinstance(licence, NamedNode) else None


def _told_of(archive: Path, entry: Entry) -> Iterator[Triple]:
    """Name, licence and publisher of a document, as stated in its graph."""
    start = f"<{thing('document', str(entry.document))}> ".encode()
    # Closed here, not by garbage collection: an exception that stops the command meanwhile would be lost.
    with closing(lines_of(archive / entry.file)) as lines:
        for line in lines:
            if line.startswith(start):
                yield from (t for t in from_lines(line) if t.predicate in _TOLD)
            elif line > start:
                return  # lines are sorted


def _names(publishers: Iterable[object]) -> Iterator[Triple]:
    """Names of the publishers in the register; others are described beside their documents."""
    wanted = set(publishers)
    for path in files("ontology", "register/*.ttl"):
        if wanted and path.stem in _PUBLISHERS:
            for quad in parse(path=path, format=RdfFormat.TURTLE):
                if quad.subject in wanted and quad.predicate == term("skos:prefLabel"):
                    yield quad.triple
