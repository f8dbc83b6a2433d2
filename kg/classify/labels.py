"""The labels that classifiers know, in the fixed order of the columns of every model.

The ids are those of the schemes in ``ontology/schemes``; a model trained for other ids cannot be read.
"""

from __future__ import annotations

POLARITIES = ("strength", "weakness", "mixed", "neutral")

THEMES = (
    "early-help",
    "front-door-thresholds",
    "strategy-s47",
    "assessment",
    "plans",
    "safety-planning",
    "independent-challenge",
    "pre-proceedings-court",
    "visits-direct-work",
    "recording-history",
    "neglect",
    "domestic-abuse",
    "exploitation",
    "missing",
    "allegations-lado",
    "specific-group",
    "education-inclusion",
    "entry-return",
    "kinship-connected",
    "permanence",
    "sufficiency",
    "fostering",
    "stability-matching",
    "life-story-identity",
    "health",
    "emotional-health",
    "education-in-care",
    "pathway-planning",
    "care-leaver-support",
    "leaving-care-homes",
    "eet",
    "leadership-pace",
    "corporate-parenting",
    "performance-qa",
    "management-supervision",
    "partnership",
    "workforce",
    "practice-model-learning",
    "voice-participation",
)

COHORTS = (
    "all-children",
    "early-help-children",
    "children-in-need",
    "child-protection",
    "unborn-and-infants",
    "disabled-children",
    "neglected-children",
    "domestic-abuse-children",
    "exploited-children",
    "missing-from-home",
    "missing-from-care",
    "homeless-16-17",
    "privately-fostered",
    "young-carers",
    "missing-education",
    "pre-proceedings-children",
    "children-in-care",
    "out-of-area",
    "unregistered-settings",
    "with-parents",
    "kinship-children",
    "adopted-children",
    "complex-older",
    "uasc",
    "care-leavers",
    "care-leavers-21-plus",
    "care-leavers-custody",
    "carers",
    "workforce-cohort",
)

ALL = POLARITIES + THEMES + COHORTS
THEME_COLUMNS = slice(len(POLARITIES), len(POLARITIES) + len(THEMES))
COHORT_COLUMNS = slice(THEME_COLUMNS.stop, len(ALL))
CENTRAL_COLUMNS = slice(len(ALL), len(ALL) + len(THEMES))
"""Columns after those of the labels: whether a theme is the central one of its sentence."""

TIMES = ("now", "past", "other")
"""What a sentence describes: the time of the inspection, an earlier one, or what other people said."""

READINGS = ("leans", *TIMES)
"""Whether a sentence leans on the one before it (else it is understood alone), and its time."""

READING_COLUMNS = slice(CENTRAL_COLUMNS.stop, CENTRAL_COLUMNS.stop + len(READINGS))
LEANS_COLUMN = READING_COLUMNS.start
TIME_COLUMNS = slice(LEANS_COLUMN + 1, READING_COLUMNS.stop)

WIDTH = READING_COLUMNS.stop
"""Columns of a model's scores and probabilities."""

AT_MOST = 3
"""Most themes, and most cohorts, that one sentence may have."""
