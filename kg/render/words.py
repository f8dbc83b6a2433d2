"""Plain words for columns, concepts and codes, from ``words.yaml``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import RecordError
from kg.namespaces import SCHEME, concept
from kg.yaml_core import load

Labels = Callable[[str], str | None]
"""Gives the label of a thing by its IRI, or ``None``."""

_BOUND: Final = ", earliest"
"""End of the name of the first of two columns that are shown as one span of days."""

LABEL_SUFFIX: Final = "_label"
"""End of the name of a column that holds the label of what another column names."""


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in ``words.yaml``; its comments say what the parts mean."""

    columns: Mapping[str, str]
    concepts: Mapping[str, str]
    lists: Mapping[str, str]
    dated: frozenset[str]
    coded: frozenset[str]
    codes: Mapping[str, str]
    empty: Mapping[str, str]
    percentages: frozenset[str]
    labelled: frozenset[str]


@cache
def words() -> Words:
    """The words, read once."""
    path = Path(__file__).with_name("words.yaml")
    raw: Any = load(path.read_text(encoding="utf-8"), path.name, RecordError)
    return Words(
        columns=raw["columns"],
        concepts=raw["concepts"],
        lists=raw["lists"],
        dated=frozenset(raw["dated"]),
        coded=frozenset(raw["coded"]),
        codes=raw["codes"],
        empty=raw["empty"],
        percentages=frozenset(raw["percentages"]),
        labelled=frozenset(raw["labelled"]),
    )


def heading(column: str, own: Mapping[str, str] | None = None) -> str:
    """A column's name for people: as its query calls it, else as every query calls it.

    >>> heading("run_length", {"run_length": "Inspections"}), heading("cohort"), heading("next_step")
    ('Inspections', 'Group of children', 'Next step')
    """
    name = (own or {}).get(column) or words().columns.get(column) or sentence_case(column.replace("_", " "))
    return name.removesuffix(_BOUND)


def sentence_case(text: str) -> str:
    """The text with a capital first letter.

    >>> sentence_case("next step"), sentence_case("ONS code")
    ('Next step', 'ONS code')
    """
    return text[:1].upper() + text[1:]


def concept_words(iri: str) -> str | None:
    """Plain words for a concept, if its label in the ontology is a term of the project's rules.

    >>> concept_words("https://w3id.org/inspection-kg/scheme/level/remark")
    'One criticism only'
    """
    return words().concepts.get(iri.removeprefix(SCHEME)) if iri.startswith(SCHEME) else None


def code_words(code: str) -> str:
    """Plain words for a code.

    >>> code_words("weak theme"), code_words("absence")
    ('Weak theme', 'Not stated')
    """
    return words().codes.get(code) or sentence_case(code.replace("-", " ").replace("_", " "))


def listed(column: str, text: str, labels: Labels) -> str:
    """Labels of a list of ids, with semicolons between them.

    >>> listed("between", "remark silent", lambda iri: None)
    'One criticism only; Not mentioned'
    """
    scheme = words().lists[column]
    return "; ".join(_label(scheme, identifier, labels) for identifier in text.replace(",", " ").split())


def dated(text: str, labels: Labels) -> str:
    """Inspections by day and kind, with the label of the kind.

    >>> dated("2018-02-26 sif", {"https://w3id.org/inspection-kg/scheme/kind/sif": "Single inspection"}.get)
    '2018-02-26 Single inspection'
    """
    shown = []
    for one in text.split("; "):
        day, _, kind = one.partition(" ")
        shown.append(f"{day} {_label('kind', kind, labels)}" if kind else day)
    return "; ".join(shown)


def _label(scheme: str, identifier: str, labels: Labels) -> str:
    iri = concept(scheme, identifier) if scheme else SCHEME + identifier
    told = concept_words(iri)
    return labels(iri) or identifier if told is None else told
