"""The formats in which a graph can be exported."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import RdfFormat

from kg.errors import UnknownName


@dataclass(frozen=True, slots=True)
class Format:
    """A serialisation.

    Attributes:
        name: as users write it.
        rdf: pyoxigraph's name for it.
        suffix: extension of its files.
        graphs: whether it keeps named graphs separate.
    """

    name: str
    rdf: RdfFormat
    suffix: str
    graphs: bool


FORMATS: Final = MappingProxyType(
    {
        f.name: f
        for f in (
            Format("turtle", RdfFormat.TURTLE, ".ttl", False),
            Format("nquads", RdfFormat.N_QUADS, ".nq", True),
            Format("trig", RdfFormat.TRIG, ".trig", True),
            Format("jsonld", RdfFormat.JSON_LD, ".jsonld", False),
            Format("rdfxml", RdfFormat.RDF_XML, ".rdf", False),
            Format("ntriples", RdfFormat.N_TRIPLES, ".nt", False),
        )
    }
)


def format_named(name: str) -> Format:
    """A format by its name or by a file extension.

    Raises:
        UnknownName: there is none.
    """
    for known in FORMATS.values():
        if name.lower() in (known.name, known.suffix, known.suffix[1:]):
            return known
    raise UnknownName("export format", name, tuple(FORMATS))
