"""Two made-up reports as facts: one on a council and its board, one on an area of two councils."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.classify.base import Label, Labelled, Labels
from kg.documents.model import Document, Span
from kg.extract.facts import (
    Earlier,
    Evidence,
    Inspection,
    Judgement,
    Mention,
    Period,
    Publication,
    Recommendation,
    ReportFacts,
    Section,
)
from kg.findings.model import Consequence, Finding, FindingSet, Support
from kg.rdf.build import report_graph
from kg.rdf.terms import Graph


@dataclass
class Text:
    """A text that grows by what is printed, two lines a page."""

    words: str = ""
    starts: list[int] = field(default_factory=lambda: [0])

    def at(self, words: str, paragraph: str | None = None) -> Evidence:
        """Print words, and give their place."""
        start = len(self.words)
        self.words += words + "\n"
        return Evidence(len(self.starts), Span(start, start + len(words)), paragraph)

    def page(self) -> None:
        """Begin another page."""
        self.starts.append(len(self.words))

    def document(self, sha256: str, warnings: Iterable[str] = ()) -> Document:
        """The text as a document that was read."""
        return Document(
            "a.pdf",
            sha256,
            "application/pdf",
            self.words,
            tuple(self.starts),
            (),
            "reader-1",
            warnings=tuple(warnings),
        )


def _days(first: str, last: str, printed: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last), printed)


def _labelled(
    mention: Mention, polarity: str = "weakness", themes: Sequence[Label] = (), **more: object
) -> Labelled:
    return Labelled(mention, Labels(Label(polarity, 0.8), tuple(themes), **more))  # type: ignore[arg-type]


def council_and_board() -> Graph:
    """A council's inspection with the review of its board: sections, items for three bodies, findings."""
    text = Text()
    stays = (
        _days("2014-03-03", "2014-03-05", "3 to 5 March"),
        _days("2014-03-24", "2014-03-26", "24 to 26 March 2014"),
    )
    days = _days("2014-03-03", "2014-03-26", "3 to 5 and 24 to 26 March 2014")
    council = Inspection(
        "sif",
        "la",
        days,
        text.at(days.printed),
        stays,
        lead_inspectors=("Pia Lind", "Bo Reed"),
        judgements=(
            Judgement("care-leavers", "inadequate", text.at("Care leavers: inadequate"), "inadequate"),
            Judgement("adoption", "good", text.at("Adoption: good")),
        ),
    )
    board = Inspection(
        "lscb-review",
        "lscb",
        days,
        council.fieldwork_evidence,
        judgements=(Judgement("lscb", "good", text.at("The board: good"), "good"),),
    )
    text.page()
    sections = (
        Section(1, "Care leavers", text.at("Care leavers"), "care-leavers", "inadequate"),
        Section(2, "The board", text.at("The board"), part="lscb"),
    )
    weak = Mention("Plans for care leavers are late.", "paragraph", text.at("Plans are late.", "12"), "12", 1)
    effect = Mention("Young people wait.", "list-item", text.at("Young people wait."), "13", 1)
    review = Mention(
        "Mockingbird helps carers.", "paragraph", text.at("Mockingbird helps."), "b", 2, part="lscb"
    )
    before = Mention("Visits are kept.", "summary", text.at("Visits are kept."), "s")
    items = (
        Recommendation(
            1,
            "priority-action",
            "la",
            "Write plans in time.",
            text.at("Write plans in time.", "20"),
            number="1",
            timescale="immediately",
            framework_tags=("outcome-1", "enabler-2"),
            group="At once",
        ),
        Recommendation(2, "recommendation", "lscb", "Count the boats.", text.at("Count the boats.")),
        Recommendation(
            3,
            "recommendation",
            "other",
            "Ring the bell.",
            text.at("Ring the bell."),
            addressee_printed="Harbour & Port Trust",
        ),
    )
    asked = [
        Mention(item.text, item.kind, item.evidence, f"i{item.sequence}", recommendation=item.sequence)
        for item in items
    ]
    again = Mention("Write them clearly.", "priority-action", items[0].evidence, "i1", recommendation=1)
    plans, sure = Label("plans", 0.9), Label("plans", 0.95)
    sentences = [
        _labelled(
            weak,
            themes=(plans, Label("leaving-care", 0.6)),
            cohorts=(Label("care-leavers", 1.0),),
            extent=Label("many", 0.7),
            change=Label("not-improved", 0.7),
        ),
        _labelled(effect, refers_back=True, alone=False, time=Label("past", 0.9), decided=True),
        _labelled(review, "strength"),
        _labelled(before, "neutral"),
        _labelled(asked[0], themes=(plans, Label("leaving-care", 0.6), Label("visits", 0.5))),
        _labelled(again, themes=(Label("health", 0.4), sure), cohorts=(Label("care-leavers", 0.7),)),
        _labelled(asked[1]),
        _labelled(asked[2]),
    ]
    found = FindingSet(
        (
            Finding((0, 4), 0, "weakness", ("plans", "leaving-care"), ("care-leavers",), "many",
                    "not-improved", 0.75, "la"),
            Finding((1,), 1, "weakness", (), (), "not-stated", None, 0.8, "la"),
            Finding((2,), 2, "strength", (), (), "not-stated", None, 0.8, "lscb"),
            Finding((3,), 3, "neutral", (), (), "not-stated", None, 0.8, "la"),
        ),
        (Consequence(1, 0),),
    )  # fmt: skip
    facts = ReportFacts(
        sha256="a" * 64,
        authority="999",
        authority_printed="Exampleshire",
        authority_evidence=Evidence(1, Span(0, 1)),
        layout="sif",
        inspections=(council, board),
        publication=Publication(date(2014, 5, 12), "printed", "12 May 2014"),
        sections=sections,
        recommendations=items,
        mentions=tuple(one.mention for one in sentences),
        licence="ogl-3",
        warnings=("one doubt",),
        earlier=(
            Earlier("slac", _days("2010-05-01", "2010-05-31", "May 2010"), "2010-05", False,
                    text.at("was in May 2010")),
            Earlier("protection-2012", _days("2012-06-01", "2012-07-31", "July 2012"), "2012-07", True,
                    text.at("was published in July 2012")),
        ),
    )  # fmt: skip
    document = text.document("a" * 64, ["a page without text"])
    supports = [Support(1, 0, "same", 1.0)]
    return report_graph(document, facts, sentences, found, supports, file_name="sif.pdf", method="linear-1")


def area_of_two() -> Graph:
    """A joint inspection of the partnership of two councils, with an item for each kind of body."""
    text = Text()
    days = _days("2024-04-08", "2024-04-12", "8 to 12 April 2024")
    joint = Inspection(
        "area-send",
        "la",
        days,
        text.at(days.printed),
        kind_derived=True,
        no_overall_reason="ungraded-visit",
        inspectorates=("ofsted", "cqc"),
        focus=("neglect", "front-door"),
    )
    text.page()
    asked = (
        ("Shorten waiting times.", "partnership", None, ()),
        ("Ring the bell.", "other", None, ()),
        ("Mend the lift.", "la", "Ambleford", ("998",)),
        ("Count the boats.", "la", None, ()),
    )
    items = tuple(
        Recommendation(
            number,
            "recommendation",
            addressee,
            words,
            text.at(words),
            addressee_printed=printed,
            authorities=codes,
        )
        for number, (words, addressee, printed, codes) in enumerate(asked, start=1)
    )
    said = Mention("Waiting lists are long.", "paragraph", text.at("Waiting lists are long."), "w")
    facts = ReportFacts(
        sha256="b" * 64,
        authority="999",
        authority_printed="Exampleshire and Ambleford",
        authority_evidence=Evidence(1, Span(0, 1)),
        layout="area-send-2023",
        inspections=(joint,),
        publication=None,
        sections=(),
        recommendations=items,
        mentions=(said,),
        verified=False,
        members=("999", "998"),
    )
    nothing = FindingSet((), ())
    document = text.document("b" * 64)
    return report_graph(
        document, facts, [_labelled(said)], nothing, [], file_name="joint.pdf", method="linear-1"
    )
