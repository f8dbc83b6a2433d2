"""Themes of a framework's own scheme, by the wordings of its folder: none rather than a guess."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, RdfFormat, parse

from kg.extract.framework_themes import themes_in
from kg.frameworks import concept_files, frameworks, scheme_files
from kg.namespaces import PREFIXES, SCHEME
from kg.rdf.terms import our, term


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("The boats of the harbour should be painted.", ""),
        ("Plans say little, and nobody looks at them.", ""),
        ("Leaders should issue EHC plans and hold annual reviews in time.", "ehc-plans"),
        ("Leaders should tell their own commissioners what is missing.", ""),
        ("Waiting lists for speech and language lessons are long.", "waiting-times health-services"),
        ("CAMHS clinics should hear the voices of teenagers.", "mental-health co-production"),
        ("The transitions of sailors’ sons to adults’ services.", "preparation-for-adulthood"),
        ("Young people on the AP roll have part-time timetables.", "alternative-provision out-of-education"),
        ("A trap for crabs is no therapy.", ""),
        ("Employment and training of teenagers in the harbour.", ""),
        ("Parents seldom know how the local offer works.", "communication"),
        ("The identification, sorting and meeting of needs is slow.", "identification"),
        ("Crews should engage well with sailors’ families.", "communication"),
        ("Crews should engage sailors with SEND and their families.", ""),
        ("Information on boats should be promoted and communicated in large print.", "communication"),
        ("Communication across the partnership should be kind.", "working-together"),
        ("The harbour should use its data to steer.", "evaluation"),
        ("Capacity and quality across all health services vary.", "health-services"),
        # waits for assessment and diagnosis, not every wait; the pace of a pathway, not its quality
        ("Islanders wait for an autism assessment.", "waiting-times"),
        ("Islanders wait for an EHC needs assessment.", "ehc-plans"),
        ("Islanders wait too long for EHC plans.", "ehc-plans"),
        ("A sailor’s son waits for a school place.", "places"),
        ("Waiting lists for special school places hang in the lighthouse.", "places"),
        ("Islanders wait for the ferry.", ""),
        ("The autism pathway is kind and clear.", ""),
        ("The autism pathway is slow.", "waiting-times"),
        ("Clerks delay no letters, but autism assessments have a backlog.", "waiting-times"),
        # exclusion from school alone
        ("Permanent exclusions fell after the regatta.", "attendance-and-exclusion"),
        ("The number of exclusions fell after the regatta.", "attendance-and-exclusion"),
        ("Old sailors fear social exclusion.", ""),
        ("Old sailors run the risk of exclusion from the harbour.", ""),
        # shortages and recruitment of staff alone
        ("Shortages of trained harbour nurses go on.", "workforce"),
        ("Shortages of special school places go on.", "places"),
        ("Nobody on the quay recruits therapists.", "workforce"),
        ("Sailors recruit foster carers for social workers.", ""),
        ("Recruitment of parent representatives ends at Easter.", ""),
        ("Settings on the quay have sufficient capacity.", ""),
    ],
)
def test_wordings_of_a_framework_give_its_themes_in_the_order_of_the_text(text: str, themes: str) -> None:
    assert themes_in(text, "area-send") == tuple(f"send-theme/{theme}" for theme in themes.split())


def test_a_framework_without_themes_of_its_own_gives_none() -> None:
    assert themes_in("Leaders should issue EHC plans in time.", "ilacs-standard") == ()
    assert themes_in("Leaders should issue EHC plans in time.", "of-no-folder") == ()


def test_each_wording_is_of_a_theme_and_each_theme_has_a_wording() -> None:
    worded = {wording.theme for framework in frameworks() for wording in framework.themes}
    themes = {
        str(quad.subject.value).removeprefix(SCHEME)
        for path in concept_files()
        for quad in parse(path=path, format=RdfFormat.TURTLE)
        if quad.predicate == term("rdf:type") and quad.object == our("FrameworkTheme")
    }
    assert worded == themes


def test_matches_are_themes_of_childrens_services_that_are_leaves() -> None:
    """A match that names no leaf would never be found from a row."""
    leaves = {
        quad.subject
        for path in scheme_files()
        for quad in parse(path=path, format=RdfFormat.TURTLE)
        if quad.predicate == our("isLeaf")
        and isinstance(quad.object, Literal)
        and quad.object.value == "true"
    }
    matches = {
        quad.object
        for path in concept_files()
        for quad in parse(path=path, format=RdfFormat.TURTLE)
        if str(quad.predicate.value) in (PREFIXES["skos"] + "closeMatch", PREFIXES["skos"] + "broadMatch")
    }
    assert matches
    assert matches <= leaves
