"""The form of a stored query, from its header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.queries.header import Header, Parameter
from kg.queries.names import Names
from kg.queries.parameter_types import parameter_type
from kg.render.words import code_words, concept_words, heading

Values = Mapping[str, Sequence[str]]
"""What a reader put into the fields, by parameter."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values to choose from."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field.

    Attributes:
        name: of the parameter.
        label: what people call it.
        help: a description, where the header has one.
        kind: ``select``, ``suggest`` (a text with a list), ``date``, ``number`` or ``text``.
        values: what stands in it.
        choices: what there is to choose from.
        hint: an example, shown in an empty field.
    """

    name: str
    label: str
    help: str
    kind: str
    values: tuple[str, ...]
    choices: tuple[Choice, ...]
    hint: str
    required: bool
    many: bool


def fields(header: Header, given: Values, names: Names) -> tuple[Field, ...]:
    """The fields of a query's form."""
    return tuple(_field(parameter, header, given, names) for parameter in header.params.values())


def _field(parameter: Parameter, header: Header, given: Values, names: Names) -> Field:
    values = tuple(given.get(parameter.name, ()))
    choices = _choices(parameter, names, values)
    kind = {"integer": "number", "decimal": "number"}.get(parameter.type, "text")
    if parameter.type in ("authority", "document"):
        kind = "suggest"
    elif choices:
        kind = "select"
    default = ", ".join(parameter.default)
    return Field(
        name=parameter.name,
        label=heading(parameter.name),
        help=parameter.description,
        kind=kind,
        values=values,
        choices=choices,
        hint=f"{default} if empty" if default else (parameter.example or ""),
        required=parameter.required,
        many=parameter.many,
    )


def _choices(parameter: Parameter, names: Names, values: Sequence[str]) -> tuple[Choice, ...]:
    if parameter.type == "boolean":
        return tuple(Choice(word, word.capitalize(), word in values) for word in ("yes", "no"))
    if parameter.type == "document":
        return ()
    found: dict[str, Choice] = {}
    for name in parameter_type(parameter).choices(parameter, names):
        if parameter.type == "authority" and not name.current:
            continue
        value = name.label if parameter.type == "authority" else name.id
        label = code_words(name.label) if parameter.choices else concept_words(name.iri) or name.label
        found.setdefault(value, Choice(value, label, value in values))
    return tuple(sorted(found.values(), key=lambda choice: choice.label.casefold()))
