"""Input and output of a classifier of sentences. Every classifier implements this interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.extract.facts import Mention


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document, with what a reader of the page knows about its place.

    A classifier receives all sentences of a document in reading order, so that it can use neighbours and
    the rest of the paragraph.

    Attributes:
        text: the sentence as printed, white space collapsed.
        section: the heading above it, as printed; ``"front"`` before the first heading.
        area: judgement-area id of the section (``"help-and-protection"``), or ``None``.
        grade: grade id that the section's heading or the front page gives the area, or ``None``.
        form: finding-form id: ``summary``, ``paragraph``, ``recommendation``, ``priority-action``,
            ``list-item``, ``progress`` or ``statement`` (a statement of another kind of document).
        paragraph: key of the paragraph or list item, the same for all its sentences.
        kind: inspection-kind id (``"ilacs-standard"``), or ``None``.
    """

    text: str
    section: str = ""
    area: str | None = None
    grade: str | None = None
    form: str = "paragraph"
    paragraph: str = ""
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """A concept id with the probability that it is right (0 to 1, two decimals).

    ``decided`` is true if a person gave the label, false if a classifier did.
    """

    id: str
    confidence: float
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a sentence.

    Attributes:
        polarity: strength, weakness, mixed or neutral.
        themes: leaf themes, the central one first, at most three; may be empty.
        cohorts: at most three; may be empty.
        extent: all, most, many, some, small-number, one, none or not-stated.
        change: improved, sustained, not-improved, deteriorated, newly-identified; ``None`` if the
            sentence declares no change.
        alone: understood by itself; ``False`` if it leans on the sentence before it.
        alone_confidence: probability that ``alone`` is right.
        time: what it describes: ``now`` (the time of the inspection), ``past``, or ``other`` (what
            other people said).
        refers_back: the sentence is a consequence of the one before it ("This means that ...").
        decided: a person corrected some label, possibly to no theme.
    """

    polarity: Label
    themes: tuple[Label, ...] = ()
    cohorts: tuple[Label, ...] = ()
    extent: Label = Label("not-stated", 1.0)
    change: Label | None = None
    refers_back: bool = False
    decided: bool = False
    alone: bool = True
    alone_confidence: float = 1.0
    time: Label = Label("now", 1.0)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of a report and its labels: the input of the stages after the classifier."""

    mention: Mention
    labels: Labels


class Classifier(Protocol):
    """Anything that labels the sentences of a document."""

    @property
    def name(self) -> str:
        """Stable name, part of the provenance of every label: ``"linear"``."""

    @property
    def version(self) -> str:
        """Version of the model: changes whenever its labels may."""

    def classify(self, sentences: Sequence[Sentence]) -> list[Labels]:
        """Label all sentences of one document, in the order given; one result a sentence."""
