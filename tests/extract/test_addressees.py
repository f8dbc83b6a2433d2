"""Whom an item is addressed to: bodies that are named, and nothing that only speaks of them."""

from __future__ import annotations

import pytest

from kg.extract.addressees import addressee


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("Exampleshire Police must train its officers.", "other", "Exampleshire Police"),
        ("Harbour NHS Foundation Trust needs to mend the lift.", "other", "Harbour NHS Foundation Trust"),
        ("Leaders at NHS Harbour Coast ICB should mend the lift.", "other", "NHS Harbour Coast ICB"),
        ("The local authority should answer letters.", "la", "local authority"),
        ("The council and Harbour Police must meet.", "partnership", "council and Harbour Police"),
        ("Leaders across all agencies should meet.", "partnership", "Leaders across all agencies"),
        ("Health leaders and the council should meet.", "partnership", "Health leaders and the council"),
        ("Leaders in health and the council must meet.", "partnership", "Leaders in health and the council"),
        ("Health leaders should meet.", "other", "Health leaders"),
        ("Commissioners should count the boats.", "other", "Commissioners"),
        ("Harbour Police and probation must meet.", "partnership", "Harbour Police and probation"),
        ("The council, with health partners, should meet.", "partnership", "council, with health partners"),
        ("Leaders in the council’s boat service should meet.", "partnership", None),
        ("Leaders in the council’s youth service should meet.", "la", "council’s youth service"),
        ("Sea and Coast Partnership NHS Trust should meet.", "other", "Sea and Coast Partnership NHS Trust"),
        ("NHS Harbour and Coast ICB has to meet.", "other", "NHS Harbour and Coast ICB"),
        ("NHS Sea ICB and NHS Coast ICB should meet.", "partnership", "NHS Sea ICB and NHS Coast ICB"),
        ("The police and crime commissioner should meet.", "other", "police and crime commissioner"),
        ("Leaders from NHS S&W ICB should meet.", "other", "NHS S&W ICB"),
        ("Leaders in education should meet.", "partnership", "Leaders in education"),
        ("Leaders in health and other commissioners in the partnership need to meet.", "partnership",
            "Leaders in health and other commissioners in the partnership"),
        ("Leaders should meet.", "partnership", "Leaders"),
        ("Area leaders should meet.", "partnership", "Area leaders"),
        ("The local area should meet.", "partnership", "local area"),
        ("Letters lie about. Leaders across the partnership need to read them.", "partnership",
            "Leaders across the partnership"),
        ("Letters lie about. Harbour Police should read some of them.", "partnership", None),
        ("Education must be good.", "partnership", None),
        ("Health needs should be known.", "partnership", None),
        ("The police response to missing children needs to be quicker.", "partnership", None),
        ("How quickly the police write down what they saw.", "partnership", None),
        ("Letters must be answered.", "partnership", None),
    ],
)  # fmt: skip
def test_a_body_that_must_act_is_the_addressee(text: str, role: str, name: str | None) -> None:
    assert addressee(text, None, None, "partnership") == (role, name)


def test_the_line_above_and_the_row_name_it_too() -> None:
    above = "Exampleshire Police should ensure that:"
    assert addressee("it rings.", above, None, "partnership") == ("other", "Exampleshire Police")
    assert addressee("The bell.", "Exampleshire Police", None, "partnership")[0] == "other"
    assert addressee("The bell.", "Leadership", None, "partnership") == ("partnership", None)
    assert addressee("Leaders should meet.", None, "Exampleshire County Council", "partnership") == (
        "la",
        "Exampleshire County Council",
    )
    assert addressee("The bell.", "For Harbour Police:", None, "partnership") == ("other", "Harbour Police")
    row = "Exampleshire County Council and Borderland Council"
    assert addressee("Leaders should meet.", None, row, "partnership") == ("partnership", row)
    row = "Children’s services and children’s social care"
    assert addressee("Leaders should meet.", None, row, "partnership") == ("la", row)
