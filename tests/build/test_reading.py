"""What was read of a report is kept, and read again as it was."""

from __future__ import annotations

import json

import pytest

from kg.build.reading import Reading, read, write
from kg.documents.model import Document
from kg.errors import StoreDamaged
from kg.rdf.serialise import pack, unpack
from tests.curation.reports import SHA256, report
from tests.findings.sentences import sentence

TEXT = "Plans are late. Managers seldom look."


def reading() -> Reading:
    facts, sentences = report(
        sentence("Plans are late.", "strength", extent="many", change="improved"),
        sentence("Managers seldom look.", themes=""),
    )
    document = Document("made-up.pdf", SHA256, "application/pdf", TEXT, (0,), (), "told-1")
    return Reading(document, facts, tuple(one.labels for one in sentences), "told-1")


def test_a_reading_comes_back_as_it_was() -> None:
    told = reading()
    assert read(write(told), TEXT) == told
    assert [(one.mention.text, one.labels.polarity.id) for one in told.sentences()] == [
        ("Plans are late.", "strength"),
        ("Managers seldom look.", "weakness"),
    ]


def test_a_reading_of_a_store_in_which_sentences_held_their_labels_is_read() -> None:
    told = reading()
    plain = json.loads(unpack(write(told)))
    for mention, labels in zip(plain["facts"]["mentions"], plain.pop("labels"), strict=True):
        mention["labels"] = labels
    assert read(pack(json.dumps(plain).encode()), TEXT) == told


def test_a_reading_that_is_cut_off_is_reported() -> None:
    with pytest.raises(StoreDamaged, match="load the report again"):
        read(write(reading())[:-9], TEXT)
