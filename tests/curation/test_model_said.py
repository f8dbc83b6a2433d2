"""What a correction changes of the model's word, as people read it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.classify.base import Label, Labels
from kg.curation import Correction, difference
from kg.curation.model_said import model_said

MODEL = Labels(
    Label("weakness", 0.52),
    themes=(Label("plans", 0.9), Label("health", 0.6)),
    extent=Label("some", 0.7),
    change=Label("improved", 0.8),
)
PLAIN = Labels(Label("weakness", 0.52))
READ = Correction("d", "s", "JS", "read again")


@pytest.mark.parametrize(
    ("one", "model", "changed"),
    [
        (replace(READ, polarity="mixed"), "polarity weakness 0.52", "polarity weakness -> mixed"),
        (replace(READ, themes=("health",)), "themes plans 0.90 health 0.60", "themes plans health -> health"),
        (replace(READ, themes=()), "themes plans 0.90 health 0.60", "themes plans health -> -"),
        (replace(READ, cohorts=("carers",)), "cohorts -", "cohorts - -> carers"),
        (replace(READ, extent="most"), "extent some 0.70", "extent some -> most"),
        (replace(READ, change="-"), "change improved 0.80", "change improved -> -"),
        (
            replace(READ, polarity="weakness", cohorts=()),
            "polarity weakness 0.52; cohorts -",
            "as the model said",
        ),
        (replace(READ, same_as="-"), "", "stands alone"),
        (replace(READ, same_as="0123456789"), "", "says the same as 0123456789"),
        (replace(READ, supports=("!la-2", "la-3")), "", "does not support la-2; supports la-3"),
        (
            replace(READ, polarity="mixed", extent="most", same_as="-"),
            "polarity weakness 0.52; extent some 0.70",
            "polarity weakness -> mixed; extent some -> most; stands alone",
        ),
    ],
)
def test_each_decision_stands_beside_what_the_model_had_said(
    one: Correction, model: str, changed: str
) -> None:
    assert (model_said(one, MODEL), difference(one, MODEL)) == (model, changed)


def test_where_the_model_saw_no_change_there_was_none() -> None:
    one = replace(READ, change="improved")
    assert (model_said(one, PLAIN), difference(one, PLAIN)) == ("change -", "change - -> improved")


def test_of_a_sentence_that_is_gone_only_the_links_are_told() -> None:
    one = replace(READ, polarity="mixed", same_as="-")
    assert (model_said(one, None), difference(one, None)) == ("", "stands alone")
