"""Human corrections of what a classifier says of single sentences: docs/curation.md.

A correction wins over the model, survives a new extraction as long as the sentence keeps its words, and is
reported when its sentence is there no more.

>>> from kg.curation import apply, read_corrections, relink
"""

from kg.curation.apply import Applied, apply, relink
from kg.curation.model import Correction, fingerprint, of_document
from kg.curation.quads import correction_triples
from kg.curation.read import read_corrections
from kg.curation.write import to_csv, to_turtle

__all__ = [
    "Applied",
    "Correction",
    "apply",
    "correction_triples",
    "fingerprint",
    "of_document",
    "read_corrections",
    "relink",
    "to_csv",
    "to_turtle",
]
