"""Classified sentences of a made-up report, for tests of grouping."""

from __future__ import annotations

from kg.classify.base import Label, Labelled, Labels
from kg.documents.model import Span
from kg.extract.facts import Evidence, Mention, Recommendation


def sentence(
    text: str,
    polarity: str = "weakness",
    *,
    themes: str = "plans",
    cohorts: str = "children-in-care",
    form: str = "paragraph",
    block: str = "",
    paragraph: str | None = None,
    part: str = "la",
    extent: str = "not-stated",
    change: str | None = None,
    confidence: float = 0.9,
    refers_back: bool = False,
    recommendation: int | None = None,
) -> Labelled:
    """A sentence, a paragraph of its own unless a block is given; ids are joined by blanks."""
    return Labelled(
        Mention(
            text=text,
            form=form,
            evidence=Evidence(1, Span(0, len(text)), paragraph),
            block=block or text,
            recommendation=recommendation,
            part=part,
        ),
        Labels(
            polarity=Label(polarity, confidence),
            themes=tuple(Label(one, 0.95) for one in themes.split()),
            cohorts=tuple(Label(one, 0.95) for one in cohorts.split()),
            extent=Label(extent, 0.9),
            change=Label(change, 0.9) if change else None,
            refers_back=refers_back,
        ),
    )


def item(sequence: int, text: str, *, paragraphs: str = "", addressee: str = "la") -> Recommendation:
    """A recommendation; ``paragraphs``: numbers that it prints."""
    evidence = Evidence(1, Span(0, len(text)))
    return Recommendation(
        sequence, "recommendation", addressee, text, evidence, paragraphs=tuple(paragraphs.split())
    )
