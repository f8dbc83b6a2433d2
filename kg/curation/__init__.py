"""People's corrections of a classifier's labels, and decisions about rows: docs/curation.md.

A correction overrides the model, survives a new extraction as long as the sentence keeps its words, and is
reported if its sentence no longer exists.

>>> from kg.curation import apply, read_corrections
"""

from kg.curation.apply import Applied, apply, missing, relink, triples_of
from kg.curation.book import FOLDER, accepted, files, kept
from kg.curation.model import Correction, corrections_fingerprint, of_document
from kg.curation.model_said import difference
from kg.curation.quads import correction_triples
from kg.curation.read import corrections_in, read_corrections
from kg.curation.rows import RowDecision, kept_rows, standing_rows
from kg.curation.write import to_csv, to_turtle

__all__ = [
    "FOLDER",
    "Applied",
    "Correction",
    "RowDecision",
    "accepted",
    "apply",
    "correction_triples",
    "corrections_fingerprint",
    "corrections_in",
    "difference",
    "files",
    "kept",
    "kept_rows",
    "missing",
    "of_document",
    "read_corrections",
    "relink",
    "standing_rows",
    "to_csv",
    "to_turtle",
    "triples_of",
]
