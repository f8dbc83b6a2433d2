"""The part of a store to export: all of it, or the statements of one authority, inspection or document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.errors import UnknownName
from kg.namespaces import names_graph, thing
from kg.rdf.iris import derived_graph
from kg.store.manifest import Entry, Manifest

_BASE: Final = ("base",)


@dataclass(frozen=True, slots=True)
class Selection:
    """The named graphs to export, and whether to include the words of the documents.

    Attributes:
        authority: three-digit code, or ``None`` for all.
        inspection: key or IRI of an inspection, or ``None``.
        document: at least six digits of a document's hash, or its file name, or ``None``.
        quotes: whether to export the documents' own words too; places are exported in any case.
        base: whether to export ontology, schemes and register too; by default with the whole graph and with
            all of an authority, so that queries have the same answers elsewhere. Data derived from several
            documents is not exported with a single inspection or document, so these answer less in any case.
        selectors: whether to add the selectors of Web Annotation to the places.
    """

    authority: str | None = None
    inspection: str | None = None
    document: str | None = None
    quotes: bool = True
    base: bool | None = None
    selectors: bool = False

    @property
    def whole(self) -> bool:
        """Whether the selection is not restricted."""
        return self.authority is None and self._with_derived

    @property
    def _with_derived(self) -> bool:
        """Whether data derived from the documents is exported with them."""
        return self.inspection is self.document is None

    @property
    def with_base(self) -> bool:
        """Whether ontology, schemes and register are exported too."""
        return self._with_derived if self.base is None else self.base

    def entries(self, manifest: Manifest) -> Iterator[Entry]:
        """The matching entries of the manifest, by graph IRI.

        Raises:
            UnknownName: no document matches the selection.
        """
        documents = [e for e in manifest.documents() if self._fits(e)]
        if not documents and not self.whole:
            wanted = self.document or self.inspection or f"authority {self.authority}"
            raise UnknownName("document of the store", wanted)
        chosen = {e.graph for e in documents}
        if self.whole:
            chosen = {e.graph for e in manifest.entries.values() if e.scopes != _BASE}
        elif self.authority and self._with_derived:
            chosen |= {derived_graph(self.authority), names_graph(self.authority)}
        for graph in sorted(manifest.entries):
            entry = manifest.entries[graph]
            if graph in chosen or (self.with_base and entry.scopes == _BASE):
                yield entry

    def _fits(self, entry: Entry) -> bool:
        if self.authority is not None and self.authority not in entry.scopes:
            return False
        if self.inspection is not None:
            wanted = self.inspection
            iri = wanted if "/" in wanted else thing("inspection", wanted)
            if iri not in entry.inspections:
                return False
        if self.document is not None:
            name = self.document
            return entry.file_name == name or (len(name) >= 6 and entry.sha256.startswith(name.lower()))
        return True
