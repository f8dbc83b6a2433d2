"""What the schemes hold, and what the rest of the project may count on."""

from __future__ import annotations

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef

from kg.namespaces import DEF, SCHEME, concept

KG = Namespace(DEF)

IDS = {
    "kind": """sif sif-reinspection lscb-review lac-2013 ilacs-standard ilacs-short focused-visit
        monitoring-visit jtai slac protection-2012 cra apa jar""",
    "judgement-area": """overall-effectiveness impact-of-leaders help-and-protection children-in-care
        children-in-care-and-care-leavers care-leavers looked-after-and-permanence adoption
        leadership-management-governance lscb-effectiveness capacity-to-improve
        outcomes-for-looked-after-children quality-of-provision leadership-and-management""",
    "grade": "outstanding good requires-improvement inadequate not-judged",
    "grade-2009": "outstanding good adequate inadequate not-judged",
    "recommendation-kind": "recommendation priority-action",
    "addressee-role": "la lscb partnership committee other",
    "polarity": "strength weakness mixed neutral",
    "extent": "all most many some small-number one none not-stated",
    "change": "improved sustained not-improved deteriorated newly-identified",
    "tier": "ofsted-report ofsted-letter official-statistics council-paper council-notice press derived",
    "form": "summary paragraph recommendation priority-action list-item progress statement",
    "state": """lapsed unknown resolved easing not-re-raised recurrent long-running persistent deteriorated
        new first-recorded""",
    "level": "priority-action recommendation text remark strong silent",
    "trend": "rising falling level",
    "no-overall-reason": "removed-april-2026 ungraded-visit predates not-stated",
    "published-basis": "printed file-name supplied",
    "licence": "ogl-3 non-commercial-2015 not-stated",
    "timescale": "immediately within-three-months within-six-months",
    "national-framework": "outcome-1 outcome-2 outcome-3 outcome-4 enabler-1 enabler-2 enabler-3 principle-1",
}
"""Ids that queries print and that scorers, readers and classifiers share."""


def members(schemes: Graph, scheme: str) -> set[str]:
    """Ids of a scheme."""
    return {str(node).rpartition("/")[2] for node in schemes.subjects(SKOS.inScheme, URIRef(SCHEME + scheme))}


def in_order(schemes: Graph, scheme: str) -> list[str]:
    """Ids of a scheme's ranked concepts, by rank."""
    ranked = [
        (rank.toPython(), str(node).rpartition("/")[2])
        for node in schemes.subjects(SKOS.inScheme, URIRef(SCHEME + scheme))
        for rank in schemes.objects(node, KG.rank)
        if isinstance(rank, Literal)
    ]
    return [name for _, name in sorted(ranked)]


@pytest.mark.parametrize("scheme", IDS)
def test_shared_ids_are_there(schemes: Graph, scheme: str) -> None:
    assert set(IDS[scheme].split()) <= members(schemes, scheme)


def test_eight_groups_and_39_leaves(schemes: Graph) -> None:
    leaves = set(schemes.subjects(KG.isLeaf, Literal(True)))
    groups = set(schemes.subjects(KG.isLeaf, Literal(False)))
    assert (len(groups), len(leaves)) == (8, 39)
    assert {schemes.value(leaf, SKOS.broader) for leaf in leaves} == groups
    assert all((leaf, KG.usualArea, None) in schemes for leaf in leaves)
    assert all((leaf, KG.frameworkOutcome, None) in schemes for leaf in leaves)


def test_29_cohorts_of_which_two_are_adults(schemes: Graph) -> None:
    assert len(members(schemes, "cohort")) == 29
    adults = {str(node) for node in schemes.subjects(KG.areaSpecific, Literal(False))}
    assert adults == {concept("cohort", "carers"), concept("cohort", "workforce-cohort")}


@pytest.mark.parametrize(
    ("narrower", "broader"),
    [
        ("missing-from-home", "all-children"),
        ("missing-from-care", "children-in-care"),
        ("missing-from-care", "all-children"),
        ("care-leavers-custody", "care-leavers"),
    ],
)
def test_cohorts_overlap_upwards(schemes: Graph, narrower: str, broader: str) -> None:
    above = schemes.transitive_objects(URIRef(concept("cohort", narrower)), SKOS.broader)
    assert URIRef(concept("cohort", broader)) in above


def test_missing_from_home_and_from_care_do_not_overlap(schemes: Graph) -> None:
    home, care = (URIRef(concept("cohort", f"missing-from-{where}")) for where in ("home", "care"))
    assert care not in schemes.transitive_objects(home, SKOS.broader)
    assert home not in schemes.transitive_objects(care, SKOS.broader)


@pytest.mark.parametrize(
    ("scheme", "order"),
    [
        ("grade", "outstanding good requires-improvement inadequate"),
        ("grade-2009", "outstanding good adequate inadequate"),
        ("grade-apa", "4 3 2 1"),
        ("grade-annual", "performs-excellently performs-well performs-adequately performs-poorly"),
        ("level", "priority-action recommendation text remark silent strong claimed"),
        ("state", IDS["state"]),
        ("tier", IDS["tier"]),
    ],
)
def test_ranks_give_the_order(schemes: Graph, scheme: str, order: str) -> None:
    assert in_order(schemes, scheme) == order.split()


def test_grades_of_different_scales_are_different_concepts(schemes: Graph) -> None:
    assert "adequate" not in members(schemes, "grade")
    assert "requires-improvement" not in members(schemes, "grade-2009")
    assert (URIRef(concept("grade", "good")), None, URIRef(concept("grade-2009", "good"))) not in schemes


@pytest.mark.parametrize(
    ("kind", "areas"),
    [
        ("ilacs-short", {"help-and-protection", "children-in-care", "care-leavers", "impact-of-leaders"}),
        ("sif", {"help-and-protection", "children-in-care", "care-leavers", "impact-of-leaders", "adoption"}),
        ("lac-2013", {"children-in-care", "care-leavers"}),
        ("protection-2012", {"help-and-protection"}),
        ("lscb-review", {"lscb-effectiveness"}),
    ],
)
def test_scope_of_kinds_is_data(schemes: Graph, kind: str, areas: set[str]) -> None:
    covered = set(schemes.objects(URIRef(concept("kind", kind)), KG.covers))
    assert {URIRef(concept("judgement-area", area)) for area in areas} <= covered


@pytest.mark.parametrize(
    ("kind", "area"),
    [
        ("lac-2013", "help-and-protection"),
        ("protection-2012", "children-in-care"),
        ("lscb-review", "impact-of-leaders"),
    ],
)
def test_what_a_kind_leaves_out(schemes: Graph, kind: str, area: str) -> None:
    assert (URIRef(concept("kind", kind)), KG.covers, URIRef(concept("judgement-area", area))) not in schemes


@pytest.mark.parametrize("kind", ["focused-visit", "monitoring-visit", "jtai"])
def test_visits_take_their_scope_from_their_focus(schemes: Graph, kind: str) -> None:
    assert (URIRef(concept("kind", kind)), KG.covers, None) not in schemes
    focus = URIRef(concept("focus", "front-door"))
    assert (focus, KG.covers, URIRef(concept("judgement-area", "help-and-protection"))) in schemes


def test_frameworks_name_their_scale_or_give_no_grades(schemes: Graph) -> None:
    ungraded = {
        str(node).rpartition("/")[2]
        for node in schemes.subjects(RDF.type, KG.Framework)
        if (node, KG.gradeScale, None) not in schemes
    }
    assert ungraded == {"cra", "jtai", "not-stated"}
    scale = schemes.value(URIRef(concept("framework", "lac-2013")), KG.gradeScale)
    assert scale == URIRef(SCHEME + "grade-2009")
