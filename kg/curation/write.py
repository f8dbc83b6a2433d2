"""Writes corrections as the files that :func:`kg.curation.read_corrections` reads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pyoxigraph import RdfFormat, serialize

from kg.curation.check import FIELDS
from kg.curation.model import Correction
from kg.curation.quads import correction_triples
from kg.namespaces import PREFIXES


def to_csv(corrections: Iterable[Correction]) -> str:
    """Corrections as CSV, by document and sentence."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(FIELDS)
    for one in sorted(corrections, key=lambda c: c.place):
        cells = {
            "document": one.document,
            "sentence": one.sentence,
            "polarity": one.polarity,
            "themes": _ids(one.themes),
            "cohorts": _ids(one.cohorts),
            "extent": one.extent,
            "change": one.change,
            "same_as": one.same_as,
            "supports": " ".join(one.supports),
            "by": one.by,
            "why": one.why,
        }
        writer.writerow([cells.get(name) or "" for name in FIELDS])
    return stream.getvalue()


def to_turtle(corrections: Iterable[Correction]) -> str:
    """Corrections as Turtle, one ``kg:Correction`` each."""
    prefixes = {name: PREFIXES[name] for name in ("kg",)}
    data = serialize(correction_triples(corrections), format=RdfFormat.TURTLE, prefixes=prefixes)
    return (data or b"").decode()


def _ids(values: tuple[str, ...] | None) -> str:
    return "" if values is None else " ".join(values) or "-"
