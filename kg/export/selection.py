"""What of a store is to leave: all of it, or what one authority, inspection or document states."""

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
    """Which named graphs leave, and whether with the words of the documents.

    Attributes:
        authority: three-digit code, or ``None`` for all.
        inspection: key or IRI of an inspection, or ``None``.
        document: at least six digits of a document's hash, or its file name, or ``None``.
        quotes: whether the documents' own words leave too; places stay in any case.
        base: whether ontology, schemes and register leave too; by default with the whole graph and with all
            of an authority, so that they answer elsewhere what they answer here. What is derived from several
            documents leaves with neither an inspection nor a document, so these answer less in any case.
        selectors: whether the selectors of Web Annotation are added to the places.
    """

    authority: str | None = None
    inspection: str | None = None
    document: str | None = None
    quotes: bool = True
    base: bool | None = None
    selectors: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing narrows the selection."""
        return self.authority is None and self._with_derived

    @property
    def _with_derived(self) -> bool:
        """Whether what is derived from the documents leaves with them."""
        return self.inspection is self.document is None

    @property
    def with_base(self) -> bool:
        """Whether ontology, schemes and register leave too."""
        return self._with_derived if self.base is None else self.base

    def entries(self, manifest: Manifest) -> Iterator[Entry]:
        """The entries of the manifest that fit, by graph IRI.

        Raises:
            UnknownName: no document fits what narrows the selection.
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
