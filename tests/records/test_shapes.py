"""Each shape for statements lets a sound record pass and names itself when its rule is broken."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg.namespaces import DEF, ID, PREFIXES, SCHEME, SHAPE
from kg.resources import folder
from kg.validate import validate_document
from tests.records.example import load

UNKNOWN = NamedNode(ID + "inspection/999-ilacs-2030-01-01")
STATEMENT = ID + "statement/notice-2024-10/"
DOCUMENT = ID + "document/cf31f1f963e597b6"
XSD = PREFIXES["xsd"]

REMOVED = [
    ("visit", "inDocument", "StatementShape-inDocument"),
    ("visit", "claimStatus", "StatementShape-claimStatus"),
    ("visit", "authority", "StatementShape-authority"),
    ("visit", "about", "StatementShape-about"),
    ("visit", "evidence", "StatementShape-evidence"),
    ("visit", "statementText", "StatementShape-statementText"),
    ("visit", "earliest", "EventStatementShape-earliest"),
    ("visit", "earliest", "DatedStatementShape-earliest"),
    ("visit", "latest", "DatedStatementShape-latest"),
    ("visit", "datesPrinted", "DatedStatementShape-datesPrinted"),
    ("visit", "eventStatus", "EventStatementShape-eventStatus"),
    ("judgement-2021", "area", "JudgementStatementShape-area"),
    ("judgement-2021", "grade", "JudgementStatementShape-grade"),
    ("judgement-2021", "ofInspection", "JudgementStatementShape-when"),
    ("pathway-plans", "polarity", "FindingStatementShape-polarity"),
    ("pathway-plans", "cohort", "FindingStatementShape-cohort"),
    ("progress", "polarity", "FindingStatementShape-polarity"),
    ("progress", "baseline", "ProgressStatementShape-baseline"),
    ("recommendation", "issuer", "RecommendationStatementShape-issuer"),
    ("recommendation", "addressee", "RecommendationStatementShape-addressee"),
    ("recommendation", "addresseeRole", "RecommendationStatementShape-addresseeRole"),
    ("recommendation", "sequence", "RecommendationStatementShape-sequence"),
    ("priority", "heldBy", "PriorityStatementShape-heldBy"),
    ("planning-group", "answers", "ResponseStatementShape-answers"),
    ("quotation", "speaker", "QuotationStatementShape-speaker"),
    ("group-interval", "count", "CountStatementShape-count"),
    ("group-interval", "unit", "CountStatementShape-unit"),
    ("councillor", "person", "RoleStatementShape-person"),
    ("councillor", "role", "RoleStatementShape-role"),
    ("group", "body", "BodyStatementShape-body"),
    ("programme", "programme", "ProgrammeStatementShape-programme"),
    ("intervention", "intervention", "InterventionStatementShape-intervention"),
    ("intervention", "eventStatus", "InterventionStatementShape-eventStatus"),
    ("succession", "successor", "SuccessionStatementShape-successor"),
    ("cause", "effect", "CauseStatementShape-effect"),
    ("absent-inspectors", "lacks", "AbsenceStatementShape-lacks"),
    (ID + "person/999-ann-example", "skos:prefLabel", "NamedThingShape-label"),
    (ID + "intervention/999-2021", "authority", "InterventionShape-authority"),
    (ID + "intervention/999-2021", "instrument", "InterventionShape-instrument"),
    (ID + "intervention/999-2021", "startEarliest", "InterventionShape-startEarliest"),
    (DOCUMENT, "dcterms:title", "SecondaryDocumentShape-title"),
    (DOCUMENT, "fileName", "SecondaryDocumentShape-fileName"),
]

ADDED = [
    ("visit", "ofInspection", UNKNOWN, "StatementShape-ofInspection"),
    ("visit", "ofProposedInspection", UNKNOWN, "StatementShape-ofProposedInspection"),
    ("visit", "baseline", UNKNOWN, "StatementShape-baseline"),
    ("visit", "evidence", NamedNode(ID + "evidence/cf31f1f963e597b6/L5"), "StatementShape-evidence"),
    ("visit", "alsoAt", UNKNOWN, "StatementShape-alsoAt"),
    ("visit", "theme", NamedNode(SCHEME + "cohort/care-leavers"), "StatementShape-theme"),
    ("visit", "cohort", NamedNode(SCHEME + "theme/plans"), "StatementShape-cohort"),
    ("visit", "polarity", NamedNode(SCHEME + "polarity/good"), "StatementShape-polarity"),
    ("pathway-plans", "centralTheme", NamedNode(SCHEME + "theme/plans"), "StatementShape-centralTheme"),
    ("pathway-plans", "speaker", NamedNode(ID + "authority/999"), "StatementShape-speaker"),
    ("group-interval", "count", Literal(2), "CountStatementShape-count"),
    ("priority", "issuer", NamedNode(ID + "inspectorate/ofsted"), "PriorityStatementShape-issuer"),
    ("priority", "polarity", NamedNode(SCHEME + "polarity/weakness"), "PriorityStatementShape-polarity"),
    ("absent-inspectors", "polarity", Literal("good"), "AbsenceStatementShape-polarity"),
    ("recommendation", "timescale", Literal("soon"), "RecommendationStatementShape-timescale"),
    (DOCUMENT, "dcterms:publisher", Literal("the council"), "SecondaryDocumentShape-publisher"),
    (DOCUMENT, "publishedEarliest", Literal("2025-01-01", datatype=NamedNode(XSD + "date")),
     "SecondaryDocumentShape-publishedEarliest"),
    (DOCUMENT, "publishedLatest", Literal("2024", datatype=NamedNode(XSD + "gYear")),
     "SecondaryDocumentShape-publishedLatest"),
    (DOCUMENT, "reports", NamedNode(ID + "inspection/999-focused-visit-2024-10-08"),
     "SecondaryDocumentShape-reports"),
    (ID + "intervention/999-2021", "endLatest", Literal("later"), "InterventionShape-endLatest"),
]  # fmt: skip

DISAGREEMENT: dict[str, NamedNode | Literal] = {
    "authority": NamedNode(ID + "authority/999"),
    "firstStatement": NamedNode(STATEMENT + "visit"),
    "secondStatement": NamedNode(STATEMENT + "progress"),
    "disagreementKind": NamedNode(SCHEME + "disagreement-kind/dates"),
    "resolution": Literal("The letter itself would tell."),
}


def fired(triples: list[Triple]) -> set[str]:
    return {result.shape.removeprefix(SHAPE) for result in validate_document(triples).violations}


def subject(name: str) -> NamedNode:
    return NamedNode(name if name.startswith("http") else STATEMENT + name)


def predicate(name: str) -> NamedNode:
    prefix, colon, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local if colon else DEF + name)


@pytest.fixture(scope="module")
def sound() -> list[Triple]:
    return load().triples


def test_a_sound_record_passes(sound: list[Triple]) -> None:
    assert fired(sound) == set()


@pytest.mark.parametrize(("name", "missing", "shape"), REMOVED, ids=[row[2] for row in REMOVED])
def test_something_missing(sound: list[Triple], name: str, missing: str, shape: str) -> None:
    left = [t for t in sound if (t.subject, t.predicate) != (subject(name), predicate(missing))]
    assert len(left) < len(sound)
    assert shape in fired(left)


@pytest.mark.parametrize(("name", "extra", "value", "shape"), ADDED, ids=[row[3] for row in ADDED])
def test_something_wrong(
    sound: list[Triple], name: str, extra: str, value: NamedNode | Literal, shape: str
) -> None:
    assert shape in fired([*sound, Triple(subject(name), predicate(extra), value)])


def test_document_without_any_date_of_publication(sound: list[Triple]) -> None:
    bounds = {predicate("publishedEarliest"), predicate("publishedLatest")}
    left = [t for t in sound if t.predicate not in bounds]
    assert fired(left) == {"SecondaryDocumentShape-published"}


def test_no_e_mail_addresses(sound: list[Triple]) -> None:
    text = Triple(subject("councillor"), predicate("statementText"), Literal("Write to ann@example.org"))
    assert "StatementShape-statementText" in fired([*sound, text])


@pytest.mark.parametrize("missing", [None, *DISAGREEMENT])
def test_disagreement(missing: str | None) -> None:
    node = NamedNode(ID + "disagreement/999-example")
    triples = [Triple(node, predicate("rdf:type"), predicate("Disagreement"))]
    triples += [Triple(node, predicate(k), v) for k, v in DISAGREEMENT.items() if k != missing]
    assert fired(triples) == ({f"DisagreementShape-{missing}"} if missing else set())


def test_a_statement_does_not_disagree_with_itself() -> None:
    node = NamedNode(ID + "disagreement/999-example")
    same = DISAGREEMENT | {"secondStatement": DISAGREEMENT["firstStatement"]}
    triples = [Triple(node, predicate("rdf:type"), predicate("Disagreement"))]
    triples += [Triple(node, predicate(k), v) for k, v in same.items()]
    assert fired(triples) == {"DisagreementShape-firstStatement"}


def test_every_shape_has_its_test() -> None:
    text = (folder("shapes") / "statements.ttl").read_text(encoding="utf-8")
    written = set(re.findall(r"^shape:(\S+-\S+) a sh:PropertyShape", text, re.MULTILINE))
    tested = {row[-1] for row in (*REMOVED, *ADDED)} | {f"DisagreementShape-{k}" for k in DISAGREEMENT}
    assert written == tested | {"SecondaryDocumentShape-published"}
